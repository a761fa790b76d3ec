/* SPDX-License-Identifier: MIT */
/* peer: the callbacks in OpenSSL's handshakes, and the problem with a certificate.
 *
 * DESIGN: OpenSSL verifies, but from our callback, so that we see the certificate in the only
 * handshake there is, even if it is rejected or not verified. A reused connection has no
 * handshake: its certificate is the one that OpenSSL keeps. Nor has a resumed session; so a
 * session is offered to the server only if its certificate would be accepted again, now and by the
 * current trust store. Otherwise a full handshake is made. */
#include "probe/peer.h"

#include "headgate/certificate.h"
#include "headgate/clock.h"
#include "headgate/memory.h"
#include "headgate/units.h"

#include "probe/certificate_reader.h"
#include "probe/certificate_cache.h"
#include "probe/failure.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <openssl/err.h>
#include <openssl/ssl.h>
#include <openssl/x509.h>
#include <openssl/x509_vfy.h>
#include <openssl/x509v3.h>

#include "headgate/banned.h"

/* OpenSSL's level 2: RSA from 2048 bits, EC from 224, no SHA-1 (SSL_CTX_set_security_level(3)). */
#define SECURITY_LEVEL 2

struct hg_peer {
    bool is_targets;             /* not that of a proxy, to which http is sent */
    const char *host;            /* the certificate must be for this host */
    const char *server_name;     /* to send instead of the URL's host; NULL: the URL's */
    bool allows_old_tls;         /* TLS before 1.2 */
    bool is_unchecked;           /* nothing is verified */
    bool has_client_certificate; /* the policy sets a client certificate */
    X509 *leaf;                  /* owned; NULL: none was seen */
    X509 *first; /* owned: what of its verified chain expires first; NULL: not known */
    int error;   /* X509_V_... */
    /* Owned: subject that the error is about; NULL: the leaf's own. */
    char *subject_at_fault;
    bool is_alone; /* the server sent the leaf without its issuer */
    bool lacks_intermediate;
    bool asks_certificate;
    const void *connection; /* the request's; only compared. NULL: none with TLS */
    bool has_close_notify;
    /* Data that has arrived on it since it was bound. */
    size_t record_bytes;   /* of the record being read */
    size_t overhead_bytes; /* of each record; 0: not known */
    int64_t data_bytes;
    struct hg_certificate_cache cache; /* stays from request to request */
};

struct hg_peer *hg_peer_new(void)
{
    return hg_memory_new(1, sizeof(struct hg_peer));
}

static void forget(struct hg_peer *peer)
{
    X509_free(peer->leaf);
    X509_free(peer->first);
    free(peer->subject_at_fault);
    *peer = (struct hg_peer){.cache = peer->cache};
}

void hg_peer_free(struct hg_peer *peer)
{
    if (peer == NULL)
        return;
    forget(peer);
    hg_certificate_cache_release(&peer->cache);
    free(peer);
}

void hg_peer_expect(struct hg_peer *peer, const struct hg_request *request)
{
    const struct hg_policy *policy = request->policy;
    forget(peer);
    peer->is_targets = request->url->is_https;
    peer->server_name =
        peer->is_targets && request->is_own_origin ? policy->server_name : NULL;
    peer->host = peer->server_name == NULL ? request->url->host : peer->server_name;
    peer->is_unchecked = policy->insecure || request->only_certificate;
    peer->allows_old_tls = request->only_certificate || policy->min_version < HG_TLS_1_2;
    peer->has_client_certificate =
        request->is_own_origin && policy->client_certificate != NULL;
}

static bool is_address(const char *host)
{
    ASN1_OCTET_STRING *address = a2i_IPADDRESS(host);
    const bool found = address != NULL;
    ASN1_OCTET_STRING_free(address);
    return found;
}

/* RFC 9110 4.3.5: an IP address is not matched by a DNS name that is written like one. */
static bool is_for_host(X509 *leaf, const char *host)
{
    char plain[256];
    const size_t len = strlen(host);
    const bool has_brackets = host[0] == '[' && len >= 2;
    snprintf(plain, sizeof plain, "%.*s", (int)(has_brackets ? len - 2 : len),
             has_brackets ? host + 1 : host);
    if (is_address(plain))
        return X509_check_ip_asc(leaf, plain, 0) == 1;
    /* RFC 6125 6.4.4: the common name counts only if there are no other names. */
    const bool has_names = X509_get_ext_by_NID(leaf, NID_subject_alt_name, -1) >= 0;
    return X509_check_host(leaf, plain, 0,
                           X509_CHECK_FLAG_NO_PARTIAL_WILDCARDS |
                               (has_names ? X509_CHECK_FLAG_NEVER_CHECK_SUBJECT : 0U),
                           NULL) == 1;
}

