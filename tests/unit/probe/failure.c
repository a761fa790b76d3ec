/* SPDX-License-Identifier: MIT */
/* failure: tests of causes and messages. */
#include "unit.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "probe/failure.h"

static const struct hg_header_expectations nothing = {NULL, 0};

static struct hg_exchange exchange_new(void)
{
    struct hg_exchange exchange = {.retry_after_s = -1};
    hg_phases_init(&exchange.phases);
    hg_head_init(&exchange.head, &nothing);
    return exchange;
}

static void a_timeout_names_the_phase(void)
{
    struct hg_exchange exchange = exchange_new();
    exchange.phases.total_us = 5000000;

    hg_failure_set_timeout(&exchange, "slow.example", true);
    CU_ASSERT_EQUAL(exchange.failure, HG_CAUSE_TIMEOUT);
    CU_ASSERT_TRUE(exchange.is_transient);
    CU_ASSERT_PTR_NOT_NULL(
        strstr(exchange.message, "could not resolve slow.example within 5"));
    exchange.phases.resolve_us = 1;
    hg_failure_set_timeout(&exchange, "slow.example", true);
    CU_ASSERT_PTR_NOT_NULL(strstr(exchange.message, "could not connect within 5"));
    hg_address_parse(&exchange.address, "127.0.0.1", 443);
    hg_failure_set_timeout(&exchange, "slow.example", true);
    CU_ASSERT_PTR_NOT_NULL(
        strstr(exchange.message, "the TLS handshake did not finish within"));
    exchange.phases.connect_us = 1;
    hg_failure_set_timeout(&exchange, "slow.example", true);
    CU_ASSERT_PTR_NOT_NULL(
        strstr(exchange.message, "the TLS handshake did not finish within"));
    hg_failure_set_timeout(&exchange, "slow.example", false);
    CU_ASSERT_PTR_NOT_NULL(strstr(exchange.message, "connected, but no answer"));
    exchange.phases.wait_us = 1;
    hg_failure_set_timeout(&exchange, "slow.example", false);
    CU_ASSERT_PTR_NOT_NULL(strstr(exchange.message, "the answer's headers did not end"));
    hg_head_release(&exchange.head);
}

static void a_refused_connection_names_the_address(void)
{
    struct hg_exchange exchange = exchange_new();
    struct hg_address address;
    hg_address_parse(&address, "127.0.0.1", 81);
    hg_address_list_add(&exchange.addresses.tried, &address);
    hg_failure_set_connect(&exchange, ECONNREFUSED, "libcurl's message");
    CU_ASSERT_EQUAL(exchange.failure, HG_CAUSE_CONNECT);
    UNIT_ASSERT_TEXT(exchange.message, "connection refused by 127.0.0.1:81");
    hg_failure_set_connect(&exchange, EHOSTUNREACH, "libcurl's message");
    UNIT_ASSERT_TEXT(exchange.message,
                     "could not connect to 127.0.0.1:81: no route to host");
    hg_address_parse(&address, "::1", 81);
    hg_address_list_add(&exchange.addresses.tried, &address);
    hg_failure_set_connect(&exchange, ECONNREFUSED, "libcurl's message");
    UNIT_ASSERT_TEXT(exchange.message,
                     "could not connect to 127.0.0.1:81 or [::1]:81: connection refused");
    hg_head_release(&exchange.head);
}

static void a_timeout_while_connecting_names_the_address(void)
{
    struct hg_exchange exchange = exchange_new();
    struct hg_address address;
    hg_address_parse(&address, "192.0.2.1", 443);
    hg_address_list_add(&exchange.addresses.tried, &address);
    exchange.phases.total_us = 5000000;
    exchange.phases.resolve_us = 1;
    hg_failure_set_timeout(&exchange, "slow.example", true);
    UNIT_ASSERT_TEXT(exchange.message,
                     "could not connect to 192.0.2.1:443 within 5.00 s");
    exchange.phases.connect_us = 1;
    hg_failure_set_timeout(&exchange, "slow.example", false);
    UNIT_ASSERT_TEXT(exchange.message, "connected, but no answer within 5.00 s");
    hg_head_release(&exchange.head);
}

