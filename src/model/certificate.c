/* SPDX-License-Identifier: MIT */
/* certificate: life cycle, comparison and wording of certificates, and their store. */
#include "headgate/certificate.h"

#include "headgate/clock.h"
#include "headgate/memory.h"
#include "headgate/text.h"
#include "headgate/units.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "headgate/banned.h"

#define SECONDS_PER_HOUR 3600
#define NAMES_SHOWN      3

struct hg_certificate *hg_certificate_share(struct hg_certificate *certificate)
{
    atomic_fetch_add(&certificate->others, 1);
    return certificate;
}

void hg_certificate_free(struct hg_certificate *certificate)
{
    if (certificate == NULL || atomic_fetch_sub(&certificate->others, 1) > 0)
        return;
    free(certificate->subject);
    free(certificate->issuer);
    free(certificate->name);
    for (size_t i = 0; i < certificate->name_count; i++)
        free(certificate->names[i]);
    free(certificate->names);
    free(certificate->serial);
    free(certificate->key);
    free(certificate->signature);
    hg_certificate_free(certificate->ends_first);
    free(certificate);
}

void hg_certificate_fingerprint(const struct hg_certificate *certificate,
                                char out[HG_FINGERPRINT_TEXT_SIZE])
{
    static const char digits[] = "0123456789abcdef";
    for (size_t i = 0; i < HG_FINGERPRINT_BYTES; i++) {
        out[2 * i] = digits[certificate->fingerprint[i] >> 4];
        out[2 * i + 1] = digits[certificate->fingerprint[i] & 15];
    }
    out[HG_FINGERPRINT_TEXT_SIZE - 1] = '\0';
}

const struct hg_certificate *
hg_certificate_first_to_end(const struct hg_certificate *certificate)
{
    return certificate->ends_first == NULL ? certificate : certificate->ends_first;
}

int64_t hg_certificate_days_left(const struct hg_certificate *certificate, int64_t now_s)
{
    const int64_t left_s = hg_certificate_first_to_end(certificate)->not_after_s - now_s;
    const int64_t days = left_s / HG_SECONDS_PER_DAY;
    return left_s < 0 && days == 0 ? -1 : days;
}

bool hg_certificate_is_worse(const struct hg_certificate *a,
                             enum hg_certificate_problem a_problem,
                             const struct hg_certificate *b,
                             enum hg_certificate_problem b_problem)
{
    const bool a_is_fine = a_problem == HG_CERTIFICATE_FINE;
    const bool b_is_fine = b_problem == HG_CERTIFICATE_FINE;
    if (a == NULL || b == NULL)
        return a != NULL;
    if (a_is_fine != b_is_fine)
        return !a_is_fine;
    return hg_certificate_first_to_end(a)->not_after_s <
           hg_certificate_first_to_end(b)->not_after_s;
}

const char *hg_certificate_problem_word(enum hg_certificate_problem problem)
{
    switch (problem) {
    case HG_CERTIFICATE_EXPIRED:
        return "expired";
    case HG_CERTIFICATE_NOT_YET_VALID:
        return "not_yet_valid";
    case HG_CERTIFICATE_SELF_SIGNED:
        return "self_signed";
    case HG_CERTIFICATE_UNTRUSTED_ROOT:
        return "untrusted_root";
    case HG_CERTIFICATE_MISSING_INTERMEDIATE:
        return "missing_intermediate";
    case HG_CERTIFICATE_WRONG_HOST:
        return "wrong_host";
    case HG_CERTIFICATE_REVOKED:
        return "revoked";
    case HG_CERTIFICATE_WEAK_KEY:
        return "weak_key";
    case HG_CERTIFICATE_WEAK_SIGNATURE:
        return "weak_signature";
    case HG_CERTIFICATE_WRONG_PIN:
        return "wrong_pin";
    case HG_CERTIFICATE_UNKNOWN_REVOCATION:
        return "unknown_revocation";
    case HG_CERTIFICATE_NOT_CHECKED:
        return "not_checked";
    case HG_CERTIFICATE_OTHER:
        return "other";
    case HG_CERTIFICATE_FINE:
    case HG_CERTIFICATE_PROBLEM_COUNT:
        break;
    }
    return NULL;
}

