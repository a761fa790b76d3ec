/* SPDX-License-Identifier: MIT */
/* Tests of run_interval: how often runs like one are made. */
#include "headgate/history.h"

#include "unit.h"

#include "history/fixture.h"

#include "headgate/banned.h"

/* In seconds, after the runs of the fixture, for one that began so many seconds after them. */
static int64_t interval_of(struct fixture *fixture, int64_t after_s, size_t count,
                           const char *config)
{
    const struct hg_run run = {.started_at_us = (FIXTURE_BEGIN_S + after_s) * HG_US_PER_S,
                               .count = count,
                               .config = config};
    struct hg_error err = {0};
    int64_t interval_us = -1;
    CU_ASSERT_EQUAL(hg_history_run_interval(fixture->history, &run, &interval_us, &err),
                    0);
    return interval_us / HG_US_PER_S;
}

static void use_other_configuration(struct hg_run *run)
{
    run->config = "other.yml";
}

static void the_first_run_has_none(void)
{
    struct fixture fixture;
    fixture_open(&fixture);
    fixture_add(&fixture, 0, "U");
    CU_ASSERT_EQUAL(interval_of(&fixture, 0, 1, NULL), 0);
    fixture_close(&fixture);
}

static void it_is_the_longest_of_the_last_five(void)
{
    static const int64_t starts_s[] = {0, 9 * HOUR_S, 10 * HOUR_S, 10 * HOUR_S + 5,
                                       11 * HOUR_S};
    struct fixture fixture;
    fixture_open(&fixture);
    for (size_t i = 0; i < sizeof starts_s / sizeof *starts_s; i++)
        fixture_add(&fixture, starts_s[i], "UU");
    CU_ASSERT_EQUAL(interval_of(&fixture, 11 * HOUR_S, 2, NULL), 9 * HOUR_S);
    /* A run of the future is none before it. */
    CU_ASSERT_EQUAL(interval_of(&fixture, 10 * HOUR_S + 5, 2, NULL), 9 * HOUR_S);
    fixture_add(&fixture, 12 * HOUR_S, "UU");
    fixture_add(&fixture, 13 * HOUR_S, "UU");
    CU_ASSERT_EQUAL(interval_of(&fixture, 13 * HOUR_S, 2, NULL), HOUR_S);
    fixture_close(&fixture);
}

/* What is checked by them only would end too early. */
static void runs_of_fewer_targets_and_others_do_not_count(void)
{
    struct fixture fixture;
    fixture_open(&fixture);
    for (int64_t minute = 0; minute <= 120; minute += 20) {
        fixture.change = minute % 60 == 40 ? use_other_configuration : NULL;
        fixture_add(&fixture, minute * MINUTE_S, minute % 60 == 20 ? "U" : "UU");
    }
    CU_ASSERT_EQUAL(interval_of(&fixture, 2 * HOUR_S, 2, NULL), HOUR_S);
    CU_ASSERT_EQUAL(interval_of(&fixture, 2 * HOUR_S, 1, NULL), 40 * MINUTE_S);
    CU_ASSERT_EQUAL(interval_of(&fixture, 2 * HOUR_S, 2, "other.yml"), HOUR_S);
    CU_ASSERT_EQUAL(interval_of(&fixture, 2 * HOUR_S, 2, "third.yml"), 0);
    fixture_close(&fixture);
}

CU_TestInfo run_interval_tests[] = {
    {"the_first_run_has_none", the_first_run_has_none},
    {"it_is_the_longest_of_the_last_five", it_is_the_longest_of_the_last_five},
    {"runs_of_fewer_targets_and_others_do_not_count",
     runs_of_fewer_targets_and_others_do_not_count},
    CU_TEST_INFO_NULL,
};
