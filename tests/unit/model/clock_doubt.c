/* SPDX-License-Identifier: MIT */
/* clock_doubt: which verdicts follow from the clock, and when it is wrong. */
#include "headgate/clock_doubt.h"

#include "unit.h"

#include <stdio.h>

#include "headgate/units.h"

#include "headgate/banned.h"

#define RELEASED_S INT64_C(1795996800) /* 2026-11-30 */

static void verdicts_that_follow_from_dates_are_known(void)
{
    static const struct {
        enum hg_cause failure;
        enum hg_certificate_problem problem;
        enum hg_outcome outcome;
        enum hg_cause cause;
        bool is_about_dates;
    } rows[] = {
        {HG_CAUSE_CERTIFICATE, HG_CERTIFICATE_EXPIRED, HG_OUTCOME_DOWN,
         HG_CAUSE_CERTIFICATE, true},
        {HG_CAUSE_CERTIFICATE, HG_CERTIFICATE_NOT_YET_VALID, HG_OUTCOME_DOWN,
         HG_CAUSE_CERTIFICATE, true},
        {HG_CAUSE_CERTIFICATE, HG_CERTIFICATE_UNKNOWN_REVOCATION, HG_OUTCOME_DOWN,
         HG_CAUSE_CERTIFICATE, true},
        {HG_CAUSE_CERTIFICATE, HG_CERTIFICATE_WRONG_HOST, HG_OUTCOME_DOWN,
         HG_CAUSE_CERTIFICATE, false},
        {HG_CAUSE_CERTIFICATE, HG_CERTIFICATE_SELF_SIGNED, HG_OUTCOME_DOWN,
         HG_CAUSE_CERTIFICATE, false},
        /* Ends soon. */
        {HG_CAUSE_NONE, HG_CERTIFICATE_FINE, HG_OUTCOME_DEGRADED, HG_CAUSE_CERTIFICATE,
         true},
        {HG_CAUSE_NONE, HG_CERTIFICATE_FINE, HG_OUTCOME_DOWN, HG_CAUSE_CERTIFICATE, true},
        {HG_CAUSE_NONE, HG_CERTIFICATE_EXPIRED, HG_OUTCOME_DOWN, HG_CAUSE_STATUS, false},
        {HG_CAUSE_NONE, HG_CERTIFICATE_EXPIRED, HG_OUTCOME_UP, HG_CAUSE_NONE, false},
        {HG_CAUSE_NONE, HG_CERTIFICATE_FINE, HG_OUTCOME_DEGRADED, HG_CAUSE_LATENCY,
         false},
        {HG_CAUSE_TLS, HG_CERTIFICATE_EXPIRED, HG_OUTCOME_DOWN, HG_CAUSE_TLS, false},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        const struct hg_reply reply = {.failure = rows[i].failure,
                                       .certificate_problem = rows[i].problem};
        const struct hg_verdict verdict = {.outcome = rows[i].outcome,
                                           .cause = rows[i].cause};
        char row[32];
        snprintf(row, sizeof row, "%zu", i);
        UNIT_ASSERT_ROW(
            hg_judge_is_about_dates(&reply, &verdict) == rows[i].is_about_dates, row);
    }
}

static void describe(const struct hg_run *run, const char *expected)
{
    struct hg_buf out;
    hg_buf_init(&out);
    CU_ASSERT_EQUAL(hg_clock_describe_doubt(run, &out), expected[0] != '\0');
    UNIT_ASSERT_TEXT(out.data, expected);
    hg_buf_release(&out);
}

static void the_clock_is_wrong_before_the_release_and_against_most_servers(void)
{
    struct hg_run run = {.started_at_us = RELEASED_S * HG_US_PER_S};
    describe(&run, "");
    run.released_s = RELEASED_S;
    describe(&run, "");
    run.clock_offset_s = 86400;
    describe(&run, "");
    run.has_clock_offset = true;
    describe(
        &run,
        "the clock of this machine is 24 h 00 m ahead of the clocks of most servers");
    run.clock_offset_s = -301;
    describe(&run,
             "the clock of this machine is 5 m 01 s behind the clocks of most servers");
    run.clock_offset_s = 300;
    describe(&run, "");
    run.started_at_us--;
    describe(
        &run,
        "the clock of this machine is wrong: it says 2026-11-29, and this program was "
        "released on 2026-11-30");
}

static void only_results_of_dates_become_unknown(void)
{
    static const struct {
        bool is_about_dates, is_wrong;
        enum hg_outcome outcome, expected;
    } rows[] = {
        {true, true, HG_OUTCOME_DOWN, HG_OUTCOME_UNKNOWN},
        {true, true, HG_OUTCOME_DEGRADED, HG_OUTCOME_UNKNOWN},
        {true, true, HG_OUTCOME_UP, HG_OUTCOME_UP},
        {true, true, HG_OUTCOME_SKIPPED, HG_OUTCOME_SKIPPED},
        {true, false, HG_OUTCOME_DOWN, HG_OUTCOME_DOWN},
        {false, true, HG_OUTCOME_DOWN, HG_OUTCOME_DOWN},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        const struct hg_run run = {.released_s = rows[i].is_wrong ? 1 : 0};
        struct hg_result result;
        char row[32];
        snprintf(row, sizeof row, "%zu", i);
        hg_result_init(&result);
        hg_result_end(&result, rows[i].outcome, HG_CAUSE_CERTIFICATE, "it has expired");
        result.is_about_dates = rows[i].is_about_dates;
        hg_clock_make_unknown(&run, &result);
        UNIT_ASSERT_ROW(result.outcome == rows[i].expected, row);
        if (rows[i].expected == HG_OUTCOME_UNKNOWN) {
            CU_ASSERT_EQUAL(result.cause, HG_CAUSE_CLOCK);
            UNIT_ASSERT_TEXT(
                hg_result_reason(&result),
                "the clock of this machine is wrong: it says 1970-01-01, and "
                "this program was released on 1970-01-01; the check reported: "
                "it has expired");
        }
        hg_result_release(&result);
    }
}

CU_TestInfo clock_doubt_tests[] = {
    {"verdicts_that_follow_from_dates_are_known",
     verdicts_that_follow_from_dates_are_known},
    {"the_clock_is_wrong_before_the_release_and_against_most_servers",
     the_clock_is_wrong_before_the_release_and_against_most_servers},
    {"only_results_of_dates_become_unknown", only_results_of_dates_become_unknown},
    CU_TEST_INFO_NULL,
};
