/* SPDX-License-Identifier: MIT */
/* Tests of retention: nothing is dropped by a clock that may be wrong. */
#include "fixture.h"

#include "unit.h"

#include "headgate/banned.h"

#define FAR_S (400 * DAY_S)

static int64_t count_results(struct fixture *fixture)
{
    return fixture_number(fixture, "SELECT count(*) FROM results");
}

static void open_with_days(struct fixture *fixture, int64_t days)
{
    fixture_open(fixture);
    fixture->retention =
        (struct hg_retention){days * DAY_S * HG_US_PER_S, 2 * days * DAY_S * HG_US_PER_S};
}

static void add_many(struct fixture *fixture, int64_t begin_s, int64_t every_s, int count)
{
    for (int i = 0; i < count; i++)
        fixture_add(fixture, begin_s + i * every_s, "U");
}

static void runs_far_ahead_drop_nothing(void)
{
    struct fixture fixture;
    open_with_days(&fixture, 90);
    add_many(&fixture, 0, 5 * MINUTE_S, 40);
    add_many(&fixture, FAR_S, 5 * MINUTE_S, 5);
    CU_ASSERT_EQUAL(count_results(&fixture), 45);
    CU_ASSERT_EQUAL(fixture_number(&fixture, "SELECT count(*) FROM runs"), 45);
    /* The clock is put right. */
    add_many(&fixture, 40 * 5 * MINUTE_S, 5 * MINUTE_S, 5);
    CU_ASSERT_EQUAL(count_results(&fixture), 50);
    /* And goes wrong again, before and after the same time. */
    add_many(&fixture, FAR_S + HOUR_S, 5 * MINUTE_S, 5);
    add_many(&fixture, FAR_S + 3 * DAY_S, 5 * MINUTE_S, 5);
    CU_ASSERT_EQUAL(count_results(&fixture), 60);
    fixture_close(&fixture);
}

static void a_daily_run_far_ahead_drops_nothing_for_a_week(void)
{
    struct fixture fixture;
    open_with_days(&fixture, 90);
    add_many(&fixture, 0, DAY_S, 40);
    add_many(&fixture, FAR_S, DAY_S, 8);
    CU_ASSERT_EQUAL(count_results(&fixture), 48);
    fixture_close(&fixture);
}

static void a_later_time_is_believed_after_a_day(void)
{
    struct fixture fixture;
    open_with_days(&fixture, 90);
    add_many(&fixture, 0, HOUR_S, 40);
    add_many(&fixture, FAR_S, HOUR_S, 24);
    CU_ASSERT_EQUAL(count_results(&fixture), 64);
    add_many(&fixture, FAR_S + DAY_S, HOUR_S, 10);
    CU_ASSERT_EQUAL(count_results(&fixture), 34);
    fixture_close(&fixture);
}

static void regular_pauses_are_no_jumps(void)
{
    struct fixture fixture;
    open_with_days(&fixture, 14);
    add_many(&fixture, 0, 7 * DAY_S, 20);
    CU_ASSERT_EQUAL(count_results(&fixture), 2);
    fixture_close(&fixture);
    /* Some runs by hand, every few days. */
    open_with_days(&fixture, 14);
    for (int i = 0; i < 20; i++)
        add_many(&fixture, i * 3 * DAY_S + i % 3 * DAY_S, MINUTE_S, 3);
    CU_ASSERT(count_results(&fixture) < 20);
    fixture_close(&fixture);
}

static void differ_by_two_days(struct hg_run *run)
{
    run->has_clock_offset = true;
    run->clock_offset_s = 2 * DAY_S;
}

static void differ_by_an_hour(struct hg_run *run)
{
    run->has_clock_offset = true;
    run->clock_offset_s = -HOUR_S;
}

static void a_clock_that_servers_contradict_drops_nothing(void)
{
    struct fixture fixture;
    open_with_days(&fixture, 1);
    fixture.change = differ_by_two_days;
    add_many(&fixture, 0, HOUR_S, 48);
    CU_ASSERT_EQUAL(count_results(&fixture), 48);
    fixture.change = differ_by_an_hour;
    add_many(&fixture, 48 * HOUR_S, HOUR_S, 1);
    CU_ASSERT_EQUAL(count_results(&fixture), 45);
    fixture_close(&fixture);
}

/* Thirty batches of ten seconds, of which the last six are of the next hour; then a pause of three minutes and four more. */
static void batches_whose_results_are_gone_are_one_run_an_hour(void)
{
    struct fixture fixture;
    open_with_days(&fixture, 1);
    add_many(&fixture, HOUR_S - 240, 10, 30);
    add_many(&fixture, HOUR_S + 60 + 180, 10, 4);
    fixture_run(&fixture,
                "UPDATE runs SET watch = 'w', finished_ms = started_ms + 10000");
    add_many(&fixture, 2 * HOUR_S, HOUR_S, 36);
    CU_ASSERT_EQUAL(fixture_number(&fixture, "SELECT count(*) FROM results JOIN runs"
                                             " ON runs.id = run WHERE watch NOT NULL"),
                    0);
    UNIT_ASSERT_TEXT(
        fixture_text(&fixture, "SELECT ((started_ms - (SELECT min(started_ms) FROM runs))"
                               " / 1000) || '+' || ((finished_ms - started_ms) / 1000)"
                               " FROM runs WHERE watch NOT NULL ORDER BY started_ms"),
        "0+240 240+60 480+40");
    fixture_close(&fixture);
}

CU_TestInfo retention_tests[] = {
    {"batches_whose_results_are_gone_are_one_run_an_hour",
     batches_whose_results_are_gone_are_one_run_an_hour},
    {"runs_far_ahead_drop_nothing", runs_far_ahead_drop_nothing},
    {"a_daily_run_far_ahead_drops_nothing_for_a_week",
     a_daily_run_far_ahead_drops_nothing_for_a_week},
    {"a_later_time_is_believed_after_a_day", a_later_time_is_believed_after_a_day},
    {"regular_pauses_are_no_jumps", regular_pauses_are_no_jumps},
    {"a_clock_that_servers_contradict_drops_nothing",
     a_clock_that_servers_contradict_drops_nothing},
    CU_TEST_INFO_NULL,
};
