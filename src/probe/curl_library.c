/* SPDX-License-Identifier: MIT */
/* curl_library: libcurl's codes, time stamps and other facts. */
#include "probe/curl_library.h"

#include <string.h>

#include "headgate/units.h"

#include <curl/curl.h>

#include "headgate/banned.h"

#define TOO_LARGE 100 /* CURLE_TOO_LARGE since 8.6; CURLE_OUT_OF_MEMORY before */

struct meaning {
    int code;                  /* CURLcode */
    struct hg_failure failure; /* cause, is_transient, was_cut_short, message */
};

static const struct meaning meanings[] = {
    {CURLE_COULDNT_RESOLVE_PROXY, {HG_CAUSE_PROXY, true, false, NULL}},
    {CURLE_PROXY, {HG_CAUSE_PROXY, true, false, NULL}},
    {CURLE_COULDNT_RESOLVE_HOST, {HG_CAUSE_DNS, true, false, NULL}},
    {CURLE_OPERATION_TIMEDOUT, {HG_CAUSE_TIMEOUT, true, false, NULL}},
    {CURLE_COULDNT_CONNECT, {HG_CAUSE_CONNECT, true, false, NULL}},
    {CURLE_INTERFACE_FAILED, {HG_CAUSE_LOCAL, true, false, NULL}},
    {CURLE_SSL_CONNECT_ERROR, {HG_CAUSE_TLS, false, false, NULL}},
    {CURLE_PEER_FAILED_VERIFICATION, {HG_CAUSE_TLS, false, false, NULL}},
    {CURLE_SSL_PINNEDPUBKEYNOTMATCH, {HG_CAUSE_TLS, false, false, NULL}},
    {CURLE_SSL_CERTPROBLEM,
     {HG_CAUSE_LOCAL, false, false,
      "tls.client_certificate or its key cannot be loaded"}},
    {CURLE_SSL_CRL_BADFILE, {HG_CAUSE_LOCAL, false, false, "tls.crl cannot be loaded"}},
    {CURLE_SSL_CIPHER, {HG_CAUSE_TLS, false, false, NULL}},
    {CURLE_SSL_ISSUER_ERROR, {HG_CAUSE_TLS, false, false, NULL}},
    {CURLE_SSL_INVALIDCERTSTATUS, {HG_CAUSE_TLS, false, false, NULL}},
    {CURLE_SSL_CLIENTCERT, {HG_CAUSE_TLS, false, false, NULL}},
    /* Of the system, for an https proxy, or tls.ca: libcurl names the file. */
    {CURLE_SSL_CACERT_BADFILE, {HG_CAUSE_LOCAL, false, false, NULL}},
    {CURLE_GOT_NOTHING,
     {HG_CAUSE_PROTOCOL, true, true, "the connection was closed without an answer"}},
    {CURLE_PARTIAL_FILE, {HG_CAUSE_PROTOCOL, true, true, "the connection was cut"}},
    {CURLE_RECV_ERROR, {HG_CAUSE_PROTOCOL, true, true, "the connection was cut"}},
    {CURLE_SEND_ERROR, {HG_CAUSE_PROTOCOL, true, true, "the connection was cut"}},
    {CURLE_HTTP2, {HG_CAUSE_PROTOCOL, true, true, "the HTTP/2 connection was cut"}},
    {CURLE_HTTP2_STREAM, {HG_CAUSE_PROTOCOL, true, true, "the HTTP/2 stream was cut"}},
    {CURLE_UNSUPPORTED_PROTOCOL,
     {HG_CAUSE_PROTOCOL, false, false, "the answer is not HTTP"}},
    {CURLE_BAD_FUNCTION_ARGUMENT,
     {HG_CAUSE_PROTOCOL, false, false, "the answer's headers can't be read"}},
    {TOO_LARGE, {HG_CAUSE_PROTOCOL, false, false, "the answer's headers can't be read"}},
    {CURLE_OUT_OF_MEMORY, {HG_CAUSE_LOCAL, true, false, "out of memory"}},
    {CURLE_FAILED_INIT, {HG_CAUSE_LOCAL, true, false, NULL}},
    {CURLE_UNRECOVERABLE_POLL, {HG_CAUSE_LOCAL, true, false, NULL}},
    {CURLE_NO_CONNECTION_AVAILABLE, {HG_CAUSE_LOCAL, true, false, NULL}},
    {CURLE_READ_ERROR, {HG_CAUSE_LOCAL, false, false, NULL}}, /* of what we send */
    {CURLE_URL_MALFORMAT, {HG_CAUSE_LOCAL, false, false, NULL}},
    {CURLE_NOT_BUILT_IN, {HG_CAUSE_LOCAL, false, false, NULL}},
    {CURLE_UNKNOWN_OPTION, {HG_CAUSE_LOCAL, false, false, NULL}},
    {CURLE_SETOPT_OPTION_SYNTAX, {HG_CAUSE_LOCAL, false, false, NULL}},
    {CURLE_FUNCTION_NOT_FOUND, {HG_CAUSE_LOCAL, false, false, NULL}},
    {CURLE_RECURSIVE_API_CALL, {HG_CAUSE_LOCAL, false, false, NULL}},
    {CURLE_SSL_ENGINE_NOTFOUND, {HG_CAUSE_LOCAL, false, false, NULL}},
    {CURLE_SSL_ENGINE_SETFAILED, {HG_CAUSE_LOCAL, false, false, NULL}},
    {CURLE_SSL_ENGINE_INITFAILED, {HG_CAUSE_LOCAL, false, false, NULL}},
    {CURLE_ABORTED_BY_CALLBACK,
     {HG_CAUSE_CANCELLED, false, false, "the run was stopped"}},
};

