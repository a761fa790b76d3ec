/* SPDX-License-Identifier: MIT */
/* Tests of rollup and retention: hours, days, and what is dropped when it is old. */
#include "fixture.h"

#include "unit.h"

#include "headgate/history_log.h"

#include "headgate/banned.h"

#define HOURS                                                                            \
    "SELECT printf('%d:%d=%d/%d/%d', target, (begin_ms - 1795132800000) / 3600000, up,"  \
    " down, skipped) || hex(latencies) FROM hours ORDER BY target, begin_ms"
#define DAYS                                                                             \
    "SELECT printf('%d:%d=%d/%d/%d', target, (begin_ms - 1795132800000) / 86400000, up," \
    " down, skipped) || hex(latencies) FROM days ORDER BY target, begin_ms"

/* 100 ms are in bucket 737: E1 05, and the count. */

static void an_hour_is_made_when_it_is_over(void)
{
    struct fixture fixture;
    fixture_open(&fixture);
    for (int i = 0; i < 6; i++)
        fixture_add(&fixture, i * 10 * MINUTE_S, i == 2 ? "DX" : "UX");
    UNIT_ASSERT_TEXT(fixture_text(&fixture, HOURS), "");
    fixture_add(&fixture, HOUR_S, "UU");
    UNIT_ASSERT_TEXT(fixture_text(&fixture, HOURS), "1:0=5/1/0E10505 2:0=0/0/6");
    fixture_add(&fixture, 5 * HOUR_S, "UU");
    UNIT_ASSERT_TEXT(fixture_text(&fixture, HOURS),
                     "1:0=5/1/0E10505 1:1=1/0/0E10501 2:0=0/0/6 2:1=1/0/0E10501");
    fixture_close(&fixture);
}

static void a_day_is_made_of_its_hours(void)
{
    struct fixture fixture;
    fixture_open(&fixture);
    for (int i = 0; i < 25; i++)
        fixture_add(&fixture, i * HOUR_S, "U");
    UNIT_ASSERT_TEXT(fixture_text(&fixture, DAYS), "1:0=24/0/0E10518");
    fixture_add(&fixture, 4 * DAY_S, "U");
    UNIT_ASSERT_TEXT(fixture_text(&fixture, DAYS), "1:0=24/0/0E10518 1:1=1/0/0E10501");
    fixture_close(&fixture);
}

static void a_late_result_is_added_to_its_hour_and_day(void)
{
    struct fixture fixture;
    fixture_open(&fixture);
    fixture_add(&fixture, 0, "UU");
    fixture_add(&fixture, 2 * DAY_S, "UU");
    fixture_add(&fixture, 20 * MINUTE_S, "UD");
    fixture_add(&fixture, DAY_S, "UD");
    UNIT_ASSERT_TEXT(fixture_text(&fixture, DAYS),
                     "1:0=2/0/0E10502 1:1=1/0/0E10501 2:0=1/1/0E10501 2:1=0/1/0");
    UNIT_ASSERT_TEXT(fixture_text(&fixture, HOURS),
                     "1:0=2/0/0E10502 1:24=1/0/0E10501 2:0=1/1/0E10501 2:24=0/1/0");
    fixture_close(&fixture);
}

static void results_are_dropped_before_their_rollups(void)
{
    struct fixture fixture;
    fixture_open(&fixture);
    fixture.retention.raw_us = DAY_S * HG_US_PER_S;
    for (int i = 0; i < 48; i++)
        fixture_add(&fixture, i * HOUR_S, i == 3 ? "D" : "U");
    CU_ASSERT_EQUAL(fixture_number(&fixture, "SELECT count(*) FROM results"), 24);
    CU_ASSERT_EQUAL(fixture_number(&fixture, "SELECT count(*) FROM details"), 0);
    CU_ASSERT_EQUAL(fixture_number(&fixture, "SELECT count(*) FROM runs"), 48);
    CU_ASSERT_EQUAL(fixture_number(&fixture, "SELECT count(*) FROM hours"), 47);
    CU_ASSERT_EQUAL(fixture_number(&fixture, "SELECT count(*) FROM incidents"), 1);
    fixture_close(&fixture);
}

static void a_backlog_is_dropped_a_part_at_a_time(void)
{
    struct fixture fixture;
    fixture_open(&fixture);
    for (int i = 0; i < 20; i++)
        fixture_add(&fixture, i * HOUR_S, "U");
    fixture.retention = (struct hg_retention){HOUR_S * HG_US_PER_S, HOUR_S * HG_US_PER_S};
    fixture_add(&fixture, 20 * HOUR_S, "U");
    CU_ASSERT_EQUAL(fixture_number(&fixture, "SELECT count(*) FROM results"), 17);
    fixture_add(&fixture, 21 * HOUR_S, "U");
    CU_ASSERT_EQUAL(fixture_number(&fixture, "SELECT count(*) FROM results"), 14);
    /* Runs stay until their results are gone. */
    CU_ASSERT_EQUAL(fixture_number(&fixture, "SELECT count(*) FROM results"
                                             " WHERE run NOT IN (SELECT id FROM runs)"),
                    0);
    fixture_close(&fixture);
}

