/* SPDX-License-Identifier: MIT */
/* transfer: an easy handle of libcurl, its options and its callbacks. We end a GET as soon as its head is
 * complete. */
#include "probe/transfer.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "headgate/memory.h"

#include "probe/curl_library.h"
#include "probe/easy_options.h"
#include "probe/failure.h"
#include "probe/kept.h"
#include "probe/network.h"
#include "probe/peer.h"
#include "probe/resolve_cache.h"
#include "probe/shortage.h"
#include "probe/sockets.h"
#include "probe/transfer_end.h"
#include "probe/trust_store.h"
#include "probe/wire.h"

#include <curl/curl.h>

#include "headgate/banned.h"

struct hg_transfer {
    CURL *easy; /* owned */
    const struct hg_network *network;
    struct hg_peer *peer; /* owned */
    struct hg_kept kept;
    struct hg_resolve_cache resolve_cache;
    struct curl_slist *resolve_lines; /* owned: of the last request */
    char error[CURL_ERROR_SIZE];

    const struct hg_policy *policy; /* whose lists and trust store these are */
    struct hg_easy_lists lists;
    struct hg_trust_store *trust; /* NULL: libcurl's own */

    struct hg_request configured; /* whose options the handle has */
    bool is_configured;

    /* While performing. */
    const struct hg_request *request;
    struct hg_exchange *exchange;
    int64_t lookup_us;         /* how long our own look-up of the host took */
    bool has_refused;          /* an address that the policy does not allow: */
    struct hg_address refused; /* this one */
    void *tls;                 /* OpenSSL's SSL of the connection; NULL: none */
    bool is_out_of_step;       /* nothing was sent: see hg_kept_send() */
    bool has_no_trust;         /* the files of the trust store can't be loaded */
    unsigned shortages;        /* allocations that had failed when it began */
    struct hg_sockets sockets;
    /* libcurl would report the error number of this transfer again (7.88). */
    bool is_spent;
};

static void open_easy(struct hg_transfer *transfer)
{
    transfer->easy = curl_easy_init();
    if (transfer->easy == NULL)
        hg_memory_exhausted();
    /* Turns the cookie engine on for good. COOKIEFILE leaks with curl_easy_reset() (7.88). */
    curl_easy_setopt(transfer->easy, CURLOPT_COOKIELIST, "Set-Cookie:");
}

struct hg_transfer *hg_transfer_new(const struct hg_network *network)
{
    struct hg_transfer *transfer = hg_memory_new(1, sizeof *transfer);
    transfer->network = network;
    transfer->peer = hg_peer_new();
    hg_kept_init(&transfer->kept, network->unkept_hosts, network->cancel);
    open_easy(transfer);
    return transfer;
}

