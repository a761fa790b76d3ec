/* SPDX-License-Identifier: MIT */
/* Tests of certificate. */
#include "headgate/certificate.h"

#include "headgate/memory.h"

#include "fixture.h"
#include "unit.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "headgate/banned.h"

#define NOW_S INT64_C(1795203612) /* 2026-11-20T19:40:12Z */
#define HOUR  3600
#define DAY   HG_SECONDS_PER_DAY

static void explain(const struct hg_certificate_failure *failure, const char *expected)
{
    struct hg_buf message;
    hg_buf_init(&message);
    hg_certificate_explain(failure, NOW_S, &message);
    UNIT_ASSERT_TEXT(message.data, expected);
    hg_buf_release(&message);
}

static void every_problem_has_a_word_and_words_for_people(void)
{
    static const struct {
        const char *word;
        const char *subject_at_fault;
        const char *message;
    } rows[HG_CERTIFICATE_PROBLEM_COUNT] = {
        [HG_CERTIFICATE_FINE] = {NULL, NULL, "is rejected"},
        [HG_CERTIFICATE_EXPIRED] = {"expired", NULL, "expired 3 days ago (2026-11-17)"},
        [HG_CERTIFICATE_NOT_YET_VALID] = {"not_yet_valid", "CN=Middle",
                                          "is not accepted: the certificate of "
                                          "\"CN=Middle\" in its chain is not yet valid"},
        [HG_CERTIFICATE_SELF_SIGNED] = {"self_signed", NULL,
                                        "is self-signed, not issued by an authority"},
        [HG_CERTIFICATE_UNTRUSTED_ROOT] =
            {"untrusted_root", NULL,
             "is from an authority that is not trusted: CN=Authority"},
        [HG_CERTIFICATE_MISSING_INTERMEDIATE] =
            {"missing_intermediate", "CN=Middle",
             "is sent without its intermediate certificate: CN=Middle"},
        [HG_CERTIFICATE_WRONG_HOST] =
            {"wrong_host", NULL,
             "is for another host: it is valid for a.example, b.example, "
             "not for c.example"},
        [HG_CERTIFICATE_REVOKED] = {"revoked", NULL, "is revoked by its issuer"},
        [HG_CERTIFICATE_WEAK_KEY] = {"weak_key", NULL,
                                     "is rejected: its key is too weak (RSA 1024)"},
        [HG_CERTIFICATE_WEAK_SIGNATURE] =
            {"weak_signature", NULL, "is rejected: its signature is too weak (sha1)"},
        [HG_CERTIFICATE_WRONG_PIN] = {"wrong_pin", NULL,
                                      "is rejected: its key does not match tls.pin"},
        [HG_CERTIFICATE_UNKNOWN_REVOCATION] =
            {"unknown_revocation", NULL,
             "is rejected: tls.crl does not cover it, so it may be revoked"},
        [HG_CERTIFICATE_NOT_CHECKED] = {"not_checked", NULL, "is rejected"},
        [HG_CERTIFICATE_OTHER] = {"other", NULL, "is rejected"},
    };
    struct hg_certificate *certificate =
        fixture_certificate("a.example", 1, NOW_S - 3 * DAY);
    for (int i = 0; i < HG_CERTIFICATE_PROBLEM_COUNT; i++) {
        const enum hg_certificate_problem problem = (enum hg_certificate_problem)i;
        char expected[256];
        const struct hg_certificate_failure failure = {
            certificate, problem, "c.example", rows[i].subject_at_fault, NULL, false};
        snprintf(expected, sizeof(expected), "the certificate of a.example %s",
                 rows[i].message);
        UNIT_ASSERT_TEXT(hg_certificate_problem_word(problem), rows[i].word);
        explain(&failure, expected);
    }
    hg_certificate_free(certificate);
}

static void a_problem_in_the_chain_names_its_certificate(void)
{
    struct hg_certificate *certificate = fixture_certificate("a.example", 1, NOW_S + DAY);
    certificate->not_before_s = NOW_S + 5 * HOUR;
    explain(
        &(struct hg_certificate_failure){certificate, HG_CERTIFICATE_NOT_YET_VALID, "",
                                         NULL, NULL, false},
        "the certificate of a.example is not yet valid: its validity starts in 5 hours "
        "(2026-11-21)");
    explain(&(struct hg_certificate_failure){certificate, HG_CERTIFICATE_EXPIRED, "",
                                             "CN=Middle", NULL, false},
            "the certificate of a.example is not accepted: the certificate of "
            "\"CN=Middle\" in its chain has expired");
    explain(&(struct hg_certificate_failure){certificate, HG_CERTIFICATE_REVOKED, "",
                                             "CN=Middle", NULL, false},
            "the certificate of a.example is not accepted: CN=Middle in its chain is "
            "revoked");
    explain(&(struct hg_certificate_failure){certificate, HG_CERTIFICATE_OTHER, "", NULL,
                                             "invalid purpose", false},
            "the certificate of a.example is rejected (invalid purpose)");
    explain(&(struct hg_certificate_failure){certificate, HG_CERTIFICATE_UNTRUSTED_ROOT,
                                             "", NULL, NULL, true},
            "the certificate of a.example is from an authority that is not trusted: "
            "CN=Authority; or the server does not send an intermediate certificate");
    hg_certificate_free(certificate);
}

