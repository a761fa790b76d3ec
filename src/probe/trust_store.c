/* SPDX-License-Identifier: MIT */
/* trust_store: one OpenSSL store for each pair of files.
 *
 * DESIGN: the store is set as the one to verify by (SSL_CTX_set1_verify_cert_store), and the
 * context's own stays empty. After our callback libcurl loads the files of its options, and those
 * of an earlier connection, into the context's own (7.88): so neither can add to what is
 * trusted. */
#include "probe/trust_store.h"

#include "headgate/memory.h"
#include "headgate/policy.h"
#include "headgate/text.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include <openssl/err.h>
#include <openssl/opensslv.h>
#include <openssl/ssl.h>
#include <openssl/x509.h>
#include <openssl/x509_vfy.h>
#include <openssl/x509v3.h>

#include "headgate/banned.h"

struct hg_trust_store {
    struct hg_trust_stores *all;
    struct hg_trust_store *next;
    char *ca_file;     /* owned; NULL: the system's */
    char *crl_file;    /* owned; NULL: none */
    X509_STORE *store; /* owned; NULL: not loaded, or the message says why not */
    char message[512];
};

struct hg_trust_stores {
    bool knows_contexts;
    const char *system_file;
    const char *system_folder;
    pthread_mutex_t lock;         /* guards all below, and is held while files are read */
    struct hg_trust_store *first; /* owned; a list of stores, with their members */
};

/* Contexts of another library, or of another version of OpenSSL, have another layout. */
static bool is_our_library(const char *library)
{
    char ours[32];
    const int len = snprintf(ours, sizeof ours, "OpenSSL/%d.", OPENSSL_VERSION_MAJOR);
    return library != NULL && strncmp(library, ours, (size_t)len) == 0;
}

struct hg_trust_stores *hg_trust_stores_new(const char *library, const char *system_file,
                                            const char *system_folder)
{
    struct hg_trust_stores *trust_stores = hg_memory_new(1, sizeof *trust_stores);
    trust_stores->knows_contexts = is_our_library(library);
    trust_stores->system_file = system_file;
    trust_stores->system_folder = system_folder;
    pthread_mutex_init(&trust_stores->lock, NULL);
    return trust_stores;
}

void hg_trust_stores_free(struct hg_trust_stores *trust_stores)
{
    if (trust_stores == NULL)
        return;
    while (trust_stores->first != NULL) {
        struct hg_trust_store *trust = trust_stores->first;
        trust_stores->first = trust->next;
        X509_STORE_free(trust->store);
        free(trust->ca_file);
        free(trust->crl_file);
        free(trust);
    }
    pthread_mutex_destroy(&trust_stores->lock);
    free(trust_stores);
}

bool hg_trust_stores_know_contexts(const struct hg_trust_stores *trust_stores)
{
    return trust_stores->knows_contexts;
}

static bool is_https(const char *proxy)
{
    static const char scheme[] = "https:";
    return proxy != NULL && strncasecmp(proxy, scheme, strlen(scheme)) == 0;
}

/* Without a proxy of its own the policy uses the environment's (libcurl-env(3)). */
static bool may_use_secure_proxy(const struct hg_policy *policy)
{
    size_t count;
    const char *const *names = hg_policy_proxy_variables(&count);
    if (policy->proxy != NULL)
        return is_https(policy->proxy);
    for (size_t i = 0; i < count; i++) {
        if (is_https(getenv(names[i])))
            return true;
    }
    return false;
}

static struct hg_trust_store *find(struct hg_trust_stores *trust_stores,
                                   const struct hg_policy *policy)
{
    struct hg_trust_store *trust = trust_stores->first;
    while (trust != NULL && !(hg_text_equals(trust->ca_file, policy->ca_file) &&
                              hg_text_equals(trust->crl_file, policy->crl_file)))
        trust = trust->next;
    if (trust != NULL)
        return trust;
    trust = hg_memory_new(1, sizeof *trust);
    trust->ca_file = hg_memory_copy_text(policy->ca_file);
    trust->crl_file = hg_memory_copy_text(policy->crl_file);
    trust->all = trust_stores;
    trust->next = trust_stores->first;
    trust_stores->first = trust;
    return trust;
}

