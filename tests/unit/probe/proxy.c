/* SPDX-License-Identifier: MIT */
/* proxy: tests of the choice of a proxy, of its marks, and of what its failures are called. */
#include "unit.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "probe/failure.h"
#include "probe/proxy.h"
#include "probe/proxy_failure.h"

/* The answers are libcurl's (tests/unit/unit1614.c, lib/noproxy.c). */
static void no_proxy_is_read_as_libcurl_does(void)
{
    static const struct {
        const char *list;
        const char *host;
        bool is_bypassed;
    } rows[] = {
        {"*", "www.example.com", true},
        {"www.*", "www.example.com", false},
        {"", "www.example.com", false},
        {"example.com", "www.example.com", true},
        {".example.com", "example.com", true},
        {"example.com.", "www.example.com", true},
        {"example.com", "www.example.com.", true},
        {"example.com", "badexample.com", false},
        {"www.example.com", "example.com", false},
        {"EXAMPLE.com", "example.com", true},
        {"a, b\tlocalhost,c", "localhost", true},
        {",, ,", "localhost", false},
        {"localhost", "127.0.0.1", false},
        {"127.0.0.1", "127.0.0.1", true},
        {"127.0.0.1", "127.0.0.11", false},
        {"192.168.0.0/16", "192.168.1.1", true},
        {"192.168.0.0/16", "192.160.1.1", false},
        {"192.160.0.0/13", "192.167.1.1", true},
        {"192.160.0.0/13", "192.168.1.1", false},
        {"192.168.0.1/32", "192.168.0.1", true},
        {"192.168.0.0/33", "192.168.0.0", false},
        {"192.168.0.0/x", "192.168.0.0", false},
        {"192.168.0.0/16", "192.168.example", false},
        {"::1", "[::1]", true},
        {"fe80::/16", "[fe80::1]", true},
        {"fe80::/10", "[febf::1]", true},
        {"fe80::/10", "[fec0::1]", false},
        {"::1", "127.0.0.1", false},
        {"127.0.0.1", "[::1]", false},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        UNIT_ASSERT_ROW(hg_proxy_is_bypassed(rows[i].list, rows[i].host) ==
                            rows[i].is_bypassed,
                        rows[i].list);
}

static void unset_all(void)
{
    size_t count;
    const char *const *names = hg_policy_proxy_variables(&count);
    for (size_t i = 0; i < count; i++)
        unsetenv(names[i]);
    unsetenv("no_proxy");
    unsetenv("NO_PROXY");
}

static void each_scheme_has_its_own_variable(void)
{
    char host[] = "a.test";
    struct hg_url http = {.host = host};
    struct hg_url https = {.host = host, .is_https = true};
    struct hg_policy policy = {.proxy = NULL};
    struct hg_proxy_use use;
    unset_all();
    hg_proxy_choose(&use, &policy, &http, true);
    CU_ASSERT_PTR_NULL(use.proxy);
    setenv("http_proxy", "http://p:1", 1);
    hg_proxy_choose(&use, &policy, &https, true);
    CU_ASSERT_PTR_NULL(use.proxy);
    hg_proxy_choose(&use, &policy, &http, true);
    UNIT_ASSERT_TEXT(use.proxy, "http://p:1");
    CU_ASSERT_TRUE(use.forwards);
    setenv("ALL_PROXY", "socks5h://all:1", 1);
    hg_proxy_choose(&use, &policy, &https, true);
    UNIT_ASSERT_TEXT(use.proxy, "socks5h://all:1");
    CU_ASSERT_TRUE(use.is_socks);
    CU_ASSERT_FALSE(use.forwards);
    policy.proxy = "none";
    hg_proxy_choose(&use, &policy, &http, true);
    CU_ASSERT_PTR_NULL(use.proxy);
    policy.proxy = "http://own:1";
    hg_proxy_choose(&use, &policy, &https, false);
    UNIT_ASSERT_TEXT(use.proxy, "http://own:1");
    CU_ASSERT_FALSE(use.forwards);
    setenv("NO_PROXY", "test", 1);
    hg_proxy_choose(&use, &policy, &https, false);
    CU_ASSERT_PTR_NULL(use.proxy);
    unset_all();
}

static void only_a_scheme_makes_a_proxy_speak_socks(void)
{
    static const struct {
        const char *proxy;
        bool is_socks, looks_up_here, is_ipv4_only;
    } rows[] = {
        {"socks://p:1", true, true, true},
        {"socks4://p:1", true, true, true},
        {"socks4a://p:1", true, false, false},
        {"SOCKS5://u:w@p:1", true, true, false},
        {"socks5h://p:1", true, false, false},
        {"socks-gate:3128", false, false, false},
        {"socks5.test", false, false, false},
        {"socks5:1080", false, false, false},
        {"http://socks5:1", false, false, false},
        {"socks@socks5h:1", false, false, false},
    };
    char host[] = "a.test";
    const struct hg_url url = {.host = host};
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        const struct hg_policy policy = {.proxy = rows[i].proxy};
        struct hg_proxy_use use;
        hg_proxy_choose(&use, &policy, &url, false);
        UNIT_ASSERT_ROW(use.is_socks == rows[i].is_socks, rows[i].proxy);
        UNIT_ASSERT_ROW(use.looks_up_here == rows[i].looks_up_here, rows[i].proxy);
        UNIT_ASSERT_ROW(use.is_ipv4_only == rows[i].is_ipv4_only, rows[i].proxy);
        UNIT_ASSERT_ROW(use.forwards != rows[i].is_socks, rows[i].proxy);
    }
}

