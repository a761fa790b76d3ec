/* SPDX-License-Identifier: MIT */
/* Tests of waiver. */
#include "headgate/waiver.h"

#include "fixture.h"
#include "headgate/clock.h"
#include "headgate/run.h"
#include "unit.h"

#include "headgate/banned.h"

static void dates_are_read_up_to_the_end_of_their_day(void)
{
    static const char *const rows[][2] = {
        {"1970-01-01", "1970-01-02T00:00:00.000Z"},
        {"2026-12-31", "2027-01-01T00:00:00.000Z"},
        {"2028-02-28", "2028-02-29T00:00:00.000Z"},
        {"2028-02-29", "2028-03-01T00:00:00.000Z"},
        {"2100-02-28", "2100-03-01T00:00:00.000Z"},
    };
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        char text[HG_CLOCK_RFC3339_SIZE];
        int64_t end_us = 0;
        UNIT_ASSERT_ROW(hg_waiver_parse_date(rows[i][0], &end_us) == 0, rows[i][0]);
        hg_clock_format_rfc3339(end_us, text, sizeof(text));
        UNIT_ASSERT_TEXT(text, rows[i][1]);
    }
}

static void what_is_no_date_is_refused(void)
{
    static const char *const rows[] = {
        "",           "2026-12-3",  "2026-12-311",         "2026-13-01", "2026-00-10",
        "2026-02-29", "2026-04-31", "2026-01-00",          "1969-12-31", "31.12.2026",
        "2026/12/31", "tomorrow",   "2026-12-31T00:00:00Z"};
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        int64_t end_us = 7;
        UNIT_ASSERT_ROW(hg_waiver_parse_date(rows[i], &end_us) == -1, rows[i]);
        CU_ASSERT_EQUAL(end_us, 7);
    }
}

enum { END = 1000 };

static const struct hg_waiver waiver = {"2026-12-31", END, "vendor migration", "OPS-12"};

static void answer(struct hg_result *result, int status)
{
    struct fixture fixture;
    struct hg_reply reply;
    fixture_init(&fixture);
    hg_result_init(result);
    fixture_answer(&reply, status);
    fixture_add(&fixture, result, &reply);
}

static void what_is_not_up_is_excused_until_the_date(void)
{
    struct hg_result result;
    answer(&result, 404);
    hg_waiver_apply(&waiver, &result, END - 1);
    CU_ASSERT_EQUAL(result.outcome, HG_OUTCOME_SKIPPED);
    CU_ASSERT_EQUAL(result.cause, HG_CAUSE_STATUS);
    CU_ASSERT_EQUAL(result.status, 404);
    CU_ASSERT_TRUE(result.is_waived);
    CU_ASSERT_EQUAL(result.observed, HG_OUTCOME_DOWN);
    UNIT_ASSERT_TEXT(hg_result_reason(&result),
                     "waived until 2026-12-31 (vendor migration, OPS-12): down: expected "
                     "status 200-299, got 404");
    CU_ASSERT_EQUAL_FATAL(result.detail->attempt_count, 1);
    CU_ASSERT_EQUAL(result.detail->attempts[0].outcome, HG_OUTCOME_DOWN);
    hg_result_release(&result);
}

static void past_the_date_it_counts_again(void)
{
    struct hg_result result;
    answer(&result, 404);
    hg_waiver_apply(&waiver, &result, END);
    CU_ASSERT_EQUAL(result.outcome, HG_OUTCOME_DOWN);
    CU_ASSERT_FALSE(result.is_waived);
    UNIT_ASSERT_TEXT(hg_result_reason(&result), "expected status 200-299, got 404");
    UNIT_ASSERT_TEXT(result.detail->note,
                     "waiver expired on 2026-12-31 (vendor migration, OPS-12)");
    hg_result_release(&result);
}

static void what_is_up_needs_no_waiver(void)
{
    static const struct hg_waiver plain = {"2026-12-31", END, "vendor migration", NULL};
    struct hg_result result;
    answer(&result, 200);
    hg_waiver_apply(&plain, &result, 0);
    CU_ASSERT_EQUAL(result.outcome, HG_OUTCOME_UP);
    CU_ASSERT_FALSE(result.is_waived);
    UNIT_ASSERT_TEXT(result.detail->note,
                     "waiver until 2026-12-31 is no longer needed (vendor migration)");
    hg_result_release(&result);
}

static void a_result_without_a_verdict_stays_unknown(void)
{
    struct hg_result result;
    hg_result_init(&result);
    hg_result_end(&result, HG_OUTCOME_UNKNOWN, HG_CAUSE_DEADLINE, "too late");
    hg_waiver_apply(&waiver, &result, 0);
    CU_ASSERT_EQUAL(result.outcome, HG_OUTCOME_UNKNOWN);
    UNIT_ASSERT_TEXT(hg_result_reason(&result), "too late");
    hg_result_release(&result);
}

static void what_is_skipped_and_what_has_no_waiver_stay_as_they_are(void)
{
    struct hg_result result;
    answer(&result, 404);
    hg_waiver_apply(NULL, &result, 0);
    CU_ASSERT_EQUAL(result.outcome, HG_OUTCOME_DOWN);
    hg_result_end(&result, HG_OUTCOME_SKIPPED, HG_CAUSE_NONE, "disabled");
    hg_waiver_apply(&waiver, &result, 0);
    UNIT_ASSERT_TEXT(hg_result_reason(&result), "disabled");
    CU_ASSERT_FALSE(result.is_waived);
    CU_ASSERT_FALSE(hg_waiver_is_active(NULL, 0));
    hg_result_release(&result);
}

static void a_run_settles_its_results_and_the_gate_stays_open(void)
{
    struct fixture fixture;
    struct hg_reply reply;
    fixture_init(&fixture);
    fixture.extra.waiver = &waiver;
    const struct hg_settings settings = {.gate = {.fail_on = 1U << HG_OUTCOME_DOWN}};
    struct hg_run run;
    hg_run_init(&run, &fixture.target, 1, &settings);
    run.started_at_us = END - 1;
    fixture_answer(&reply, 500);
    fixture_add(&fixture, &run.results[0], &reply);
    hg_run_settle(&run, 0);
    CU_ASSERT_TRUE(run.results[0].is_final);
    hg_run_summarise(&run);
    CU_ASSERT_EQUAL(run.summary.outcomes[HG_OUTCOME_SKIPPED], 1);
    CU_ASSERT_EQUAL(run.summary.max_us, -1);
    CU_ASSERT_EQUAL(run.gate.state, HG_GATE_OPEN);
    hg_run_release(&run);
}

CU_TestInfo waiver_tests[] = {
    {"dates_are_read_up_to_the_end_of_their_day",
     dates_are_read_up_to_the_end_of_their_day},
    {"what_is_no_date_is_refused", what_is_no_date_is_refused},
    {"what_is_not_up_is_excused_until_the_date",
     what_is_not_up_is_excused_until_the_date},
    {"past_the_date_it_counts_again", past_the_date_it_counts_again},
    {"what_is_up_needs_no_waiver", what_is_up_needs_no_waiver},
    {"a_result_without_a_verdict_stays_unknown",
     a_result_without_a_verdict_stays_unknown},
    {"what_is_skipped_and_what_has_no_waiver_stay_as_they_are",
     what_is_skipped_and_what_has_no_waiver_stay_as_they_are},
    {"a_run_settles_its_results_and_the_gate_stays_open",
     a_run_settles_its_results_and_the_gate_stays_open},
    CU_TEST_INFO_NULL,
};
