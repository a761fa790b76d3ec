/* SPDX-License-Identifier: MIT */
/* interfaces: this machine's own addresses, as getaddrinfo(3) of the GNU C library looks at them to order
 * others. */
#ifndef HEADGATE_RESOLVE_INTERFACES_H
#define HEADGATE_RESOLVE_INTERFACES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "headgate/address.h"

/* An address of an interface. */
struct hg_own_address {
    struct hg_address address; /* the other end's, where the interface has one; port 0 */
    uint8_t prefix_len;
    bool is_deprecated; /* or not yet tested for duplicates */
    bool is_home;       /* RFC 6275 */
    bool is_native;     /* not of a tunnel */
};

/* Read-only once it is loaded: for all threads. Zeroed: empty. */
struct hg_interfaces {
    struct hg_own_address *items; /* owned */
    size_t count;
};

/* Ask the kernel. Empty when it does not say, and where the only IPv6 address is ::1: that library looks at
 * none then. */
void hg_interfaces_load(struct hg_interfaces *interfaces);
void hg_interfaces_release(struct hg_interfaces *interfaces);
/* The entry of an address; NULL: it is none of ours. All of 127.0.0.0/8 is 127.0.0.1. */
const struct hg_own_address *hg_interfaces_find(const struct hg_interfaces *interfaces,
                                                const struct hg_address *address);

#endif
