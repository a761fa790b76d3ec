/* SPDX-License-Identifier: MIT */
/* unkept_hosts: tests of which hosts lose reuse, and by which key. */
#include "unit.h"

#include <stdio.h>
#include <string.h>

#include "probe/unkept_hosts.h"

static char shop_name[] = "shop.example";
static const struct hg_proxy_use direct = {.proxy = NULL};
static const struct hg_url shop = {.host = shop_name, .port = 443, .is_https = true};
static const struct hg_url plain = {.host = shop_name, .port = 80};

static void hosts_are_told_apart_by_name_and_port(void)
{
    char key[HG_UNKEPT_KEY_SIZE];
    struct hg_unkept_hosts *hosts = hg_unkept_hosts_new();
    CU_ASSERT_FALSE(hg_unkept_hosts_has(hosts, &direct, &shop));
    hg_unkept_hosts_key(&direct, &shop, key, sizeof key);
    UNIT_ASSERT_TEXT(key, "shop.example:443");
    hg_unkept_hosts_add(hosts, key);
    hg_unkept_hosts_add(hosts, key);
    CU_ASSERT_TRUE(hg_unkept_hosts_has(hosts, &direct, &shop));
    CU_ASSERT_FALSE(hg_unkept_hosts_has(hosts, &direct, &plain));
    hg_unkept_hosts_free(hosts);
}

static void what_a_proxy_forwards_uses_the_proxys_connection(void)
{
    const struct hg_proxy_use forwarded = {.proxy = "http://p:3128", .forwards = true};
    const struct hg_proxy_use tunnel = {.proxy = "http://p:3128"};
    char key[HG_UNKEPT_KEY_SIZE];
    struct hg_unkept_hosts *hosts = hg_unkept_hosts_new();
    hg_unkept_hosts_key(&forwarded, &plain, key, sizeof key);
    UNIT_ASSERT_TEXT(key, "http://p:3128");
    hg_unkept_hosts_add(hosts, key);
    CU_ASSERT_TRUE(hg_unkept_hosts_has(hosts, &forwarded, &shop));
    CU_ASSERT_FALSE(hg_unkept_hosts_has(hosts, &tunnel, &shop));
    CU_ASSERT_FALSE(hg_unkept_hosts_has(hosts, &direct, &plain));
    hg_unkept_hosts_free(hosts);
}

static void many_hosts_are_remembered(void)
{
    char name[32];
    struct hg_unkept_hosts *hosts = hg_unkept_hosts_new();
    for (int i = 0; i < 500; i++) {
        snprintf(name, sizeof name, "h%d.example:80", i);
        hg_unkept_hosts_add(hosts, name);
    }
    for (int i = 0; i <= 500; i++) {
        snprintf(name, sizeof name, "h%d.example", i);
        const struct hg_url url = {.host = name, .port = 80};
        CU_ASSERT_EQUAL(hg_unkept_hosts_has(hosts, &direct, &url), i < 500);
    }
    hg_unkept_hosts_free(hosts);
    hg_unkept_hosts_free(NULL);
}

CU_TestInfo unkept_hosts_tests[] = {
    {"hosts_are_told_apart_by_name_and_port", hosts_are_told_apart_by_name_and_port},
    {"what_a_proxy_forwards_uses_the_proxys_connection",
     what_a_proxy_forwards_uses_the_proxys_connection},
    {"many_hosts_are_remembered", many_hosts_are_remembered},
    CU_TEST_INFO_NULL,
};
