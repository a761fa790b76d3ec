/* SPDX-License-Identifier: MIT */
/* expansion: a target that is checked at more than one address becomes a row for each of
 * them; all names are looked up at once, before the run. */
#ifndef HEADGATE_EXPANSION_H
#define HEADGATE_EXPANSION_H

#include <stddef.h>

#include "headgate/arena.h"
#include "headgate/cancel.h"
#include "headgate/lookup.h"
#include "headgate/target.h"

/* Rows, which borrow from the targets that they were made of. May be moved. */
struct hg_expansion {
    const struct hg_target *targets;
    size_t count;
    size_t
        timed_out_count; /* names of `all` that were not resolved in time: one row each */
    struct hg_arena arena; /* rows, their names and policies */
};

/* Make the rows, in the order of the targets: one for each address of a name with several
 * (`addresses: all`, "shop [203.0.113.7]"), or one for each version of IP
 * (`ipv4_and_ipv6`, "shop [IPv4]"). Numeric hosts, targets that are disabled, have an
 * address given by `resolve`, or use a proxy, and names that can't be resolved stay one
 * row (with `ipv4_and_ipv6`: two).
 *
 * Where this machine has no route to any address of one version of IP, but to one of the other,
 * rows of the former are not enabled, and their `extra` says why; not if the policy asks for one
 * version (`ip`). */
void hg_expansion_make(struct hg_expansion *expansion, const struct hg_target *targets,
                       size_t count, hg_look_up_function *look_up,
                       const struct hg_cancel *cancel);
void hg_expansion_release(struct hg_expansion *expansion);

#endif
