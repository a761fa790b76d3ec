/* SPDX-License-Identifier: MIT */
/* expansion: targets that are checked at more than one address become a row for each of them, by
 * one look-up before the run. */
#ifndef HEADGATE_EXPANSION_H
#define HEADGATE_EXPANSION_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "headgate/address.h"
#include "headgate/arena.h"
#include "headgate/cancel.h"
#include "headgate/policy.h"
#include "headgate/target.h"

#define HG_LOOKUP_MAX 32 /* addresses that are kept of one name */

/* A name and what the resolver says of it. */
struct hg_lookup {
    const char *name; /* lower case ASCII; borrowed */
    enum hg_ip_version version;
    struct hg_address addresses[HG_LOOKUP_MAX]; /* sorted, without repeats; ports are 0 */
    size_t count;                               /* 0: not found, or not in time */
    bool is_done;                               /* the resolver has answered, in time */
};

/* Fill all look-ups in at most `timeout_us`. Ends early when `cancel` is set. */
typedef void hg_look_up_function(struct hg_lookup *lookups, size_t count,
                                 int64_t timeout_us, const struct hg_cancel *cancel);

/* Rows; they borrow from the targets that they were made of. May be moved. */
struct hg_expansion {
    const struct hg_target *targets;
    size_t count;
    size_t late_count;     /* names that were not looked up in time: one row each */
    struct hg_arena arena; /* rows, their names and policies */
};

/* By the resolver of this machine, in threads: one that does not answer is left behind. */
hg_look_up_function hg_look_up;
/* Make the rows, in the order of the targets: one for each address of a name with several
 * (`addresses: all`, "shop [203.0.113.7]"), or one for each version of IP (`ipv4_and_ipv6`,
 * "shop [IPv4]"). Numeric hosts, targets that are disabled, that have an address given by
 * `resolve`, or a proxy, and names that are not found stay one row. */
void hg_expansion_make(struct hg_expansion *expansion, const struct hg_target *targets,
                       size_t count, hg_look_up_function *look_up,
                       const struct hg_cancel *cancel);
void hg_expansion_release(struct hg_expansion *expansion);

#endif