static void read_lines(struct hg_proxy_answer *answer, const char *text)
{
    while (*text != '\0') {
        const size_t len = strcspn(text, "\n") + 1;
        hg_proxy_answer_read(answer, text, len);
        text += len;
    }
}

static void the_member_nearest_to_the_target_counts(void)
{
    static const struct {
        const char *line;
        const char *error;
        enum hg_cause cause;
        bool is_of_target;
    } rows[] = {
        {"Via: 1.1 p", "", HG_CAUSE_NONE, false},
        {"Proxy-Status: p; received-status=503", "", HG_CAUSE_NONE, false},
        {"Proxy-Status: p; error=connection_refused", "connection_refused",
         HG_CAUSE_CONNECT, true},
        {"PROXY-STATUS:p;next-hop=\"a;b\";error=connection_timeout;x",
         "connection_timeout", HG_CAUSE_TIMEOUT, true},
        {"Proxy-Status: a, b; error=dns_error, c; error=connection_refused", "dns_error",
         HG_CAUSE_DNS, false},
        {"Proxy-Status: a; details=\"\\\"; error=connection_refused\"", "", HG_CAUSE_NONE,
         false},
        {"Proxy-Status: a; error=something_new", "something_new", HG_CAUSE_STATUS, false},
        {"Proxy-Status: a; error=connection_refused_not", "connection_refused_not",
         HG_CAUSE_STATUS, false},
        {"X-Squid-Error: ERR_CONNECT_FAIL 111", "ERR_CONNECT_FAIL 111", HG_CAUSE_CONNECT,
         true},
        {"x-squid-error: ERR_CONNECT_FAIL 110", "ERR_CONNECT_FAIL 110", HG_CAUSE_TIMEOUT,
         true},
        {"X-Squid-Error: ERR_CONNECT_FAIL 1110", "ERR_CONNECT_FAIL 1110",
         HG_CAUSE_CONNECT, false},
        {"X-Squid-Error: ERR_ACCESS_DENIED 0", "ERR_ACCESS_DENIED 0", HG_CAUSE_STATUS,
         false},
        {"X-Squid-Error: ERR_NONE 0", "", HG_CAUSE_NONE, false},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct hg_proxy_answer answer = {0};
        read_lines(&answer, "HTTP/1.1 502 No\r\n");
        hg_proxy_answer_read(&answer, rows[i].line, strlen(rows[i].line));
        read_lines(&answer, "\r\n");
        UNIT_ASSERT_ROW(answer.status == 502 && answer.is_complete, rows[i].line);
        UNIT_ASSERT_TEXT(answer.mark.error, rows[i].error);
        UNIT_ASSERT_ROW(answer.mark.cause == rows[i].cause, rows[i].line);
        UNIT_ASSERT_ROW(answer.mark.is_of_target == rows[i].is_of_target, rows[i].line);
    }
}