static void each_answer_about_a_name_has_its_own_sentence_and_side(void)
{
    static const struct {
        enum hg_name_answer answer;
        enum hg_ip_version version;
        enum hg_cause cause;
        enum hg_side side;
        const char *message;
    } rows[] = {
        {HG_NAME_NXDOMAIN, HG_IP_ANY, HG_CAUSE_DNS, HG_SIDE_TARGET,
         "the name a.test does not exist (NXDOMAIN)"},
        {HG_NAME_NOT_FOUND, HG_IP_4, HG_CAUSE_DNS, HG_SIDE_TARGET,
         "the name a.test was not found"},
        {HG_NAME_NO_ADDRESS, HG_IP_ANY, HG_CAUSE_DNS, HG_SIDE_TARGET,
         "the name a.test has no address"},
        {HG_NAME_NO_ADDRESS, HG_IP_4, HG_CAUSE_DNS, HG_SIDE_TARGET,
         "the name a.test has no IPv4 address"},
        {HG_NAME_OTHER_VERSION, HG_IP_6, HG_CAUSE_DNS, HG_SIDE_BETWEEN,
         "the name a.test has no IPv6 address"},
        {HG_NAME_SERVFAIL, HG_IP_ANY, HG_CAUSE_DNS, HG_SIDE_BETWEEN,
         "the name servers failed to look up a.test (SERVFAIL)"},
        {HG_NAME_REFUSED, HG_IP_6, HG_CAUSE_DNS, HG_SIDE_BETWEEN,
         "the name servers refused to look up a.test (REFUSED)"},
        {HG_NAME_UNUSABLE, HG_IP_ANY, HG_CAUSE_DNS, HG_SIDE_BETWEEN,
         "the name servers gave no usable answer for a.test"},
        {HG_NAME_NO_ANSWER, HG_IP_ANY, HG_CAUSE_DNS, HG_SIDE_BETWEEN,
         "the name servers answer, but not for a.test"},
        {HG_NAME_FOUND, HG_IP_ANY, HG_CAUSE_DNS, HG_SIDE_BETWEEN,
         "the name a.test was not resolved at first, but was when asked again"},
        {HG_NAME_NO_ROUTE, HG_IP_ANY, HG_CAUSE_LOCAL, HG_SIDE_OWN,
         "this machine has no route to the addresses of a.test"},
        {HG_NAME_NOT_ASKED, HG_IP_ANY, HG_CAUSE_LOCAL, HG_SIDE_OWN,
         "this machine has no memory or thread left to look up a.test"},
        {HG_NAME_NO_RESOLVER, HG_IP_ANY, HG_CAUSE_RESOLVER, HG_SIDE_OWN,
         "the DNS resolver of this machine does not answer"},
    };
    CU_ASSERT_EQUAL(sizeof rows / sizeof rows[0], HG_NAME_ANSWER_COUNT + 1);
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct hg_exchange exchange = exchange_new();
        hg_failure_set_dns(&exchange, "a.test", rows[i].version, rows[i].answer);
        UNIT_ASSERT_TEXT(exchange.message, rows[i].message);
        UNIT_ASSERT_ROW(exchange.failure == rows[i].cause, rows[i].message);
        UNIT_ASSERT_ROW(exchange.side == rows[i].side, rows[i].message);
        CU_ASSERT_TRUE(exchange.is_transient);
        hg_head_release(&exchange.head);
    }
}

/* Nothing was asked; a redirect that leads there is the target's. */
static void an_address_of_the_other_version_of_ip_is_ours_or_a_redirects(void)
{
    static const char *const given[] = {"a.test:80:127.0.0.1"};
    char numeric[] = "127.0.0.1";
    char name[] = "a.test";
    struct hg_policy policy = {.ip_version = HG_IP_6, .resolve = {given, 1}};
    struct hg_url url = {.host = numeric};
    struct hg_request request = {.url = &url, .policy = &policy};
    struct hg_exchange exchange = exchange_new();
    hg_failure_set_other_version(&exchange, &request);
    UNIT_ASSERT_TEXT(exchange.message, "127.0.0.1 is not an IPv6 address, and ip is 6");
    CU_ASSERT_EQUAL(exchange.failure, HG_CAUSE_LOCAL);
    CU_ASSERT_EQUAL(exchange.side, HG_SIDE_OWN);
    request.is_redirected = true;
    hg_failure_set_other_version(&exchange, &request);
    CU_ASSERT_EQUAL(exchange.failure, HG_CAUSE_REDIRECT);
    CU_ASSERT_EQUAL(exchange.side, HG_SIDE_TARGET);
    policy.ip_version = HG_IP_4;
    url.host = name;
    hg_failure_set_other_version(&exchange, &request);
    UNIT_ASSERT_TEXT(exchange.message,
                     "resolve gives a.test no IPv4 address, and ip is 4");
    hg_head_release(&exchange.head);
}

