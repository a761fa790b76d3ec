/* SPDX-License-Identifier: MIT */
/* shown: the certificates that were shown lately, each read and verified once: the next connection
 * to a host shows the same one again. Used by one thread. */
#ifndef HEADGATE_PROBE_SHOWN_H
#define HEADGATE_PROBE_SHOWN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "headgate/certificate.h"

/* As many hosts as libcurl keeps TLS sessions and connections of, and some more. */
#define HG_SHOWN_MAX 8

struct x509_st; /* OpenSSL's X509 */

struct hg_shown_item {
    struct x509_st *leaf;               /* held; NULL: free */
    struct hg_certificate *certificate; /* owned share: its facts */
    const void *trust;                  /* that accepted it; NULL: none */
    int64_t accepted_at_s;              /* wall clock */
    int64_t accepted_until_s;
};

struct hg_shown {
    struct hg_shown_item items[HG_SHOWN_MAX];
    size_t next; /* to be replaced */
};

void hg_shown_release(struct hg_shown *shown);
/* The facts of the certificate, of which the caller owns a share. */
struct hg_certificate *hg_shown_read(struct hg_shown *shown, struct x509_st *leaf);
/* A trust, which lives longer than `shown`, accepts the certificate at this time, and will until the
 * first certificate of its chain ends. */
void hg_shown_accept(struct hg_shown *shown, struct x509_st *leaf, const void *trust,
                     int64_t now_s, int64_t until_s);
/* Whether it is known that the trust accepts it now. */
bool hg_shown_is_accepted(const struct hg_shown *shown, struct x509_st *leaf,
                          const void *trust, int64_t now_s);

#endif
