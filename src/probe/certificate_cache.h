/* SPDX-License-Identifier: MIT */
/* certificate_cache: the latest certificates of a worker, each read and verified once: the next
 * connection to a host presents the same one again. Used by one thread. */
#ifndef HEADGATE_PROBE_CERTIFICATE_CACHE_H
#define HEADGATE_PROBE_CERTIFICATE_CACHE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "headgate/certificate.h"

/* Somewhat more than the hosts that libcurl keeps TLS sessions and connections of. */
#define HG_CERTIFICATE_CACHE_MAX 8

struct x509_st; /* OpenSSL's X509 */

struct hg_certificate_cache_entry {
    struct x509_st *leaf; /* held; NULL: free */
    /* held: what of its chain expires first, as it was accepted last; NULL: it was not yet */
    struct x509_st *first;
    struct hg_certificate *certificate; /* owned share: its facts */
    const void *trust;                  /* the trust store that accepted it; NULL: none */
    int64_t accepted_at_s;              /* wall clock */
    int64_t accepted_until_s;
};

struct hg_certificate_cache {
    struct hg_certificate_cache_entry items[HG_CERTIFICATE_CACHE_MAX];
    size_t next; /* the entry to replace next */
    /* Held: the last ones that were noted; NULL: none. */
    struct x509_st *last_leaf;
    struct x509_st *last_first;
};

void hg_certificate_cache_release(struct hg_certificate_cache *cache);
/* The facts of an accepted certificate, with those of the `first` of its chain to expire, which may be itself;
 * NULL: the one of the last time, if any. The caller owns a share of them. */
struct hg_certificate *hg_certificate_cache_read(struct hg_certificate_cache *cache,
                                                 struct x509_st *leaf,
                                                 struct x509_st *first);
/* The facts of a certificate that is not accepted, or not checked, and nothing of a chain: that of an earlier time, or
 * of another host, is still known afterwards. The caller owns a share of them. */
struct hg_certificate *hg_certificate_cache_read_alone(struct hg_certificate_cache *cache,
                                                       struct x509_st *leaf);
/* Record that a trust store, which outlives the cache, accepts the certificate at this time, and
 * will until `first` of its chain expires, at `until_s`. */
void hg_certificate_cache_accept(struct hg_certificate_cache *cache, struct x509_st *leaf,
                                 struct x509_st *first, const void *trust, int64_t now_s,
                                 int64_t until_s);
/* Whether the trust store is known to accept it now. */
bool hg_certificate_cache_is_accepted(const struct hg_certificate_cache *cache,
                                      struct x509_st *leaf, const void *trust,
                                      int64_t now_s);
/* What expires first in the chain of the handshake that presented this very object, not an equal one, if that was
 * noted last; NULL: it was not. The caller owns a reference. */
struct x509_st *
hg_certificate_cache_recall_first(const struct hg_certificate_cache *cache,
                                  const struct x509_st *leaf);
/* Without one of them nothing is noted. */
void hg_certificate_cache_note_first(struct hg_certificate_cache *cache,
                                     struct x509_st *leaf, struct x509_st *first);

#endif
