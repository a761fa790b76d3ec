/* SPDX-License-Identifier: MIT */
/* peer: tests of how much data is seen on a TLS connection, held against what was sent over one in memory. */
#include "unit.h"

#include <string.h>

#include "probe/certificate_reader.h"
#include "probe/peer.h"

#include <openssl/evp.h>
#include <openssl/ssl.h>

/* Both ends of a connection whose handshake is done, and the peer that watches the client's. */
struct link {
    SSL_CTX *contexts[2];
    SSL *client, *server;
    struct hg_peer *peer;
    struct hg_url url;
    struct hg_policy policy;
    struct hg_request request;
};

static void give_certificate(SSL_CTX *context)
{
    EVP_PKEY *key = EVP_EC_gen("P-256");
    X509 *leaf = X509_new();
    X509_set_version(leaf, X509_VERSION_3);
    ASN1_INTEGER_set(X509_get_serialNumber(leaf), 1);
    X509_gmtime_adj(X509_getm_notBefore(leaf), -60);
    X509_gmtime_adj(X509_getm_notAfter(leaf), 3600);
    X509_set_pubkey(leaf, key);
    X509_sign(leaf, key, EVP_sha256());
    SSL_CTX_use_certificate(context, leaf);
    SSL_CTX_use_PrivateKey(context, key);
    X509_free(leaf);
    EVP_PKEY_free(key);
}

/* Level 0, because a tag of 8 bytes is called weak. */
static void allow(SSL_CTX *context, int version, const char *cipher)
{
    SSL_CTX_set_max_proto_version(context, version);
    SSL_CTX_set_security_level(context, 0);
    CU_ASSERT_EQUAL_FATAL(version < TLS1_3_VERSION
                              ? SSL_CTX_set_cipher_list(context, cipher)
                              : SSL_CTX_set_ciphersuites(context, cipher),
                          1);
}

static void join(struct link *link)
{
    BIO *ends[2];
    BIO_new_bio_pair(&ends[0], 1 << 17, &ends[1], 1 << 17);
    SSL_set_bio(link->client, ends[0], ends[0]);
    SSL_set_bio(link->server, ends[1], ends[1]);
    SSL_set_connect_state(link->client);
    SSL_set_accept_state(link->server);
    int done[2] = {0};
    for (int i = 0; i < 10 && (done[0] != 1 || done[1] != 1); i++) {
        done[0] = SSL_do_handshake(link->client);
        done[1] = SSL_do_handshake(link->server);
    }
    CU_ASSERT_TRUE_FATAL(done[0] == 1 && done[1] == 1);
}

static void open_link(struct link *link, int version, const char *cipher)
{
    *link = (struct link){.policy = {.insecure = true}};
    hg_url_read(&link->url, "https://localhost/");
    link->request = (struct hg_request){.url = &link->url, .policy = &link->policy};
    link->contexts[0] = SSL_CTX_new(TLS_client_method());
    link->contexts[1] = SSL_CTX_new(TLS_server_method());
    give_certificate(link->contexts[1]);
    for (size_t i = 0; i < 2; i++)
        allow(link->contexts[i], version, cipher);
    link->peer = hg_peer_new();
    hg_peer_expect(link->peer, &link->request);
    CU_ASSERT_TRUE_FATAL(hg_peer_watch(link->peer, link->contexts[0]));
    link->client = SSL_new(link->contexts[0]);
    link->server = SSL_new(link->contexts[1]);
    join(link);
    hg_peer_bind(link->peer, link->client);
}

static void close_link(struct link *link)
{
    SSL_free(link->client);
    SSL_free(link->server);
    SSL_CTX_free(link->contexts[0]);
    SSL_CTX_free(link->contexts[1]);
    hg_peer_free(link->peer);
    hg_url_release(&link->url);
}

