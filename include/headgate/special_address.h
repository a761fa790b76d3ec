/* SPDX-License-Identifier: MIT */
/* special_address: what addresses are for, by IANA's registries. */
#ifndef HEADGATE_SPECIAL_ADDRESS_H
#define HEADGATE_SPECIAL_ADDRESS_H

#include <stddef.h>
#include <stdint.h>

enum hg_reach {
    HG_REACH_NONE,     /* not globally reachable */
    HG_REACH_GLOBAL,   /* an exception within a larger block */
    HG_REACH_EMBEDDED, /* the IPv4 address that it carries decides */
};

/* A block of addresses. */
struct hg_special_address {
    uint8_t family; /* 4 or 6 */
    uint8_t bytes[16];
    uint8_t bits; /* that its addresses have in common */
    const char *purpose;
    const char *source; /* "RFC 6890" */
    enum hg_reach reach;
    uint8_t offset; /* of the IPv4 address, in bytes */
};

/* All of them, those within others first: the first that holds an address decides. */
const struct hg_special_address *hg_special_addresses(size_t *count);
/* The one that holds the address of this family (4 or 6) with these bytes in network order; NULL: it is
 * an ordinary one. */
const struct hg_special_address *hg_special_address_find(uint8_t family,
                                                         const uint8_t *bytes);

#endif
