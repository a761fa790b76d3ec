/* SPDX-License-Identifier: MIT */
/* certificate: the certificate of a server, whether it was accepted, and the store that has each
 * certificate of a run once. All text in it is clean and bounded. It does not change once it is read, so
 * that threads may share it. */
#ifndef HEADGATE_CERTIFICATE_H
#define HEADGATE_CERTIFICATE_H

#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "headgate/buf.h"
#include "headgate/hash_table.h"

#define HG_FINGERPRINT_BYTES     32
#define HG_FINGERPRINT_TEXT_SIZE (2 * HG_FINGERPRINT_BYTES + 1)
#define HG_SECONDS_PER_DAY       INT64_C(86400)

/* Why a certificate is not accepted for a host. */
enum hg_certificate_problem {
    HG_CERTIFICATE_FINE,
    HG_CERTIFICATE_EXPIRED,
    HG_CERTIFICATE_NOT_YET_VALID,
    HG_CERTIFICATE_SELF_SIGNED,
    HG_CERTIFICATE_UNTRUSTED_ROOT,
    HG_CERTIFICATE_MISSING_INTERMEDIATE,
    HG_CERTIFICATE_WRONG_HOST,
    HG_CERTIFICATE_REVOKED,
    HG_CERTIFICATE_WEAK_KEY,
    HG_CERTIFICATE_WEAK_SIGNATURE,
    HG_CERTIFICATE_WRONG_PIN,
    HG_CERTIFICATE_UNKNOWN_REVOCATION, /* the list of revoked certificates does not cover it */
    HG_CERTIFICATE_NOT_CHECKED, /* tls.insecure: no problem that shows without verification */
    HG_CERTIFICATE_OTHER,
    HG_CERTIFICATE_PROBLEM_COUNT
};

struct hg_certificate {
    char *subject; /* owned: "CN=shop.example.com,O=Shop" (RFC 4514); never NULL */
    char *issuer;  /* owned: likewise */
    char *name;    /* owned: for people: its first name, else its subject; never NULL */
    char **names;  /* owned: DNS names and IP addresses it is for */
    size_t name_count;
    char *serial;         /* owned: hexadecimal digits */
    char *key;            /* owned: "RSA 2048", "EC P-256", "Ed25519" */
    char *signature;      /* owned: "sha256WithRSAEncryption" */
    int64_t not_before_s; /* wall clock: seconds since 1970 */
    int64_t not_after_s;
    uint32_t index;                            /* in its store */
    uint8_t fingerprint[HG_FINGERPRINT_BYTES]; /* SHA-256 */
    /* owned share: the one of its verified chain that expires first; NULL: itself, or not known */
    struct hg_certificate *ends_first;
    uint8_t
        store_key[2 *
                  HG_FINGERPRINT_BYTES]; /* fingerprints of both, once it is in a store */
    atomic_uint others;                  /* owners besides the first */
};

/* Another owner of the same certificate, which is returned. Any thread. */
struct hg_certificate *hg_certificate_share(struct hg_certificate *certificate);
/* One owner less; the last one frees it. Takes NULL. Any thread. */
void hg_certificate_free(struct hg_certificate *certificate);
/* Lower case hexadecimal digits. */
void hg_certificate_fingerprint(const struct hg_certificate *certificate,
                                char out[HG_FINGERPRINT_TEXT_SIZE]);
/* The certificate of its verified chain that expires first, which may be itself: from then on it is not
 * accepted any more. */
const struct hg_certificate *
hg_certificate_first_to_end(const struct hg_certificate *certificate);
/* Whole days until the first of its chain expires, rounded down: 0 on the last day. After that the days since,
 * negative: -1 from the first moment until two days have passed. */
int64_t hg_certificate_days_left(const struct hg_certificate *certificate, int64_t now_s);
/* Whether `a` deserves attention before `b`: certificates that are not accepted first, then those whose
 * chain expires first. NULL is never worse. */
bool hg_certificate_is_worse(const struct hg_certificate *a,
                             enum hg_certificate_problem a_problem,
                             const struct hg_certificate *b,
                             enum hg_certificate_problem b_problem);

/* "expired", "wrong_host": stable, as in every report; NULL for fine. */
const char *hg_certificate_problem_word(enum hg_certificate_problem problem);

/* A certificate that is not accepted, and why. */
struct hg_certificate_failure {
    const struct hg_certificate *certificate;
    enum hg_certificate_problem problem;
    const char *host; /* of the target */
    /* subject of the certificate of its chain that is at fault; NULL: itself */
    const char *subject_at_fault;
    const char *message; /* the TLS library's, for other problems; NULL: none */
    bool is_alone;       /* sent without other certificates: one may be missing */
};

/* Append the problem, in a sentence for people. */
void hg_certificate_explain(const struct hg_certificate_failure *failure, int64_t now_s,
                            struct hg_buf *out);
/* Append "expires in 5 days (2026-11-25)", "expired 3 hours ago (2026-11-20)". */
void hg_certificate_explain_end(const struct hg_certificate *certificate, int64_t now_s,
                                struct hg_buf *out);

/* Append "the certificate of shop.example.com expires in 5 days (2026-11-25)", or "the certificate of
 * CN=R3 in the chain of shop.example.com expires in 5 days (2026-11-25)". */
void hg_certificate_explain_first_end(const struct hg_certificate *certificate,
                                      int64_t now_s, struct hg_buf *out);

/* Each certificate once for each that its chain ends with. Main thread only. */
struct hg_certificate_store {
    struct hg_certificate **items; /* owned */
    size_t count;
    struct hg_hash_table indexes; /* in `items`, by store_key */
};

void hg_certificate_store_init(struct hg_certificate_store *certificates);
void hg_certificate_store_release(struct hg_certificate_store *certificates);
/* Owns `certificate` from now on and returns it, or an equal one that the store has already; both live
 * as long as the store. NULL gives NULL. */
const struct hg_certificate *
hg_certificate_store_take(struct hg_certificate_store *certificates,
                          struct hg_certificate *certificate);

#endif
