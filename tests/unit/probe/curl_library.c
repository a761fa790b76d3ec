/* SPDX-License-Identifier: MIT */
/* curl_library: tests of how libcurl's codes and time stamps are read. */
#include "unit.h"

#include <stdio.h>

#include "probe/curl_library.h"

#include <curl/curl.h>

static void phases_add_up_to_the_total(void)
{
    const struct hg_timestamps timestamps = {.resolved_us = 10,
                                             .connected_us = 30,
                                             .secured_us = 70,
                                             .ready_us = 75,
                                             .first_byte_us = 200,
                                             .total_us = 210};
    struct hg_phases phases;

    hg_timestamps_to_phases(&timestamps, true, &phases);
    CU_ASSERT_EQUAL(phases.resolve_us, 10);
    CU_ASSERT_EQUAL(phases.connect_us, 20);
    CU_ASSERT_EQUAL(phases.tls_us, 40);
    CU_ASSERT_EQUAL(phases.wait_us, 130);
    CU_ASSERT_EQUAL(phases.transfer_us, 10);
    CU_ASSERT_EQUAL(phases.total_us, phases.resolve_us + phases.connect_us +
                                         phases.tls_us + phases.wait_us +
                                         phases.transfer_us);
}

static void a_look_up_of_our_own_comes_before(void)
{
    struct hg_timestamps timestamps = {.lookup_us = 500,
                                       .resolved_us = 10,
                                       .connected_us = 30,
                                       .ready_us = 35,
                                       .first_byte_us = 200,
                                       .total_us = 210};
    struct hg_phases phases;

    hg_timestamps_to_phases(&timestamps, false, &phases);
    CU_ASSERT_EQUAL(phases.resolve_us, 510);
    CU_ASSERT_EQUAL(phases.connect_us, 20);
    CU_ASSERT_EQUAL(phases.total_us, 710);
    timestamps = (struct hg_timestamps){.lookup_us = 500, .total_us = 1000};
    hg_timestamps_to_phases(&timestamps, false, &phases);
    CU_ASSERT_EQUAL(phases.resolve_us, HG_NOT_REACHED);
    CU_ASSERT_EQUAL(phases.total_us, 1500);
}

static void what_was_not_reached_stays_so(void)
{
    const struct hg_timestamps timestamps = {.resolved_us = 10, .total_us = 5000000};
    struct hg_phases phases;

    hg_timestamps_to_phases(&timestamps, true, &phases);
    CU_ASSERT_EQUAL(phases.resolve_us, 10);
    CU_ASSERT_EQUAL(phases.connect_us, HG_NOT_REACHED);
    CU_ASSERT_EQUAL(phases.tls_us, HG_NOT_REACHED);
    CU_ASSERT_EQUAL(phases.wait_us, HG_NOT_REACHED);
    CU_ASSERT_EQUAL(phases.transfer_us, HG_NOT_REACHED);
    CU_ASSERT_EQUAL(phases.total_us, 5000000);
}

static void plain_http_has_no_tls(void)
{
    const struct hg_timestamps timestamps = {.resolved_us = 1,
                                             .connected_us = 2,
                                             .ready_us = 3,
                                             .first_byte_us = 9,
                                             .total_us = 9};
    struct hg_phases phases;

    hg_timestamps_to_phases(&timestamps, false, &phases);
    CU_ASSERT_EQUAL(phases.tls_us, HG_NOT_REACHED);
    CU_ASSERT_EQUAL(phases.wait_us, 7);
    CU_ASSERT_EQUAL(phases.transfer_us, 0);
}

static void a_reused_connection_was_there_at_once(void)
{
    const struct hg_timestamps timestamps = {.ready_us = 40, .total_us = 1000000};
    struct hg_phases phases;

    hg_timestamps_to_phases(&timestamps, true, &phases);
    CU_ASSERT_TRUE(phases.resolve_us >= 0 && phases.resolve_us <= 1);
    CU_ASSERT_EQUAL(phases.connect_us, 0);
    CU_ASSERT_EQUAL(phases.tls_us, 0);
    CU_ASSERT_EQUAL(phases.wait_us, HG_NOT_REACHED);
}