static void addresses_without_a_route_are_named(void)
{
    struct hg_exchange exchange = exchange_new();
    struct hg_address address;
    hg_failure_set_no_route(&exchange, "a.test");
    UNIT_ASSERT_TEXT(exchange.message, "this machine has no route to a.test");
    hg_address_parse(&address, "2001:db8::1", 81);
    hg_address_list_add(&exchange.addresses.unrouted, &address);
    hg_failure_set_no_route(&exchange, "a.test");
    UNIT_ASSERT_TEXT(exchange.message, "this machine has no route to [2001:db8::1]:81");
    exchange.addresses.refusal = EACCES;
    hg_failure_set_no_route(&exchange, "a.test");
    UNIT_ASSERT_TEXT(exchange.message,
                     "this machine sent nothing to [2001:db8::1]:81: permission denied");
    CU_ASSERT_EQUAL(exchange.failure, HG_CAUSE_LOCAL);
    CU_ASSERT_EQUAL(exchange.side, HG_SIDE_OWN);
    CU_ASSERT_TRUE(exchange.is_transient);
    hg_head_release(&exchange.head);
}

/* Only what is not our own is masked: "resolve", too, is a secret here. */
static void a_host_that_is_secret_is_not_named(void)
{
    char name[] = "hidden.test";
    char subject[] = "another.test";
    struct hg_certificate certificate = {.name = subject, .issuer = subject};
    const struct hg_certificate_failure failure = {
        .certificate = &certificate, .problem = HG_CERTIFICATE_WRONG_HOST, .host = name};
    struct hg_secrets secrets = {0};
    struct hg_exchange exchange = exchange_new();
    hg_secrets_add(&secrets, name);
    hg_secrets_add(&secrets, "resolved");
    hg_secrets_add(&secrets, "certificate");
    hg_secrets_complete(&secrets);
    exchange.secrets = &secrets;
    hg_failure_set_timeout(&exchange, name, true);
    CU_ASSERT_PTR_NOT_NULL(strstr(exchange.message, "could not resolve *** within"));
    hg_failure_set_dns(&exchange, name, HG_IP_ANY, HG_NAME_NXDOMAIN);
    UNIT_ASSERT_TEXT(exchange.message, "the name *** does not exist (NXDOMAIN)");
    hg_failure_set_no_route(&exchange, name);
    UNIT_ASSERT_TEXT(exchange.message, "this machine has no route to ***");
    hg_failure_set_connect(&exchange, 0, "Failed to connect to hidden.test");
    UNIT_ASSERT_TEXT(exchange.message, "Failed to connect to ***");
    hg_failure_set_certificate(&exchange, &failure, 0);
    UNIT_ASSERT_TEXT(exchange.message,
                     "the certificate of another.test is for another host: it is valid "
                     "for another.test, not for ***");
    hg_secrets_release(&secrets);
    hg_head_release(&exchange.head);
}

static void without_an_error_number_the_library_is_quoted(void)
{
    struct hg_exchange exchange = exchange_new();
    hg_failure_set_connect(&exchange, 0, "proxy said no");
    CU_ASSERT_EQUAL(exchange.failure, HG_CAUSE_CONNECT);
    UNIT_ASSERT_TEXT(exchange.message, "proxy said no");
    hg_head_release(&exchange.head);
}

static void after_an_answer_the_librarys_troubles_are_the_servers(void)
{
    static const struct hg_failure memory = {HG_CAUSE_LOCAL, true, false, "no memory"};
    static const struct hg_failure cut = {HG_CAUSE_PROTOCOL, true, true, "cut"};
    struct hg_exchange exchange = exchange_new();

    hg_failure_set_library_error(&exchange, &memory, "Out of memory", 0);
    CU_ASSERT_EQUAL(exchange.failure, HG_CAUSE_LOCAL);
    UNIT_ASSERT_TEXT(exchange.message, "no memory");
    exchange.phases.wait_us = 1;
    hg_failure_set_library_error(&exchange, &memory, "Out of memory", 0);
    CU_ASSERT_EQUAL(exchange.failure, HG_CAUSE_PROTOCOL);
    hg_failure_set_library_error(&exchange, &cut,
                                 "error:1:SSL routines::certificate required", 0);
    CU_ASSERT_EQUAL(exchange.failure, HG_CAUSE_TLS);
    CU_ASSERT_TRUE(exchange.was_cut_short);
    hg_head_release(&exchange.head);
}

