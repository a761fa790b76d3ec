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

static void a_status_has_three_digits(void)
{
    static const struct {
        const char *line;
        int status;
    } rows[] = {{"HTTP/1.1 200\r\n", 200},  {"HTTP/1.1 407 No\r\n", 407},
                {"HTTP/1.1 200 \r\n", 200}, {"HTTP/1.1 2000 OK\r\n", 0},
                {"HTTP/1.1 20\r\n", 0},     {"HTTP/1.1 20x OK\r\n", 0},
                {"HTTP/1.1 200OK\r\n", 0},  {"HTTP/1.1200 OK\r\n", 0}};
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct hg_proxy_answer answer = {0};
        hg_proxy_answer_read(&answer, rows[i].line, strlen(rows[i].line));
        UNIT_ASSERT_ROW(answer.status == rows[i].status, rows[i].line);
    }
}

static void a_head_does_not_begin_with_a_folded_line(void)
{
    struct hg_proxy_answer answer = {0};
    CU_ASSERT_TRUE(hg_proxy_answer_check_line(&answer, " x\r\n", 4));
    read_lines(&answer, "HTTP/1.1 200 OK\r\n");
    CU_ASSERT_FALSE(hg_proxy_answer_check_line(&answer, " x\r\n", 4));
    CU_ASSERT_FALSE(hg_proxy_answer_check_line(&answer, "\tx\r\n", 4));
    CU_ASSERT_TRUE(hg_proxy_answer_check_line(&answer, "A: x\r\n", 6));
    read_lines(&answer, "A: x\r\n");
    CU_ASSERT_TRUE(hg_proxy_answer_check_line(&answer, " x\r\n", 4));
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
        bool is_transient;
        const char *message;
    } rows[] = {
        {{.end = HG_PROXY_UNRESOLVED},
         HG_CAUSE_PROXY,
         HG_SIDE_OWN,
         true,
         "the name of the proxy http://***@p:1 could not be resolved"},
        {{.end = HG_PROXY_UNREACHED, .number = ECONNREFUSED},
         HG_CAUSE_PROXY,
         HG_SIDE_OWN,
         true,
         "the proxy http://***@p:1 refused the connection"},
        {{.end = HG_PROXY_UNREACHED, .number = EHOSTUNREACH},
         HG_CAUSE_PROXY,
         HG_SIDE_OWN,
         true,
         "could not connect to the proxy http://***@p:1: no route to host"},
        {{.end = HG_PROXY_UNREACHED, .number = EMFILE},
         HG_CAUSE_LOCAL,
         HG_SIDE_OWN,
         true,
         "too many open files"},
        {{.end = HG_PROXY_OTHER_VERSION, .version = HG_IP_6},
         HG_CAUSE_PROXY,
         HG_SIDE_OWN,
         true,
         "no IPv6 address was found for the proxy http://***@p:1, and ip is 6"},
        {{.end = HG_PROXY_OTHER_VERSION, .version = HG_IP_4},
         HG_CAUSE_PROXY,
         HG_SIDE_OWN,
         true,
         "no IPv4 address was found for the proxy http://***@p:1, and ip is 4"},
        {{.end = HG_PROXY_TIMEOUT},
         HG_CAUSE_PROXY,
         HG_SIDE_OWN,
         true,
         "could not connect to the proxy http://***@p:1 within 5.00 s"},
        {{.end = HG_PROXY_TIMEOUT, .is_connected = true},
         HG_CAUSE_PROXY,
         HG_SIDE_OWN,
         true,
         "the proxy http://***@p:1 did not say within 5.00 s whether it can connect"},
        {{.end = HG_PROXY_UNTRUSTED, .message = "SSL routines::wrong version number"},
         HG_CAUSE_PROXY,
         HG_SIDE_OWN,
         true,
         "the proxy http://***@p:1 is not used: the TLS handshake failed: the server's "
         "answer is not TLS"},
        {{.end = HG_PROXY_UNTRUSTED, .message = "malloc failure"},
         HG_CAUSE_LOCAL,
         HG_SIDE_OWN,
         true,
         "out of memory for TLS"},
        {{.end = HG_PROXY_REFUSED, .refused = {"why", false, true}},
         HG_CAUSE_PROXY,
         HG_SIDE_OWN,
         true,
         "the proxy http://***@p:1 did not open a connection: why"},
        {{.end = HG_PROXY_REFUSED, .refused = {"why", false, false}},
         HG_CAUSE_PROXY,
         HG_SIDE_OWN,
         false,
         "the proxy http://***@p:1 did not open a connection: why"},
        {{.end = HG_PROXY_REFUSED, .refused = {"why", true, true}},
         HG_CAUSE_CONNECT,
         HG_SIDE_BETWEEN,
         true,
         "a.test refused the connection, says the proxy http://***@p:1 (why)"},
        {{.end = HG_PROXY_CUT, .message = "why"},
         HG_CAUSE_PROXY,
         HG_SIDE_OWN,
         true,
         "the proxy http://***@p:1 gave no valid answer: why"},
        {{.end = HG_PROXY_CUT, .message = "CONNECT tunnel failed, response 0"},
         HG_CAUSE_PROXY,
         HG_SIDE_OWN,
         true,
         "the proxy http://***@p:1 gave no valid answer"},
        {{.end = HG_PROXY_CUT, .message = "Proxy CONNECT aborted"},
         HG_CAUSE_PROXY,
         HG_SIDE_OWN,
         true,
         "the proxy http://***@p:1 gave no valid answer"},
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
        UNIT_ASSERT_ROW(exchange.is_transient == rows[i].is_transient, rows[i].message);
    }
}

