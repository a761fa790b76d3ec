/* SPDX-License-Identifier: MIT */
/* certificate_cache: a small ring of certificates and their facts. */
#include "probe/certificate_cache.h"

#include <openssl/x509.h>

#include "probe/certificate_reader.h"

#include "headgate/banned.h"

static void clear(struct hg_certificate_cache_entry *entry)
{
    X509_free(entry->leaf);
    X509_free(entry->first);
    hg_certificate_free(entry->certificate);
    *entry = (struct hg_certificate_cache_entry){0};
}

void hg_certificate_cache_release(struct hg_certificate_cache *cache)
{
    for (size_t i = 0; i < HG_CERTIFICATE_CACHE_MAX; i++)
        clear(&cache->items[i]);
    X509_free(cache->last_leaf);
    X509_free(cache->last_first);
    cache->last_leaf = cache->last_first = NULL;
}

static const struct hg_certificate_cache_entry *
find(const struct hg_certificate_cache *cache, const X509 *leaf)
{
    for (size_t i = 0; i < HG_CERTIFICATE_CACHE_MAX; i++) {
        const struct hg_certificate_cache_entry *entry = &cache->items[i];
        if (entry->leaf != NULL && X509_cmp(entry->leaf, leaf) == 0)
            return entry;
    }
    return NULL;
}

static struct hg_certificate_cache_entry *find_or_read(struct hg_certificate_cache *cache,
                                                       X509 *leaf)
{
    const struct hg_certificate_cache_entry *existing = find(cache, leaf);
    if (existing != NULL)
        return &cache->items[existing - cache->items];
    struct hg_certificate_cache_entry *entry = &cache->items[cache->next];
    cache->next = (cache->next + 1) % HG_CERTIFICATE_CACHE_MAX;
    clear(entry);
    X509_up_ref(leaf);
    entry->leaf = leaf;
    entry->certificate = hg_certificate_read(leaf);
    return entry;
}

/* Shared facts do not change: where another certificate ends the chain, they are read again. */
static void set_first(struct hg_certificate_cache_entry *entry, X509 *first)
{
    if (entry->first != NULL && X509_cmp(entry->first, first) == 0)
        return;
    const bool is_itself = X509_cmp(first, entry->leaf) == 0;
    X509_free(entry->first);
    X509_up_ref(first);
    entry->first = first;
    if (is_itself && entry->certificate->ends_first == NULL)
        return;
    hg_certificate_free(entry->certificate);
    entry->certificate = hg_certificate_read(entry->leaf);
    if (!is_itself)
        entry->certificate->ends_first = hg_certificate_read(first);
}

struct hg_certificate *hg_certificate_cache_read(struct hg_certificate_cache *cache,
                                                 struct x509_st *leaf,
                                                 struct x509_st *first)
{
    struct hg_certificate_cache_entry *entry = find_or_read(cache, leaf);
    if (first != NULL)
        set_first(entry, first);
    return hg_certificate_share(entry->certificate);
}

struct hg_certificate *hg_certificate_cache_read_alone(struct hg_certificate_cache *cache,
                                                       struct x509_st *leaf)
{
    const struct hg_certificate_cache_entry *entry = find_or_read(cache, leaf);
    return entry->certificate->ends_first == NULL
               ? hg_certificate_share(entry->certificate)
               : hg_certificate_read(leaf);
}

/* Servers may send different chains with the same certificate: the earliest expiry counts. */
void hg_certificate_cache_accept(struct hg_certificate_cache *cache, struct x509_st *leaf,
                                 struct x509_st *first, const void *trust, int64_t now_s,
                                 int64_t until_s)
{
    struct hg_certificate_cache_entry *entry = find_or_read(cache, leaf);
    set_first(entry, first);
    if (entry->trust != trust || until_s < entry->accepted_until_s)
        entry->accepted_until_s = until_s;
    entry->trust = trust;
    entry->accepted_at_s = now_s;
}

/* After the clock was set back nothing is known. */
bool hg_certificate_cache_is_accepted(const struct hg_certificate_cache *cache,
                                      struct x509_st *leaf, const void *trust,
                                      int64_t now_s)
{
    const struct hg_certificate_cache_entry *entry = find(cache, leaf);
    return entry != NULL && trust != NULL && entry->trust == trust &&
           now_s >= entry->accepted_at_s && now_s < entry->accepted_until_s;
}

static void replace(X509 **certificate, X509 *by)
{
    X509_up_ref(by);
    X509_free(*certificate);
    *certificate = by;
}

/* Nobody else can have the object of the leaf, which is kept here: it is of the same handshake. */
struct x509_st *
hg_certificate_cache_recall_first(const struct hg_certificate_cache *cache,
                                  const struct x509_st *leaf)
{
    if (leaf == NULL || leaf != cache->last_leaf)
        return NULL;
    X509_up_ref(cache->last_first);
    return cache->last_first;
}

void hg_certificate_cache_note_first(struct hg_certificate_cache *cache,
                                     struct x509_st *leaf, struct x509_st *first)
{
    if (leaf == NULL || first == NULL)
        return;
    replace(&cache->last_leaf, leaf);
    replace(&cache->last_first, first);
}
