/* SPDX-License-Identifier: MIT */
/* special_address: IANA's special-purpose address registries as a table.
 *
 * The registries (RFC 6890, RFC 8190; as of 2025-10-09) say for each block whether it is globally reachable;
 * where they say "N/A", the block is out of use (6to4 anycast, Teredo, ORCHID) or decided by the address
 * within (6to4). Blocks that are globally reachable and within no other one (AS112, AMT) have no row.
 * Multicast has registries of its own; site-local addresses were abolished. Neither
 * has web sites. docs/security.md has the same rows. */
#include "headgate/special_address.h"

#include <stdbool.h>
#include <string.h>

#include "headgate/banned.h"

/* Whether it is globally reachable. */
#define NO             HG_REACH_NONE, 0
#define YES            HG_REACH_GLOBAL, 0
#define WITHIN(offset) HG_REACH_EMBEDDED, offset
#define IPV4(a, b, c, d)                                                                 \
    4,                                                                                   \
    {                                                                                    \
        a, b, c, d                                                                       \
    }
#define GROUP(number) (uint8_t)((number) >> 8), (uint8_t)((number)&0xFF)
#define IPV6(a, b, c, d, e, f, g, h)                                                     \
    6,                                                                                   \
    {                                                                                    \
        GROUP(a), GROUP(b), GROUP(c), GROUP(d), GROUP(e), GROUP(f), GROUP(g), GROUP(h)   \
    }

static const struct hg_special_address rows[] = {
    {IPV4(0, 0, 0, 0), 8, "this network", "RFC 791", NO},
    {IPV4(10, 0, 0, 0), 8, "private use", "RFC 1918", NO},
    {IPV4(100, 64, 0, 0), 10, "shared address space", "RFC 6598", NO},
    {IPV4(127, 0, 0, 0), 8, "loopback", "RFC 1122", NO},
    {IPV4(169, 254, 0, 0), 16, "link local", "RFC 3927", NO},
    {IPV4(172, 16, 0, 0), 12, "private use", "RFC 1918", NO},
    {IPV4(192, 0, 0, 9), 32, "Port Control Protocol anycast", "RFC 7723", YES},
    {IPV4(192, 0, 0, 10), 32, "TURN anycast", "RFC 8155", YES},
    {IPV4(192, 0, 0, 0), 24, "IETF protocol assignments", "RFC 6890", NO},
    {IPV4(192, 0, 2, 0), 24, "documentation", "RFC 5737", NO},
    {IPV4(192, 88, 99, 0), 24, "6to4 relay anycast, out of use", "RFC 7526", NO},
    {IPV4(192, 168, 0, 0), 16, "private use", "RFC 1918", NO},
    {IPV4(198, 18, 0, 0), 15, "benchmarking", "RFC 2544", NO},
    {IPV4(198, 51, 100, 0), 24, "documentation", "RFC 5737", NO},
    {IPV4(203, 0, 113, 0), 24, "documentation", "RFC 5737", NO},
    {IPV4(224, 0, 0, 0), 4, "multicast", "RFC 5771", NO},
    {IPV4(240, 0, 0, 0), 4, "reserved, and limited broadcast", "RFC 1112", NO},
    {IPV6(0, 0, 0, 0, 0, 0, 0, 0), 96, "unspecified, loopback, IPv4-compatible",
     "RFC 4291", WITHIN(12)},
    {IPV6(0, 0, 0, 0, 0, 0xffff, 0, 0), 96, "IPv4-mapped", "RFC 4291", WITHIN(12)},
    {IPV6(0x64, 0xff9b, 0, 0, 0, 0, 0, 0), 96, "IPv4-IPv6 translation", "RFC 6052",
     WITHIN(12)},
    {IPV6(0x64, 0xff9b, 0x1, 0, 0, 0, 0, 0), 48, "IPv4-IPv6 translation, local use",
     "RFC 8215", NO},
    {IPV6(0x100, 0, 0, 0, 0, 0, 0, 0), 64, "discard only", "RFC 6666", NO},
    {IPV6(0x100, 0, 0, 0x1, 0, 0, 0, 0), 64, "dummy prefix", "RFC 9780", NO},
    {IPV6(0x2001, 0x1, 0, 0, 0, 0, 0, 0x1), 128, "Port Control Protocol anycast",
     "RFC 7723", YES},
    {IPV6(0x2001, 0x1, 0, 0, 0, 0, 0, 0x2), 128, "TURN anycast", "RFC 8155", YES},
    {IPV6(0x2001, 0x1, 0, 0, 0, 0, 0, 0x3), 128, "DNS-SD service registration anycast",
     "RFC 9665", YES},
    {IPV6(0x2001, 0x3, 0, 0, 0, 0, 0, 0), 32, "AMT", "RFC 7450", YES},
    {IPV6(0x2001, 0x4, 0x112, 0, 0, 0, 0, 0), 48, "AS112", "RFC 7535", YES},
    {IPV6(0x2001, 0x20, 0, 0, 0, 0, 0, 0), 28, "ORCHIDv2", "RFC 7343", YES},
    {IPV6(0x2001, 0x30, 0, 0, 0, 0, 0, 0), 28, "drone remote identification", "RFC 9374",
     YES},
    {IPV6(0x2001, 0, 0, 0, 0, 0, 0, 0), 23,
     "IETF protocol assignments, with Teredo and benchmarking", "RFC 2928", NO},
    {IPV6(0x2001, 0xdb8, 0, 0, 0, 0, 0, 0), 32, "documentation", "RFC 3849", NO},
    {IPV6(0x2002, 0, 0, 0, 0, 0, 0, 0), 16, "6to4", "RFC 3056", WITHIN(2)},
    {IPV6(0x3fff, 0, 0, 0, 0, 0, 0, 0), 20, "documentation", "RFC 9637", NO},
    {IPV6(0x5f00, 0, 0, 0, 0, 0, 0, 0), 16, "segment routing identifiers", "RFC 9602",
     NO},
    {IPV6(0xfc00, 0, 0, 0, 0, 0, 0, 0), 7, "unique local", "RFC 4193", NO},
    {IPV6(0xfe80, 0, 0, 0, 0, 0, 0, 0), 10, "link local", "RFC 4291", NO},
    {IPV6(0xfec0, 0, 0, 0, 0, 0, 0, 0), 10, "site local, out of use", "RFC 3879", NO},
    {IPV6(0xff00, 0, 0, 0, 0, 0, 0, 0), 8, "multicast", "RFC 4291", NO},
};

const struct hg_special_address *hg_special_addresses(size_t *count)
{
    *count = sizeof rows / sizeof rows[0];
    return rows;
}

static bool holds(const struct hg_special_address *row, uint8_t family,
                  const uint8_t *bytes)
{
    const size_t whole = row->bits / 8U;
    const unsigned rest = row->bits % 8U;
    if (row->family != family || memcmp(bytes, row->bytes, whole) != 0)
        return false;
    return rest == 0 || (bytes[whole] ^ row->bytes[whole]) >> (8U - rest) == 0;
}

const struct hg_special_address *hg_special_address_find(uint8_t family,
                                                         const uint8_t *bytes)
{
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        if (holds(&rows[i], family, bytes))
            return &rows[i];
    }
    return NULL;
}