static void a_resource_that_this_machine_ran_out_of_is_not_the_targets_fault(void)
{
    static const int numbers[] = {EMFILE, ENFILE, ENOBUFS, ENOMEM, EADDRNOTAVAIL};
    for (size_t i = 0; i < sizeof numbers / sizeof numbers[0]; i++) {
        struct hg_exchange exchange = exchange_new();
        hg_failure_set_connect(&exchange, numbers[i], "");
        UNIT_ASSERT_ROW(exchange.failure == HG_CAUSE_LOCAL, strerror(numbers[i]));
        hg_head_release(&exchange.head);
    }
}

static void only_what_openssl_reports_may_be_for_lack_of_what_it_keeps(void)
{
    static const struct {
        enum hg_cause cause;
        enum hg_certificate_problem problem;
        bool is_openssls;
    } rows[] = {
        {HG_CAUSE_TLS, HG_CERTIFICATE_FINE, true},
        {HG_CAUSE_CERTIFICATE, HG_CERTIFICATE_OTHER, true},
        {HG_CAUSE_CERTIFICATE, HG_CERTIFICATE_WEAK_SIGNATURE, true},
        {HG_CAUSE_CERTIFICATE, HG_CERTIFICATE_WEAK_KEY, true},
        {HG_CAUSE_CERTIFICATE, HG_CERTIFICATE_UNTRUSTED_ROOT, true},
        {HG_CAUSE_CERTIFICATE, HG_CERTIFICATE_MISSING_INTERMEDIATE, true},
        {HG_CAUSE_CERTIFICATE, HG_CERTIFICATE_SELF_SIGNED, true},
        {HG_CAUSE_CERTIFICATE, HG_CERTIFICATE_UNKNOWN_REVOCATION, true},
        {HG_CAUSE_CERTIFICATE, HG_CERTIFICATE_EXPIRED, false},
        {HG_CAUSE_CERTIFICATE, HG_CERTIFICATE_NOT_YET_VALID, false},
        {HG_CAUSE_CERTIFICATE, HG_CERTIFICATE_WRONG_HOST, false},
        {HG_CAUSE_CERTIFICATE, HG_CERTIFICATE_REVOKED, false},
        {HG_CAUSE_CERTIFICATE, HG_CERTIFICATE_WRONG_PIN, false},
        {HG_CAUSE_PROTOCOL, HG_CERTIFICATE_FINE, false},
        {HG_CAUSE_PROTOCOL, HG_CERTIFICATE_NOT_CHECKED, false},
        {HG_CAUSE_CONNECT, HG_CERTIFICATE_FINE, false},
        {HG_CAUSE_NONE, HG_CERTIFICATE_FINE, false},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct hg_exchange exchange = exchange_new();
        exchange.failure = rows[i].cause;
        exchange.certificate_problem = rows[i].problem;
        char row[16];
        snprintf(row, sizeof row, "row %zu", i);
        UNIT_ASSERT_ROW(hg_failure_is_openssls(&exchange) == rows[i].is_openssls, row);
        hg_head_release(&exchange.head);
    }
}

static void a_bad_certificate_lasts_and_a_cut_handshake_may_pass(void)
{
    struct hg_exchange exchange = exchange_new();
    hg_failure_set_tls(&exchange, "SSL certificate problem: certificate has expired");
    CU_ASSERT_EQUAL(exchange.failure, HG_CAUSE_TLS);
    CU_ASSERT_FALSE(exchange.is_transient);
    UNIT_ASSERT_TEXT(exchange.message,
                     "the certificate was rejected: certificate has expired");
    hg_failure_set_tls(&exchange,
                       "SSL: certificate subject name 'malloc failure SYSCALL' "
                       "does not match target host name 'a.test'");
    CU_ASSERT_EQUAL(exchange.failure, HG_CAUSE_TLS);
    CU_ASSERT_FALSE(exchange.is_transient);
    hg_failure_set_tls(&exchange,
                       "OpenSSL SSL_connect: Connection reset by peer in connection");
    CU_ASSERT_TRUE(exchange.is_transient);
    UNIT_ASSERT_TEXT(exchange.message, "the connection was cut during the TLS handshake");
    hg_failure_set_tls(&exchange, "TLS connect error: error:00000000:lib(0)::reason(0)");
    CU_ASSERT_TRUE(exchange.is_transient);
    UNIT_ASSERT_TEXT(exchange.message, "the connection was cut during the TLS handshake");
    hg_head_release(&exchange.head);
}

