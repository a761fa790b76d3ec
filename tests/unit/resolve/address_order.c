/* SPDX-License-Identifier: MIT */
/* address_order: tests of each rule; a case compares whole sets with getaddrinfo(3). */
#include "unit.h"

#include <stdio.h>

#include "resolve/address_order.h"

static const struct hg_own_address wide = {.prefix_len = 8, .is_native = true};
static const struct hg_own_address narrow = {.prefix_len = 28, .is_native = true};
static const struct hg_own_address old = {
    .prefix_len = 64, .is_native = true, .is_deprecated = true};
static const struct hg_own_address home = {
    .prefix_len = 64, .is_native = true, .is_home = true};
static const struct hg_own_address tunnel = {.prefix_len = 64};

struct side {
    const char *to;
    const char *source; /* NULL: no route */
    const struct hg_own_address *own;
};

/* The first one is tried before the second. */
struct row {
    const char *rule;
    struct side first;
    struct side second;
};

static const struct row rows[] = {
    {"1: a route", {"192.0.2.1", "192.0.2.9", &wide}, {"2001:db8::1", NULL, NULL}},
    {"1: a route, and not precedence",
     {"192.0.2.1", "192.0.2.9", NULL},
     {"::1", NULL, NULL}},
    {"2: the source's scope",
     {"2001:db8::1", "2001:db8::9", &wide},
     {"fe80::1", "2001:db8::9", &wide}},
    {"2: of IPv4", {"192.0.2.1", "192.0.2.9", &wide}, {"127.0.0.1", "192.0.2.9", &wide}},
    {"2: link-local IPv4",
     {"169.254.0.1", "169.254.0.9", &wide},
     {"192.0.2.1", "169.254.0.9", &wide}},
    {"2: multicast names its own",
     {"ff02::1", "fe80::9", &wide},
     {"ff0e::1", "fe80::9", &wide}},
    {"3: no deprecated source",
     {"2001:db8::1", "2001:db8::9", &wide},
     {"2001:db8::2", "2001:db8::8", &old}},
    {"4: a home address",
     {"2001:db8::2", "2001:db8::8", &home},
     {"2001:db8::1", "2001:db8::9", &wide}},
    {"5: the source's label",
     {"2001:db8::1", "2001:db8::9", &wide},
     {"2002::1", "2001:db8::9", &wide}},
    {"5: a local network",
     {"fc00::1", "fd00::9", &wide},
     {"2001:db8::1", "fd00::9", &wide}},
    {"5: Teredo",
     {"2001:db8::1", "2001:db8::9", &wide},
     {"2001::1", "2001:db8::9", &wide}},
    {"6: IPv6 before IPv4",
     {"2001:db8::1", "2001:db8::9", &wide},
     {"192.0.2.1", "192.0.2.9", &wide}},
    {"6: IPv4 after 6to4",
     {"2002::1", "2002::9", &wide},
     {"192.0.2.1", "192.0.2.9", &wide}},
    {"6: ::1 before all", {"::1", "::1", &wide}, {"2001:db8::1", "2001:db8::9", &wide}},
    {"6: without routes", {"2001:db8::1", NULL, NULL}, {"192.0.2.1", NULL, NULL}},
    {"7: no tunnel",
     {"2001:db8::1", "2001:db8::9", &wide},
     {"2001:db8::2", "2001:db8::8", &tunnel}},
    {"8: the smaller scope",
     {"127.0.0.1", "127.0.0.1", &wide},
     {"192.0.2.1", "192.0.2.9", &wide}},
    {"8: site before global", {"fec0::1", NULL, NULL}, {"2001:db8::1", NULL, NULL}},
    {"9: more bits of the source",
     {"2001:db8::1", "2001:db8::9", &wide},
     {"2001:db9::1", "2001:db8::9", &wide}},
    {"9: of IPv4, in its network",
     {"10.0.0.1", "10.0.0.9", &wide},
     {"10.128.0.1", "10.0.0.9", &wide}},
    {"9: the source itself, where no network is known",
     {"127.0.0.1", "127.0.0.1", NULL},
     {"127.0.0.9", "127.0.0.1", NULL}},
};

static struct hg_routed_address routed_address_of(const struct side *side)
{
    struct hg_routed_address routed = {.own = side->own};
    hg_address_parse(&routed.to, side->to, 0);
    if (side->source != NULL)
        hg_address_parse(&routed.source, side->source, 0);
    return routed;
}

static void each_rule_decides_in_both_directions(void)
{
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        const struct hg_routed_address first = routed_address_of(&rows[i].first);
        const struct hg_routed_address second = routed_address_of(&rows[i].second);
        UNIT_ASSERT_ROW(hg_address_order_compare(&first, &second) < 0, rows[i].rule);
        UNIT_ASSERT_ROW(hg_address_order_compare(&second, &first) > 0, rows[i].rule);
        UNIT_ASSERT_ROW(hg_address_order_compare(&first, &first) == 0, rows[i].rule);
    }
}

static void what_no_rule_tells_apart_is_equal(void)
{
    static const struct row equal[] = {
        {"IPv4 outside the source's network",
         {"10.0.0.17", "10.0.0.1", &narrow},
         {"10.128.0.1", "10.0.0.1", &narrow}},
        {"the network is not known",
         {"10.0.0.2", "10.0.0.1", NULL},
         {"10.128.0.1", "10.0.0.1", NULL}},
        {"no routes", {"10.0.0.2", NULL, NULL}, {"10.128.0.1", NULL, NULL}},
    };
    for (size_t i = 0; i < sizeof equal / sizeof equal[0]; i++) {
        const struct hg_routed_address first = routed_address_of(&equal[i].first);
        const struct hg_routed_address second = routed_address_of(&equal[i].second);
        UNIT_ASSERT_ROW(hg_address_order_compare(&first, &second) == 0, equal[i].rule);
    }
}

static void equal_addresses_keep_their_order_and_loopback_comes_first(void)
{
    const struct hg_interfaces none = {.count = 0};
    struct hg_address addresses[3];
    char text[HG_ADDRESS_TEXT_SIZE];
    hg_address_parse(&addresses[0], "255.255.255.255", 0);
    hg_address_parse(&addresses[1], "127.0.0.1", 0);
    hg_address_parse(&addresses[2], "255.255.255.255", 1);
    hg_address_order_sort(&none, addresses, 3);
    hg_address_format(&addresses[0], text, sizeof text);
    UNIT_ASSERT_TEXT(text, "127.0.0.1:0");
    CU_ASSERT_EQUAL(addresses[1].port, 0);
    CU_ASSERT_EQUAL(addresses[2].port, 1);
    hg_address_order_sort(&none, addresses, 0);
}

CU_TestInfo address_order_tests[] = {
    {"each rule decides in both directions", each_rule_decides_in_both_directions},
    {"what no rule tells apart is equal", what_no_rule_tells_apart_is_equal},
    {"equal addresses keep their order and loopback comes first",
     equal_addresses_keep_their_order_and_loopback_comes_first},
    CU_TEST_INFO_NULL,
};
