/* SPDX-License-Identifier: MIT */
/* Tests of wait_progress. */
#include "unit.h"

#include <string.h>

#include "headgate/units.h"

#include "app/wait_progress.h"

static const struct hg_settings settings = {
    .quiet = true, .wait = {.successes = 3}, .gate = {.fail_on = 1U << HG_OUTCOME_DOWN}};
static const struct hg_target targets[] = {{.name = "shop"}, {.name = "api"}};

static void make_round(struct hg_run *run, enum hg_outcome outcome, const char *reason)
{
    hg_run_init(run, targets, 2, &settings);
    hg_result_end(&run->results[0], HG_OUTCOME_UP, HG_CAUSE_NONE, "");
    hg_result_end(&run->results[1], outcome,
                  outcome == HG_OUTCOME_DOWN ? HG_CAUSE_CONNECT : HG_CAUSE_NONE, reason);
    hg_run_summarise(run);
}

static void check_line(const struct hg_wait_progress *progress, int64_t left_us,
                       const char *expected)
{
    struct hg_buf line;
    hg_buf_init(&line);
    hg_wait_progress_describe(progress, left_us, &line);
    UNIT_ASSERT_TEXT(line.data, expected);
    hg_buf_release(&line);
}

static void the_line_shows_round_failures_and_time_left(void)
{
    struct hg_wait_progress progress;
    struct hg_run run;
    hg_wait_progress_init(&progress, &settings, 0);
    progress.round = 1;
    check_line(&progress, 300 * HG_US_PER_S, "round 1, 5m left");
    make_round(&run, HG_OUTCOME_DOWN, "connection refused");
    hg_wait_progress_update(&progress, &run);
    hg_run_release(&run);
    progress.round = 7;
    check_line(&progress, 79500000,
               "round 7, 1 of 2 not up, 1m20s left; last: api: connection refused");
    check_line(&progress, -5,
               "round 7, 1 of 2 not up, 0s left; last: api: connection refused");
    hg_wait_progress_release(&progress);
}

static void only_rounds_in_a_row_count(void)
{
    static const enum hg_outcome outcomes[] = {HG_OUTCOME_UP, HG_OUTCOME_DOWN,
                                               HG_OUTCOME_UP, HG_OUTCOME_FLAKY};
    static const int64_t counts[] = {1, 0, 1, 2};
    struct hg_wait_progress progress;
    struct hg_run run;
    hg_wait_progress_init(&progress, &settings, 0);
    for (size_t i = 0; i < sizeof counts / sizeof counts[0]; i++) {
        make_round(&run, outcomes[i], "because");
        hg_wait_progress_update(&progress, &run);
        hg_run_release(&run);
        CU_ASSERT_EQUAL(progress.open_count, counts[i]);
    }
    progress.round = 5;
    check_line(&progress, HG_US_PER_S, "round 5, open 2 of 3 times in a row, 1s left");
    hg_wait_progress_release(&progress);
}

static void the_state_hash_changes_with_outcomes_only(void)
{
    struct hg_wait_progress progress;
    struct hg_run run;
    hg_wait_progress_init(&progress, &settings, 0);
    make_round(&run, HG_OUTCOME_DOWN, "no answer after 5.01 s");
    hg_wait_progress_update(&progress, &run);
    hg_run_release(&run);
    const uint64_t before = progress.state_hash;
    CU_ASSERT_NOT_EQUAL(before, 0);
    make_round(&run, HG_OUTCOME_DOWN, "no answer after 5.02 s");
    hg_wait_progress_update(&progress, &run);
    hg_run_release(&run);
    CU_ASSERT_EQUAL(progress.state_hash, before);
    make_round(&run, HG_OUTCOME_UP, "");
    hg_wait_progress_update(&progress, &run);
    hg_run_release(&run);
    CU_ASSERT_NOT_EQUAL(progress.state_hash, before);
    hg_wait_progress_release(&progress);
}

CU_TestInfo wait_progress_tests[] = {
    {"the line shows round, failures and time left",
     the_line_shows_round_failures_and_time_left},
    {"only rounds in a row count", only_rounds_in_a_row_count},
    {"the state hash changes with outcomes only",
     the_state_hash_changes_with_outcomes_only},
    CU_TEST_INFO_NULL,
};
