/* SPDX-License-Identifier: MIT */
/* curl_library: tests of how libcurl's codes and time stamps are read. */
#include "unit.h"

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

/* What libcurl's codes mean: verdicts and retries depend on it. */
static const struct {
    int code;
    enum hg_cause cause;
    bool is_transient, was_cut_short;
} failures[] = {
    {CURLE_COULDNT_RESOLVE_HOST, HG_CAUSE_DNS, true, false},
    {CURLE_COULDNT_CONNECT, HG_CAUSE_CONNECT, true, false},
    {CURLE_INTERFACE_FAILED, HG_CAUSE_LOCAL, true, false},
    {CURLE_SSL_CONNECT_ERROR, HG_CAUSE_TLS, false, false},
    {CURLE_PEER_FAILED_VERIFICATION, HG_CAUSE_TLS, false, false},
    {CURLE_SSL_PINNEDPUBKEYNOTMATCH, HG_CAUSE_TLS, false, false},
    {CURLE_SSL_CERTPROBLEM, HG_CAUSE_LOCAL, false, false},
    {CURLE_SSL_CRL_BADFILE, HG_CAUSE_LOCAL, false, false},
    {CURLE_SSL_CIPHER, HG_CAUSE_TLS, false, false},
    {CURLE_SSL_ISSUER_ERROR, HG_CAUSE_TLS, false, false},
    {CURLE_SSL_INVALIDCERTSTATUS, HG_CAUSE_TLS, false, false},
    {CURLE_SSL_CLIENTCERT, HG_CAUSE_TLS, false, false},
    {CURLE_SSL_CACERT_BADFILE, HG_CAUSE_LOCAL, false, false},
    {CURLE_GOT_NOTHING, HG_CAUSE_PROTOCOL, true, true},
    {CURLE_PARTIAL_FILE, HG_CAUSE_PROTOCOL, true, true},
    {CURLE_RECV_ERROR, HG_CAUSE_PROTOCOL, true, true},
    {CURLE_SEND_ERROR, HG_CAUSE_PROTOCOL, true, true},
    {CURLE_HTTP2, HG_CAUSE_PROTOCOL, true, true},
    {CURLE_HTTP2_STREAM, HG_CAUSE_PROTOCOL, true, true},
    {CURLE_UNSUPPORTED_PROTOCOL, HG_CAUSE_PROTOCOL, false, false},
    {CURLE_BAD_FUNCTION_ARGUMENT, HG_CAUSE_PROTOCOL, false, false},
    {100 /* CURLE_TOO_LARGE */, HG_CAUSE_PROTOCOL, false, false},
    {CURLE_OUT_OF_MEMORY, HG_CAUSE_LOCAL, true, false},
    {CURLE_FAILED_INIT, HG_CAUSE_LOCAL, true, false},
    {CURLE_ABORTED_BY_CALLBACK, HG_CAUSE_CANCELLED, false, false},
    {9999, HG_CAUSE_PROTOCOL, false, false},
};

static void a_code_means_a_failure_and_an_unknown_one_is_broken_http(void)
{
    for (size_t i = 0; i < sizeof failures / sizeof failures[0]; i++) {
        const struct hg_failure *failure = hg_curl_find_failure(failures[i].code);
        UNIT_ASSERT_ROW(failure->cause == failures[i].cause &&
                            failure->is_transient == failures[i].is_transient &&
                            failure->was_cut_short == failures[i].was_cut_short,
                        curl_easy_strerror((CURLcode)failures[i].code));
    }
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
    {"a code means a failure and an unknown one is broken HTTP",
     a_code_means_a_failure_and_an_unknown_one_is_broken_http},
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