/* Once the proxy is through, only what came from the target is the target's for certain. */
static void silence_in_a_tunnel_is_told_by_the_proxy(void)
{
    enum { NEVER = HG_NOT_REACHED };
    static const struct {
        const char *what;
        enum hg_cause failure;
        bool is_transient, was_cut_short, forwards, is_through;
        int32_t tls_us, wait_us;
        size_t lines;
        enum hg_side side;
    } rows[] = {
        {"silence", HG_CAUSE_TIMEOUT, true, false, false, true, NEVER, NEVER, 0,
         HG_SIDE_BETWEEN},
        {"closed", HG_CAUSE_PROTOCOL, true, true, false, true, NEVER, 1, 0,
         HG_SIDE_BETWEEN},
        {"TLS cut", HG_CAUSE_TLS, true, false, false, true, NEVER, NEVER, 0,
         HG_SIDE_BETWEEN},
        {"TLS refused", HG_CAUSE_TLS, false, false, false, true, NEVER, NEVER, 0,
         HG_SIDE_TARGET},
        {"certificate", HG_CAUSE_CERTIFICATE, false, false, false, true, NEVER, NEVER, 0,
         HG_SIDE_TARGET},
        {"no HTTP", HG_CAUSE_PROTOCOL, false, false, false, true, NEVER, 1, 0,
         HG_SIDE_TARGET},
        {"silence after TLS", HG_CAUSE_TIMEOUT, true, false, false, true, 1, NEVER, 0,
         HG_SIDE_TARGET},
        {"closed after TLS", HG_CAUSE_PROTOCOL, true, true, false, true, 1, NEVER, 0,
         HG_SIDE_TARGET},
        {"half a head", HG_CAUSE_PROTOCOL, true, true, false, true, NEVER, 1, 1,
         HG_SIDE_TARGET},
        {"half a line and silence", HG_CAUSE_TIMEOUT, true, false, false, true, NEVER, 1,
         0, HG_SIDE_TARGET},
        {"forwarded, half a head", HG_CAUSE_PROTOCOL, true, true, true, true, NEVER, 1, 1,
         HG_SIDE_BETWEEN},
        {"no such name", HG_CAUSE_DNS, true, false, false, false, NEVER, NEVER, 0,
         HG_SIDE_TARGET},
        {"nothing", HG_CAUSE_NONE, false, false, false, true, NEVER, 1, 3,
         HG_SIDE_TARGET},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct hg_exchange exchange = {.failure = rows[i].failure,
                                       .side = HG_SIDE_TARGET,
                                       .is_transient = rows[i].is_transient,
                                       .was_cut_short = rows[i].was_cut_short};
        hg_phases_init(&exchange.phases);
        exchange.phases.tls_us = rows[i].tls_us;
        exchange.phases.wait_us = rows[i].wait_us;
        exchange.head.lines = rows[i].lines;
        hg_proxy_failure_check_through(&exchange);
        UNIT_ASSERT_ROW(exchange.side == HG_SIDE_TARGET, "without a proxy");
        exchange.proxy.proxy = "socks5h://p:1";
        exchange.proxy.forwards = rows[i].forwards;
        exchange.proxy.is_through = rows[i].is_through;
        hg_proxy_failure_check_through(&exchange);
        UNIT_ASSERT_ROW(exchange.side == rows[i].side, rows[i].what);
    }
}

CU_TestInfo proxy_tests[] = {
    {"no_proxy is read as libcurl does", no_proxy_is_read_as_libcurl_does},
    {"each scheme has its own variable", each_scheme_has_its_own_variable},
    {"only a scheme makes a proxy speak SOCKS", only_a_scheme_makes_a_proxy_speak_socks},
    {"the member nearest to the target counts", the_member_nearest_to_the_target_counts},
    {"a status has three digits", a_status_has_three_digits},
    {"a head does not begin with a folded line",
     a_head_does_not_begin_with_a_folded_line},
    {"a mark belongs to its own head", a_mark_belongs_to_its_own_head},
    {"a failure before the proxy is through is the proxy's",
     a_failure_before_the_proxy_is_through_is_the_proxys},
    {"silence in a tunnel is told by the proxy",
     silence_in_a_tunnel_is_told_by_the_proxy},
    CU_TEST_INFO_NULL,
};
