/* SPDX-License-Identifier: MIT */
/* resolve_cache: tests of the lines by which libcurl learns a batch's addresses. */
#include "unit.h"

#include <stdio.h>
#include <string.h>

#include "headgate/buf.h"
#include "headgate/units.h"

#include "probe/resolve_cache.h"

static const struct hg_resolve_key shop = {.host = "shop.example", .port = 443};
static const struct hg_resolve_key plain = {.host = "shop.example", .port = 80};
static const struct hg_resolve_key other = {.host = "shop.example.net", .port = 443};

static void add_line(void *context, const char *line)
{
    struct hg_buf *lines = context;
    hg_buf_printf(lines, "%s%s", lines->len == 0 ? "" : " ", line);
}

/* Asserts the lines that are due now. */
static void expect_lines(struct hg_resolve_cache *cache, const char *expected)
{
    struct hg_buf lines;
    hg_buf_init(&lines);
    hg_resolve_cache_write(cache, add_line, &lines);
    UNIT_ASSERT_TEXT(lines.data, expected);
    hg_buf_release(&lines);
}

static void addresses_are_written_once_and_forgotten_after_the_batch(void)
{
    struct hg_resolve_cache cache = {.count = 0};
    CU_ASSERT_FALSE(hg_resolve_cache_has(&cache, &shop, 1));
    hg_resolve_cache_add(&cache, &shop, "192.0.2.1,2001:db8::1", 1);
    CU_ASSERT_TRUE(hg_resolve_cache_has(&cache, &shop, 1));
    expect_lines(&cache, "shop.example:443:192.0.2.1,2001:db8::1");
    expect_lines(&cache, "");
    CU_ASSERT_TRUE(hg_resolve_cache_has(&cache, &shop, 2));
    hg_resolve_cache_expire_all(&cache);
    CU_ASSERT_FALSE(hg_resolve_cache_has(&cache, &shop, 2));
    expect_lines(&cache, "-shop.example:443");
    expect_lines(&cache, "");
    CU_ASSERT_EQUAL(cache.count, 0);
    hg_resolve_cache_release(&cache);
}

static void a_host_is_a_name_and_a_port(void)
{
    struct hg_resolve_cache cache = {.count = 0};
    hg_resolve_cache_add(&cache, &shop, "192.0.2.1", 1);
    CU_ASSERT_FALSE(hg_resolve_cache_has(&cache, &plain, 1));
    CU_ASSERT_FALSE(hg_resolve_cache_has(&cache, &other, 1));
    hg_resolve_cache_add(&cache, &plain, "192.0.2.1", 1);
    expect_lines(&cache, "shop.example:443:192.0.2.1 shop.example:80:192.0.2.1");
    hg_resolve_cache_expire(&cache, &plain);
    expect_lines(&cache, "-shop.example:80");
    CU_ASSERT_TRUE(hg_resolve_cache_has(&cache, &shop, 1));
    hg_resolve_cache_release(&cache);
}

/* What was found for IPv4 only says nothing of IPv6. */
static void each_version_of_ip_is_looked_up(void)
{
    struct hg_resolve_cache cache = {.count = 0};
    struct hg_resolve_key ipv4 = shop;
    ipv4.version = HG_IP_4;
    hg_resolve_cache_add(&cache, &ipv4, "192.0.2.1", 1);
    CU_ASSERT_FALSE(hg_resolve_cache_has(&cache, &shop, 1));
    expect_lines(&cache, "shop.example:443:192.0.2.1");
    hg_resolve_cache_add(&cache, &shop, "2001:db8::1", 1);
    CU_ASSERT_FALSE(hg_resolve_cache_has(&cache, &ipv4, 1));
    expect_lines(&cache, "shop.example:443:2001:db8::1");
    hg_resolve_cache_expire(&cache, &ipv4);
    expect_lines(&cache, "-shop.example:443");
    hg_resolve_cache_release(&cache);
}

static void what_was_not_found_is_known_and_not_written(void)
{
    struct hg_resolve_cache cache = {.count = 0};
    hg_resolve_cache_add(&cache, &shop, "", 1);
    CU_ASSERT_TRUE(hg_resolve_cache_has(&cache, &shop, 1));
    expect_lines(&cache, "");
    CU_ASSERT_TRUE(hg_resolve_cache_has(&cache, &shop, 1));
    hg_resolve_cache_expire_all(&cache);
    expect_lines(&cache, "");
    hg_resolve_cache_release(&cache);
}

static void what_is_not_found_any_more_is_forgotten(void)
{
    struct hg_resolve_cache cache = {.count = 0};
    hg_resolve_cache_add(&cache, &shop, "192.0.2.1", 1);
    expect_lines(&cache, "shop.example:443:192.0.2.1");
    hg_resolve_cache_add(&cache, &shop, "", 2);
    expect_lines(&cache, "-shop.example:443");
    expect_lines(&cache, "");
    CU_ASSERT_TRUE(hg_resolve_cache_has(&cache, &shop, 2));
    hg_resolve_cache_release(&cache);
}