/* Whether the certificate says where its issuer's can be downloaded (RFC 5280 4.2.2.1): that one
 * is an intermediate, then, and the server should have sent it. */
static bool names_its_issuer(X509 *certificate)
{
    AUTHORITY_INFO_ACCESS *access =
        X509_get_ext_d2i(certificate, NID_info_access, NULL, NULL);
    bool found = false;
    for (int i = 0; access != NULL && i < sk_ACCESS_DESCRIPTION_num(access); i++)
        found = found || OBJ_obj2nid(sk_ACCESS_DESCRIPTION_value(access, i)->method) ==
                             NID_ad_ca_issuers;
    AUTHORITY_INFO_ACCESS_free(access);
    return found;
}

static bool lacks_issuer(int error)
{
    return error == X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT_LOCALLY ||
           error == X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT ||
           error == X509_V_ERR_UNABLE_TO_VERIFY_LEAF_SIGNATURE;
}

/* Record which certificate of the chain the error is about. */
static void read_culprit(struct hg_peer *peer, X509_STORE_CTX *store)
{
    X509 *current = X509_STORE_CTX_get_current_cert(store);
    const int depth = X509_STORE_CTX_get_error_depth(store);
    free(peer->subject_at_fault);
    peer->subject_at_fault = NULL;
    peer->is_alone = peer->lacks_intermediate = false;
    if (current == NULL || peer->error == X509_V_OK)
        return;
    /* Above the leaf, most likely a root is missing. */
    peer->is_alone = depth == 0 && lacks_issuer(peer->error);
    peer->lacks_intermediate = peer->is_alone && names_its_issuer(current);
    if (lacks_issuer(peer->error))
        peer->subject_at_fault = hg_certificate_read_name(X509_get_issuer_name(current));
    else if (depth > 0)
        peer->subject_at_fault = hg_certificate_read_name(X509_get_subject_name(current));
}

/* 1: accepted. */
static int verify(X509_STORE_CTX *store)
{
    X509_VERIFY_PARAM_set_auth_level(X509_STORE_CTX_get0_param(store), SECURITY_LEVEL);
    return X509_verify_cert(store);
}

static int64_t now_s(void)
{
    return hg_clock_wall_us() / HG_US_PER_S;
}

/* OpenSSL checks the dates of all of them, the trusted one included. NULL: no chain, nothing is known. */
static void note_first(struct hg_peer *peer, const STACK_OF(X509) * chain)
{
    X509_free(peer->first);
    peer->first = NULL;
    for (int i = 0; i < sk_X509_num(chain); i++) {
        X509 *next = sk_X509_value(chain, i);
        if (peer->first == NULL ||
            hg_certificate_read_time(X509_get0_notAfter(next)) <
                hg_certificate_read_time(X509_get0_notAfter(peer->first)))
            peer->first = next;
    }
    if (peer->first != NULL)
        X509_up_ref(peer->first);
}

/* Revocation lists expire by themselves: where there are any, each handshake verifies. */
static void remember_accepted(struct hg_peer *peer, X509_STORE_CTX *store)
{
    const X509_VERIFY_PARAM *rules = X509_STORE_CTX_get0_param(store);
    const int index = SSL_get_ex_data_X509_STORE_CTX_idx();
    X509_STORE *trusted = NULL;
    SSL_get0_verify_cert_store((SSL *)X509_STORE_CTX_get_ex_data(store, index), &trusted);
    if (trusted == NULL || peer->first == NULL ||
        (X509_VERIFY_PARAM_get_flags(rules) & X509_V_FLAG_CRL_CHECK) != 0)
        return;
    hg_certificate_cache_accept(
        &peer->cache, X509_STORE_CTX_get0_cert(store), peer->first, trusted, now_s(),
        hg_certificate_read_time(X509_get0_notAfter(peer->first)));
}

/* In place of OpenSSL's own verification; 1: accepted. */
static int on_verify(X509_STORE_CTX *store, void *context)
{
    struct hg_peer *peer = context;
    X509 *leaf = X509_STORE_CTX_get0_cert(store);
    int accepted = verify(store);
    if (accepted == 1 && peer->server_name != NULL &&
        !is_for_host(leaf, peer->server_name)) {
        X509_STORE_CTX_set_error(store, X509_V_ERR_HOSTNAME_MISMATCH);
        accepted = 0;
    }
    X509_free(peer->leaf);
    peer->leaf = leaf;
    if (leaf != NULL)
        X509_up_ref(leaf);
    peer->error = X509_STORE_CTX_get_error(store);
    read_culprit(peer, store);
    note_first(peer, accepted == 1 ? X509_STORE_CTX_get0_chain(store) : NULL);
    if (accepted == 1)
        remember_accepted(peer, store);
    else
        ERR_clear_error(); /* libcurl would report a leftover of a wrong signature as the cause */
    return accepted;
}