/* libcurl stamps the look-up of a name also where none is needed, after a busy machine let it wait. */
static void phases_of_a_reused_connection_add_up_too(void)
{
    const struct hg_timestamps timestamps = {
        .resolved_us = 3600, .ready_us = 3700, .first_byte_us = 4400, .total_us = 4410};
    struct hg_phases phases;

    hg_timestamps_to_phases(&timestamps, true, &phases);
    CU_ASSERT_EQUAL(phases.connect_us, 0);
    CU_ASSERT_EQUAL(phases.tls_us, 0);
    CU_ASSERT_EQUAL(phases.wait_us, 800);
    CU_ASSERT_EQUAL(phases.total_us,
                    phases.resolve_us + phases.wait_us + phases.transfer_us);
}

static void no_phase_is_negative(void)
{
    /* Seen with libcurl when stamps are taken out of order. */
    const struct hg_timestamps timestamps = {.resolved_us = 30,
                                             .connected_us = 20,
                                             .ready_us = 25,
                                             .first_byte_us = 10,
                                             .total_us = 5};
    struct hg_phases phases;

    hg_timestamps_to_phases(&timestamps, false, &phases);
    CU_ASSERT_EQUAL(phases.connect_us, 0);
    CU_ASSERT_EQUAL(phases.wait_us, 0);
    CU_ASSERT_EQUAL(phases.transfer_us, 0);
}

/* What libcurl's codes (7.88, 8.14) mean, and whose failure they are: until the proxy is through, it is the proxy's or this
 * machine's, never the target's; afterwards, in a tunnel or without a proxy, its side follows from the cause. Verdicts
 * and retries depend on it. Codes that are not here belong to other protocols than HTTP. */
enum { OURS = -1 };

