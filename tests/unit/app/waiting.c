/* SPDX-License-Identifier: MIT */
/* waiting: tests of what is told while rounds go on. */
#include "unit.h"

#include <string.h>

#include "headgate/units.h"

#include "app/waiting.h"

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

static void check_line(const struct hg_waiting *waiting, int64_t left_us,
                       const char *expected)
{
    struct hg_buf line;
    hg_buf_init(&line);
    hg_waiting_describe(waiting, left_us, &line);
    UNIT_ASSERT_TEXT(line.data, expected);
    hg_buf_release(&line);
}

static void the_line_tells_round_troubles_and_time_left(void)
{
    struct hg_waiting waiting;
    struct hg_run run;
    hg_waiting_init(&waiting, &settings, 0);
    waiting.round = 1;
    check_line(&waiting, 300 * HG_US_PER_S, "round 1, 5m left");
    make_round(&run, HG_OUTCOME_DOWN, "connection refused");
    hg_waiting_take(&waiting, &run);
    hg_run_release(&run);
    waiting.round = 7;
    check_line(&waiting, 79500000,
               "round 7, 1 of 2 not up, 1m20s left; last: api: connection refused");
    check_line(&waiting, -5,
               "round 7, 1 of 2 not up, 0s left; last: api: connection refused");
    hg_waiting_release(&waiting);
}

static void only_rounds_in_a_row_count(void)
{
    static const enum hg_outcome outcomes[] = {HG_OUTCOME_UP, HG_OUTCOME_DOWN,
                                               HG_OUTCOME_UP, HG_OUTCOME_FLAKY};
    static const int64_t counts[] = {1, 0, 1, 2};
    struct hg_waiting waiting;
    struct hg_run run;
    hg_waiting_init(&waiting, &settings, 0);
    for (size_t i = 0; i < sizeof counts / sizeof counts[0]; i++) {
        make_round(&run, outcomes[i], "because");
        hg_waiting_take(&waiting, &run);
        hg_run_release(&run);
        CU_ASSERT_EQUAL(waiting.open_count, counts[i]);
    }
    waiting.round = 5;
    check_line(&waiting, HG_US_PER_S, "round 5, open 2 of 3 times in a row, 1s left");
    hg_waiting_release(&waiting);
}

static void the_picture_changes_with_outcomes_only(void)
{
    struct hg_waiting waiting;
    struct hg_run run;
    hg_waiting_init(&waiting, &settings, 0);
    make_round(&run, HG_OUTCOME_DOWN, "no answer after 5.01 s");
    hg_waiting_take(&waiting, &run);
    hg_run_release(&run);
    const uint64_t before = waiting.picture;
    CU_ASSERT_NOT_EQUAL(before, 0);
    make_round(&run, HG_OUTCOME_DOWN, "no answer after 5.02 s");
    hg_waiting_take(&waiting, &run);
    hg_run_release(&run);
    CU_ASSERT_EQUAL(waiting.picture, before);
    make_round(&run, HG_OUTCOME_UP, "");
    hg_waiting_take(&waiting, &run);
    hg_run_release(&run);
    CU_ASSERT_NOT_EQUAL(waiting.picture, before);
    hg_waiting_release(&waiting);
}

CU_TestInfo waiting_tests[] = {
    {"the line tells round, troubles and time left",
     the_line_tells_round_troubles_and_time_left},
    {"only rounds in a row count", only_rounds_in_a_row_count},
    {"the picture changes with outcomes only", the_picture_changes_with_outcomes_only},
    CU_TEST_INFO_NULL,
};
