/* SPDX-License-Identifier: MIT */
/* lookup: the addresses of a name, as the C library finds them. */
#ifndef HEADGATE_LOOKUP_H
#define HEADGATE_LOOKUP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "headgate/address.h"
#include "headgate/cancel.h"
#include "headgate/policy.h"

#define HG_LOOKUP_MAX 32 /* addresses of a name; further ones are dropped */

/* A name and its addresses. */
struct hg_lookup {
    const char *name; /* lower case ASCII; borrowed */
    enum hg_ip_version version;
    struct hg_address addresses[HG_LOOKUP_MAX]; /* sorted, without repeats; ports are 0 */
    size_t count;                               /* 0: not found, or not in time */
    bool is_done;                               /* the resolver answered in time */
};

/* Fill all look-ups in at most `timeout_us`. Ends early when `cancel` is set. */
typedef void hg_look_up_function(struct hg_lookup *lookups, size_t count,
                                 int64_t timeout_us, const struct hg_cancel *cancel);

#endif
