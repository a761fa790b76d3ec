/* SPDX-License-Identifier: MIT */
/* Tests of certificate_news: what is said of certificates that targets share. */
#include "fixture.h"

#include "unit.h"

#include <stdio.h>
#include <string.h>

#include "headgate/banned.h"

static char name[] = "shop.example";
static char issuer[] = "CN=CA";
static const struct hg_certificate first = {
    .name = name, .issuer = issuer, .fingerprint = {1}};
/* Until 2027-12-31. */
static const struct hg_certificate second = {.name = name,
                                             .issuer = issuer,
                                             .not_after_s = INT64_C(1830254400),
                                             .fingerprint = {2}};

static void blame(struct hg_run *run, const struct hg_certificate *certificate)
{
    for (size_t i = 0; i < run->count; i++) {
        struct hg_result *result = &run->results[i];
        result->certificate = certificate;
        if (result->outcome == HG_OUTCOME_DEGRADED || result->outcome == HG_OUTCOME_DOWN)
            result->cause = HG_CAUSE_CERTIFICATE;
    }
}

static void blame_first(struct hg_run *run)
{
    blame(run, &first);
}

static void blame_second(struct hg_run *run)
{
    blame(run, &second);
}

/* The targets that certificates are said of, in a run. */
static void certificates_are_said_once(void)
{
    static const struct {
        void (*change)(struct hg_run *run);
        const char *outcomes;
        const char *said;
    } rows[] = {
        {blame_first, "UUU", ""},
        {blame_first, "UGG", "b: slow"},
        {blame_first, "GGG", ""},
        {blame_first, "GDD", "b: no answer"},
        {blame_first, "GGD", ""}, /* it warned before it failed */
        {blame_first, "UUU", ""}, /* and is still the same one */
        {blame_first, "GGG", ""},
        {blame_second, "?XX", ""},
        {blame_second, "UUU", "a: renewed: shop.example, until 2027-12-31"},
        {blame_second, "UUU", ""},
        {blame_second, "UGU", "b: slow"},
        {blame_first, "UUU", "b: renewed: shop.example, until 1970-01-01"},
    };
    struct fixture fixture;
    fixture_open(&fixture);
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct hg_history_change change;
        char said[256] = "";
        char row[16];
        fixture.change = rows[i].change;
        fixture_add(&fixture, (int64_t)i * MINUTE_S, rows[i].outcomes);
        hg_history_last_change(fixture.history, &change);
        for (size_t k = 0; k < change.event_count; k++) {
            const struct hg_event *event = &change.events[k];
            if (event->kind == HG_EVENT_CERTIFICATE)
                snprintf(said + strlen(said), sizeof said - strlen(said), "%s: %s",
                         event->target, event->reason);
        }
        snprintf(row, sizeof row, "run %zu", i);
        UNIT_ASSERT_ROW(strcmp(said, rows[i].said) == 0, row);
        UNIT_ASSERT_TEXT(said, rows[i].said);
    }
    fixture_close(&fixture);
}

/* Its renewal, and its failure after that, are news again. */
static void what_fails_after_a_renewal_is_said(void)
{
    struct fixture fixture;
    fixture_open(&fixture);
    fixture.change = blame_first;
    fixture_add(&fixture, 0, "GG");
    fixture.change = blame_second;
    fixture_add(&fixture, MINUTE_S, "U");
    CU_ASSERT_EQUAL(fixture_count(&fixture, HG_EVENT_CERTIFICATE), 1);
    fixture.change = blame_first;
    fixture_add(&fixture, 2 * MINUTE_S, "UD");
    CU_ASSERT_EQUAL(fixture_count(&fixture, HG_EVENT_CERTIFICATE), 1);
    fixture.change = blame_second;
    fixture_add(&fixture, 3 * MINUTE_S, "UU");
    CU_ASSERT_EQUAL(fixture_count(&fixture, HG_EVENT_CERTIFICATE), 1);
    fixture_close(&fixture);
}

/* A certificate that gave no trouble is no news, and neither is the next one. */
static void a_change_without_trouble_is_not_said(void)
{
    struct fixture fixture;
    fixture_open(&fixture);
    fixture.change = blame_first;
    fixture_add(&fixture, 0, "UU");
    fixture.change = blame_second;
    fixture_add(&fixture, MINUTE_S, "UU");
    CU_ASSERT_EQUAL(fixture_count(&fixture, HG_EVENT_CERTIFICATE), 0);
    fixture_close(&fixture);
}

/* Trouble that is no certificate's, and a certificate that nobody got, are none. */
static void other_trouble_is_no_news_of_certificates(void)
{
    struct fixture fixture;
    fixture_open(&fixture);
    fixture_add(&fixture, 0, "GDU");
    CU_ASSERT_EQUAL(fixture_count(&fixture, HG_EVENT_CERTIFICATE), 0);
    fixture.change = blame_second;
    fixture_add(&fixture, MINUTE_S, "UUU");
    CU_ASSERT_EQUAL(fixture_count(&fixture, HG_EVENT_CERTIFICATE), 0);
    fixture_close(&fixture);
}

CU_TestInfo certificate_news_tests[] = {
    {"certificates_are_said_once", certificates_are_said_once},
    {"what_fails_after_a_renewal_is_said", what_fails_after_a_renewal_is_said},
    {"a_change_without_trouble_is_not_said", a_change_without_trouble_is_not_said},
    {"other_trouble_is_no_news_of_certificates",
     other_trouble_is_no_news_of_certificates},
    CU_TEST_INFO_NULL,
};