static void add_date(struct hg_buf *out, int64_t wall_s)
{
    char date[HG_CLOCK_RFC3339_SIZE];
    hg_clock_format(wall_s * HG_US_PER_S, "%Y-%m-%d", date, sizeof date);
    hg_buf_add_text(out, date);
}

static void add_count(struct hg_buf *out, int64_t count, const char *unit)
{
    hg_buf_printf(out, "%" PRId64 " %s%s", count, unit, count == 1 ? "" : "s");
}

/* "5 days", "3 hours": rounded down, on the safe side. */
static void add_duration(struct hg_buf *out, int64_t duration_s)
{
    if (duration_s >= 2 * HG_SECONDS_PER_DAY)
        add_count(out, duration_s / HG_SECONDS_PER_DAY, "day");
    else if (duration_s >= 2 * SECONDS_PER_HOUR)
        add_count(out, duration_s / SECONDS_PER_HOUR, "hour");
    else
        add_count(out, duration_s / 60, "minute");
}

void hg_certificate_explain_end(const struct hg_certificate *certificate, int64_t now_s,
                                struct hg_buf *out)
{
    const int64_t left_s = certificate->not_after_s - now_s;
    hg_buf_add_text(out, left_s >= 0 ? "expires in " : "expired ");
    add_duration(out, left_s >= 0 ? left_s : -left_s);
    hg_buf_add_text(out, left_s >= 0 ? " (" : " ago (");
    add_date(out, certificate->not_after_s);
    hg_buf_add_char(out, ')');
}

void hg_certificate_explain_first_end(const struct hg_certificate *certificate,
                                      int64_t now_s, struct hg_buf *out)
{
    const struct hg_certificate *first = hg_certificate_first_to_end(certificate);
    hg_buf_add_text(out, "the certificate of ");
    if (first != certificate)
        hg_buf_printf(out, "%.150s in the chain of ", first->subject);
    hg_buf_printf(out, "%.100s ", certificate->name);
    hg_certificate_explain_end(first, now_s, out);
}

static void add_names(struct hg_buf *out, const struct hg_certificate *certificate)
{
    const size_t count = certificate->name_count;
    const size_t shown = count <= NAMES_SHOWN + 1 ? count : NAMES_SHOWN;
    for (size_t i = 0; i < shown; i++)
        hg_buf_printf(out, "%s%.100s", i == 0 ? "" : ", ", certificate->names[i]);
    if (shown < count)
        hg_buf_printf(out, " and %zu more", count - shown);
    if (count == 0)
        hg_buf_printf(out, "%.200s", certificate->name);
}

static void explain_dates(const struct hg_certificate_failure *failure, int64_t now_s,
                          struct hg_buf *out)
{
    const struct hg_certificate *certificate = failure->certificate;
    const bool is_expired = failure->problem == HG_CERTIFICATE_EXPIRED;
    if (failure->subject_at_fault != NULL) {
        hg_buf_printf(
            out, "is not accepted: the certificate of \"%.200s\" in its chain %s",
            failure->subject_at_fault, is_expired ? "has expired" : "is not yet valid");
        return;
    }
    if (is_expired) {
        hg_certificate_explain_end(certificate, now_s, out);
        return;
    }
    hg_buf_add_text(out, "is not yet valid: its validity starts in ");
    add_duration(out, certificate->not_before_s - now_s);
    hg_buf_add_text(out, " (");
    add_date(out, certificate->not_before_s);
    hg_buf_add_char(out, ')');
}

/* Certificates can have "127.0.0.1" as a DNS name, which clients do not match with the address. */
static void explain_host(const struct hg_certificate_failure *failure, struct hg_buf *out)
{
    const struct hg_certificate *certificate = failure->certificate;
    hg_buf_add_text(out, "is for another host: it is valid for ");
    add_names(out, certificate);
    hg_buf_printf(out, ", not for %.100s", failure->host);
    for (size_t i = 0; i < certificate->name_count; i++) {
        if (!hg_text_equals_ignoring_case(certificate->names[i], failure->host))
            continue;
        hg_buf_add_text(out, " as an IP address");
        return;
    }
}