const struct hg_failure *hg_curl_find_failure(int code)
{
    static const struct hg_failure other = {HG_CAUSE_PROTOCOL, false, false, NULL};
    for (size_t i = 0; i < sizeof meanings / sizeof meanings[0]; i++) {
        if (meanings[i].code == code)
            return &meanings[i].failure;
    }
    return &other;
}

bool hg_curl_find_proxy_end(int code, enum hg_proxy_end *end)
{
    static const struct {
        int code;
        enum hg_proxy_end end;
    } ends[] = {
        {CURLE_COULDNT_RESOLVE_PROXY, HG_PROXY_UNRESOLVED},
        /* The name of a SOCKS proxy (7.88); no other is looked up before the proxy is connected to. */
        {CURLE_COULDNT_RESOLVE_HOST, HG_PROXY_UNRESOLVED},
        {CURLE_COULDNT_CONNECT, HG_PROXY_UNREACHED},
        {CURLE_OPERATION_TIMEDOUT, HG_PROXY_TIMEOUT},
        {CURLE_PROXY, HG_PROXY_REFUSED},
    };
    const enum hg_cause cause = hg_curl_find_failure(code)->cause;
    if (code == CURLE_OK || cause == HG_CAUSE_LOCAL || cause == HG_CAUSE_CANCELLED)
        return false;
    *end = cause == HG_CAUSE_TLS ? HG_PROXY_UNTRUSTED : HG_PROXY_CUT;
    for (size_t i = 0; i < sizeof ends / sizeof ends[0]; i++) {
        if (ends[i].code == code)
            *end = ends[i].end;
    }
    return true;
}

