/* SPDX-License-Identifier: MIT */
/* certificate_reader: reads the facts of a certificate, as clean and bounded text. */
#include "probe/certificate_reader.h"

#include "headgate/memory.h"
#include "headgate/text.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <openssl/asn1.h>
#include <openssl/bio.h>
#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/ec.h>
#include <openssl/evp.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>

#include "headgate/banned.h"

#define NAME_BYTES_MAX 512
#define NAMES_MAX      100

/* The contents of `bio`, cleaned; frees the bio. */
static char *take_text(BIO *bio)
{
    char *data = NULL;
    const long len = BIO_get_mem_data(bio, &data);
    char *text =
        hg_text_clean(len > 0 ? data : "", len > 0 ? (size_t)len : 0, NAME_BYTES_MAX);
    BIO_free(bio);
    return text;
}

static BIO *new_bio(void)
{
    BIO *bio = BIO_new(BIO_s_mem());
    if (bio == NULL)
        hg_memory_exhausted();
    return bio;
}

char *hg_certificate_read_name(const struct X509_name_st *name)
{
    BIO *bio = new_bio();
    X509_NAME_print_ex(bio, name, 0,
                       XN_FLAG_RFC2253 & ~(unsigned long)ASN1_STRFLGS_ESC_MSB);
    return take_text(bio);
}

int64_t hg_certificate_read_time(const struct asn1_string_st *time)
{
    struct tm parts = {0};
    return time != NULL && ASN1_TIME_to_tm(time, &parts) == 1 ? (int64_t)timegm(&parts)
                                                              : 0;
}

static char *serial_text(const X509 *leaf)
{
    BIGNUM *number = ASN1_INTEGER_to_BN(X509_get0_serialNumber(leaf), NULL);
    char *digits = number == NULL ? NULL : BN_bn2hex(number);
    char *text = hg_memory_copy_text(digits == NULL ? "" : digits);
    OPENSSL_free(digits);
    BN_free(number);
    return text;
}

static void format_curve(const EVP_PKEY *key, char *out, size_t size)
{
    char group[64] = "";
    EVP_PKEY_get_utf8_string_param(key, OSSL_PKEY_PARAM_GROUP_NAME, group, sizeof group,
                                   NULL);
    const char *nist = EC_curve_nid2nist(OBJ_sn2nid(group));
    snprintf(out, size, "EC %s", nist == NULL ? group : nist);
}

static char *key_text(const X509 *leaf)
{
    const EVP_PKEY *key = X509_get0_pubkey(leaf);
    char text[96] = "unknown";
    if (key == NULL)
        return hg_memory_copy_text(text);
    const char *kind = EVP_PKEY_get0_type_name(key);
    if (EVP_PKEY_is_a(key, "EC"))
        format_curve(key, text, sizeof text);
    else if (EVP_PKEY_is_a(key, "ED25519") || EVP_PKEY_is_a(key, "ED448"))
        snprintf(text, sizeof text, "Ed%s", kind + strlen("ED"));
    else
        snprintf(text, sizeof text, "%s %d", kind, EVP_PKEY_get_bits(key));
    return hg_text_clean(text, strlen(text), sizeof text);
}

/* A DNS name or an IP address; NULL when it is something else. */
static char *general_name_text(const GENERAL_NAME *name)
{
    BIO *bio;
    if (name->type != GEN_DNS && name->type != GEN_IPADD)
        return NULL;
    if (name->type == GEN_DNS)
        return hg_text_clean((const char *)ASN1_STRING_get0_data(name->d.dNSName),
                             (size_t)ASN1_STRING_length(name->d.dNSName), NAME_BYTES_MAX);
    bio = new_bio();
    GENERAL_NAME_print(bio, (GENERAL_NAME *)(uintptr_t)name);
    char *text = take_text(bio);
    static const char prefix[] = "IP Address:";
    if (strncmp(text, prefix, strlen(prefix)) == 0)
        memmove(text, text + strlen(prefix), strlen(text) - strlen(prefix) + 1);
    return text;
}

static void read_names(const X509 *leaf, struct hg_certificate *certificate)
{
    GENERAL_NAMES *names = X509_get_ext_d2i(leaf, NID_subject_alt_name, NULL, NULL);
    const int count = names == NULL ? 0 : sk_GENERAL_NAME_num(names);
    certificate->names = hg_memory_new(NAMES_MAX, sizeof(char *));
    for (int i = 0; i < count && certificate->name_count < NAMES_MAX; i++) {
        char *text = general_name_text(sk_GENERAL_NAME_value(names, i));
        if (text != NULL)
            certificate->names[certificate->name_count++] = text;
    }
    certificate->names =
        hg_memory_resize(certificate->names, certificate->name_count + 1, sizeof(char *));
    GENERAL_NAMES_free(names);
}

static char *common_name(const X509 *leaf)
{
    const X509_NAME *subject = X509_get_subject_name(leaf);
    const int at = X509_NAME_get_index_by_NID(subject, NID_commonName, -1);
    unsigned char *text = NULL;
    if (at < 0)
        return NULL;
    const int len = ASN1_STRING_to_UTF8(
        &text, X509_NAME_ENTRY_get_data(X509_NAME_get_entry(subject, at)));
    char *clean =
        len <= 0 ? NULL : hg_text_clean((char *)text, (size_t)len, NAME_BYTES_MAX);
    OPENSSL_free(text);
    return clean;
}

static char *choose_name(const X509 *leaf, const struct hg_certificate *certificate)
{
    if (certificate->name_count > 0)
        return hg_memory_copy_text(certificate->names[0]);
    char *name = common_name(leaf);
    return name == NULL ? hg_memory_copy_text(certificate->subject) : name;
}

struct hg_certificate *hg_certificate_read(const struct x509_st *leaf)
{
    struct hg_certificate *certificate = hg_memory_new(1, sizeof *certificate);
    const char *signature = OBJ_nid2ln(X509_get_signature_nid(leaf));
    unsigned int size = HG_FINGERPRINT_BYTES;

    certificate->subject = hg_certificate_read_name(X509_get_subject_name(leaf));
    certificate->issuer = hg_certificate_read_name(X509_get_issuer_name(leaf));
    read_names(leaf, certificate);
    certificate->name = choose_name(leaf, certificate);
    certificate->serial = serial_text(leaf);
    certificate->key = key_text(leaf);
    certificate->signature =
        hg_memory_copy_text(signature == NULL ? "unknown" : signature);
    certificate->not_before_s = hg_certificate_read_time(X509_get0_notBefore(leaf));
    certificate->not_after_s = hg_certificate_read_time(X509_get0_notAfter(leaf));
    X509_digest(leaf, EVP_sha256(), certificate->fingerprint, &size);
    return certificate;
}