/* In a resumed session the server would not request the certificate again, and the message about it
 * would be missing. There is one context per connection, and this one's sessions are not kept. */
static int on_certificate_asked(SSL *connection, void *context)
{
    struct hg_peer *peer = context;
    peer->asks_certificate = true;
    SSL_CTX_sess_set_new_cb(SSL_get_SSL_CTX(connection), NULL);
    return 1;
}

/* Whether a new handshake would accept the certificate of the session that is to be resumed.
 * libcurl compares the name and the pin itself, in every handshake. */
static bool is_still_accepted(struct hg_peer *peer, SSL *connection)
{
    X509 *leaf = SSL_SESSION_get0_peer(SSL_get_session(connection));
    X509_STORE *trusted = NULL;
    SSL_get0_verify_cert_store(connection, &trusted);
    if (leaf == NULL || trusted == NULL)
        return false;
    if (hg_certificate_cache_is_accepted(&peer->cache, leaf, trusted, now_s()))
        return true;
    X509_STORE_CTX *store = X509_STORE_CTX_new();
    if (store == NULL)
        hg_memory_exhausted();
    const bool accepted = X509_STORE_CTX_init(store, trusted, leaf,
                                              SSL_get_peer_cert_chain(connection)) == 1 &&
                          X509_STORE_CTX_set_default(store, "ssl_server") == 1 &&
                          verify(store) == 1;
    if (accepted)
        note_first(peer, X509_STORE_CTX_get0_chain(store));
    X509_STORE_CTX_free(store);
    ERR_clear_error();
    return accepted;
}

/* Before the first message of the handshake is composed. */
static void prepare(struct hg_peer *peer, SSL *connection)
{
    /* libcurl has set the URL's host. */
    if (peer->server_name != NULL)
        SSL_set_tlsext_host_name(connection, (void *)(uintptr_t)peer->server_name);
    if (SSL_get_session(connection) != NULL && !is_still_accepted(peer, connection))
        SSL_set_session(connection, NULL);
}

static void on_state(const SSL *connection, int where, int value)
{
    struct hg_peer *peer = SSL_CTX_get_app_data(SSL_get_SSL_CTX(connection));
    SSL *ours = (SSL *)(uintptr_t)connection;
    /* Its level does not matter (RFC 8446 6). */
    if (where == SSL_CB_READ_ALERT && (value & 0xff) == SSL_AD_CLOSE_NOTIFY &&
        connection == peer->connection)
        peer->has_close_notify = true;
    if ((where & SSL_CB_HANDSHAKE_START) != 0 && SSL_in_before(connection))
        prepare(peer, ours);
    else if ((where & SSL_CB_HANDSHAKE_DONE) != 0 && SSL_session_reused(connection))
        hg_peer_inspect(peer, ours);
}

/* What encryption adds to a record: a tag, with TLS 1.3 the type, with GCM and CCM before it a nonce (RFC 8446 5.2,
 * 5288 3, 7905 2). 0: not known, because there is padding. */
static size_t overhead_of(const SSL *connection)
{
    const SSL_CIPHER *cipher = SSL_get_current_cipher(connection);
    if (cipher == NULL || !SSL_CIPHER_is_aead(cipher))
        return 0;
    const size_t tag = strstr(SSL_CIPHER_get_name(cipher), "CCM8") != NULL ||
                               strstr(SSL_CIPHER_get_name(cipher), "CCM_8") != NULL
                           ? 8
                           : 16;
    if (SSL_version(connection) >= TLS1_3_VERSION)
        return tag + 1;
    return SSL_CIPHER_get_cipher_nid(cipher) == NID_chacha20_poly1305 ? tag : tag + 8;
}

static void count_record(struct hg_peer *peer)
{
    if (peer->overhead_bytes > 0 && peer->record_bytes > peer->overhead_bytes)
        peer->data_bytes += (int64_t)(peer->record_bytes - peer->overhead_bytes);
}