void hg_certificate_explain(const struct hg_certificate_failure *failure, int64_t now_s,
                            struct hg_buf *out)
{
    const struct hg_certificate *certificate = failure->certificate;
    const char *whose = failure->subject_at_fault == NULL ? "its" : "its authority's";
    const char *authority = failure->subject_at_fault == NULL ? certificate->issuer
                                                              : failure->subject_at_fault;
    hg_buf_printf(out, "the certificate of %.100s ", certificate->name);
    switch (failure->problem) {
    case HG_CERTIFICATE_EXPIRED:
    case HG_CERTIFICATE_NOT_YET_VALID:
        explain_dates(failure, now_s, out);
        return;
    case HG_CERTIFICATE_SELF_SIGNED:
        hg_buf_add_text(out, "is self-signed, not issued by an authority");
        return;
    case HG_CERTIFICATE_UNTRUSTED_ROOT:
        hg_buf_printf(out, "is from an authority that is not trusted: %.200s", authority);
        if (failure->is_alone)
            hg_buf_add_text(out,
                            "; or the server does not send an intermediate certificate");
        return;
    case HG_CERTIFICATE_MISSING_INTERMEDIATE:
        hg_buf_printf(out, "is sent without its intermediate certificate: %.200s",
                      authority);
        return;
    case HG_CERTIFICATE_WRONG_HOST:
        explain_host(failure, out);
        return;
    case HG_CERTIFICATE_REVOKED:
        if (failure->subject_at_fault != NULL)
            hg_buf_printf(out, "is not accepted: %.200s in its chain is revoked",
                          failure->subject_at_fault);
        else
            hg_buf_add_text(out, "is revoked by its issuer");
        return;
    case HG_CERTIFICATE_WEAK_KEY:
        hg_buf_printf(out, "is rejected: %s key is too weak", whose);
        if (failure->subject_at_fault == NULL)
            hg_buf_printf(out, " (%s)", certificate->key);
        return;
    case HG_CERTIFICATE_WEAK_SIGNATURE:
        hg_buf_printf(out, "is rejected: %s signature is too weak (%s)", whose,
                      certificate->signature);
        return;
    case HG_CERTIFICATE_WRONG_PIN:
        hg_buf_add_text(out, "is rejected: its key does not match tls.pin");
        return;
    case HG_CERTIFICATE_UNKNOWN_REVOCATION:
        hg_buf_add_text(out,
                        "is rejected: tls.crl does not cover it, so it may be revoked");
        break;
    case HG_CERTIFICATE_NOT_CHECKED:
    case HG_CERTIFICATE_OTHER:
    case HG_CERTIFICATE_FINE:
    case HG_CERTIFICATE_PROBLEM_COUNT:
        hg_buf_add_text(out, "is rejected");
        break;
    }
    if (failure->message != NULL)
        hg_buf_printf(out, " (%.200s)", failure->message);
}

void hg_certificate_store_init(struct hg_certificate_store *certificates)
{
    *certificates = (struct hg_certificate_store){0};
    hg_hash_table_init(&certificates->indexes, 2 * HG_FINGERPRINT_BYTES);
}

void hg_certificate_store_release(struct hg_certificate_store *certificates)
{
    for (size_t i = 0; i < certificates->count; i++)
        hg_certificate_free(certificates->items[i]);
    free(certificates->items);
    hg_hash_table_release(&certificates->indexes);
    hg_certificate_store_init(certificates);
}

const struct hg_certificate *
hg_certificate_store_take(struct hg_certificate_store *certificates,
                          struct hg_certificate *certificate)
{
    if (certificate == NULL)
        return NULL;
    uint32_t index;
    uint8_t key[sizeof certificate->store_key] = {0};
    memcpy(key, certificate->fingerprint, HG_FINGERPRINT_BYTES);
    if (certificate->ends_first != NULL)
        memcpy(key + HG_FINGERPRINT_BYTES, certificate->ends_first->fingerprint,
               HG_FINGERPRINT_BYTES);
    if (hg_hash_table_find(&certificates->indexes, key, &index)) {
        hg_certificate_free(certificate);
        return certificates->items[index];
    }
    certificates->items = hg_memory_grow(certificates->items, certificates->count,
                                         sizeof(struct hg_certificate *));
    certificate->index = (uint32_t)certificates->count;
    memcpy(certificate->store_key, key, sizeof key);
    certificates->items[certificates->count++] = certificate;
    hg_hash_table_set(&certificates->indexes, certificate->store_key, certificate->index);
    return certificate;
}
