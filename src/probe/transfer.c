/* SPDX-License-Identifier: MIT */
/* transfer: the only file that moves bytes with libcurl.
 *
 * DESIGN: libcurl's codes are not classes of failure. Data from a server alone can produce "out of
 * memory" (27) or "bad argument" (43), and CURLE_OK does not mean that a whole head arrived. So a
 * code is read together with the phase that was reached and with what our own reader of the head
 * saw. A GET is ended by us as soon as its head is complete. */
#include "probe/transfer.h"

#include "headgate/memory.h"

#include "probe/curl_codes.h"
#include "headgate/descriptors.h"
#include "probe/curl_library.h"
#include "probe/request_headers.h"
#include "probe/peer.h"
#include "probe/response.h"
#include "probe/preresolver.h"
#include "probe/timestamps.h"
#include "probe/tls.h"
#include "probe/failure.h"
#include "probe/trust_store.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

#include <curl/curl.h>

#include "headgate/banned.h"

struct hg_transfer {
    CURL *easy;
    struct hg_peer *peer; /* owned */
    struct hg_cancel *cancel;
    const struct hg_policy *policy;   /* whose lists are below */
    struct hg_trust_store *trust;     /* the policy's; NULL: libcurl's own */
    struct curl_slist *headers;       /* owned */
    struct curl_slist *content;       /* owned: the same, for requests with content */
    struct curl_slist *resolve;       /* owned */
    struct curl_slist *resolve_cache; /* owned: of the last request (engine/pins.h) */
    struct hg_preresolver preresolver;
    char error[CURL_ERROR_SIZE];

    struct hg_transfer_request configured; /* that the handle is set up for */
    bool is_configured;

    /* While performing. */
    const struct hg_transfer_request *request;
    struct hg_exchange *exchange;
    int64_t lookup_us; /* it took to look up the host's name by ourselves */
    bool has_refused;  /* an address that the policy does not allow */
    struct hg_address refused;
    bool has_no_trust; /* its files can't be used */
    int socket_errno;  /* why this machine gave no socket; 0: it did */
};

static void open_easy(struct hg_transfer *transfer)
{
    transfer->easy = curl_easy_init();
    if (transfer->easy == NULL)
        hg_memory_exhausted();
    /* Starts the cookie engine for good. COOKIEFILE leaks with curl_easy_reset() (7.88). */
    curl_easy_setopt(transfer->easy, CURLOPT_COOKIELIST, "Set-Cookie:");
}

struct hg_transfer *hg_transfer_new(const struct hg_network *network)
{
    struct hg_transfer *transfer = hg_memory_new(1, sizeof *transfer);
    transfer->cancel = network->cancel;
    transfer->preresolver.network = network;
    transfer->peer = hg_peer_new();
    open_easy(transfer);
    return transfer;
}

static void release_lists(struct hg_transfer *transfer)
{
    curl_slist_free_all(transfer->headers);
    curl_slist_free_all(transfer->content);
    curl_slist_free_all(transfer->resolve);
    transfer->headers = NULL;
    transfer->content = NULL;
    transfer->resolve = NULL;
}

void hg_transfer_free(struct hg_transfer *transfer)
{
    if (transfer == NULL)
        return;
    curl_easy_cleanup(transfer->easy);
    hg_peer_free(transfer->peer);
    release_lists(transfer);
    curl_slist_free_all(transfer->resolve_cache);
    hg_resolve_cache_release(&transfer->preresolver.resolve_cache);
    free(transfer);
}

void hg_transfer_forget_cookies(struct hg_transfer *transfer)
{
    struct curl_slist *cookies = NULL;
    curl_easy_getinfo(transfer->easy, CURLINFO_COOKIELIST, &cookies);
    if (cookies != NULL)
        curl_easy_setopt(transfer->easy, CURLOPT_COOKIELIST, "ALL");
    curl_slist_free_all(cookies);
}

static void append(void *context, const char *line)
{
    struct curl_slist **list = context;
    struct curl_slist *longer = curl_slist_append(*list, line);
    if (longer == NULL)
        hg_memory_exhausted();
    *list = longer;
}

/* Make the lists of a policy. What must not be remembered from the one before is left to a handle
 * that is thrown away. */