/* The header of each record is seen, and with TLS 1.3 then the type, which was encrypted. */
static void on_message(int is_written, int version, int type, const void *bytes,
                       size_t len, SSL *connection, void *context)
{
    struct hg_peer *peer = context;
    const unsigned char *content = bytes;
    const bool has_inner_type = SSL_version(connection) >= TLS1_3_VERSION;
    (void)version;
    if (is_written != 0 || connection != peer->connection || len == 0)
        return;
    if (type == SSL3_RT_HEADER && len >= SSL3_RT_HEADER_LENGTH)
        peer->record_bytes = (size_t)content[3] << 8 | content[4];
    if (type == (has_inner_type ? SSL3_RT_INNER_CONTENT_TYPE : SSL3_RT_HEADER) &&
        content[0] == SSL3_RT_APPLICATION_DATA)
        count_record(peer);
}

bool hg_peer_watch(struct hg_peer *peer, void *context)
{
    SSL_CTX_set_cert_verify_callback(context, on_verify, peer);
    SSL_CTX_set_cert_cb(context, on_certificate_asked, peer);
    /* TLS before 1.2 signs with SHA-1, which OpenSSL allows at level 0 only; verify() sets how
     * strong a certificate must be. */
    if (peer->allows_old_tls)
        SSL_CTX_set_security_level(context, 0);
    if (SSL_CTX_set_app_data((SSL_CTX *)context, peer) != 1)
        return false;
    SSL_CTX_set_info_callback(context, on_state);
    SSL_CTX_set_msg_callback(context, on_message);
    SSL_CTX_set_msg_callback_arg((SSL_CTX *)context, peer);
    return true;
}

void hg_peer_bind(struct hg_peer *peer, const void *connection)
{
    peer->connection = connection;
    peer->has_close_notify = false;
    peer->overhead_bytes = overhead_of(connection);
    peer->data_bytes = 0;
}

int hg_peer_http_version(void *connection)
{
    static const struct {
        const char *name;
        int http_version;
    } protocols[] = {{"h2", 20}, {"h3", 30}};
    const unsigned char *name = NULL;
    unsigned len = 0;
    SSL_get0_alpn_selected(connection, &name, &len);
    for (size_t i = 0; i < sizeof protocols / sizeof protocols[0]; i++) {
        if (len == strlen(protocols[i].name) && memcmp(name, protocols[i].name, len) == 0)
            return protocols[i].http_version;
    }
    return 11;
}

/* Of a reused connection, where it is the same each time: to compare the dates of its chain took 1 % of a request. */
static void find_first(struct hg_peer *peer, const SSL *connection)
{
    peer->first = hg_certificate_cache_recall_first(&peer->cache, peer->leaf);
    if (peer->first != NULL)
        return;
    note_first(peer, SSL_get0_verified_chain(connection));
    hg_certificate_cache_note_first(&peer->cache, peer->leaf, peer->first);
}

void hg_peer_inspect(struct hg_peer *peer, void *connection)
{
    if (peer->leaf != NULL)
        return;
    peer->leaf = SSL_get1_peer_certificate(connection);
    peer->error = (int)SSL_get_verify_result(connection);
    /* A resumed session has none: it was noted before the session was offered, or is in the cache. */
    if (peer->first == NULL)
        find_first(peer, connection);
}

struct error_problem {
    int error;
    enum hg_certificate_problem problem;
};

static const struct error_problem error_problems[] = {
    {X509_V_OK, HG_CERTIFICATE_FINE},
    {X509_V_ERR_CERT_HAS_EXPIRED, HG_CERTIFICATE_EXPIRED},
    {X509_V_ERR_CERT_NOT_YET_VALID, HG_CERTIFICATE_NOT_YET_VALID},
    {X509_V_ERR_DEPTH_ZERO_SELF_SIGNED_CERT, HG_CERTIFICATE_SELF_SIGNED},
    {X509_V_ERR_SELF_SIGNED_CERT_IN_CHAIN, HG_CERTIFICATE_UNTRUSTED_ROOT},
    {X509_V_ERR_CERT_UNTRUSTED, HG_CERTIFICATE_UNTRUSTED_ROOT},
    {X509_V_ERR_HOSTNAME_MISMATCH, HG_CERTIFICATE_WRONG_HOST},
    {X509_V_ERR_CERT_REVOKED, HG_CERTIFICATE_REVOKED},
    {X509_V_ERR_EE_KEY_TOO_SMALL, HG_CERTIFICATE_WEAK_KEY},
    {X509_V_ERR_CA_KEY_TOO_SMALL, HG_CERTIFICATE_WEAK_KEY},
    {X509_V_ERR_CA_MD_TOO_WEAK, HG_CERTIFICATE_WEAK_SIGNATURE},
    {X509_V_ERR_UNABLE_TO_GET_CRL, HG_CERTIFICATE_UNKNOWN_REVOCATION},
    {X509_V_ERR_CRL_HAS_EXPIRED, HG_CERTIFICATE_UNKNOWN_REVOCATION},
    {X509_V_ERR_CRL_NOT_YET_VALID, HG_CERTIFICATE_UNKNOWN_REVOCATION},
    {X509_V_ERR_CRL_SIGNATURE_FAILURE, HG_CERTIFICATE_UNKNOWN_REVOCATION},
};