struct tls_row {
    const char *message;
    const char *expected;
};

static void messages_about_tls_are_short(void)
{
    static const struct tls_row rows[] = {
        {"SSL: no alternative certificate subject name matches target host name 'x'",
         "the certificate was rejected: no alternative certificate subject name matches "
         "target host name 'x'"},
        {"error:0A00007B:SSL routines::bad signature",
         "the TLS handshake failed: bad signature"},
        {"OpenSSL SSL_read: error:0A00045C:SSL routines::tlsv13 alert certificate "
         "required, errno 0",
         "the TLS handshake failed: the server requires a client certificate"},
        {"something else", "the TLS handshake failed: something else"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct hg_exchange exchange = exchange_new();
        hg_failure_set_tls(&exchange, rows[i].message);
        UNIT_ASSERT_ROW(strcmp(exchange.message, rows[i].expected) == 0, rows[i].message);
        CU_ASSERT_FALSE(exchange.is_transient);
        hg_head_release(&exchange.head);
    }
}

static void text_of_a_server_is_cleaned(void)
{
    struct hg_exchange exchange = exchange_new();
    hg_failure_set(&exchange, HG_CAUSE_PROTOCOL, false, "a\033[2Jb\nc");
    UNIT_ASSERT_TEXT(exchange.message, "a\xef\xbf\xbd[2Jb\xef\xbf\xbd"
                                       "c");
    hg_failure_set(&exchange, HG_CAUSE_CONNECT, false, "no ftp://a:b@c");
    CU_ASSERT_STRING_EQUAL(exchange.message, "no ftp://***@c");
    hg_head_release(&exchange.head);
}

static void a_head_must_be_whole_and_its_status_valid(void)
{
    static const int bad[] = {0, 100, 101, 199, 600, 999};
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        struct hg_exchange exchange = exchange_new();
        exchange.head.is_complete = true;
        exchange.head.status = bad[i];
        hg_failure_check_head(&exchange);
        CU_ASSERT_EQUAL(exchange.failure, HG_CAUSE_PROTOCOL);
        CU_ASSERT_FALSE(exchange.was_cut_short);
        hg_head_release(&exchange.head);
    }
    struct hg_exchange exchange = exchange_new();
    exchange.head.status = 200;
    hg_failure_check_head(&exchange);
    CU_ASSERT_EQUAL(exchange.failure, HG_CAUSE_PROTOCOL);
    CU_ASSERT_TRUE(exchange.was_cut_short);
    hg_head_release(&exchange.head);
    exchange = exchange_new();
    exchange.head.status = 200;
    exchange.head.is_complete = true;
    hg_failure_check_head(&exchange);
    CU_ASSERT_EQUAL(exchange.failure, HG_CAUSE_NONE);
    hg_head_release(&exchange.head);
}

static void failures_of_tls_have_plain_messages(void)
{
    static const struct {
        const char *message;
        const char *expected;
    } rows[] = {
        {"error:0A000102:SSL routines::unsupported protocol",
         "the TLS handshake failed: the server offers only TLS versions below "
         "tls.min_version"},
        {"error:0A00042E:SSL routines::tlsv1 alert protocol version",
         "the TLS handshake failed: the server accepts no TLS version from "
         "tls.min_version on"},
        {"error:0A00045C:SSL routines::tlsv13 alert certificate required",
         "the TLS handshake failed: the server requires a client certificate"},
        {"error:0A00010B:SSL routines::wrong version number",
         "the TLS handshake failed: the server's answer is not TLS"},
        {"TLS connect error: error:0A0000C6:SSL routines::packet length too long",
         "the TLS handshake failed: the server's answer is not TLS"},
        {"error:0A000458:SSL routines::tlsv1 unrecognized name",
         "the TLS handshake failed: the server does not recognise this host name "
         "(unrecognized_name)"},
        {"error:0A000410:SSL routines::sslv3 alert handshake failure",
         "the TLS handshake failed: no cipher, curve or signature algorithm in common "
         "with the server (alert handshake failure)"},
        {"OpenSSL SSL_connect: SSL_ERROR_ZERO_RETURN in connection to localhost:1",
         "the connection was cut during the TLS handshake"},
    };
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        struct hg_exchange exchange = exchange_new();
        hg_failure_set_tls(&exchange, rows[i].message);
        CU_ASSERT_EQUAL(exchange.failure, HG_CAUSE_TLS);
        UNIT_ASSERT_TEXT(exchange.message, rows[i].expected);
        CU_ASSERT_EQUAL(exchange.lacks_common_tls_version, i < 2);
        hg_exchange_release(&exchange);
    }
    struct hg_exchange exchange = exchange_new();
    exchange.lacks_client_certificate = true;
    hg_failure_set_tls(&exchange,
                       "error:0A000410:SSL routines::sslv3 alert handshake failure");
    UNIT_ASSERT_TEXT(
        exchange.message,
        "the TLS handshake failed: the server requires a client certificate, and "
        "none is configured (tls.client_certificate)");
    hg_exchange_release(&exchange);
}

