/* SPDX-License-Identifier: MIT */
/* certificate_cache: tests of what is known of certificates that were shown before. */
#include "unit.h"

#include "probe/certificate_cache.h"
#include "probe/certificate_reader.h"

#include <openssl/evp.h>
#include <openssl/x509.h>

#define NOW_S INT64_C(1800000000)

static X509 *make(EVP_PKEY *key, long serial)
{
    X509 *leaf = X509_new();
    X509_set_version(leaf, X509_VERSION_3);
    ASN1_INTEGER_set(X509_get_serialNumber(leaf), serial);
    ASN1_TIME_set(X509_getm_notBefore(leaf), (time_t)NOW_S);
    ASN1_TIME_set(X509_getm_notAfter(leaf), (time_t)NOW_S + 86400);
    X509_set_pubkey(leaf, key);
    X509_sign(leaf, key, EVP_sha256());
    return leaf;
}

static void add_entry(X509 *leaf, const char *field, const char *text)
{
    if (text != NULL)
        X509_NAME_add_entry_by_txt(X509_get_subject_name(leaf), field, MBSTRING_UTF8,
                                   (const unsigned char *)text, -1, -1, 0);
}

static void a_certificate_is_read_once_and_shared(void)
{
    EVP_PKEY *key = EVP_EC_gen("P-256");
    struct hg_certificate_cache cache = {0};
    X509 *leaf = make(key, 1);
    X509 *equal = X509_dup(leaf);
    struct hg_certificate *first = hg_certificate_cache_read(&cache, leaf, NULL);
    struct hg_certificate *second = hg_certificate_cache_read(&cache, equal, NULL);
    CU_ASSERT_PTR_EQUAL(first, second);
    hg_certificate_cache_release(&cache);
    hg_certificate_free(second);
    UNIT_ASSERT_TEXT(first->serial, "01");
    UNIT_ASSERT_TEXT(first->key, "EC P-256");
    CU_ASSERT_EQUAL(first->not_after_s, NOW_S + 86400);
    hg_certificate_free(first);
    X509_free(equal);
    X509_free(leaf);
    EVP_PKEY_free(key);
}

static void without_names_it_is_called_as_its_subject(void)
{
    static const struct {
        const char *organisation, *common_name, *name;
    } rows[] = {
        {NULL, "a.example", "a.example"},
        {NULL, "a", "a"},
        {"Shop", "a.example", "a.example"},
        {"Shop", NULL, "O=Shop"},
    };
    EVP_PKEY *key = EVP_EC_gen("P-256");
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        X509 *leaf = make(key, 1);
        add_entry(leaf, "O", rows[i].organisation);
        add_entry(leaf, "CN", rows[i].common_name);
        struct hg_certificate *certificate = hg_certificate_read(leaf);
        UNIT_ASSERT_TEXT(certificate->name, rows[i].name);
        hg_certificate_free(certificate);
        X509_free(leaf);
    }
    EVP_PKEY_free(key);
}

/* An equal certificate may be of another handshake, with another chain. */
static void the_first_is_recalled_for_the_same_object_only(void)
{
    EVP_PKEY *key = EVP_EC_gen("P-256");
    struct hg_certificate_cache cache = {0};
    X509 *leaf = make(key, 1);
    X509 *equal = X509_dup(leaf);
    X509 *authority = make(key, 2);
    CU_ASSERT_PTR_NULL(hg_certificate_cache_recall_first(&cache, NULL));
    hg_certificate_cache_note_first(&cache, leaf, NULL);
    hg_certificate_cache_note_first(&cache, NULL, authority);
    CU_ASSERT_PTR_NULL(hg_certificate_cache_recall_first(&cache, leaf));
    hg_certificate_cache_note_first(&cache, leaf, authority);
    CU_ASSERT_PTR_NULL(hg_certificate_cache_recall_first(&cache, equal));
    X509 *recalled = hg_certificate_cache_recall_first(&cache, leaf);
    CU_ASSERT_PTR_EQUAL(recalled, authority);
    X509_free(recalled);
    hg_certificate_cache_note_first(&cache, equal, equal);
    CU_ASSERT_PTR_NULL(hg_certificate_cache_recall_first(&cache, leaf));
    hg_certificate_cache_release(&cache);
    X509_free(authority);
    X509_free(equal);
    X509_free(leaf);
    EVP_PKEY_free(key);
}