static void the_time_left_is_rounded_down_to_whole_units(void)
{
    static const struct {
        int64_t left_s;
        int64_t days;
        const char *message;
    } rows[] = {
        {5 * DAY + DAY - 1, 5, "expires in 5 days (2026-11-26)"},
        {2 * DAY, 2, "expires in 2 days (2026-11-22)"},
        {2 * DAY - 1, 1, "expires in 47 hours (2026-11-22)"},
        {2 * HOUR, 0, "expires in 2 hours (2026-11-20)"},
        {2 * HOUR - 1, 0, "expires in 119 minutes (2026-11-20)"},
        {60, 0, "expires in 1 minute (2026-11-20)"},
        {0, 0, "expires in 0 minutes (2026-11-20)"},
        {-1, -1, "expired 0 minutes ago (2026-11-20)"},
        {-DAY, -1, "expired 24 hours ago (2026-11-19)"},
        {-DAY - 1, -1, "expired 24 hours ago (2026-11-19)"},
        {-2 * DAY + 1, -1, "expired 47 hours ago (2026-11-18)"},
        {-2 * DAY, -2, "expired 2 days ago (2026-11-18)"},
        {-3 * DAY + 1, -2, "expired 2 days ago (2026-11-17)"},
        {INT64_C(251402261999) - NOW_S, 2888970, "expires in 2888970 days (9936-08-15)"},
    };
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        struct hg_certificate *certificate =
            fixture_certificate("a.example", 1, NOW_S + rows[i].left_s);
        struct hg_buf message;
        hg_buf_init(&message);
        hg_certificate_explain_end(certificate, NOW_S, &message);
        UNIT_ASSERT_TEXT(message.data, rows[i].message);
        UNIT_ASSERT_ROW(hg_certificate_days_left(certificate, NOW_S) == rows[i].days,
                        rows[i].message);
        hg_buf_release(&message);
        hg_certificate_free(certificate);
    }
}

static void many_names_are_counted(void)
{
    struct hg_certificate *certificate = fixture_certificate("a.example", 1, NOW_S);
    certificate->names = hg_memory_resize(certificate->names, 6, sizeof(char *));
    for (; certificate->name_count < 6; certificate->name_count++)
        certificate->names[certificate->name_count] = hg_memory_copy_text("more.example");
    explain(
        &(struct hg_certificate_failure){certificate, HG_CERTIFICATE_WRONG_HOST,
                                         "c.example", NULL, NULL, false},
        "the certificate of a.example is for another host: it is valid for a.example, "
        "b.example, more.example and 3 more, not for c.example");
    hg_certificate_free(certificate);
}

static void not_accepted_is_worse_than_near_its_end(void)
{
    struct hg_certificate *soon = fixture_certificate("soon", 1, NOW_S + DAY);
    struct hg_certificate *late = fixture_certificate("late", 2, NOW_S + 9 * DAY);
    const enum hg_certificate_problem fine = HG_CERTIFICATE_FINE;
    const enum hg_certificate_problem bad = HG_CERTIFICATE_WRONG_HOST;
    CU_ASSERT_TRUE(hg_certificate_is_worse(soon, fine, late, fine));
    CU_ASSERT_FALSE(hg_certificate_is_worse(late, fine, soon, fine));
    CU_ASSERT_TRUE(hg_certificate_is_worse(late, bad, soon, fine));
    CU_ASSERT_FALSE(hg_certificate_is_worse(soon, fine, late, bad));
    CU_ASSERT_TRUE(hg_certificate_is_worse(soon, bad, late, bad));
    CU_ASSERT_FALSE(hg_certificate_is_worse(soon, fine, soon, fine));
    CU_ASSERT_TRUE(hg_certificate_is_worse(soon, fine, NULL, fine));
    CU_ASSERT_FALSE(hg_certificate_is_worse(NULL, fine, soon, fine));
    CU_ASSERT_FALSE(hg_certificate_is_worse(NULL, fine, NULL, fine));
    hg_certificate_free(soon);
    hg_certificate_free(late);
}

/* A certificate whose chain ends sooner, with another one. */
static struct hg_certificate *with_chain(uint32_t number, uint32_t first)
{
    struct hg_certificate *certificate =
        fixture_certificate("a.example", number, NOW_S + 200 * DAY);
    certificate->ends_first = fixture_certificate("CA", first, NOW_S + 3 * DAY);
    return certificate;
}