static void a_mark_belongs_to_its_own_head(void)
{
    struct hg_proxy_answer answer = {0};
    read_lines(&answer, "HTTP/1.1 407 No\nX-Squid-Error: ERR_CACHE_ACCESS_DENIED 0\n\n"
                        "HTTP/1.1 200 OK\n\nX-Squid-Error: ERR_DNS_FAIL 0\n");
    CU_ASSERT_EQUAL(answer.status, 200);
    UNIT_ASSERT_TEXT(answer.mark.error, "");
}

static void a_failure_before_the_proxy_is_through_is_the_proxys(void)
{
    static const struct {
        struct hg_proxy_failure failure;
        enum hg_cause cause;
        enum hg_side side;
        const char *message;
    } rows[] = {
        {{HG_PROXY_UNRESOLVED, 0, false, ""},
         HG_CAUSE_PROXY,
         HG_SIDE_OWN,
         "the name of the proxy http://***@p:1 could not be resolved"},
        {{HG_PROXY_UNREACHED, ECONNREFUSED, false, ""},
         HG_CAUSE_PROXY,
         HG_SIDE_OWN,
         "the proxy http://***@p:1 refused the connection"},
        {{HG_PROXY_UNREACHED, EHOSTUNREACH, false, ""},
         HG_CAUSE_PROXY,
         HG_SIDE_OWN,
         "could not connect to the proxy http://***@p:1: no route to host"},
        {{HG_PROXY_UNREACHED, EMFILE, false, ""},
         HG_CAUSE_LOCAL,
         HG_SIDE_OWN,
         "too many open files"},
        {{HG_PROXY_TIMEOUT, 0, false, ""},
         HG_CAUSE_PROXY,
         HG_SIDE_OWN,
         "could not connect to the proxy http://***@p:1 within 5.00 s"},
        {{HG_PROXY_UNTRUSTED, 0, false, "SSL routines::wrong version number"},
         HG_CAUSE_PROXY,
         HG_SIDE_OWN,
         "the proxy http://***@p:1 is not used: the TLS handshake failed: the server's "
         "answer is not TLS"},
        {{HG_PROXY_UNTRUSTED, 0, false, "malloc failure"},
         HG_CAUSE_LOCAL,
         HG_SIDE_OWN,
         "out of memory for TLS"},
        {{HG_PROXY_REFUSED, 0, false, "why"},
         HG_CAUSE_PROXY,
         HG_SIDE_OWN,
         "the proxy http://***@p:1 did not open a connection: why"},
        {{HG_PROXY_REFUSED, 0, true, "why"},
         HG_CAUSE_CONNECT,
         HG_SIDE_BETWEEN,
         "a.test refused the connection, says the proxy http://***@p:1"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct hg_exchange exchange = {.retry_after_s = -1};
        hg_phases_init(&exchange.phases);
        exchange.phases.resolve_us = 1;
        exchange.phases.total_us = 5000000;
        exchange.proxy.proxy = "http://user:word@p:1";
        hg_proxy_failure_set(&exchange, "a.test", &rows[i].failure);
        UNIT_ASSERT_TEXT(exchange.message, rows[i].message);
        UNIT_ASSERT_ROW(exchange.failure == rows[i].cause, rows[i].message);
        UNIT_ASSERT_ROW(exchange.side == rows[i].side, rows[i].message);
    }
}

CU_TestInfo proxy_tests[] = {
    {"no_proxy is read as libcurl does", no_proxy_is_read_as_libcurl_does},
    {"each scheme has its own variable", each_scheme_has_its_own_variable},
    {"only a scheme makes a proxy speak SOCKS", only_a_scheme_makes_a_proxy_speak_socks},
    {"the member nearest to the target counts", the_member_nearest_to_the_target_counts},
    {"a mark belongs to its own head", a_mark_belongs_to_its_own_head},
    {"a failure before the proxy is through is the proxy's",
     a_failure_before_the_proxy_is_through_is_the_proxys},
    CU_TEST_INFO_NULL,
};