/* What the chain ends with may change, and is known until then. */
static void the_first_of_the_chain_to_expire_is_kept(void)
{
    EVP_PKEY *key = EVP_EC_gen("P-256");
    struct hg_certificate_cache cache = {0};
    X509 *leaf = make(key, 1);
    X509 *authorities[] = {make(key, 2), make(key, 3)};
    struct hg_certificate *alone = hg_certificate_cache_read(&cache, leaf, leaf);
    CU_ASSERT_PTR_NULL(alone->ends_first);
    for (size_t i = 0; i < 2; i++) {
        struct hg_certificate *with =
            hg_certificate_cache_read(&cache, leaf, authorities[i]);
        struct hg_certificate *again = hg_certificate_cache_read(&cache, leaf, NULL);
        CU_ASSERT_PTR_EQUAL(with, again);
        CU_ASSERT_PTR_NOT_NULL_FATAL(with->ends_first);
        UNIT_ASSERT_TEXT(with->ends_first->serial, i == 0 ? "02" : "03");
        UNIT_ASSERT_TEXT(with->serial, "01");
        hg_certificate_free(again);
        hg_certificate_free(with);
        X509_free(authorities[i]);
    }
    CU_ASSERT_PTR_NULL(alone->ends_first);
    struct hg_certificate *itself = hg_certificate_cache_read(&cache, leaf, leaf);
    CU_ASSERT_PTR_NULL(itself->ends_first);
    hg_certificate_free(itself);
    hg_certificate_free(alone);
    hg_certificate_cache_release(&cache);
    X509_free(leaf);
    EVP_PKEY_free(key);
}

/* With the same certificate another host may be wrong, or not checked. */
static void where_it_is_not_accepted_nothing_of_its_chain_is_told_or_forgotten(void)
{
    EVP_PKEY *key = EVP_EC_gen("P-256");
    struct hg_certificate_cache cache = {0};
    const int trust = 0;
    X509 *leaf = make(key, 1);
    X509 *authority = make(key, 2);
    struct hg_certificate *unknown = hg_certificate_cache_read_alone(&cache, leaf);
    CU_ASSERT_PTR_NULL(unknown->ends_first);
    /* Accepted, but for the host it was shown for. */
    hg_certificate_cache_accept(&cache, leaf, authority, &trust, NOW_S, NOW_S + 60);
    for (int i = 0; i < 2; i++) {
        struct hg_certificate *alone = hg_certificate_cache_read_alone(&cache, leaf);
        struct hg_certificate *accepted = hg_certificate_cache_read(&cache, leaf, NULL);
        CU_ASSERT_PTR_NULL(alone->ends_first);
        UNIT_ASSERT_TEXT(alone->serial, "01");
        CU_ASSERT_PTR_NOT_NULL_FATAL(accepted->ends_first);
        UNIT_ASSERT_TEXT(accepted->ends_first->serial, "02");
        hg_certificate_free(alone);
        hg_certificate_free(accepted);
    }
    hg_certificate_free(unknown);
    hg_certificate_cache_release(&cache);
    X509_free(authority);
    X509_free(leaf);
    EVP_PKEY_free(key);
}

static void only_so_many_are_remembered(void)
{
    EVP_PKEY *key = EVP_EC_gen("P-256");
    struct hg_certificate_cache cache = {0};
    const int trust = 0;
    X509 *leaves[HG_CERTIFICATE_CACHE_MAX + 1];
    for (size_t i = 0; i <= HG_CERTIFICATE_CACHE_MAX; i++) {
        leaves[i] = make(key, (long)i + 1);
        hg_certificate_cache_accept(&cache, leaves[i], leaves[i], &trust, NOW_S,
                                    NOW_S + 60);
    }
    for (size_t i = 0; i <= HG_CERTIFICATE_CACHE_MAX; i++) {
        CU_ASSERT_EQUAL(
            hg_certificate_cache_is_accepted(&cache, leaves[i], &trust, NOW_S), i > 0);
        X509_free(leaves[i]);
    }
    hg_certificate_cache_release(&cache);
    EVP_PKEY_free(key);
}

