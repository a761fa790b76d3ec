/* SPDX-License-Identifier: MIT */
/* Tests of baseline. */
#include "headgate/baseline.h"

#include "fixture.h"
#include "headgate/memory.h"
#include "headgate/run.h"
#include "unit.h"

#include <stdlib.h>

#include "headgate/banned.h"

#define BIT(outcome) (1U << HG_OUTCOME_##outcome)

static const struct hg_baseline_rules rules = {BIT(DOWN), 2};

static enum hg_change change_of(const struct hg_baseline_rules *by,
                                const struct hg_previous_result *previous,
                                enum hg_outcome outcome)
{
    struct fixture fixture;
    struct hg_result result;
    fixture_init(&fixture);
    hg_result_init(&result);
    fixture.extra.previous = previous;
    result.outcome = (uint8_t)outcome;
    hg_baseline_compare(by, &fixture.target, &result);
    const enum hg_change change = (enum hg_change)result.change;
    hg_result_release(&result);
    return change;
}

static void outcomes_are_compared_by_what_closes_the_gate(void)
{
    static const struct hg_baseline_rules all = {BIT(DOWN) | BIT(DEGRADED) | BIT(FLAKY),
                                                 2};
    static const struct hg_baseline_rules never = {0, 2};
    static const struct {
        const char *row;
        const struct hg_baseline_rules *by;
        enum hg_outcome before;
        enum hg_outcome now;
        enum hg_change change;
    } rows[] = {
        {"up up", &rules, HG_OUTCOME_UP, HG_OUTCOME_UP, HG_CHANGE_NONE},
        {"up down", &rules, HG_OUTCOME_UP, HG_OUTCOME_DOWN, HG_CHANGE_NEW},
        {"down down", &rules, HG_OUTCOME_DOWN, HG_OUTCOME_DOWN, HG_CHANGE_KNOWN},
        {"down up", &rules, HG_OUTCOME_DOWN, HG_OUTCOME_UP, HG_CHANGE_RECOVERED},
        {"down flaky", &rules, HG_OUTCOME_DOWN, HG_OUTCOME_FLAKY, HG_CHANGE_RECOVERED},
        {"up degraded", &rules, HG_OUTCOME_UP, HG_OUTCOME_DEGRADED, HG_CHANGE_NONE},
        {"degraded down", &rules, HG_OUTCOME_DEGRADED, HG_OUTCOME_DOWN, HG_CHANGE_NEW},
        {"up degraded, counts", &all, HG_OUTCOME_UP, HG_OUTCOME_DEGRADED, HG_CHANGE_NEW},
        {"degraded down, counts", &all, HG_OUTCOME_DEGRADED, HG_OUTCOME_DOWN,
         HG_CHANGE_NEW},
        {"down degraded, counts", &all, HG_OUTCOME_DOWN, HG_OUTCOME_DEGRADED,
         HG_CHANGE_KNOWN},
        {"degraded flaky, counts", &all, HG_OUTCOME_DEGRADED, HG_OUTCOME_FLAKY,
         HG_CHANGE_KNOWN},
        {"unknown down", &rules, HG_OUTCOME_UNKNOWN, HG_OUTCOME_DOWN, HG_CHANGE_NEW},
        {"skipped down", &rules, HG_OUTCOME_SKIPPED, HG_OUTCOME_DOWN, HG_CHANGE_NEW},
        {"skipped up", &rules, HG_OUTCOME_SKIPPED, HG_OUTCOME_UP, HG_CHANGE_NONE},
        {"down unknown", &rules, HG_OUTCOME_DOWN, HG_OUTCOME_UNKNOWN, HG_CHANGE_NONE},
        {"down skipped", &rules, HG_OUTCOME_DOWN, HG_OUTCOME_SKIPPED, HG_CHANGE_NONE},
        {"never", &never, HG_OUTCOME_UP, HG_OUTCOME_DOWN, HG_CHANGE_NEW},
    };
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        const struct hg_previous_result previous = {.outcome = rows[i].before,
                                                    .answer_us = -1};
        UNIT_ASSERT_ROW(change_of(rows[i].by, &previous, rows[i].now) == rows[i].change,
                        rows[i].row);
    }
}