static void kinds_of_failure_are_read_with_the_phase(void)
{
    const struct hg_failure out_of_memory = {HG_CAUSE_LOCAL, true, false,
                                             "out of memory"};
    const struct hg_failure cut = {HG_CAUSE_PROTOCOL, true, true, "cut"};
    struct hg_exchange exchange = exchange_new();
    hg_failure_set_library_error(&exchange, &out_of_memory, "27", 0);
    CU_ASSERT_EQUAL(exchange.failure, HG_CAUSE_LOCAL);
    UNIT_ASSERT_TEXT(exchange.message, "out of memory");
    exchange.phases.wait_us = 1;
    hg_failure_set_library_error(&exchange, &out_of_memory, "27", 0);
    CU_ASSERT_EQUAL(exchange.failure, HG_CAUSE_PROTOCOL);
    CU_ASSERT_FALSE(exchange.is_transient);
    hg_failure_set_library_error(&exchange, &cut, "reset", 0);
    UNIT_ASSERT_TEXT(exchange.message, "cut");
    CU_ASSERT_TRUE(exchange.was_cut_short);
    hg_failure_set_library_error(&exchange, &cut,
                                 "error:1:SSL routines::alert certificate required", 0);
    CU_ASSERT_EQUAL(exchange.failure, HG_CAUSE_TLS);
    hg_exchange_release(&exchange);
}

static void tls_without_memory_is_this_machines_trouble(void)
{
    static const char *const rows[] = {
        "OpenSSL/3.0.19: error:030C0100:digital envelope routines::malloc failure",
        "Insufficient randomness", "Failed set SNI"};
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        struct hg_exchange exchange = exchange_new();
        hg_failure_set_tls(&exchange, rows[i]);
        CU_ASSERT_EQUAL(exchange.failure, HG_CAUSE_LOCAL);
        hg_exchange_release(&exchange);
    }
}

CU_TestInfo failure_tests[] = {
    {"TLS without memory is this machine's trouble",
     tls_without_memory_is_this_machines_trouble},
    {"after an answer the library's troubles are the server's",
     after_an_answer_the_librarys_troubles_are_the_servers},
    {"a timeout names the phase", a_timeout_names_the_phase},
    {"a refused connection names the address", a_refused_connection_names_the_address},
    {"a timeout while connecting names the address",
     a_timeout_while_connecting_names_the_address},
    {"each answer about a name has its own sentence and side",
     each_answer_about_a_name_has_its_own_sentence_and_side},
    {"an address of the other version of ip is ours or a redirect's",
     an_address_of_the_other_version_of_ip_is_ours_or_a_redirects},
    {"addresses without a route are named", addresses_without_a_route_are_named},
    {"a host that is secret is not named", a_host_that_is_secret_is_not_named},
    {"without an error number the library is quoted",
     without_an_error_number_the_library_is_quoted},
    {"a resource that this machine ran out of is not the target's fault",
     a_resource_that_this_machine_ran_out_of_is_not_the_targets_fault},
    {"a bad certificate lasts and a cut handshake may pass",
     a_bad_certificate_lasts_and_a_cut_handshake_may_pass},
    {"only what OpenSSL reports may be for lack of what it keeps",
     only_what_openssl_reports_may_be_for_lack_of_what_it_keeps},
    {"messages about TLS are short", messages_about_tls_are_short},
    {"text of a server is cleaned", text_of_a_server_is_cleaned},
    {"a head must be whole and its status valid",
     a_head_must_be_whole_and_its_status_valid},
    {"failures of TLS have plain messages", failures_of_tls_have_plain_messages},
    {"kinds of failure are read with the phase",
     kinds_of_failure_are_read_with_the_phase},
    CU_TEST_INFO_NULL,
};
