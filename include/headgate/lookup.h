/* SPDX-License-Identifier: MIT */
/* lookup: the addresses of a name, as the C library finds them, or why it finds none. */
#ifndef HEADGATE_LOOKUP_H
#define HEADGATE_LOOKUP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "headgate/address.h"
#include "headgate/cancel.h"
#include "headgate/policy.h"

#define HG_LOOKUP_MAX 32 /* addresses of a name; further ones are dropped */

/* What is known of a name that was not resolved, once it was asked for again. */
enum hg_name_answer {
    HG_NAME_NO_ANSWER, /* nothing came, though the name servers answer other questions */
    HG_NAME_FOUND,     /* an address of the wanted version */
    HG_NAME_NXDOMAIN,  /* there is no such name (RFC 8020) */
    HG_NAME_NOT_FOUND, /* the same, said by the C library without a name server */
    HG_NAME_NO_ADDRESS,
    HG_NAME_NO_ROUTE,      /* addresses, and this machine has no route to any of them */
    HG_NAME_OTHER_VERSION, /* only addresses of the version of IP that is not wanted */
    HG_NAME_SERVFAIL,
    HG_NAME_REFUSED,
    HG_NAME_UNUSABLE,    /* another code, or an answer that can't be read */
    HG_NAME_NOT_ASKED,   /* this machine lacks what that takes: memory, a thread */
    HG_NAME_NO_RESOLVER, /* the name servers answer no question at all */
    HG_NAME_ANSWER_COUNT
};

/* A name and its addresses. */
struct hg_lookup {
    const char
        *name; /* lower case ASCII; borrowed. ".": does the resolver answer at all? */
    enum hg_ip_version version;
    struct hg_address addresses[HG_LOOKUP_MAX]; /* sorted, without repeats; ports are 0 */
    bool has_route[HG_LOOKUP_MAX];              /* from this machine to the address */
    size_t count;                               /* 0: not found, or not in time */
    bool is_done; /* the resolver answered in time, if only that there is no such name */
    bool was_silent;            /* nothing came for the name in all of its time */
    enum hg_name_answer answer; /* of hg_look_up_again(): why there is no address */
};

/* Fill all look-ups in at most `timeout_us`. Ends early when `cancel` is set. */
typedef void hg_look_up_function(struct hg_lookup *lookups, size_t count,
                                 int64_t timeout_us, const struct hg_cancel *cancel);

#endif
