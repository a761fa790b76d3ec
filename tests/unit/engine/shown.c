/* SPDX-License-Identifier: MIT */
/* shown: tests of what is known of certificates that were shown before. */
#include "suites.h"

#include "engine/shown.h"

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

static void a_certificate_is_read_once_and_shared(void)
{
    EVP_PKEY *key = EVP_EC_gen("P-256");
    struct hg_shown shown = {0};
    X509 *leaf = make(key, 1);
    X509 *equal = X509_dup(leaf);
    struct hg_certificate *first = hg_shown_read(&shown, leaf);
    struct hg_certificate *second = hg_shown_read(&shown, equal);
    CU_ASSERT_PTR_EQUAL(first, second);
    hg_shown_release(&shown);
    hg_certificate_free(second);
    UNIT_ASSERT_TEXT(first->serial, "01");
    UNIT_ASSERT_TEXT(first->key, "EC P-256");
    CU_ASSERT_EQUAL(first->not_after_s, NOW_S + 86400);
    hg_certificate_free(first);
    X509_free(equal);
    X509_free(leaf);
    EVP_PKEY_free(key);
}

CU_TestInfo shown_tests[] = {
    {"a certificate is read once and shared", a_certificate_is_read_once_and_shared},
    CU_TEST_INFO_NULL,
};