static void bind_policy(struct hg_transfer *transfer, const struct hg_policy *policy)
{
    if (policy == transfer->policy)
        return;
    struct hg_trust_store *trust =
        hg_trust_stores_find(transfer->preresolver.network->trust_stores, policy);
    if (transfer->policy != NULL &&
        (trust != transfer->trust || !hg_tls_may_remember(transfer->policy, policy))) {
        curl_easy_cleanup(transfer->easy);
        hg_resolve_cache_release(&transfer->preresolver.resolve_cache);
        open_easy(transfer);
    }
    transfer->is_configured = false;
    release_lists(transfer);
    transfer->trust = trust;
    hg_request_headers_write(policy, false, append, &transfer->headers);
    hg_request_headers_write(policy, true, append, &transfer->content);
    for (size_t i = 0; i < policy->resolve.count; i++)
        append(&transfer->resolve, policy->resolve.items[i]);
    transfer->policy = policy;
}

static size_t on_header(char *data, size_t size, size_t count, void *context)
{
    struct hg_transfer *transfer = context;
    const size_t len = size * count;
    return hg_response_line(transfer->exchange, transfer->request, data, len) ? len : 0;
}

static size_t on_body(char *data, size_t size, size_t count, void *context)
{
    struct hg_transfer *transfer = context;
    const size_t len = size * count;
    return hg_response_data(transfer->exchange, transfer->request, data, len) ? len : 0;
}

static int on_progress(void *context, curl_off_t download_total, curl_off_t download_now,
                       curl_off_t upload_total, curl_off_t upload_now)
{
    const struct hg_transfer *transfer = context;
    (void)download_total;
    (void)download_now;
    (void)upload_total;
    (void)upload_now;
    return hg_cancel_is_set(transfer->cancel) ? 1 : 0;
}

static bool refuses(struct hg_transfer *transfer, const struct hg_address *address)
{
    if (!transfer->request->refuses_private || !hg_address_is_private(address))
        return false;
    transfer->has_refused = true;
    transfer->refused = *address;
    return true;
}

/* New connections: a private address is refused before a packet is sent to it. */
static curl_socket_t on_open_socket(void *context, curlsocktype purpose,
                                    struct curl_sockaddr *peer)
{
    struct hg_transfer *transfer = context;
    struct hg_address address;
    (void)purpose;
    hg_address_read(&address, &peer->addr, peer->addrlen);
    if (refuses(transfer, &address))
        return CURL_SOCKET_BAD;
    hg_tried_addresses_add(&transfer->exchange->tried, &address);
    const curl_socket_t opened =
        socket(peer->family, peer->socktype | SOCK_CLOEXEC, peer->protocol);
    transfer->socket_errno = opened < 0 ? errno : 0;
    return opened;
}

static CURLcode on_tls_context(CURL *easy, void *tls_context, void *context)
{
    struct hg_transfer *transfer = context;
    (void)easy;
    hg_peer_watch(transfer->peer, tls_context);
    transfer->has_no_trust = transfer->trust != NULL &&
                             !transfer->request->only_certificate &&
                             !hg_trust_store_apply(transfer->trust, tls_context);
    return transfer->has_no_trust ? CURLE_SSL_CACERT_BADFILE : CURLE_OK;
}

/* Reused connections: they were opened under another policy, perhaps. */
static int on_before_request(void *context, char *ip, char *local_ip, int port,
                             int local_port)
{
    const struct hg_transfer *transfer = context;
    const struct curl_tlssessioninfo *tls = NULL;
    struct hg_address address;
    (void)local_ip;
    (void)local_port;
    curl_easy_getinfo(transfer->easy, CURLINFO_TLS_SSL_PTR, &tls);
    if (tls != NULL && tls->backend == CURLSSLBACKEND_OPENSSL && tls->internals != NULL)
        hg_peer_inspect(transfer->peer, tls->internals);
    if (!transfer->request->refuses_private)
        return CURL_PREREQFUNC_OK;
    hg_address_parse(&address, ip, (uint16_t)port);
    return refuses(context, &address) ? CURL_PREREQFUNC_ABORT : CURL_PREREQFUNC_OK;
}

static void set_method(CURL *easy, enum hg_method method, const char *content)
{
    const bool has_content =
        content != NULL || (method != HG_METHOD_DELETE && hg_method_has_content(method));
    if (method == HG_METHOD_HEAD) {
        curl_easy_setopt(easy, CURLOPT_NOBODY, 1L);
        return;
    }
    if (has_content) {
        curl_easy_setopt(easy, CURLOPT_POSTFIELDS, content == NULL ? "" : content);
        curl_easy_setopt(easy, CURLOPT_POSTFIELDSIZE_LARGE,
                         content == NULL ? 0 : (curl_off_t)strlen(content));
    }
    if (method != HG_METHOD_GET)
        curl_easy_setopt(easy, CURLOPT_CUSTOMREQUEST, hg_method_word(method));
}