struct hg_trust_store *hg_trust_stores_find(struct hg_trust_stores *trust_stores,
                                            const struct hg_policy *policy)
{
    if (!trust_stores->knows_contexts || policy->insecure || may_use_secure_proxy(policy))
        return NULL;
    pthread_mutex_lock(&trust_stores->lock);
    struct hg_trust_store *trust = find(trust_stores, policy);
    pthread_mutex_unlock(&trust_stores->lock);
    return trust;
}

static bool load_authorities(struct hg_trust_store *trust, X509_STORE *store)
{
    const char *file = trust->ca_file == NULL ? trust->all->system_file : trust->ca_file;
    const char *folder = trust->all->system_folder;
    if (file != NULL) {
        if (X509_STORE_load_file(store, file) == 1)
            return true;
        snprintf(trust->message, sizeof trust->message, "%s cannot be loaded: %s",
                 trust->ca_file != NULL ? "tls.ca" : "the system's trusted certificates",
                 file);
        return false;
    }
    if (folder == NULL ? X509_STORE_set_default_paths(store) == 1
                       : X509_STORE_load_path(store, folder) == 1)
        return true;
    snprintf(trust->message, sizeof trust->message,
             "the system's trusted certificates cannot be loaded%s%s",
             folder == NULL ? "" : ": ", folder == NULL ? "" : folder);
    return false;
}

static bool load_lists(struct hg_trust_store *trust, X509_STORE *store)
{
    X509_LOOKUP *lookup = X509_STORE_add_lookup(store, X509_LOOKUP_file());
    if (lookup != NULL &&
        X509_load_crl_file(lookup, trust->crl_file, X509_FILETYPE_PEM) > 0)
        return true;
    snprintf(trust->message, sizeof trust->message, "tls.crl cannot be loaded: %s",
             trust->crl_file);
    return false;
}

/* OpenSSL caches the extensions of a certificate when it first needs them. Have it do so now,
 * while no other thread has the certificates. */
static void read_extensions(X509_STORE *store)
{
    STACK_OF(X509_OBJECT) *objects = X509_STORE_get0_objects(store);
    for (int i = 0; i < sk_X509_OBJECT_num(objects); i++) {
        X509 *authority = X509_OBJECT_get0_X509(sk_X509_OBJECT_value(objects, i));
        if (authority != NULL)
            X509_check_purpose(authority, -1, 0);
    }
}

/* OpenSSL can't both check for revocation and accept a partial chain
 * (github.com/openssl/openssl/issues/5081), so libcurl does one or the other, too. */
static void load(struct hg_trust_store *trust)
{
    X509_STORE *store = X509_STORE_new();
    if (store == NULL)
        hg_memory_exhausted();
    X509_STORE_set_flags(store, X509_V_FLAG_TRUSTED_FIRST);
    X509_STORE_set_flags(store, trust->crl_file == NULL
                                    ? X509_V_FLAG_PARTIAL_CHAIN
                                    : X509_V_FLAG_CRL_CHECK | X509_V_FLAG_CRL_CHECK_ALL);
    if (load_authorities(trust, store) &&
        (trust->crl_file == NULL || load_lists(trust, store))) {
        read_extensions(store);
        trust->store = store;
    } else {
        X509_STORE_free(store);
    }
    ERR_clear_error();
}

bool hg_trust_store_apply(struct hg_trust_store *trust, void *context)
{
    pthread_mutex_lock(&trust->all->lock);
    if (trust->store == NULL && trust->message[0] == '\0')
        load(trust);
    pthread_mutex_unlock(&trust->all->lock);
    if (trust->store == NULL)
        return false;
    SSL_CTX_set1_verify_cert_store((SSL_CTX *)context, trust->store);
    SSL_CTX_set1_chain_cert_store((SSL_CTX *)context, trust->store);
    return true;
}

const char *hg_trust_store_message(const struct hg_trust_store *trust)
{
    return trust->message;
}