static void targets_that_were_not_there_are_new_when_they_fail(void)
{
    CU_ASSERT_EQUAL(change_of(&rules, NULL, HG_OUTCOME_DOWN), HG_CHANGE_NEW);
    CU_ASSERT_EQUAL(change_of(&rules, NULL, HG_OUTCOME_UP), HG_CHANGE_NONE);
}

static void well_answers_are_compared_by_time_and_url(void)
{
    static const struct {
        const char *row;
        int64_t slower;
        int64_t before_us;
        int32_t now_us;
        const char *url;
        const char *final_url;
        enum hg_change change;
        const char *note;
    } rows[] = {
        {"twice", 2, 200000, 400000, FIXTURE_URL, FIXTURE_URL, HG_CHANGE_NONE, NULL},
        {"more than twice", 2, 200000, 400001, FIXTURE_URL, FIXTURE_URL, HG_CHANGE_SLOWER,
         "waited 400 ms for the answer, in the baseline 200 ms"},
        {"not clearly", 2, 1000, 100999, FIXTURE_URL, FIXTURE_URL, HG_CHANGE_NONE, NULL},
        {"clearly", 2, 1000, 101000, FIXTURE_URL, FIXTURE_URL, HG_CHANGE_SLOWER,
         "waited 101 ms for the answer, in the baseline 1.0 ms"},
        {"off", 0, 1000, 9000000, FIXTURE_URL, FIXTURE_URL, HG_CHANGE_NONE, NULL},
        {"no answer then", 2, -1, 9000000, FIXTURE_URL, NULL, HG_CHANGE_NONE, NULL},
        {"moved and slower", 2, 1000, 9000000, FIXTURE_URL, "https://api.example/",
         HG_CHANGE_MOVED,
         "final URL " FIXTURE_URL ", in the baseline https://api.example/"},
        {"another address", 2, 1000, 9000000, "https://old.example/",
         "https://old.example/", HG_CHANGE_NONE, NULL},
    };
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        const struct hg_baseline_rules by = {BIT(DOWN), rows[i].slower};
        const struct hg_previous_result previous = {.outcome = HG_OUTCOME_UP,
                                                    .answer_us = rows[i].before_us,
                                                    .url = rows[i].url,
                                                    .final_url = rows[i].final_url};
        struct fixture fixture;
        struct hg_result result;
        struct hg_reply reply;
        fixture_init(&fixture);
        hg_result_init(&result);
        fixture_answer(&reply, 200);
        /* A new connection: the time that it takes is left out. */
        reply.phases = (struct hg_phases){.resolve_us = HG_NOT_REACHED,
                                          .connect_us = 300000,
                                          .tls_us = 600000,
                                          .wait_us = (int32_t)rows[i].now_us,
                                          .transfer_us = 0,
                                          .total_us = (int32_t)rows[i].now_us + 900000};
        fixture_add(&fixture, &result, &reply);
        fixture.extra.previous = &previous;
        hg_baseline_compare(&by, &fixture.target, &result);
        UNIT_ASSERT_ROW((enum hg_change)result.change == rows[i].change, rows[i].row);
        UNIT_ASSERT_TEXT(result.detail == NULL ? NULL : result.detail->note,
                         rows[i].note);
        hg_result_release(&result);
    }
}