static void set_callbacks(struct hg_transfer *transfer)
{
    CURL *easy = transfer->easy;
    curl_easy_setopt(easy, CURLOPT_ERRORBUFFER, transfer->error);
    curl_easy_setopt(easy, CURLOPT_HEADERFUNCTION, on_header);
    curl_easy_setopt(easy, CURLOPT_HEADERDATA, transfer);
    curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, on_body);
    curl_easy_setopt(easy, CURLOPT_WRITEDATA, transfer);
    curl_easy_setopt(easy, CURLOPT_XFERINFOFUNCTION, on_progress);
    curl_easy_setopt(easy, CURLOPT_XFERINFODATA, transfer);
    curl_easy_setopt(easy, CURLOPT_NOPROGRESS, 0L);
    if (hg_trust_stores_know_contexts(transfer->preresolver.network->trust_stores))
        curl_easy_setopt(easy, CURLOPT_SSL_CTX_FUNCTION, on_tls_context);
    curl_easy_setopt(easy, CURLOPT_SSL_CTX_DATA, transfer);
    curl_easy_setopt(easy, CURLOPT_PREREQFUNCTION, on_before_request);
    curl_easy_setopt(easy, CURLOPT_PREREQDATA, transfer);
    curl_easy_setopt(easy, CURLOPT_OPENSOCKETFUNCTION, on_open_socket);
    curl_easy_setopt(easy, CURLOPT_OPENSOCKETDATA, transfer);
    hg_library_work_around(easy);
}

static void set_connection(struct hg_transfer *transfer)
{
    const struct hg_transfer_request *request = transfer->request;
    CURL *easy = transfer->easy;
    curl_easy_setopt(easy, CURLOPT_NOSIGNAL, 1L);
    /* A look-up that is still going on at a timeout is left behind, not waited for. */
    curl_easy_setopt(easy, CURLOPT_QUICK_EXIT, 1L);
    curl_easy_setopt(easy, CURLOPT_MAXCONNECTS, 4L);
    curl_easy_setopt(easy, CURLOPT_FRESH_CONNECT, request->is_fresh ? 1L : 0L);
    curl_easy_setopt(easy, CURLOPT_FORBID_REUSE, request->keeps_connection ? 0L : 1L);
    if (request->is_fresh || !request->keeps_connection)
        curl_easy_setopt(easy, CURLOPT_DNS_CACHE_TIMEOUT, 0L);
}

/* NULL has libcurl look at the environment, anew for each request; "" is none. */
static const char *proxy_of(const struct hg_transfer *transfer)
{
    const struct hg_policy *policy = transfer->request->policy;
    if (policy->proxy == NULL && transfer->preresolver.network->has_proxy)
        return NULL;
    return hg_policy_has_proxy(policy) ? policy->proxy : "";
}

static void set_policy(struct hg_transfer *transfer)
{
    const struct hg_transfer_request *request = transfer->request;
    const struct hg_policy *policy = request->policy;
    CURL *easy = transfer->easy;
    curl_easy_setopt(easy, CURLOPT_IPRESOLVE, (long)policy->ip_version); /* any, 4, 6 */
    curl_easy_setopt(easy, CURLOPT_USERAGENT, policy->user_agent);
    if (request->is_own_origin)
        curl_easy_setopt(easy, CURLOPT_HTTPHEADER,
                         request->content != NULL ? transfer->content
                                                  : transfer->headers);
    curl_easy_setopt(easy, CURLOPT_PROXY, proxy_of(transfer));
}

static void set_request(struct hg_transfer *transfer)
{
    const struct hg_transfer_request *request = transfer->request;
    CURL *easy = transfer->easy;
    curl_easy_setopt(easy, CURLOPT_PROTOCOLS_STR, "http,https");
    curl_easy_setopt(easy, CURLOPT_SUPPRESS_CONNECT_HEADERS, 1L);
    set_method(easy, request->method, request->content);
    const char *password = request->password == NULL ? "" : request->password;
    curl_easy_setopt(easy, CURLOPT_HTTPAUTH,
                     request->uses_digest ? CURLAUTH_DIGEST : CURLAUTH_BASIC);
    curl_easy_setopt(easy, CURLOPT_USERNAME, request->user);
    curl_easy_setopt(easy, CURLOPT_PASSWORD, request->user == NULL ? NULL : password);
}