void hg_transfer_free(struct hg_transfer *transfer)
{
    if (transfer == NULL)
        return;
    curl_easy_cleanup(transfer->easy);
    hg_kept_release(&transfer->kept);
    hg_peer_free(transfer->peer);
    hg_easy_lists_release(&transfer->lists);
    curl_slist_free_all(transfer->resolve_lines);
    hg_resolve_cache_release(&transfer->resolve_cache);
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

static void replace_easy(struct hg_transfer *transfer)
{
    hg_kept_check(&transfer->kept, true);
    curl_easy_cleanup(transfer->easy);
    hg_resolve_cache_release(&transfer->resolve_cache);
    open_easy(transfer);
    transfer->is_configured = transfer->is_spent = false;
}

/* Use the lists and the trust store of a policy. A handle that must not remember what it did for
 * the policy before is replaced. */
static void bind_policy(struct hg_transfer *transfer, const struct hg_policy *policy)
{
    if (policy == transfer->policy)
        return;
    struct hg_trust_store *trust =
        hg_trust_stores_find(transfer->network->trust_stores, policy);
    if (transfer->policy != NULL &&
        (trust != transfer->trust || !hg_easy_may_remember(transfer->policy, policy))) {
        replace_easy(transfer);
    }
    transfer->is_configured = false;
    hg_easy_lists_release(&transfer->lists);
    hg_easy_lists_make(&transfer->lists, policy);
    transfer->trust = trust;
    transfer->policy = policy;
}

/* Lines of an answer to CONNECT. */
static bool is_of_proxy(const struct hg_proxy_use *use)
{
    return use->proxy != NULL && !use->is_socks && !use->is_through;
}

static void read_proxys_line(struct hg_proxy_use *use, const char *line, size_t len)
{
    hg_proxy_answer_read(&use->answer, line, len);
    use->is_through =
        use->is_through || (use->answer.is_complete && use->answer.status / 100 == 2);
}

static size_t on_header(char *data, size_t size, size_t count, void *context)
{
    struct hg_transfer *transfer = context;
    struct hg_proxy_use *use = &transfer->exchange->proxy;
    const size_t len = size * count;
    const bool is_proxys = is_of_proxy(use);
    if (is_proxys || use->forwards)
        read_proxys_line(use, data, len);
    if (is_proxys)
        return len;
    if (!hg_exchange_read_line(transfer->exchange, transfer->request, data, len))
        return 0;
    if (transfer->exchange->head.is_complete)
        hg_kept_end_head(&transfer->kept);
    return len;
}

static size_t on_body(char *data, size_t size, size_t count, void *context)
{
    struct hg_transfer *transfer = context;
    const size_t len = size * count;
    const struct hg_proxy_use *use = &transfer->exchange->proxy;
    const bool goes_on =
        is_of_proxy(use)
            ? hg_proxy_answer_check_line(&use->answer, data,
                                         len) /* hg_curl_work_around() */
            : hg_exchange_read_data(transfer->exchange, transfer->request, data, len);
    return goes_on ? len : 0;
}

static int on_progress(void *context, curl_off_t download_total, curl_off_t download_now,
                       curl_off_t upload_total, curl_off_t upload_now)
{
    const struct hg_transfer *transfer = context;
    (void)download_total;
    (void)download_now;
    (void)upload_total;
    (void)upload_now;
    return hg_cancel_is_set(transfer->network->cancel) ? 1 : 0;
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
    transfer->exchange->proxy.is_through = false;
    if (refuses(transfer, &address) ||
        !hg_tried_addresses_begin(&transfer->exchange->addresses, &peer->addr,
                                  peer->addrlen))
        return CURL_SOCKET_BAD;
    return hg_sockets_open(&transfer->sockets, peer->family, peer->socktype,
                           peer->protocol);
}

/* libcurl closes a socket whose connect(2) failed at once, and knows its error number by then (7.88, 8.14). */
static void note_close(struct hg_transfer *transfer, curl_socket_t closed)
{
    long number = 0;
    if (transfer->exchange == NULL)
        return;
    curl_easy_getinfo(transfer->easy, CURLINFO_OS_ERRNO, &number);
    if (!hg_sockets_note_close(&transfer->sockets, closed, (int)number))
        hg_tried_addresses_drop_last(&transfer->exchange->addresses, (int)number);
}

static int on_close_socket(void *context, curl_socket_t opened)
{
    struct hg_transfer *transfer = context;
    note_close(transfer, opened);
    hg_kept_close(&transfer->kept, opened);
    return close(opened);
}

static CURLcode on_tls_context(CURL *easy, void *tls_context, void *context)
{
    struct hg_transfer *transfer = context;
    struct hg_proxy_use *use = &transfer->exchange->proxy;
    (void)easy;
    /* SOCKS itself has no TLS. */
    if (use->is_socks)
        use->is_through = true;
    /* The proxy's own, before CONNECT. */
    if (is_of_proxy(use) && !use->forwards)
        return CURLE_OK;
    if (!hg_peer_watch(transfer->peer, tls_context))
        return CURLE_OUT_OF_MEMORY;
    transfer->has_no_trust = transfer->trust != NULL &&
                             !transfer->request->only_certificate &&
                             !hg_trust_store_apply(transfer->trust, tls_context);
    return transfer->has_no_trust ? CURLE_SSL_CACERT_BADFILE : CURLE_OK;
}

/* The TLS connection of the request, and what it can carry. Where there is none to see, it is QUIC, which has
 * another kind of connection (8.14). */
static void look_at_connection(struct hg_transfer *transfer)
{
    const struct curl_tlssessioninfo *tls = NULL;
    struct hg_exchange *exchange = transfer->exchange;
    const bool is_https = transfer->request->url->is_https;
    curl_easy_getinfo(transfer->easy, CURLINFO_TLS_SSL_PTR, &tls);
    const bool is_known = tls != NULL && tls->backend == CURLSSLBACKEND_OPENSSL;
    if (!is_https)
        exchange->max_http_version = 11;
    else if (is_known)
        exchange->max_http_version =
            tls->internals == NULL ? 30 : hg_peer_http_version(tls->internals);
    transfer->tls = is_known ? tls->internals : NULL;
    if (transfer->tls == NULL)
        return;
    hg_peer_inspect(transfer->peer, transfer->tls);
    if (hg_trust_stores_know_contexts(transfer->network->trust_stores))
        hg_peer_bind(transfer->peer, transfer->tls);
}

/* Reused connections, which may have been opened under another policy. */
static int on_before_request(void *context, char *ip, char *local_ip, int port,
                             int local_port)
{
    struct hg_transfer *transfer = context;
    const struct hg_kept_ends ends = {ip, port, local_port};
    struct hg_address address;
    transfer->exchange->proxy.is_through = true;
    transfer->exchange->sent_count++;
    (void)local_ip;
    transfer->is_out_of_step = !hg_kept_send(&transfer->kept, &ends);
    if (transfer->is_out_of_step)
        return CURL_PREREQFUNC_ABORT;
    look_at_connection(transfer);
    if (!transfer->request->refuses_private)
        return CURL_PREREQFUNC_OK;
    hg_address_parse(&address, ip, (uint16_t)port);
    return refuses(context, &address) ? CURL_PREREQFUNC_ABORT : CURL_PREREQFUNC_OK;
}

/* No other function of libcurl tells what a GOAWAY says (7.88, 8.14: "received GOAWAY, error=13,
 * last_stream=0"). RFC 9113 7: 13 is HTTP_1_1_REQUIRED. */
static int on_debug(CURL *easy, curl_infotype kind, char *data, size_t len, void *context)
{
    static const char mark[] = "GOAWAY, error=13, last_stream=";
    struct hg_transfer *transfer = context;
    char line[256];
    (void)easy;
    if (kind != CURLINFO_TEXT || len >= sizeof line || transfer->exchange == NULL)
        return 0;
    memcpy(line, data, len);
    line[len] = '\0';
    const char *at = strstr(line, mark);
    if (at == NULL)
        return 0;
    at += strlen(mark);
    transfer->exchange->goaway = at[0] == '0' && (at[1] < '0' || at[1] > '9')
                                     ? HG_GOAWAY_HTTP_1_1_UNPROCESSED
                                     : HG_GOAWAY_HTTP_1_1;
    return 0;
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
    if (hg_trust_stores_know_contexts(transfer->network->trust_stores))
        curl_easy_setopt(easy, CURLOPT_SSL_CTX_FUNCTION, on_tls_context);
    curl_easy_setopt(easy, CURLOPT_SSL_CTX_DATA, transfer);
    curl_easy_setopt(easy, CURLOPT_PREREQFUNCTION, on_before_request);
    curl_easy_setopt(easy, CURLOPT_PREREQDATA, transfer);
    curl_easy_setopt(easy, CURLOPT_OPENSOCKETFUNCTION, on_open_socket);
    curl_easy_setopt(easy, CURLOPT_OPENSOCKETDATA, transfer);
    curl_easy_setopt(easy, CURLOPT_DEBUGFUNCTION, on_debug);
    curl_easy_setopt(easy, CURLOPT_DEBUGDATA, transfer);
    curl_easy_setopt(easy, CURLOPT_VERBOSE, transfer->request->watches_goaway ? 1L : 0L);
    curl_easy_setopt(easy, CURLOPT_CLOSESOCKETFUNCTION, on_close_socket);
    curl_easy_setopt(easy, CURLOPT_CLOSESOCKETDATA, transfer);
    hg_curl_work_around(easy);
}

static void set_up(struct hg_transfer *transfer)
{
    const struct hg_request *request = transfer->request;
    const struct hg_easy_lists *lists = &transfer->lists;
    if (!transfer->is_configured ||
        !hg_easy_has_same_options(&transfer->configured, request)) {
        curl_easy_reset(transfer->easy);
        set_callbacks(transfer);
        hg_easy_set_options(transfer->easy, request, lists, transfer->trust);
        transfer->configured = *request;
        transfer->is_configured = true;
    }
    if (request->policy->proxy != NULL || transfer->network->has_proxy)
        hg_easy_set_proxy(transfer->easy, transfer->exchange->proxy.proxy);
    hg_easy_set_url(transfer->easy, request,
                    lists->resolve != NULL ? lists->resolve : transfer->resolve_lines,
                    transfer->lookup_us);
}

/* What came over a reused connection of this host can't be relied on. */
static void stop_reusing(const struct hg_transfer *transfer)
{
    char key[HG_UNKEPT_KEY_SIZE];
    hg_unkept_hosts_key(&transfer->exchange->proxy, transfer->request->url, key,
                        sizeof key);
    hg_unkept_hosts_add(transfer->network->unkept_hosts, key);
}

static curl_socket_t open_socket_of(const struct hg_transfer *transfer)
{
    curl_socket_t opened = CURL_SOCKET_BAD;
    curl_easy_getinfo(transfer->easy, CURLINFO_ACTIVESOCKET, &opened);
    return opened;
}

/* The request has been made: what is known of its connection, should that stay open. */
static void note_connection(struct hg_transfer *transfer)
{
    const struct hg_exchange *exchange = transfer->exchange;
    const bool is_known = hg_kept_end(&transfer->kept, transfer->request);
    const bool is_numbered = exchange->http_version >= 20;
    if (is_known || is_numbered || !transfer->request->keeps_connection)
        return;
    const struct hg_wire wire = {open_socket_of(transfer), transfer->tls};
    struct hg_kept_ends ends = {NULL, 0, 0};
    long port = 0;
    long local_port = 0;
    curl_easy_getinfo(transfer->easy, CURLINFO_PRIMARY_IP, &ends.ip);
    curl_easy_getinfo(transfer->easy, CURLINFO_PRIMARY_PORT, &port);
    curl_easy_getinfo(transfer->easy, CURLINFO_LOCAL_PORT, &local_port);
    ends.port = (int)port;
    ends.local_port = (int)local_port;
    if (wire.socket != CURL_SOCKET_BAD)
        hg_kept_add(&transfer->kept, &wire, &ends, transfer->request, exchange);
}

/* Before libcurl does, where that saves time. */
static void look_up(struct hg_transfer *transfer)
{
    transfer->lookup_us = hg_resolve_cache_fill(&transfer->resolve_cache,
                                                transfer->network, transfer->request);
    curl_slist_free_all(transfer->resolve_lines);
    transfer->resolve_lines = NULL;
    hg_resolve_cache_write(&transfer->resolve_cache, hg_easy_list_add,
                           &transfer->resolve_lines);
}

static void perform(struct hg_transfer *transfer)
{
    struct hg_exchange *exchange = transfer->exchange;
    long number = 0;
    errno = 0;
    const CURLcode code = curl_easy_perform(transfer->easy);
    const int system_errno = errno;
    curl_easy_getinfo(transfer->easy, CURLINFO_OS_ERRNO, &number);
    transfer->is_spent = number == ENOMEM || number == ENOBUFS;
    hg_curl_read_facts(transfer->easy, transfer->request, transfer->lookup_us, exchange);
    if (exchange->address.family == 0)
        hg_tried_addresses_end(&exchange->addresses);
    const struct hg_transfer_end end = {
        .easy = transfer->easy,
        .code = (int)code,
        .message = transfer->error,
        .request = transfer->request,
        .exchange = exchange,
        .peer = transfer->peer,
        .cancel = transfer->network->cancel,
        .refused = transfer->has_refused ? &transfer->refused : NULL,
        .is_out_of_step = transfer->is_out_of_step,
        .trust_problem =
            transfer->has_no_trust ? hg_trust_store_message(transfer->trust) : NULL,
        .shortages = transfer->shortages,
        .socket_errno = transfer->sockets.open_errno,
        .closed_errno = transfer->sockets.refused_errno,
        .system_errno = system_errno,
        .was_connected = hg_sockets_were_connected(&transfer->sockets),
        .is_abandoned = hg_sockets_are_abandoned(&transfer->sockets),
    };
    hg_transfer_end_read(&end);
}

/* An option that libcurl could not store is one that it would not obey, such as a pin. */
static void give_up(struct hg_transfer *transfer)
{
    transfer->is_configured = false;
    hg_failure_set(transfer->exchange, HG_CAUSE_LOCAL, true,
                   "this machine is out of memory");
}

void hg_transfer_perform(struct hg_transfer *transfer, const struct hg_request *request,
                         struct hg_exchange *exchange)
{
    struct hg_request actual = *request;
    hg_exchange_init(exchange, request->policy);
    if (transfer->is_spent)
        replace_easy(transfer);
    bind_policy(transfer, request->policy);
    transfer->request = &actual;
    transfer->exchange = exchange;
    transfer->has_refused = transfer->has_no_trust = transfer->is_out_of_step = false;
    transfer->tls = NULL;
    transfer->sockets = (struct hg_sockets){0};
    transfer->error[0] = '\0';
    hg_proxy_choose(&exchange->proxy, request->policy, request->url,
                    transfer->network->has_proxy);
    if (hg_unkept_hosts_has(transfer->network->unkept_hosts, &exchange->proxy,
                            request->url))
        actual.keeps_connection = false;
    hg_peer_expect(transfer->peer, &actual);
    hg_kept_begin(&transfer->kept, exchange);

    transfer->shortages = hg_shortage_count();
    look_up(transfer);
    set_up(transfer);
    if (hg_shortage_count() == transfer->shortages)
        perform(transfer);
    else
        give_up(transfer);
    if (hg_exchange_is_doubtful(exchange))
        stop_reusing(transfer);
    note_connection(transfer);
    transfer->request = NULL;
    transfer->exchange = NULL;
}

bool hg_transfer_settle(struct hg_transfer *transfer, bool is_last)
{
    return hg_kept_settle(&transfer->kept, is_last);
}

/* libcurl has no function for it; it will find the connection dead and drop it. */
void hg_transfer_disconnect(struct hg_transfer *transfer)
{
    const curl_socket_t last = open_socket_of(transfer);
    if (last != CURL_SOCKET_BAD) {
        hg_kept_forget(&transfer->kept, last);
        shutdown(last, SHUT_RDWR);
    }
    hg_resolve_cache_expire_all(&transfer->resolve_cache);
}