static const struct code_row {
    int code;
    int before; /* enum hg_proxy_end, or OURS */
    enum hg_cause cause;
    bool is_transient, was_cut_short;
} codes[] = {
    {CURLE_OK, OURS, HG_CAUSE_PROTOCOL, false, false},
    {CURLE_UNSUPPORTED_PROTOCOL, HG_PROXY_CUT, HG_CAUSE_PROTOCOL, false, false},
    {CURLE_FAILED_INIT, OURS, HG_CAUSE_LOCAL, true, false},
    {CURLE_URL_MALFORMAT, OURS, HG_CAUSE_LOCAL, false, false},
    {CURLE_NOT_BUILT_IN, OURS, HG_CAUSE_LOCAL, false, false},
    {CURLE_COULDNT_RESOLVE_PROXY, HG_PROXY_UNRESOLVED, HG_CAUSE_PROXY, true, false},
    {CURLE_COULDNT_RESOLVE_HOST, HG_PROXY_UNRESOLVED, HG_CAUSE_DNS, true, false},
    {CURLE_COULDNT_CONNECT, HG_PROXY_UNREACHED, HG_CAUSE_CONNECT, true, false},
    {CURLE_WEIRD_SERVER_REPLY, HG_PROXY_CUT, HG_CAUSE_PROTOCOL, false, false},
    {CURLE_HTTP2, HG_PROXY_CUT, HG_CAUSE_PROTOCOL, true, true},
    {CURLE_PARTIAL_FILE, HG_PROXY_CUT, HG_CAUSE_PROTOCOL, true, true},
    {CURLE_HTTP_RETURNED_ERROR, HG_PROXY_CUT, HG_CAUSE_PROTOCOL, false, false},
    {CURLE_WRITE_ERROR, HG_PROXY_CUT, HG_CAUSE_PROTOCOL, false, false},
    {CURLE_READ_ERROR, OURS, HG_CAUSE_LOCAL, false, false},
    {CURLE_OUT_OF_MEMORY, OURS, HG_CAUSE_LOCAL, true, false},
    {CURLE_OPERATION_TIMEDOUT, HG_PROXY_TIMEOUT, HG_CAUSE_TIMEOUT, true, false},
    {CURLE_RANGE_ERROR, HG_PROXY_CUT, HG_CAUSE_PROTOCOL, false, false},
    {CURLE_SSL_CONNECT_ERROR, HG_PROXY_UNTRUSTED, HG_CAUSE_TLS, false, false},
    {CURLE_FUNCTION_NOT_FOUND, OURS, HG_CAUSE_LOCAL, false, false},
    {CURLE_ABORTED_BY_CALLBACK, OURS, HG_CAUSE_CANCELLED, false, false},
    {CURLE_BAD_FUNCTION_ARGUMENT, HG_PROXY_CUT, HG_CAUSE_PROTOCOL, false, false},
    {CURLE_INTERFACE_FAILED, OURS, HG_CAUSE_LOCAL, true, false},
    {CURLE_TOO_MANY_REDIRECTS, HG_PROXY_CUT, HG_CAUSE_PROTOCOL, false, false},
    {CURLE_UNKNOWN_OPTION, OURS, HG_CAUSE_LOCAL, false, false},
    {CURLE_SETOPT_OPTION_SYNTAX, OURS, HG_CAUSE_LOCAL, false, false},
    {CURLE_GOT_NOTHING, HG_PROXY_CUT, HG_CAUSE_PROTOCOL, true, true},
    {CURLE_SSL_ENGINE_NOTFOUND, OURS, HG_CAUSE_LOCAL, false, false},
    {CURLE_SSL_ENGINE_SETFAILED, OURS, HG_CAUSE_LOCAL, false, false},
    {CURLE_SEND_ERROR, HG_PROXY_CUT, HG_CAUSE_PROTOCOL, true, true},
    {CURLE_RECV_ERROR, HG_PROXY_CUT, HG_CAUSE_PROTOCOL, true, true},
    {CURLE_SSL_CERTPROBLEM, OURS, HG_CAUSE_LOCAL, false, false},
    {CURLE_SSL_CIPHER, HG_PROXY_UNTRUSTED, HG_CAUSE_TLS, false, false},
    {CURLE_PEER_FAILED_VERIFICATION, HG_PROXY_UNTRUSTED, HG_CAUSE_TLS, false, false},
    {CURLE_BAD_CONTENT_ENCODING, HG_PROXY_CUT, HG_CAUSE_PROTOCOL, false, false},
    {CURLE_FILESIZE_EXCEEDED, HG_PROXY_CUT, HG_CAUSE_PROTOCOL, false, false},
    {CURLE_SEND_FAIL_REWIND, HG_PROXY_CUT, HG_CAUSE_PROTOCOL, false, false},
    {CURLE_SSL_ENGINE_INITFAILED, OURS, HG_CAUSE_LOCAL, false, false},
    {CURLE_LOGIN_DENIED, HG_PROXY_CUT, HG_CAUSE_PROTOCOL, false, false},
    {CURLE_SSL_CACERT_BADFILE, OURS, HG_CAUSE_LOCAL, false, false},
    {CURLE_SSL_SHUTDOWN_FAILED, HG_PROXY_CUT, HG_CAUSE_PROTOCOL, false, false},
    {CURLE_AGAIN, HG_PROXY_CUT, HG_CAUSE_PROTOCOL, false, false},
    {CURLE_SSL_CRL_BADFILE, OURS, HG_CAUSE_LOCAL, false, false},
    {CURLE_SSL_ISSUER_ERROR, HG_PROXY_UNTRUSTED, HG_CAUSE_TLS, false, false},
    {CURLE_CHUNK_FAILED, HG_PROXY_CUT, HG_CAUSE_PROTOCOL, false, false},
    {CURLE_NO_CONNECTION_AVAILABLE, OURS, HG_CAUSE_LOCAL, true, false},
    {CURLE_SSL_PINNEDPUBKEYNOTMATCH, HG_PROXY_UNTRUSTED, HG_CAUSE_TLS, false, false},
    {CURLE_SSL_INVALIDCERTSTATUS, HG_PROXY_UNTRUSTED, HG_CAUSE_TLS, false, false},
    {CURLE_HTTP2_STREAM, HG_PROXY_CUT, HG_CAUSE_PROTOCOL, true, true},
    {CURLE_RECURSIVE_API_CALL, OURS, HG_CAUSE_LOCAL, false, false},
    {CURLE_AUTH_ERROR, HG_PROXY_CUT, HG_CAUSE_PROTOCOL, false, false},
    {CURLE_HTTP3, HG_PROXY_CUT, HG_CAUSE_PROTOCOL, false, false},
    {CURLE_QUIC_CONNECT_ERROR, HG_PROXY_CUT, HG_CAUSE_PROTOCOL, false, false},
    {CURLE_PROXY, HG_PROXY_REFUSED, HG_CAUSE_PROXY, true, false},
    {CURLE_SSL_CLIENTCERT, HG_PROXY_UNTRUSTED, HG_CAUSE_TLS, false, false},
    {CURLE_UNRECOVERABLE_POLL, OURS, HG_CAUSE_LOCAL, true, false},
    {100 /* CURLE_TOO_LARGE, since 8.6 */, HG_PROXY_CUT, HG_CAUSE_PROTOCOL, false, false},
    {101 /* CURLE_ECH_REQUIRED, since 8.8 */, HG_PROXY_CUT, HG_CAUSE_PROTOCOL, false,
     false},
};