/* Requests that differ in address and time only. Users and contents may be gone by now: only that
 * there were none can be compared. */
static bool has_same_options(const struct hg_transfer_request *a,
                             const struct hg_transfer_request *b)
{
    return a->policy == b->policy && a->method == b->method && a->user == NULL &&
           b->user == NULL && a->content == NULL && b->content == NULL &&
           a->is_own_origin == b->is_own_origin && a->is_fresh == b->is_fresh &&
           a->keeps_connection == b->keeps_connection &&
           a->only_certificate == b->only_certificate;
}

static void set_up(struct hg_transfer *transfer)
{
    const struct hg_transfer_request *request = transfer->request;
    const int64_t lookup_us = transfer->lookup_us;
    CURL *easy = transfer->easy;
    if (!transfer->is_configured || !has_same_options(&transfer->configured, request)) {
        curl_easy_reset(easy);
        set_callbacks(transfer);
        set_connection(transfer);
        set_policy(transfer);
        hg_tls_set(easy, request, transfer->trust);
        set_request(transfer);
        transfer->configured = *request;
        transfer->is_configured = true;
    }
    curl_easy_setopt(easy, CURLOPT_URL, request->url->text);
    curl_easy_setopt(easy, CURLOPT_RESOLVE,
                     transfer->resolve != NULL ? transfer->resolve
                                               : transfer->resolve_cache);
    curl_easy_setopt(easy, CURLOPT_TIMEOUT_MS,
                     hg_timestamps_to_ms(request->timeout_us - lookup_us));
    curl_easy_setopt(
        easy, CURLOPT_CONNECTTIMEOUT_MS,
        hg_timestamps_to_ms(request->policy->connect_timeout_us - lookup_us));
}

static int64_t read_timestamp(CURL *easy, CURLINFO info)
{
    curl_off_t us = 0;
    curl_easy_getinfo(easy, info, &us);
    return us;
}

static void read_phases(const struct hg_transfer *transfer, struct hg_phases *phases)
{
    CURL *easy = transfer->easy;
    const struct hg_timestamps timestamps = {
        .lookup_us = transfer->lookup_us,
        .resolved_us = read_timestamp(easy, CURLINFO_NAMELOOKUP_TIME_T),
        .connected_us = read_timestamp(easy, CURLINFO_CONNECT_TIME_T),
        .secured_us = read_timestamp(easy, CURLINFO_APPCONNECT_TIME_T),
        .ready_us = read_timestamp(easy, CURLINFO_PRETRANSFER_TIME_T),
        .first_byte_us = read_timestamp(easy, CURLINFO_STARTTRANSFER_TIME_T),
        .total_us = read_timestamp(easy, CURLINFO_TOTAL_TIME_T),
    };
    hg_timestamps_to_phases(&timestamps, transfer->request->url->is_https, phases);
}

static void read_facts(const struct hg_transfer *transfer, struct hg_exchange *exchange)
{
    CURL *easy = transfer->easy;
    char *ip = NULL;
    long port = 0;
    long opened_count = 0;
    curl_off_t retry_after_s = 0;

    read_phases(transfer, &exchange->phases);
    curl_easy_getinfo(easy, CURLINFO_PRIMARY_IP, &ip);
    curl_easy_getinfo(easy, CURLINFO_PRIMARY_PORT, &port);
    if (ip != NULL && ip[0] != '\0')
        hg_address_parse(&exchange->address, ip, (uint16_t)port);
    curl_easy_getinfo(easy, CURLINFO_NUM_CONNECTS, &opened_count);
    exchange->was_reused = opened_count == 0 && ip != NULL && ip[0] != '\0';
    if (!exchange->head.is_complete)
        return;
    exchange->http_version = hg_library_http_version(easy);
    curl_easy_getinfo(easy, CURLINFO_RETRY_AFTER, &retry_after_s);
    exchange->retry_after_s = retry_after_s > 0 ? retry_after_s : -1;
}