static void what_was_accepted_holds_for_its_trust_and_its_time(void)
{
    EVP_PKEY *key = EVP_EC_gen("P-256");
    struct hg_certificate_cache cache = {0};
    const int trust_stores[2] = {0};
    const void *trust = &trust_stores[0];
    X509 *leaf = make(key, 1);
    X509 *other = make(key, 2);
    CU_ASSERT_FALSE(hg_certificate_cache_is_accepted(&cache, leaf, trust, NOW_S));
    hg_certificate_free(hg_certificate_cache_read(&cache, leaf, NULL));
    CU_ASSERT_FALSE(hg_certificate_cache_is_accepted(&cache, leaf, NULL, NOW_S));
    hg_certificate_cache_accept(&cache, leaf, leaf, trust, NOW_S, NOW_S + 60);
    CU_ASSERT_TRUE(hg_certificate_cache_is_accepted(&cache, leaf, trust, NOW_S));
    CU_ASSERT_TRUE(hg_certificate_cache_is_accepted(&cache, leaf, trust, NOW_S + 59));
    CU_ASSERT_FALSE(hg_certificate_cache_is_accepted(&cache, leaf, trust, NOW_S + 60));
    CU_ASSERT_FALSE(hg_certificate_cache_is_accepted(&cache, leaf, trust, NOW_S - 1));
    CU_ASSERT_FALSE(
        hg_certificate_cache_is_accepted(&cache, leaf, &trust_stores[1], NOW_S));
    CU_ASSERT_FALSE(hg_certificate_cache_is_accepted(&cache, other, trust, NOW_S));
    hg_certificate_cache_release(&cache);
    X509_free(leaf);
    X509_free(other);
    EVP_PKEY_free(key);
}

static void of_several_chains_the_shortest_time_holds(void)
{
    EVP_PKEY *key = EVP_EC_gen("P-256");
    struct hg_certificate_cache cache = {0};
    const int trust_stores[2] = {0};
    X509 *leaf = make(key, 1);
    hg_certificate_cache_accept(&cache, leaf, leaf, &trust_stores[0], NOW_S, NOW_S + 60);
    hg_certificate_cache_accept(&cache, leaf, leaf, &trust_stores[0], NOW_S, NOW_S + 90);
    CU_ASSERT_FALSE(
        hg_certificate_cache_is_accepted(&cache, leaf, &trust_stores[0], NOW_S + 60));
    hg_certificate_cache_accept(&cache, leaf, leaf, &trust_stores[0], NOW_S, NOW_S + 30);
    CU_ASSERT_FALSE(
        hg_certificate_cache_is_accepted(&cache, leaf, &trust_stores[0], NOW_S + 30));
    hg_certificate_cache_accept(&cache, leaf, leaf, &trust_stores[1], NOW_S, NOW_S + 90);
    CU_ASSERT_TRUE(
        hg_certificate_cache_is_accepted(&cache, leaf, &trust_stores[1], NOW_S + 89));
    CU_ASSERT_FALSE(
        hg_certificate_cache_is_accepted(&cache, leaf, &trust_stores[0], NOW_S));
    hg_certificate_cache_release(&cache);
    X509_free(leaf);
    EVP_PKEY_free(key);
}

CU_TestInfo certificate_cache_tests[] = {
    {"the first is recalled for the same object only",
     the_first_is_recalled_for_the_same_object_only},
    {"the first of the chain to expire is kept",
     the_first_of_the_chain_to_expire_is_kept},
    {"a certificate is read once and shared", a_certificate_is_read_once_and_shared},
    {"without names it is called as its subject",
     without_names_it_is_called_as_its_subject},
    {"where it is not accepted nothing of its chain is told or forgotten",
     where_it_is_not_accepted_nothing_of_its_chain_is_told_or_forgotten},
    {"only so many are remembered", only_so_many_are_remembered},
    {"what was accepted holds for its trust and its time",
     what_was_accepted_holds_for_its_trust_and_its_time},
    {"of several chains the shortest time holds",
     of_several_chains_the_shortest_time_holds},
    CU_TEST_INFO_NULL,
};