static void check_code(int code, const struct code_row *row)
{
    const char *name = curl_easy_strerror((CURLcode)code);
    const struct hg_failure *failure = hg_curl_find_failure(code);
    enum hg_proxy_end end = HG_PROXY_CUT;
    const bool is_proxys = hg_curl_find_proxy_end(code, &end);
    UNIT_ASSERT_ROW(failure->cause == row->cause, name);
    UNIT_ASSERT_ROW(failure->is_transient == row->is_transient, name);
    UNIT_ASSERT_ROW(failure->was_cut_short == row->was_cut_short, name);
    UNIT_ASSERT_ROW(is_proxys == (row->before != OURS), name);
    UNIT_ASSERT_ROW(!is_proxys || (int)end == row->before, name);
    /* What is not the proxy's before it is through must be ours, not the target's. */
    UNIT_ASSERT_ROW(is_proxys || code == CURLE_OK ||
                        hg_cause_side(failure->cause) == HG_SIDE_OWN,
                    name);
}

static void each_code_has_a_side_before_and_behind_a_proxy(void)
{
    static const struct code_row other = {0, HG_PROXY_CUT, HG_CAUSE_PROTOCOL, false,
                                          false};
    for (int code = 0; code < 200; code++) {
        const struct code_row *row = &other;
        for (size_t i = 0; i < sizeof codes / sizeof codes[0]; i++) {
            if (codes[i].code == code)
                row = &codes[i];
        }
        check_code(code, row);
    }
}

/* RFC 1928 6: only "connection refused" is about the target alone. */
static void only_one_reply_of_socks_is_about_the_target(void)
{
    for (long code = CURLPX_OK; code < CURLPX_LAST; code++) {
        const struct hg_socks_refusal *refusal = hg_curl_find_socks_refusal(code);
        const bool is_plain = code != CURLPX_OK && code != CURLPX_RESOLVE_HOST &&
                              code != CURLPX_GSSAPI && code != CURLPX_GSSAPI_PERMSG &&
                              code != CURLPX_GSSAPI_PROTECTION;
        char row[48];
        snprintf(row, sizeof row, "CURLproxycode %ld", code);
        UNIT_ASSERT_ROW((refusal != NULL) == is_plain, row);
        UNIT_ASSERT_ROW(refusal == NULL || refusal->is_of_target ==
                                               (code == CURLPX_REPLY_CONNECTION_REFUSED),
                        row);
    }
    UNIT_ASSERT_TEXT(hg_curl_find_socks_refusal(CURLPX_REPLY_HOST_UNREACHABLE)->message,
                     "host unreachable (SOCKS reply 4)");
    CU_ASSERT_FALSE(hg_curl_find_socks_refusal(CURLPX_USER_REJECTED)->is_transient);
}

