/* SPDX-License-Identifier: MIT */
/* pins: tests of what libcurl is told of a trip's hosts. */
#include "unit.h"

#include <stdio.h>
#include <string.h>

#include "headgate/buf.h"
#include "headgate/units.h"

#include "probe/pins.h"

static const struct hg_pin_key shop = {.host = "shop.example", .port = 443};
static const struct hg_pin_key plain = {.host = "shop.example", .port = 80};
static const struct hg_pin_key other = {.host = "shop.example.net", .port = 443};

static void add_line(void *context, const char *line)
{
    struct hg_buf *lines = context;
    hg_buf_printf(lines, "%s%s", lines->len == 0 ? "" : " ", line);
}

/* Asserts what is told now. */
static void expect_lines(struct hg_pins *pins, const char *expected)
{
    struct hg_buf lines;
    hg_buf_init(&lines);
    hg_pins_write(pins, add_line, &lines);
    UNIT_ASSERT_TEXT(lines.data, expected);
    hg_buf_release(&lines);
}

static void addresses_are_told_once_and_forgotten_after_the_trip(void)
{
    struct hg_pins pins = {.count = 0};
    CU_ASSERT_FALSE(hg_pins_has(&pins, &shop, 1));
    hg_pins_add(&pins, &shop, "192.0.2.1,2001:db8::1", 1);
    CU_ASSERT_TRUE(hg_pins_has(&pins, &shop, 1));
    expect_lines(&pins, "shop.example:443:192.0.2.1,2001:db8::1");
    expect_lines(&pins, "");
    CU_ASSERT_TRUE(hg_pins_has(&pins, &shop, 2));
    hg_pins_end_all(&pins);
    CU_ASSERT_FALSE(hg_pins_has(&pins, &shop, 2));
    expect_lines(&pins, "-shop.example:443");
    expect_lines(&pins, "");
    CU_ASSERT_EQUAL(pins.count, 0);
    hg_pins_release(&pins);
}

static void a_host_is_a_name_and_a_port(void)
{
    struct hg_pins pins = {.count = 0};
    hg_pins_add(&pins, &shop, "192.0.2.1", 1);
    CU_ASSERT_FALSE(hg_pins_has(&pins, &plain, 1));
    CU_ASSERT_FALSE(hg_pins_has(&pins, &other, 1));
    hg_pins_add(&pins, &plain, "192.0.2.1", 1);
    expect_lines(&pins, "shop.example:443:192.0.2.1 shop.example:80:192.0.2.1");
    hg_pins_end(&pins, &plain);
    expect_lines(&pins, "-shop.example:80");
    CU_ASSERT_TRUE(hg_pins_has(&pins, &shop, 1));
    hg_pins_release(&pins);
}

/* What was found for IPv4 only says nothing of IPv6. */
static void each_version_of_ip_is_looked_up(void)
{
    struct hg_pins pins = {.count = 0};
    struct hg_pin_key ipv4 = shop;
    ipv4.version = HG_IP_4;
    hg_pins_add(&pins, &ipv4, "192.0.2.1", 1);
    CU_ASSERT_FALSE(hg_pins_has(&pins, &shop, 1));
    expect_lines(&pins, "shop.example:443:192.0.2.1");
    hg_pins_add(&pins, &shop, "2001:db8::1", 1);
    CU_ASSERT_FALSE(hg_pins_has(&pins, &ipv4, 1));
    expect_lines(&pins, "shop.example:443:2001:db8::1");
    hg_pins_end(&pins, &ipv4);
    expect_lines(&pins, "-shop.example:443");
    hg_pins_release(&pins);
}

static void what_was_not_found_is_known_and_not_told(void)
{
    struct hg_pins pins = {.count = 0};
    hg_pins_add(&pins, &shop, "", 1);
    CU_ASSERT_TRUE(hg_pins_has(&pins, &shop, 1));
    expect_lines(&pins, "");
    CU_ASSERT_TRUE(hg_pins_has(&pins, &shop, 1));
    hg_pins_end_all(&pins);
    expect_lines(&pins, "");
    hg_pins_release(&pins);
}