static enum hg_certificate_problem read_error(const struct hg_peer *peer)
{
    if (lacks_issuer(peer->error))
        return peer->lacks_intermediate ? HG_CERTIFICATE_MISSING_INTERMEDIATE
                                        : HG_CERTIFICATE_UNTRUSTED_ROOT;
    for (size_t i = 0; i < sizeof error_problems / sizeof error_problems[0]; i++) {
        if (error_problems[i].error == peer->error)
            return error_problems[i].problem;
    }
    return HG_CERTIFICATE_OTHER;
}

/* Where nothing is verified libcurl loads no authorities: only problems that need none are
 * found. */
static enum hg_certificate_problem find_unchecked(const struct hg_peer *peer)
{
    if (X509_cmp_current_time(X509_get0_notAfter(peer->leaf)) < 0)
        return HG_CERTIFICATE_EXPIRED;
    if (X509_cmp_current_time(X509_get0_notBefore(peer->leaf)) > 0)
        return HG_CERTIFICATE_NOT_YET_VALID;
    return is_for_host(peer->leaf, peer->host) ? HG_CERTIFICATE_NOT_CHECKED
                                               : HG_CERTIFICATE_WRONG_HOST;
}

/* libcurl compares the names itself; this is for when it did not, or rejected the certificate. */
static enum hg_certificate_problem find_problem(const struct hg_peer *peer,
                                                enum hg_peer_end end)
{
    const enum hg_certificate_problem problem = read_error(peer);
    if (end == HG_PEER_WRONG_PIN)
        return HG_CERTIFICATE_WRONG_PIN;
    if (peer->is_unchecked && lacks_issuer(peer->error))
        return find_unchecked(peer);
    if (problem != HG_CERTIFICATE_FINE)
        return problem;
    if ((end == HG_PEER_REFUSED || peer->is_unchecked) &&
        !is_for_host(peer->leaf, peer->host))
        return HG_CERTIFICATE_WRONG_HOST;
    return end == HG_PEER_REFUSED ? HG_CERTIFICATE_OTHER : HG_CERTIFICATE_FINE;
}

/* By QUIC (8.14) libcurl tries the next address after a certificate that it refused, and reports that
 * one's failure only. */
static bool was_refused(const struct hg_peer *peer, const struct hg_exchange *exchange)
{
    return exchange->max_http_version == 0 && !peer->is_unchecked &&
           (peer->error != X509_V_OK || !is_for_host(peer->leaf, peer->host));
}

/* Only of an accepted certificate is a chain known. */
static struct hg_certificate *read_facts(struct hg_peer *peer,
                                         enum hg_certificate_problem problem)
{
    return problem == HG_CERTIFICATE_FINE
               ? hg_certificate_cache_read(&peer->cache, peer->leaf, peer->first)
               : hg_certificate_cache_read_alone(&peer->cache, peer->leaf);
}

bool hg_peer_conclude(struct hg_peer *peer, enum hg_peer_end end,
                      struct hg_exchange *exchange)
{
    exchange->lacks_client_certificate =
        peer->is_targets && peer->asks_certificate && !peer->has_client_certificate;
    exchange->is_on_tls = peer->connection != NULL;
    exchange->has_close_notify = peer->has_close_notify;
    exchange->tls_data_bytes = peer->data_bytes;
    if (peer->leaf == NULL || !peer->is_targets)
        return false;
    if (end == HG_PEER_ACCEPTED && was_refused(peer, exchange))
        end = HG_PEER_REFUSED;
    const enum hg_certificate_problem problem = find_problem(peer, end);
    const struct hg_certificate_failure failure = {
        .certificate = exchange->certificate = read_facts(peer, problem),
        .problem = exchange->certificate_problem = problem,
        .host = peer->host,
        .subject_at_fault = peer->subject_at_fault,
        .is_alone = peer->is_alone,
        .message = peer->error == X509_V_OK
                       ? "none of the names in the certificate matches the host"
                       : X509_verify_cert_error_string(peer->error),
    };
    ERR_clear_error();
    if (end == HG_PEER_ACCEPTED)
        return false;
    hg_failure_set_certificate(exchange, &failure, now_s());
    return true;
}