static void a_code_says_how_a_body_ended(void)
{
    CU_ASSERT_EQUAL(hg_curl_body_end(CURLE_OK, ""), HG_BODY_WHOLE);
    CU_ASSERT_EQUAL(hg_curl_body_end(CURLE_WRITE_ERROR, ""), HG_BODY_ENOUGH);
    CU_ASSERT_EQUAL(hg_curl_body_end(CURLE_OPERATION_TIMEDOUT, ""), HG_BODY_TIMEOUT);
    CU_ASSERT_EQUAL(hg_curl_body_end(CURLE_ABORTED_BY_CALLBACK, ""), HG_BODY_CANCELLED);
    CU_ASSERT_EQUAL(hg_curl_body_end(CURLE_PARTIAL_FILE, ""), HG_BODY_BROKEN);
    CU_ASSERT_EQUAL(hg_curl_body_end(CURLE_RECV_ERROR, "Connection reset by peer"),
                    HG_BODY_BROKEN);
    CU_ASSERT_EQUAL(hg_curl_body_end(CURLE_RECV_ERROR,
                                     "OpenSSL SSL_read: error:0A000126:SSL routines::"
                                     "unexpected eof while reading, errno 0"),
                    HG_BODY_UNCLOSED);
}

static void only_nghttp2_says_that_it_lacks_memory(void)
{
    static const struct {
        int code;
        const char *message;
        bool lacks_memory;
    } rows[] = {
        {CURLE_SEND_ERROR, "nghttp2_session_send() failed: Out of memory(-901)", true},
        {CURLE_RECV_ERROR,
         "h2_process_pending_input: nghttp2_session_mem_recv() returned -901:Out of "
         "memory",
         true},
        {CURLE_HTTP2, "nghttp2 recv error -901: Out of memory", true},
        {CURLE_FAILED_INIT, "nghttp2_submit_settings() failed: Out of memory(-901)",
         true},
        {CURLE_OUT_OF_MEMORY, "nghttp2_session_upgrade2() failed: Out of memory(-901)",
         true},
        {CURLE_HTTP2,
         "[1] nghttp2_session_set_local_window_size() failed: Out of memory(-901)", true},
        {CURLE_HTTP2, "nghttp2 recv error -902: The user callback function failed",
         false},
        /* A server's words. */
        {CURLE_HTTP2,
         "Invalid HTTP header field was received: frame type: 1, stream: 1, name: [a], "
         "value: [Out of memory]",
         false},
        {CURLE_HTTP2,
         "[HTTP2] [0] received invalid frame: GOAWAY[reason='Out of memory'], error 1",
         false},
        {CURLE_PEER_FAILED_VERIFICATION,
         "SSL: certificate subject name 'Out of memory' does not match target host name",
         false},
        {CURLE_BAD_CONTENT_ENCODING,
         "Unsupported transfer-encoding: nghttp2: Out of memory", false},
        {CURLE_BAD_CONTENT_ENCODING, "nghttp2: Out of memory", false},
        {CURLE_RECV_ERROR, "Out of memory in chunked-encoding", false},
        {CURLE_RECV_ERROR, "", false},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        UNIT_ASSERT_ROW(hg_curl_lacks_memory(rows[i].code, rows[i].message) ==
                            rows[i].lacks_memory,
                        rows[i].message);
}

CU_TestInfo curl_library_tests[] = {
    {"each code has a side before and behind a proxy",
     each_code_has_a_side_before_and_behind_a_proxy},
    {"only one reply of SOCKS is about the target",
     only_one_reply_of_socks_is_about_the_target},
    {"a code says how a body ended", a_code_says_how_a_body_ended},
    {"only nghttp2 says that it lacks memory", only_nghttp2_says_that_it_lacks_memory},
    {"phases add up to the total", phases_add_up_to_the_total},
    {"a look-up of our own comes before", a_look_up_of_our_own_comes_before},
    {"what was not reached stays so", what_was_not_reached_stays_so},
    {"plain http has no TLS", plain_http_has_no_tls},
    {"a reused connection was there at once", a_reused_connection_was_there_at_once},
    {"phases of a reused connection add up, too",
     phases_of_a_reused_connection_add_up_too},
    {"no phase is negative", no_phase_is_negative},
    CU_TEST_INFO_NULL,
};