/* RFC 1928 3 and 6, RFC 1929 2, and the protocol SOCKS 4, which has one reply for almost everything. */
const struct hg_socks_refusal *hg_curl_find_socks_refusal(long code)
{
    static const struct {
        long code;
        struct hg_socks_refusal refusal; /* message, is_of_target, is_transient */
    } refusals[] = {
        {CURLPX_REPLY_GENERAL_SERVER_FAILURE,
         {"general failure (SOCKS reply 1)", false, true}},
        {CURLPX_REPLY_NOT_ALLOWED,
         {"its rules do not allow it (SOCKS reply 2)", false, false}},
        {CURLPX_REPLY_NETWORK_UNREACHABLE,
         {"network unreachable (SOCKS reply 3)", false, true}},
        {CURLPX_REPLY_HOST_UNREACHABLE,
         {"host unreachable (SOCKS reply 4)", false, true}},
        {CURLPX_REPLY_CONNECTION_REFUSED, {"SOCKS reply 5", true, true}},
        {CURLPX_REPLY_TTL_EXPIRED, {"TTL expired (SOCKS reply 6)", false, true}},
        {CURLPX_REPLY_COMMAND_NOT_SUPPORTED,
         {"it does not support CONNECT (SOCKS reply 7)", false, false}},
        {CURLPX_REPLY_ADDRESS_TYPE_NOT_SUPPORTED,
         {"it does not support this type of address (SOCKS reply 8)", false, false}},
        {CURLPX_REPLY_UNASSIGNED, {"unknown SOCKS reply", false, true}},
        {CURLPX_REQUEST_FAILED,
         {"it rejected the request, or failed (SOCKS reply 91)", false, true}},
        {CURLPX_IDENTD,
         {"it can't reach identd of this machine (SOCKS reply 92)", false, false}},
        {CURLPX_IDENTD_DIFFER,
         {"identd of this machine names another user (SOCKS reply 93)", false, false}},
        {CURLPX_UNKNOWN_FAIL, {"unknown SOCKS reply", false, true}},
        {CURLPX_NO_AUTH,
         {"it accepts no way to authenticate that was offered", false, false}},
        {CURLPX_UNKNOWN_MODE,
         {"it chose a way to authenticate that was not offered", false, false}},
        {CURLPX_USER_REJECTED, {"it rejected user or password", false, false}},
        {CURLPX_LONG_USER, {"the user is too long for SOCKS", false, false}},
        {CURLPX_LONG_PASSWD, {"the password is too long for SOCKS", false, false}},
        {CURLPX_LONG_HOSTNAME, {"the name is too long for SOCKS", false, false}},
        {CURLPX_BAD_VERSION,
         {"its answer is not of this version of SOCKS", false, false}},
        {CURLPX_BAD_ADDRESS_TYPE, {"its answer is not valid SOCKS", false, false}},
        {CURLPX_CLOSED, {"it closed the connection", false, true}},
        {CURLPX_SEND_AUTH, {"the connection was cut", false, true}},
        {CURLPX_SEND_CONNECT, {"the connection was cut", false, true}},
        {CURLPX_SEND_REQUEST, {"the connection was cut", false, true}},
        {CURLPX_RECV_ADDRESS, {"the connection was cut", false, true}},
        {CURLPX_RECV_AUTH, {"the connection was cut", false, true}},
        {CURLPX_RECV_CONNECT, {"the connection was cut", false, true}},
        {CURLPX_RECV_REQACK, {"the connection was cut", false, true}},
    };
    for (size_t i = 0; i < sizeof refusals / sizeof refusals[0]; i++) {
        if (refusals[i].code == code)
            return &refusals[i].refusal;
    }
    return NULL;
}

enum hg_body_end hg_curl_body_end(int code, const char *message)
{
    /* OpenSSL since 3.0. */
    if (code == CURLE_RECV_ERROR && strstr(message, "unexpected eof") != NULL)
        return HG_BODY_UNCLOSED;
    return code == CURLE_OK                    ? HG_BODY_WHOLE
           : code == CURLE_WRITE_ERROR         ? HG_BODY_ENOUGH
           : code == CURLE_OPERATION_TIMEDOUT  ? HG_BODY_TIMEOUT
           : code == CURLE_ABORTED_BY_CALLBACK ? HG_BODY_CANCELLED
                                               : HG_BODY_BROKEN;
}

/* The failed function of nghttp2 comes first (7.88: "nghttp2_session_send() failed: Out of memory(-901)", 8.14: "nghttp2
 * recv error -901: Out of memory"), after the number of a stream in some. What nghttp2 says of a server's headers and
 * frames, which libcurl passes on with the same codes, begins with other words. */
bool hg_curl_lacks_memory(int code, const char *message)
{
    static const int codes[] = {CURLE_HTTP2, CURLE_RECV_ERROR, CURLE_SEND_ERROR,
                                CURLE_FAILED_INIT, CURLE_OUT_OF_MEMORY};
    static const char *const beginnings[] = {"nghttp2",
                                             "h2_process_pending_input: nghttp2"};
    const char *text = message + strspn(message, "[0123456789] ");
    bool is_nghttp2 = false;
    bool is_listed = false;
    for (size_t i = 0; i < sizeof codes / sizeof codes[0]; i++)
        is_listed = is_listed || code == codes[i];
    for (size_t i = 0; i < sizeof beginnings / sizeof beginnings[0]; i++)
        is_nghttp2 =
            is_nghttp2 || strncmp(text, beginnings[i], strlen(beginnings[i])) == 0;
    return is_listed && is_nghttp2 && strstr(text, "Out of memory") != NULL;
}