static void what_is_older_than_the_retention_is_dropped(void)
{
    struct fixture fixture;
    fixture_open(&fixture);
    fixture.retention =
        (struct hg_retention){DAY_S * HG_US_PER_S, 2 * DAY_S * HG_US_PER_S};
    fixture_add(&fixture, 0, "UU");
    fixture_add(&fixture, HOUR_S, "UD");
    CU_ASSERT_EQUAL(hg_history_add_note(fixture.history, 1, "old", 0, &fixture.err), 0);
    for (int i = 2; i < 24 * 5; i++)
        fixture_add(&fixture, i * HOUR_S, i == 4 * 24 ? "D" : "U");
    /* The second target was down when it was last seen, without a check since then. */
    UNIT_ASSERT_TEXT(fixture_text(&fixture, "SELECT name FROM targets"), "a");
    UNIT_ASSERT_TEXT(fixture_text(&fixture, "SELECT opened_ms FROM incidents"),
                     "1795478400000");
    CU_ASSERT_EQUAL(fixture_number(&fixture, "SELECT count(*) FROM notes"), 0);
    CU_ASSERT_EQUAL(fixture_number(&fixture, "SELECT count(*) FROM days"), 2);
    CU_ASSERT_EQUAL(fixture_number(&fixture, "SELECT count(*) FROM hours"), 2 * 24 + 23);
    CU_ASSERT_EQUAL(fixture_number(&fixture, "SELECT count(*) FROM runs"), 3 * 24);
    CU_ASSERT_EQUAL(fixture_number(&fixture, "SELECT count(*) FROM spans"), 2);
    fixture_close(&fixture);
}

static void a_run_older_than_the_raw_results_is_only_counted(void)
{
    struct fixture fixture;
    fixture_open(&fixture);
    fixture.retention.raw_us = DAY_S * HG_US_PER_S;
    for (int day = -4; day <= 2; day += 2)
        fixture_add(&fixture, day * DAY_S, "U");
    fixture_add(&fixture, 2 * DAY_S + HOUR_S, "U");
    fixture_add(&fixture, -HOUR_S, "D");
    CU_ASSERT_EQUAL(fixture_number(&fixture, "SELECT count(*) FROM results"), 2);
    CU_ASSERT_EQUAL(fixture_number(&fixture, "SELECT sum(down) FROM days"), 1);
    CU_ASSERT_EQUAL(fixture_number(&fixture, "SELECT count(*) FROM incidents"), 0);
    fixture_close(&fixture);
}

static void maintain_first(struct hg_run *run)
{
    run->results[0].is_in_maintenance = true;
}

static void results_in_maintenance_are_counted_apart(void)
{
    struct fixture fixture;
    fixture_open(&fixture);
    fixture.change = maintain_first;
    fixture_add(&fixture, 0, "UU");
    fixture_add(&fixture, 10 * MINUTE_S, "XD");
    fixture.change = NULL;
    fixture_add(&fixture, 20 * MINUTE_S, "UU");
    fixture_add(&fixture, 2 * DAY_S, "UU");
    UNIT_ASSERT_TEXT(fixture_text(&fixture, HOURS), "1:0=1/0/0E10501 2:0=2/1/0E10502");
    UNIT_ASSERT_TEXT(fixture_text(&fixture, "SELECT maintenance FROM days"), "2 0");
    /* A late result, too. */
    fixture.change = maintain_first;
    fixture_add(&fixture, 30 * MINUTE_S, "DU");
    UNIT_ASSERT_TEXT(fixture_text(&fixture, "SELECT maintenance FROM hours"), "3 0");
    UNIT_ASSERT_TEXT(fixture_text(&fixture, DAYS), "1:0=1/0/0E10501 2:0=3/1/0E10503");
    fixture_close(&fixture);
}

CU_TestInfo rollup_tests[] = {
    {"an_hour_is_made_when_it_is_over", an_hour_is_made_when_it_is_over},
    {"a_day_is_made_of_its_hours", a_day_is_made_of_its_hours},
    {"a_late_result_is_added_to_its_hour_and_day",
     a_late_result_is_added_to_its_hour_and_day},
    {"results_are_dropped_before_their_rollups",
     results_are_dropped_before_their_rollups},
    {"a_backlog_is_dropped_a_part_at_a_time", a_backlog_is_dropped_a_part_at_a_time},
    {"what_is_older_than_the_retention_is_dropped",
     what_is_older_than_the_retention_is_dropped},
    {"a_run_older_than_the_raw_results_is_only_counted",
     a_run_older_than_the_raw_results_is_only_counted},
    {"results_in_maintenance_are_counted_apart",
     results_in_maintenance_are_counted_apart},
    CU_TEST_INFO_NULL,
};
