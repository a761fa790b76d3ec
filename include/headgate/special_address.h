/* SPDX-License-Identifier: MIT */
/* special_address: blocks of addresses with a special purpose, from IANA's registries. */
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
    uint8_t bits; /* length of the prefix */
    const char *purpose;
    const char *source; /* "RFC 6890" */
    enum hg_reach reach;
    uint8_t offset; /* of the IPv4 address, in bytes */
};

/* All blocks, those within others first: the first that contains an address decides. */
const struct hg_special_address *hg_special_addresses(size_t *count);
/* The block that contains the address of this family (4 or 6) with these bytes in network order; NULL:
 * none. */
const struct hg_special_address *hg_special_address_find(uint8_t family,
                                                         const uint8_t *bytes);

#endif