/* libcurl looks up both versions of IP and then tries none of the wrong one (7.88). */
static bool is_without_address(const struct hg_transfer *transfer, CURLcode code)
{
    return code == CURLE_COULDNT_RESOLVE_HOST ||
           (code == CURLE_COULDNT_CONNECT && transfer->exchange->tried.count == 0 &&
            transfer->request->policy->ip_version != HG_IP_ANY);
}

static void read_code(const struct hg_transfer *transfer, CURLcode code)
{
    const char *message = transfer->error;
    long number = transfer->socket_errno;
    long proxy_status = 0;
    if (code == CURLE_COULDNT_CONNECT && number == 0)
        curl_easy_getinfo(transfer->easy, CURLINFO_OS_ERRNO, &number);
    curl_easy_getinfo(transfer->easy, CURLINFO_HTTP_CONNECTCODE, &proxy_status);
    if (proxy_status >= 300)
        hg_failure_set_proxy(transfer->exchange, (int)proxy_status);
    else if (is_without_address(transfer, code) && !hg_descriptors_are_left())
        hg_failure_set_connect(transfer->exchange, EMFILE, message);
    else if (is_without_address(transfer, code))
        hg_failure_set_dns(transfer->exchange, transfer->request->url->host,
                           transfer->request->policy->ip_version);
    else
        hg_failure_set_library_error(
            transfer->exchange, hg_curl_codes_find((int)code),
            message[0] == '\0' ? curl_easy_strerror(code) : message, (int)number);
}

static void read_failure(const struct hg_transfer *transfer, CURLcode code)
{
    struct hg_exchange *exchange = transfer->exchange;
    const struct hg_transfer_request *request = transfer->request;
    if (exchange->body.is_wanted)
        hg_body_reader_end(exchange, request->policy, hg_curl_codes_body_end((int)code),
                           request->url);
    else if (code == CURLE_OK || hg_head_is_decided(&exchange->head))
        hg_failure_check_head(exchange);
    else if (transfer->has_no_trust)
        hg_failure_set(exchange, HG_CAUSE_LOCAL, false,
                       hg_trust_store_message(transfer->trust));
    else if (transfer->has_refused)
        hg_failure_set_private_address(exchange, &transfer->refused, request->policy);
    else if (code == CURLE_OPERATION_TIMEDOUT)
        hg_failure_set_timeout(exchange, request->url->host, request->url->is_https);
    else
        read_code(transfer, code);
}

/* Before libcurl does, where that saves something. */
static void look_up(struct hg_transfer *transfer)
{
    transfer->lookup_us =
        hg_preresolver_resolve(&transfer->preresolver, transfer->request);
    curl_slist_free_all(transfer->resolve_cache);
    transfer->resolve_cache = NULL;
    hg_resolve_cache_write(&transfer->preresolver.resolve_cache, append,
                           &transfer->resolve_cache);
}

void hg_transfer_perform(struct hg_transfer *transfer,
                         const struct hg_transfer_request *request,
                         struct hg_exchange *exchange)
{
    hg_exchange_init(exchange, request->policy);
    bind_policy(transfer, request->policy);
    transfer->request = request;
    transfer->exchange = exchange;
    transfer->has_refused = transfer->has_no_trust = false;
    transfer->socket_errno = 0;
    transfer->error[0] = '\0';
    hg_peer_expect(transfer->peer, request);

    look_up(transfer);
    set_up(transfer);
    const CURLcode code = curl_easy_perform(transfer->easy);
    read_facts(transfer, exchange);
    const enum hg_peer_end end = code == CURLE_PEER_FAILED_VERIFICATION ? HG_PEER_REFUSED
                                 : code == CURLE_SSL_PINNEDPUBKEYNOTMATCH
                                     ? HG_PEER_WRONG_PIN
                                     : HG_PEER_ACCEPTED;
    if (!hg_peer_conclude(transfer->peer, end, exchange))
        read_failure(transfer, code);
    transfer->request = NULL;
    transfer->exchange = NULL;
}

/* libcurl has no verb for it; it finds the connection dead and forgets it. */
void hg_transfer_disconnect(struct hg_transfer *transfer)
{
    curl_socket_t last = CURL_SOCKET_BAD;
    curl_easy_getinfo(transfer->easy, CURLINFO_ACTIVESOCKET, &last);
    if (last != CURL_SOCKET_BAD)
        shutdown(last, SHUT_RDWR);
    hg_resolve_cache_expire_all(&transfer->preresolver.resolve_cache);
}