static void another_certificate_is_told(void)
{
    static char name[] = "api.example";
    static char issuer[] = "CN=New";
    static const struct hg_certificate certificate = {
        .name = name, .issuer = issuer, .fingerprint = {1}};
    static const struct hg_baseline_rules by = {BIT(DOWN), 2};
    char same[HG_FINGERPRINT_TEXT_SIZE];
    struct hg_previous_result previous = {.outcome = HG_OUTCOME_UP,
                                          .answer_us = 1000,
                                          .url = FIXTURE_URL,
                                          .final_url = FIXTURE_URL,
                                          .fingerprint = same};
    struct fixture fixture;
    struct hg_result result;
    struct hg_reply reply;

    hg_certificate_fingerprint(&certificate, same);
    fixture_init(&fixture);
    hg_result_init(&result);
    fixture_answer(&reply, 200);
    fixture_add(&fixture, &result, &reply);
    fixture.extra.previous = &previous;
    result.certificate = &certificate;
    hg_baseline_compare(&by, &fixture.target, &result);
    CU_ASSERT_EQUAL(result.change, HG_CHANGE_NONE);
    previous.fingerprint = NULL; /* had none, or an older report */
    hg_baseline_compare(&by, &fixture.target, &result);
    CU_ASSERT_EQUAL(result.change, HG_CHANGE_NONE);
    previous.fingerprint = "00";
    hg_baseline_compare(&by, &fixture.target, &result);
    CU_ASSERT_EQUAL(result.change, HG_CHANGE_CERTIFICATE);
    UNIT_ASSERT_TEXT(result.detail->note, "another certificate than in the baseline: "
                                          "api.example, issued by CN=New");
    hg_result_release(&result);
}

static void the_gate_of_a_run_closes_for_what_is_worse_only(void)
{
    static const struct hg_previous_result down = {.outcome = HG_OUTCOME_DOWN,
                                                   .answer_us = -1};
    static const struct hg_previous_result elsewhere = {.outcome = HG_OUTCOME_UP,
                                                        .answer_us = 1,
                                                        .url = FIXTURE_URL,
                                                        .final_url =
                                                            "https://api.example/"};
    static const struct {
        const struct hg_previous_result *previous;
        int status;
        uint32_t fail_on;
        enum hg_gate_state state;
        const char *reason;
    } rows[] = {
        {&down, 404, BIT(DOWN), HG_GATE_OPEN, ""},
        {NULL, 404, BIT(DOWN), HG_GATE_CLOSED, "1 down, at most 0 allowed"},
        {&elsewhere, 200, BIT(DOWN), HG_GATE_CLOSED,
         "1 at another URL than in the baseline"},
        {&elsewhere, 200, 0, HG_GATE_OPEN, ""},
        {&down, 200, BIT(DOWN), HG_GATE_OPEN, ""},
    };
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        const struct hg_settings settings = {.gate = {.fail_on = rows[i].fail_on},
                                             .baseline = "old.json",
                                             .baseline_slower = 2};
        struct fixture fixture;
        struct hg_reply reply;
        struct hg_run run;
        fixture_init(&fixture);
        fixture.extra.previous = rows[i].previous;
        hg_run_init(&run, &fixture.target, 1, &settings);
        fixture_answer(&reply, rows[i].status);
        fixture_add(&fixture, &run.results[0], &reply);
        hg_run_settle(&run, 0);
        hg_run_summarise(&run);
        CU_ASSERT_EQUAL(run.gate.state, rows[i].state);
        UNIT_ASSERT_TEXT(run.gate.reason, rows[i].reason);
        hg_run_release(&run);
    }
}

static void every_change_has_its_word(void)
{
    static const char *const words[] = {NULL,     "new",   "known",      "recovered",
                                        "slower", "moved", "certificate"};
    for (int i = 0; i < HG_CHANGE_COUNT; i++)
        UNIT_ASSERT_TEXT(hg_change_word((enum hg_change)i), words[i]);
}

CU_TestInfo baseline_tests[] = {
    {"outcomes_are_compared_by_what_closes_the_gate",
     outcomes_are_compared_by_what_closes_the_gate},
    {"targets_that_were_not_there_are_new_when_they_fail",
     targets_that_were_not_there_are_new_when_they_fail},
    {"well_answers_are_compared_by_time_and_url",
     well_answers_are_compared_by_time_and_url},
    {"another_certificate_is_told", another_certificate_is_told},
    {"the_gate_of_a_run_closes_for_what_is_worse_only",
     the_gate_of_a_run_closes_for_what_is_worse_only},
    {"every_change_has_its_word", every_change_has_its_word},
    CU_TEST_INFO_NULL,
};
