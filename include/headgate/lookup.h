/* SPDX-License-Identifier: MIT */
/* lookup: a question for the addresses of a name, and the resolver's answer. */
#ifndef HEADGATE_LOOKUP_H
#define HEADGATE_LOOKUP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "headgate/address.h"
#include "headgate/cancel.h"
#include "headgate/policy.h"

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

#endif