static void what_is_not_found_any_more_is_forgotten(void)
{
    struct hg_pins pins = {.count = 0};
    hg_pins_add(&pins, &shop, "192.0.2.1", 1);
    expect_lines(&pins, "shop.example:443:192.0.2.1");
    hg_pins_add(&pins, &shop, "", 2);
    expect_lines(&pins, "-shop.example:443");
    expect_lines(&pins, "");
    CU_ASSERT_TRUE(hg_pins_has(&pins, &shop, 2));
    hg_pins_release(&pins);
}

static void what_ends_before_it_was_told_is_not_told(void)
{
    struct hg_pins pins = {.count = 0};
    hg_pins_add(&pins, &shop, "192.0.2.1", 1);
    hg_pins_end(&pins, &shop);
    expect_lines(&pins, "");
    CU_ASSERT_EQUAL(pins.count, 0);
    hg_pins_release(&pins);
}

static void a_minute_is_the_most(void)
{
    struct hg_pins pins = {.count = 0};
    hg_pins_add(&pins, &shop, "192.0.2.1", 1);
    CU_ASSERT_TRUE(hg_pins_has(&pins, &shop, 60 * HG_US_PER_S));
    CU_ASSERT_FALSE(hg_pins_has(&pins, &shop, 60 * HG_US_PER_S + 1));
    hg_pins_release(&pins);
}

static void a_trip_to_too_many_hosts_forgets_them_all(void)
{
    struct hg_pins pins = {.count = 0};
    char hosts[HG_PINS_MAX + 1][32];
    struct hg_pin_key keys[HG_PINS_MAX + 1];
    struct hg_buf lines;

    hg_buf_init(&lines);
    for (int i = 0; i <= HG_PINS_MAX; i++) {
        snprintf(hosts[i], sizeof hosts[i], "n%d.example", i);
        keys[i] = (struct hg_pin_key){.host = hosts[i], .port = 80};
    }
    for (int i = 0; i < HG_PINS_MAX; i++)
        hg_pins_add(&pins, &keys[i], "192.0.2.1", 1);
    hg_pins_write(&pins, add_line, &lines);
    CU_ASSERT_TRUE(hg_pins_has(&pins, &keys[0], 1));
    hg_pins_add(&pins, &keys[HG_PINS_MAX], "192.0.2.1", 1);
    for (int i = 0; i <= HG_PINS_MAX; i++)
        UNIT_ASSERT_ROW(!hg_pins_has(&pins, &keys[i], 1), hosts[i]);
    hg_buf_clear(&lines);
    hg_pins_write(&pins, add_line, &lines);
    CU_ASSERT_TRUE(strncmp(lines.data, "-n0.example:80 -n1.example:80 ", 30) == 0);
    CU_ASSERT_EQUAL(pins.count, 0);
    hg_buf_release(&lines);
    hg_pins_release(&pins);
}

CU_TestInfo pins_tests[] = {
    {"addresses are told once and forgotten after the trip",
     addresses_are_told_once_and_forgotten_after_the_trip},
    {"a host is a name and a port", a_host_is_a_name_and_a_port},
    {"each version of ip is looked up", each_version_of_ip_is_looked_up},
    {"what was not found is known and not told",
     what_was_not_found_is_known_and_not_told},
    {"what is not found any more is forgotten", what_is_not_found_any_more_is_forgotten},
    {"what ends before it was told is not told",
     what_ends_before_it_was_told_is_not_told},
    {"a minute is the most", a_minute_is_the_most},
    {"a trip to too many hosts forgets them all",
     a_trip_to_too_many_hosts_forgets_them_all},
    CU_TEST_INFO_NULL,
};