static void the_first_of_its_chain_to_expire_counts(void)
{
    struct hg_certificate *chain = with_chain(1, 2);
    struct hg_certificate *soon = fixture_certificate("soon", 3, NOW_S + 4 * DAY);
    struct hg_buf message;
    hg_buf_init(&message);
    CU_ASSERT_PTR_EQUAL(hg_certificate_first_to_end(chain), chain->ends_first);
    CU_ASSERT_PTR_EQUAL(hg_certificate_first_to_end(soon), soon);
    CU_ASSERT_EQUAL(hg_certificate_days_left(chain, NOW_S), 3);
    CU_ASSERT_TRUE(
        hg_certificate_is_worse(chain, HG_CERTIFICATE_FINE, soon, HG_CERTIFICATE_FINE));
    hg_certificate_explain_first_end(chain, NOW_S, &message);
    UNIT_ASSERT_TEXT(message.data,
                     "the certificate of CN=Subject in the chain of a.example "
                     "expires in 3 days (2026-11-23)");
    hg_buf_clear(&message);
    hg_certificate_explain_first_end(soon, NOW_S, &message);
    UNIT_ASSERT_TEXT(message.data,
                     "the certificate of soon expires in 4 days (2026-11-24)");
    hg_buf_release(&message);
    hg_certificate_free(soon);
    hg_certificate_free(chain);
}

static void a_store_tells_chains_apart(void)
{
    struct hg_certificate_store certificates;
    hg_certificate_store_init(&certificates);
    const struct hg_certificate *one =
        hg_certificate_store_take(&certificates, with_chain(1, 2));
    CU_ASSERT_PTR_NOT_EQUAL(hg_certificate_store_take(&certificates, with_chain(1, 3)),
                            one);
    CU_ASSERT_PTR_NOT_EQUAL(
        hg_certificate_store_take(&certificates,
                                  fixture_certificate("a.example", 1, NOW_S)),
        one);
    CU_ASSERT_PTR_EQUAL(hg_certificate_store_take(&certificates, with_chain(1, 2)), one);
    CU_ASSERT_EQUAL(certificates.count, 3);
    hg_certificate_store_release(&certificates);
}

static void a_shared_certificate_lives_as_long_as_its_last_owner(void)
{
    struct hg_certificate_store certificates;
    struct hg_certificate *mine = fixture_certificate("x", 1, NOW_S);
    hg_certificate_store_init(&certificates);
    CU_ASSERT_PTR_EQUAL(hg_certificate_share(mine), mine);
    CU_ASSERT_PTR_EQUAL(hg_certificate_share(mine), mine);
    CU_ASSERT_PTR_EQUAL(hg_certificate_store_take(&certificates, mine), mine);
    CU_ASSERT_PTR_EQUAL(hg_certificate_store_take(&certificates, mine), mine);
    hg_certificate_store_release(&certificates);
    UNIT_ASSERT_TEXT(mine->name, "x");
    hg_certificate_free(mine);
}

static void a_store_keeps_each_certificate_once(void)
{
    struct hg_certificate_store certificates;
    const struct hg_certificate *kept[500];
    hg_certificate_store_init(&certificates);
    CU_ASSERT_PTR_NULL(hg_certificate_store_take(&certificates, NULL));
    for (uint32_t i = 0; i < 500; i++) {
        kept[i] =
            hg_certificate_store_take(&certificates, fixture_certificate("x", i, NOW_S));
        CU_ASSERT_EQUAL(kept[i]->index, i);
    }
    for (uint32_t i = 0; i < 500; i++)
        CU_ASSERT_PTR_EQUAL(
            hg_certificate_store_take(&certificates, fixture_certificate("x", i, NOW_S)),
            kept[i]);
    CU_ASSERT_EQUAL(certificates.count, 500);
    hg_certificate_store_release(&certificates);
    CU_ASSERT_EQUAL(certificates.count, 0);
}

static void a_fingerprint_is_written_in_hexadecimal_digits(void)
{
    struct hg_certificate *certificate = fixture_certificate("x", 0xfe01, NOW_S);
    char text[HG_FINGERPRINT_TEXT_SIZE];
    hg_certificate_fingerprint(certificate, text);
    CU_ASSERT_EQUAL(strlen(text), 64);
    CU_ASSERT_EQUAL(strncmp(text, "01fe0000", 8), 0);
    hg_certificate_free(certificate);
}

CU_TestInfo certificate_tests[] = {
    {"every_problem_has_a_word_and_words_for_people",
     every_problem_has_a_word_and_words_for_people},
    {"a_problem_in_the_chain_names_its_certificate",
     a_problem_in_the_chain_names_its_certificate},
    {"the_time_left_is_rounded_down_to_whole_units",
     the_time_left_is_rounded_down_to_whole_units},
    {"many_names_are_counted", many_names_are_counted},
    {"not_accepted_is_worse_than_near_its_end", not_accepted_is_worse_than_near_its_end},
    {"a_shared_certificate_lives_as_long_as_its_last_owner",
     a_shared_certificate_lives_as_long_as_its_last_owner},
    {"a_store_keeps_each_certificate_once", a_store_keeps_each_certificate_once},
    {"the_first_of_its_chain_to_expire_counts", the_first_of_its_chain_to_expire_counts},
    {"a_store_tells_chains_apart", a_store_tells_chains_apart},
    {"a_fingerprint_is_written_in_hexadecimal_digits",
     a_fingerprint_is_written_in_hexadecimal_digits},
    CU_TEST_INFO_NULL,
};
