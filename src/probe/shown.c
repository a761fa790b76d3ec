/* SPDX-License-Identifier: MIT */
/* shown: a small ring of certificates and their facts. */
#include "probe/shown.h"

#include <openssl/x509.h>

#include "probe/certificate.h"

#include "headgate/banned.h"

static void clear(struct hg_shown_item *item)
{
    X509_free(item->leaf);
    hg_certificate_free(item->certificate);
    *item = (struct hg_shown_item){0};
}

void hg_shown_release(struct hg_shown *shown)
{
    for (size_t i = 0; i < HG_SHOWN_MAX; i++)
        clear(&shown->items[i]);
}

static const struct hg_shown_item *find(const struct hg_shown *shown, const X509 *leaf)
{
    for (size_t i = 0; i < HG_SHOWN_MAX; i++) {
        const struct hg_shown_item *item = &shown->items[i];
        if (item->leaf != NULL && X509_cmp(item->leaf, leaf) == 0)
            return item;
    }
    return NULL;
}

static struct hg_shown_item *find_or_read(struct hg_shown *shown, X509 *leaf)
{
    const struct hg_shown_item *found = find(shown, leaf);
    if (found != NULL)
        return &shown->items[found - shown->items];
    struct hg_shown_item *item = &shown->items[shown->next];
    shown->next = (shown->next + 1) % HG_SHOWN_MAX;
    clear(item);
    X509_up_ref(leaf);
    item->leaf = leaf;
    item->certificate = hg_certificate_read(leaf);
    return item;
}

struct hg_certificate *hg_shown_read(struct hg_shown *shown, struct x509_st *leaf)
{
    return hg_certificate_share(find_or_read(shown, leaf)->certificate);
}

/* Servers may send different chains with the same certificate: the shortest time holds for all. */
void hg_shown_accept(struct hg_shown *shown, struct x509_st *leaf, const void *trust,
                     int64_t now_s, int64_t until_s)
{
    struct hg_shown_item *item = find_or_read(shown, leaf);
    if (item->trust != trust || until_s < item->accepted_until_s)
        item->accepted_until_s = until_s;
    item->trust = trust;
    item->accepted_at_s = now_s;
}

/* A clock that went back leaves nothing known. */
bool hg_shown_is_accepted(const struct hg_shown *shown, struct x509_st *leaf,
                          const void *trust, int64_t now_s)
{
    const struct hg_shown_item *item = find(shown, leaf);
    return item != NULL && trust != NULL && item->trust == trust &&
           now_s >= item->accepted_at_s && now_s < item->accepted_until_s;
}
