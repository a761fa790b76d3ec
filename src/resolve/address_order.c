/* SPDX-License-Identifier: MIT */
/* address_order: the rules of RFC 6724 6, as numbers that are compared one after another. */
#include "resolve/address_order.h"

#include <stdlib.h>
#include <string.h>

#include <sys/socket.h>

#include "headgate/memory.h"
#include "headgate/route.h"

#include "headgate/banned.h"

enum rule {
    RULE_USABLE,     /* 1 */
    RULE_SCOPE,      /* 2 */
    RULE_DEPRECATED, /* 3 */
    RULE_HOME,       /* 4 */
    RULE_LABEL,      /* 5 */
    RULE_PRECEDENCE, /* 6 */
    RULE_NATIVE,     /* 7 */
    RULE_SMALL,      /* 8 */
    RULE_PREFIX,     /* 9, between addresses of one version of IP */
    RULE_COUNT
};

/* The more the better. */
struct rank {
    int points[RULE_COUNT];
};

/* Of gai.conf(5), whose tables are older than those of RFC 6724 2.1. IPv4 addresses are in ::ffff:0:0/96. The
 * longest prefix first. */
struct policy {
    uint8_t prefix[16];
    unsigned prefix_len;
    int value;
};

static const struct policy labels[] = {
    {{[15] = 1}, 128, 0},  {{0}, 96, 3},          {{[10] = 0xff, [11] = 0xff}, 96, 4},
    {{0x20, 0x01}, 32, 7}, {{0x20, 0x02}, 16, 2}, {{0xfe, 0xc0}, 10, 5},
    {{0xfc}, 7, 6},        {{0}, 0, 1},
};

static const struct policy precedences[] = {
    {{[15] = 1}, 128, 50},  {{0}, 96, 20}, {{[10] = 0xff, [11] = 0xff}, 96, 10},
    {{0x20, 0x02}, 16, 30}, {{0}, 0, 40},
};

/* How many bits are equal from the beginning on. */
static unsigned common_bits(const uint8_t *a, const uint8_t *b, unsigned most)
{
    unsigned count = 0;
    while (count < most && ((a[count / 8] ^ b[count / 8]) & (0x80U >> count % 8)) == 0)
        count++;
    return count;
}

/* As IPv6. */
static void map_address(const struct hg_address *address, uint8_t out[16])
{
    memset(out, 0, 16);
    if (address->family == 6) {
        memcpy(out, address->bytes, 16);
        return;
    }
    out[10] = out[11] = 0xff;
    memcpy(out + 12, address->bytes, 4);
}

static int find_value(const struct policy *policies, const struct hg_address *address)
{
    uint8_t mapped[16];
    map_address(address, mapped);
    while (common_bits(policies->prefix, mapped, policies->prefix_len) <
           policies->prefix_len)
        policies++;
    return policies->value;
}

/* RFC 4291 2.7, 2.5.7; RFC 6724 3.2 for IPv4. */
static int scope_of(const struct hg_address *address)
{
    enum { LINK = 2, SITE = 5, GLOBAL = 14 };
    static const uint8_t loopback[16] = {[15] = 1};
    const uint8_t *bytes = address->bytes;
    if (address->family == 4)
        return bytes[0] == 127 || (bytes[0] == 169 && bytes[1] == 254) ? LINK : GLOBAL;
    if (bytes[0] == 0xff)
        return bytes[1] & 0xf;
    if ((bytes[0] == 0xfe && (bytes[1] & 0xc0) == 0x80) ||
        memcmp(bytes, loopback, sizeof loopback) == 0)
        return LINK;
    return bytes[0] == 0xfe && (bytes[1] & 0xc0) == 0xc0 ? SITE : GLOBAL;
}

/* Outside its own network an IPv4 address has nothing in common with another one; where the network is not known,
 * it is the source alone. */
static int prefix_points(const struct hg_routed_address *routed)
{
    const bool is_ipv4 = routed->to.family == 4;
    const unsigned most = is_ipv4 ? 32 : 128;
    const unsigned network = routed->own != NULL ? routed->own->prefix_len : most;
    const unsigned common = common_bits(routed->to.bytes, routed->source.bytes, most);
    return is_ipv4 && common < network ? 0 : (int)common;
}

static struct rank rank_of(const struct hg_routed_address *routed)
{
    const struct hg_address *to = &routed->to;
    const struct hg_address *source = &routed->source;
    const struct hg_own_address *own = routed->own;
    struct rank rank = {.points = {[RULE_PRECEDENCE] = find_value(precedences, to),
                                   [RULE_SMALL] = -scope_of(to)}};
    if (source->family == 0)
        return rank;
    rank.points[RULE_USABLE] = 1;
    rank.points[RULE_SCOPE] = scope_of(to) == scope_of(source);
    rank.points[RULE_DEPRECATED] = own == NULL || !own->is_deprecated;
    rank.points[RULE_HOME] = own != NULL && own->is_home;
    rank.points[RULE_LABEL] = find_value(labels, to) == find_value(labels, source);
    rank.points[RULE_NATIVE] = own != NULL && own->is_native;
    rank.points[RULE_PREFIX] = prefix_points(routed);
    return rank;
}

int hg_address_order_compare(const struct hg_routed_address *first,
                             const struct hg_routed_address *second)
{
    const struct rank a = rank_of(first);
    const struct rank b = rank_of(second);
    for (int i = 0; i < RULE_COUNT; i++) {
        if (i == RULE_PREFIX && first->to.family != second->to.family)
            break;
        if (a.points[i] != b.points[i])
            return b.points[i] - a.points[i];
    }
    return 0;
}

static void find_source(const struct hg_interfaces *interfaces,
                        struct hg_routed_address *routed)
{
    struct sockaddr_storage to;
    struct sockaddr_storage source;
    const size_t len = hg_address_write(&routed->to, &to);
    hg_route_find((const struct sockaddr *)&to, (socklen_t)len, &source);
    hg_address_read(&routed->source, (const struct sockaddr *)&source, sizeof source);
    routed->own = hg_interfaces_find(interfaces, &routed->source);
}

/* By insertion: there are few. */
void hg_address_order_sort(const struct hg_interfaces *interfaces,
                           struct hg_address *addresses, size_t count)
{
    struct hg_routed_address *sorted = hg_memory_new(count + 1, sizeof *sorted);
    for (size_t i = 0; i < count; i++) {
        struct hg_routed_address routed = {.to = addresses[i]};
        size_t at = i;
        find_source(interfaces, &routed);
        for (; at > 0 && hg_address_order_compare(&routed, &sorted[at - 1]) < 0; at--)
            sorted[at] = sorted[at - 1];
        sorted[at] = routed;
    }
    for (size_t i = 0; i < count; i++)
        addresses[i] = sorted[i].to;
    free(sorted);
}
