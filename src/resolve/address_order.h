/* SPDX-License-Identifier: MIT */
/* address_order: the order in which getaddrinfo(3) returns addresses: RFC 6724 6, with the tables of the GNU
 * C library. c-ares would order them by RFC 6724 alone, and the first address decides the verdict. Where
 * gai.conf(5) has other tables, c-ares is not asked (dns_config.h). */
#ifndef HEADGATE_RESOLVE_ADDRESS_ORDER_H
#define HEADGATE_RESOLVE_ADDRESS_ORDER_H

#include <stddef.h>

#include "headgate/address.h"

#include "resolve/interfaces.h"

/* Sort the addresses; equal ones keep their order. */
void hg_address_order_sort(const struct hg_interfaces *interfaces,
                           struct hg_address *addresses, size_t count);

/* Parts of hg_address_order_sort(). */

/* An address and where packets to it would come from. */
struct hg_routed_address {
    struct hg_address to;
    struct hg_address source;         /* family 0: there is no route */
    const struct hg_own_address *own; /* of the source; NULL: not known */
};

/* Below 0 when the first one is tried before the second, above 0 the other way round, 0 when neither is
 * better. Pure. */
int hg_address_order_compare(const struct hg_routed_address *first,
                             const struct hg_routed_address *second);

#endif