static int32_t between(int64_t from_us, int64_t to_us)
{
    if (to_us <= 0)
        return HG_NOT_REACHED;
    if (to_us < from_us)
        return 0;
    return to_us - from_us > INT32_MAX ? INT32_MAX : (int32_t)(to_us - from_us);
}

/* A reused connection has no time stamps of its own: what is missing was there as soon as what comes before. */
static int64_t or_at_once(int64_t us, int64_t before_us, bool is_ready)
{
    const int64_t at_once_us = before_us > 0 ? before_us : 1;
    return us < at_once_us && is_ready ? at_once_us : us;
}

void hg_timestamps_to_phases(const struct hg_timestamps *timestamps, bool is_https,
                             struct hg_phases *phases)
{
    const bool is_ready = timestamps->ready_us > 0;
    const int64_t resolved = or_at_once(timestamps->resolved_us, 0, is_ready);
    const int64_t connected = or_at_once(timestamps->connected_us, resolved, is_ready);
    const int64_t secured =
        or_at_once(timestamps->secured_us, connected, is_ready && is_https);
    const int64_t begin = secured > connected ? secured : connected;
    const int64_t first_byte = timestamps->first_byte_us;

    phases->resolve_us = between(-timestamps->lookup_us, resolved);
    phases->connect_us = between(resolved, connected);
    phases->tls_us = between(connected, secured);
    phases->wait_us = between(begin, first_byte);
    phases->transfer_us =
        first_byte > 0 ? between(first_byte, timestamps->total_us) : HG_NOT_REACHED;
    phases->total_us = between(-timestamps->lookup_us, timestamps->total_us);
}

static int64_t read_timestamp(CURL *easy, CURLINFO info)
{
    curl_off_t us = 0;
    curl_easy_getinfo(easy, info, &us);
    return us;
}

static void read_phases(CURL *easy, const struct hg_request *request, int64_t lookup_us,
                        struct hg_phases *phases)
{
    const struct hg_timestamps timestamps = {
        .lookup_us = lookup_us,
        .resolved_us = read_timestamp(easy, CURLINFO_NAMELOOKUP_TIME_T),
        .connected_us = read_timestamp(easy, CURLINFO_CONNECT_TIME_T),
        .secured_us = read_timestamp(easy, CURLINFO_APPCONNECT_TIME_T),
        .ready_us = read_timestamp(easy, CURLINFO_PRETRANSFER_TIME_T),
        .first_byte_us = read_timestamp(easy, CURLINFO_STARTTRANSFER_TIME_T),
        .total_us = read_timestamp(easy, CURLINFO_TOTAL_TIME_T),
    };
    hg_timestamps_to_phases(&timestamps, request->url->is_https, phases);
}

static int read_http_version(CURL *easy)
{
    static const int versions[] = {0, 10, 11, 20, [CURL_HTTP_VERSION_3] = 30};
    long version = 0;
    curl_easy_getinfo(easy, CURLINFO_HTTP_VERSION, &version);
    return version >= 0 && version <= CURL_HTTP_VERSION_3 ? versions[version] : 0;
}

void hg_curl_read_facts(void *easy, const struct hg_request *request, int64_t lookup_us,
                        struct hg_exchange *exchange)
{
    char *ip = NULL;
    long port = 0;
    long opened_count = 0;
    curl_off_t retry_after_s = 0;

    read_phases(easy, request, lookup_us, &exchange->phases);
    curl_easy_getinfo(easy, CURLINFO_PRIMARY_IP, &ip);
    curl_easy_getinfo(easy, CURLINFO_PRIMARY_PORT, &port);
    if (ip != NULL && ip[0] != '\0')
        hg_address_parse(&exchange->address, ip, (uint16_t)port);
    curl_easy_getinfo(easy, CURLINFO_NUM_CONNECTS, &opened_count);
    exchange->was_reused = exchange->sent_count > opened_count;
    if (!exchange->head.is_complete)
        return;
    exchange->http_version = read_http_version(easy);
    curl_easy_getinfo(easy, CURLINFO_RETRY_AFTER, &retry_after_s);
    exchange->retry_after_s = retry_after_s > 0 ? retry_after_s : -1;
}

/* Later versions would pass trailers, too (8.8). */
void hg_curl_work_around(void *easy)
{
    if (curl_version_info(CURLVERSION_NOW)->version_num < 0x080200)
        curl_easy_setopt(easy, CURLOPT_HEADER, 1L);
}