static void what_ends_before_it_was_written_is_not_written(void)
{
    struct hg_resolve_cache cache = {.count = 0};
    hg_resolve_cache_add(&cache, &shop, "192.0.2.1", 1);
    hg_resolve_cache_expire(&cache, &shop);
    expect_lines(&cache, "");
    CU_ASSERT_EQUAL(cache.count, 0);
    hg_resolve_cache_release(&cache);
}

static void a_minute_is_the_most(void)
{
    struct hg_resolve_cache cache = {.count = 0};
    hg_resolve_cache_add(&cache, &shop, "192.0.2.1", 1);
    CU_ASSERT_TRUE(hg_resolve_cache_has(&cache, &shop, 60 * HG_US_PER_S));
    CU_ASSERT_FALSE(hg_resolve_cache_has(&cache, &shop, 60 * HG_US_PER_S + 1));
    hg_resolve_cache_release(&cache);
}

static void a_batch_to_too_many_hosts_forgets_them_all(void)
{
    struct hg_resolve_cache cache = {.count = 0};
    char hosts[HG_RESOLVE_CACHE_MAX + 1][32];
    struct hg_resolve_key keys[HG_RESOLVE_CACHE_MAX + 1];
    struct hg_buf lines;

    hg_buf_init(&lines);
    for (int i = 0; i <= HG_RESOLVE_CACHE_MAX; i++) {
        snprintf(hosts[i], sizeof hosts[i], "n%d.example", i);
        keys[i] = (struct hg_resolve_key){.host = hosts[i], .port = 80};
    }
    for (int i = 0; i < HG_RESOLVE_CACHE_MAX; i++)
        hg_resolve_cache_add(&cache, &keys[i], "192.0.2.1", 1);
    hg_resolve_cache_write(&cache, add_line, &lines);
    CU_ASSERT_TRUE(hg_resolve_cache_has(&cache, &keys[0], 1));
    hg_resolve_cache_add(&cache, &keys[HG_RESOLVE_CACHE_MAX], "192.0.2.1", 1);
    for (int i = 0; i <= HG_RESOLVE_CACHE_MAX; i++)
        UNIT_ASSERT_ROW(!hg_resolve_cache_has(&cache, &keys[i], 1), hosts[i]);
    hg_buf_clear(&lines);
    hg_resolve_cache_write(&cache, add_line, &lines);
    CU_ASSERT_TRUE(strncmp(lines.data, "-n0.example:80 -n1.example:80 ", 30) == 0);
    CU_ASSERT_EQUAL(cache.count, 0);
    hg_buf_release(&lines);
    hg_resolve_cache_release(&cache);
}

static void without_a_resolver_of_ours_nothing_is_looked_up_and_an_entry_ends(void)
{
    const struct hg_network network = {.dns = NULL};
    const struct hg_policy policy = {.connect_timeout_us = HG_US_PER_S};
    char host[] = "shop.example";
    const struct hg_url url = {.host = host, .port = 443};
    const struct hg_request request = {
        .url = &url, .policy = &policy, .timeout_us = HG_US_PER_S};
    struct hg_resolve_cache cache = {.count = 0};
    CU_ASSERT_EQUAL(hg_resolve_cache_fill(&cache, &network, &request), 0);
    expect_lines(&cache, "");
    hg_resolve_cache_add(&cache, &shop, "192.0.2.1", 1);
    expect_lines(&cache, "shop.example:443:192.0.2.1");
    CU_ASSERT_EQUAL(hg_resolve_cache_fill(&cache, &network, &request), 0);
    expect_lines(&cache, "-shop.example:443");
    hg_resolve_cache_release(&cache);
}

CU_TestInfo resolve_cache_tests[] = {
    {"addresses are written once and forgotten after the batch",
     addresses_are_written_once_and_forgotten_after_the_batch},
    {"a host is a name and a port", a_host_is_a_name_and_a_port},
    {"each version of ip is looked up", each_version_of_ip_is_looked_up},
    {"what was not found is known and not written",
     what_was_not_found_is_known_and_not_written},
    {"what is not found any more is forgotten", what_is_not_found_any_more_is_forgotten},
    {"what ends before it was written is not written",
     what_ends_before_it_was_written_is_not_written},
    {"a minute is the most", a_minute_is_the_most},
    {"a trip to too many hosts forgets them all",
     a_batch_to_too_many_hosts_forgets_them_all},
    {"without a resolver of ours nothing is looked up and an entry ends",
     without_a_resolver_of_ours_nothing_is_looked_up_and_an_entry_ends},
    CU_TEST_INFO_NULL,
};