static void deliver(struct link *link, size_t len)
{
    static char data[20000];
    size_t sent = 0, read = 0;
    CU_ASSERT_EQUAL(SSL_write_ex(link->server, data, len, &sent), 1);
    for (size_t i = 0; i < len; i += read)
        CU_ASSERT_EQUAL_FATAL(SSL_read_ex(link->client, data, sizeof data, &read), 1);
}

static void conclude(struct link *link, struct hg_exchange *exchange)
{
    hg_exchange_init(exchange, &link->policy);
    hg_peer_conclude(link->peer, HG_PEER_ACCEPTED, exchange);
}

/* A record has at most 16,384 bytes of data. */
static void all_data_is_counted_and_nothing_else(void)
{
    static const struct {
        int version;
        const char *cipher;
        bool is_known;
    } rows[] = {
        {TLS1_3_VERSION, "TLS_AES_128_GCM_SHA256", true},
        {TLS1_3_VERSION, "TLS_CHACHA20_POLY1305_SHA256", true},
        {TLS1_3_VERSION, "TLS_AES_128_CCM_SHA256", true},
        {TLS1_3_VERSION, "TLS_AES_128_CCM_8_SHA256", true},
        {TLS1_2_VERSION, "ECDHE-ECDSA-AES128-GCM-SHA256", true},
        {TLS1_2_VERSION, "ECDHE-ECDSA-CHACHA20-POLY1305", true},
        {TLS1_2_VERSION, "ECDHE-ECDSA-AES128-CCM", true},
        {TLS1_2_VERSION, "ECDHE-ECDSA-AES128-CCM8", true},
        {TLS1_2_VERSION, "ECDHE-ECDSA-AES128-SHA256", false},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct link link;
        struct hg_exchange exchange;
        open_link(&link, rows[i].version, rows[i].cipher);
        conclude(&link, &exchange);
        UNIT_ASSERT_ROW(exchange.is_on_tls, rows[i].cipher);
        UNIT_ASSERT_ROW(exchange.tls_data_bytes == 0, rows[i].cipher);
        hg_exchange_release(&exchange);
        deliver(&link, 1);
        deliver(&link, 300);
        deliver(&link, 20000);
        conclude(&link, &exchange);
        UNIT_ASSERT_ROW(exchange.tls_data_bytes == (rows[i].is_known ? 20301 : 0),
                        rows[i].cipher);
        hg_exchange_release(&exchange);
        close_link(&link);
    }
}

static void the_next_request_begins_at_nothing(void)
{
    struct link link;
    struct hg_exchange exchange;
    open_link(&link, TLS1_3_VERSION, "TLS_AES_128_GCM_SHA256");
    deliver(&link, 300);
    hg_peer_bind(link.peer, link.client);
    deliver(&link, 5);
    conclude(&link, &exchange);
    CU_ASSERT_EQUAL(exchange.tls_data_bytes, 5);
    CU_ASSERT_FALSE(exchange.has_close_notify);
    hg_exchange_release(&exchange);
    close_link(&link);
}

static void a_close_is_seen_and_is_no_data(void)
{
    struct link link;
    struct hg_exchange exchange;
    char byte;
    size_t read = 0;
    open_link(&link, TLS1_3_VERSION, "TLS_AES_128_GCM_SHA256");
    deliver(&link, 7);
    SSL_shutdown(link.server);
    CU_ASSERT_EQUAL(SSL_read_ex(link.client, &byte, 1, &read), 0);
    conclude(&link, &exchange);
    CU_ASSERT_EQUAL(exchange.tls_data_bytes, 7);
    CU_ASSERT_TRUE(exchange.has_close_notify);
    hg_exchange_release(&exchange);
    close_link(&link);
}

CU_TestInfo peer_tests[] = {
    {"all data is counted, and nothing else", all_data_is_counted_and_nothing_else},
    {"the next request begins at nothing", the_next_request_begins_at_nothing},
    {"a close is seen and is no data", a_close_is_seen_and_is_no_data},
    CU_TEST_INFO_NULL,
};
