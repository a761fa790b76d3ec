/* SPDX-License-Identifier: MIT */
/* trust_store: tests of which policies share a trust, and which leave it to libcurl. */
#include "unit.h"

#include <stdlib.h>

#include <openssl/ssl.h>

#include "probe/trust_store.h"

static struct hg_trust_stores *begin(void)
{
    unsetenv("https_proxy");
    return hg_trust_stores_new("OpenSSL/3.0.19", "/nowhere/system.pem", NULL);
}

static void the_same_files_are_one_trust(void)
{
    const char a[] = "a.pem";
    const char equal[] = "a.pem";
    const struct hg_policy policies[] = {
        {.ca_file = NULL},        {.ca_file = a},
        {.ca_file = "b.pem"},     {.ca_file = a, .crl_file = "list.pem"},
        {.crl_file = "list.pem"},
    };
    const size_t count = sizeof policies / sizeof policies[0];
    struct hg_trust_stores *trust_stores = begin();
    for (size_t i = 0; i < count; i++) {
        for (size_t k = 0; k < count; k++)
            CU_ASSERT_EQUAL(hg_trust_stores_find(trust_stores, &policies[i]) ==
                                hg_trust_stores_find(trust_stores, &policies[k]),
                            i == k);
    }
    const struct hg_policy other = {
        .ca_file = equal, .retries = 3, .min_version = HG_TLS_1_3};
    CU_ASSERT_PTR_EQUAL(hg_trust_stores_find(trust_stores, &other),
                        hg_trust_stores_find(trust_stores, &policies[1]));
    hg_trust_stores_free(trust_stores);
}

static void what_can_not_be_ours_is_left_to_libcurl(void)
{
    static const struct {
        struct hg_policy policy;
        const char *variable; /* https_proxy */
        bool is_ours;
    } rows[] = {
        {{.proxy = NULL}, NULL, true},
        {{.insecure = true}, NULL, false},
        {{.proxy = "http://proxy:3128"}, NULL, true},
        {{.proxy = "https://proxy:3128"}, NULL, false},
        {{.proxy = NULL}, "http://proxy:3128", true},
        {{.proxy = NULL}, "HTTPS://proxy:3128", false},
        {{.proxy = "none"}, "https://proxy:3128", true},
    };
    struct hg_trust_stores *trust_stores = begin();
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        if (rows[i].variable == NULL)
            unsetenv("https_proxy");
        else
            setenv("https_proxy", rows[i].variable, 1);
        CU_ASSERT_EQUAL(hg_trust_stores_find(trust_stores, &rows[i].policy) != NULL,
                        rows[i].is_ours);
    }
    unsetenv("https_proxy");
    hg_trust_stores_free(trust_stores);
}

static void contexts_of_another_library_are_not_touched(void)
{
    static const char *const libraries[] = {
        NULL,        "GnuTLS/3.7.9",   "LibreSSL/3.8.2",
        "BoringSSL", "OpenSSL/1.1.1w", "(GnuTLS/3.7.9) OpenSSL/3.0.19"};
    const struct hg_policy policy = {.ca_file = NULL};
    for (size_t i = 0; i < sizeof libraries / sizeof libraries[0]; i++) {
        struct hg_trust_stores *trust_stores =
            hg_trust_stores_new(libraries[i], NULL, NULL);
        CU_ASSERT_FALSE(hg_trust_stores_know_contexts(trust_stores));
        CU_ASSERT_PTR_NULL(hg_trust_stores_find(trust_stores, &policy));
        hg_trust_stores_free(trust_stores);
    }
    struct hg_trust_stores *trust_stores = begin();
    CU_ASSERT_TRUE(hg_trust_stores_know_contexts(trust_stores));
    hg_trust_stores_free(trust_stores);
}

static void files_that_can_not_be_read_are_named_each_time(void)
{
    const struct hg_policy policies[] = {{.ca_file = "/nowhere/ca.pem"},
                                         {.ca_file = NULL}};
    static const char *const message[] = {
        "tls.ca cannot be loaded: /nowhere/ca.pem",
        "the system's trusted certificates cannot be loaded: /nowhere/system.pem"};
    SSL_CTX *context = SSL_CTX_new(TLS_client_method());
    X509_STORE *store = NULL;
    struct hg_trust_stores *trust_stores = begin();
    for (size_t i = 0; i < 4; i++) {
        struct hg_trust_store *trust =
            hg_trust_stores_find(trust_stores, &policies[i % 2]);
        CU_ASSERT_FALSE(hg_trust_store_apply(trust, context));
        UNIT_ASSERT_TEXT(hg_trust_store_message(trust), message[i % 2]);
    }
    SSL_CTX_get0_verify_cert_store(context, &store);
    CU_ASSERT_PTR_NULL(store);
    hg_trust_stores_free(trust_stores);
    SSL_CTX_free(context);
}

CU_TestInfo trust_store_tests[] = {
    {"the same files are one trust", the_same_files_are_one_trust},
    {"what can not be ours is left to libcurl", what_can_not_be_ours_is_left_to_libcurl},
    {"contexts of another library are not touched",
     contexts_of_another_library_are_not_touched},
    {"files that can not be read are named each time",
     files_that_can_not_be_read_are_named_each_time},
    CU_TEST_INFO_NULL,
};
