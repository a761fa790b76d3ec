/* SPDX-License-Identifier: MIT */
/* Tests of run_writer: what a run changes. */
#include "fixture.h"

#include "unit.h"

#include <string.h>

#include "headgate/memory.h"

#include "headgate/banned.h"

/* Minutes since the beginning, outcome, checks. */
#define INTERVALS                                                                        \
    "SELECT printf('%d-%d:%d*%d', (begin_ms - 1795132800000) / 60000,"                   \
    " (end_ms - 1795132800000) / 60000, outcome, checks) FROM"                           \
    " (SELECT * FROM spans UNION ALL SELECT id, begin_ms, end_ms, outcome, cause,"       \
    " maintenance, reason, checks, shortest_ms, longest_ms FROM targets"                 \
    " WHERE checks > 0) ORDER BY target, begin_ms"
#define INCIDENTS                                                                        \
    "SELECT printf('%d:%d-%s,%d,%d*%d', id, (opened_ms - 1795132800000) / 60000,"        \
    " coalesce((closed_ms - 1795132800000) / 60000, ''), cause, worst, checks)"          \
    " FROM incidents ORDER BY id"

static void a_run_is_stored_with_its_results(void)
{
    struct fixture fixture;
    fixture_open(&fixture);
    CU_ASSERT_EQUAL(fixture_add(&fixture, 0, "UD"), 0);
    UNIT_ASSERT_TEXT(
        fixture_text(&fixture, "SELECT name || ' ' || total || ' ' || up || ' ' || down"
                               " FROM runs"),
        "run-0 2 1 1");
    UNIT_ASSERT_TEXT(fixture_text(&fixture,
                                  "SELECT name || ':' || results.outcome || ':' || status"
                                  " || ':' || coalesce(total_us, '') FROM results"
                                  " JOIN targets ON id = target"),
                     "a:1:200:100000 b:4:0:");
    UNIT_ASSERT_TEXT(fixture_text(&fixture, "SELECT reason FROM details"), "no answer");
    fixture_close(&fixture);
}

static void equal_results_at_the_usual_gap_make_one_interval(void)
{
    struct fixture fixture;
    fixture_open(&fixture);
    for (int i = 0; i < 10; i++)
        fixture_add(&fixture, i * 5 * MINUTE_S, "U");
    UNIT_ASSERT_TEXT(fixture_text(&fixture, INTERVALS), "0-45:1*10");
    CU_ASSERT_EQUAL(fixture_number(&fixture, "SELECT count(*) FROM spans"), 0);
    fixture_close(&fixture);
}

static void another_outcome_or_a_gap_begins_an_interval(void)
{
    struct fixture fixture;
    fixture_open(&fixture);
    fixture_add(&fixture, 0, "U");
    fixture_add(&fixture, 5 * MINUTE_S, "U");
    fixture_add(&fixture, 10 * MINUTE_S, "D");
    fixture_add(&fixture, 15 * MINUTE_S, "U");
    fixture_add(&fixture, 20 * MINUTE_S, "U");
    fixture_add(&fixture, 40 * MINUTE_S, "U");
    fixture_add(&fixture, 45 * MINUTE_S, "U");
    UNIT_ASSERT_TEXT(fixture_text(&fixture, INTERVALS),
                     "0-5:1*2 10-10:4*1 15-20:1*2 40-45:1*2");
    fixture_close(&fixture);
}

static void an_incident_lasts_until_a_result_is_available(void)
{
    struct fixture fixture;
    fixture_open(&fixture);
    fixture_add(&fixture, 0, "UU");
    fixture_add(&fixture, 5 * MINUTE_S, "SU");
    fixture_assert_said(&fixture, 1, 0, 0);
    fixture_add(&fixture, 10 * MINUTE_S, "?X");
    fixture_add(&fixture, 15 * MINUTE_S, "NU");
    fixture_assert_said(&fixture, 0, 0, 1);
    fixture_add(&fixture, 20 * MINUTE_S, "XU");
    fixture_add(&fixture, 25 * MINUTE_S, "GD");
    fixture_assert_said(&fixture, 1, 1, 0);
    UNIT_ASSERT_TEXT(fixture_text(&fixture, INCIDENTS), "1:5-25,8,1*2 2:25-,5,5*1");
    UNIT_ASSERT_TEXT(fixture_text(&fixture, "SELECT reason FROM incidents WHERE id = 1"),
                     "status 503");
    fixture_close(&fixture);
}

static void a_target_is_known_by_its_name(void)
{
    struct fixture fixture;
    fixture_open(&fixture);
    fixture_add(&fixture, 0, "UU");
    fixture.targets[0] = fixture.targets[1];
    fixture.targets[0].url = "https://b.example/?other=query";
    fixture_add(&fixture, 5 * MINUTE_S, "U");
    UNIT_ASSERT_TEXT(fixture_text(&fixture, "SELECT name || ' ' || url || ' ' || checks"
                                            " FROM targets"),
                     "a https://a.example/ 1 b https://b.example/?other=query 2");
    fixture_close(&fixture);
}

static void unknown_results_of_a_stopped_run_do_not_count(void)
{
    struct fixture fixture;
    fixture_open(&fixture);
    fixture_add(&fixture, 0, "UD");
    fixture.interrupts = true;
    fixture_add(&fixture, 5 * MINUTE_S, "??");
    fixture.interrupts = false;
    fixture_add(&fixture, 2 * HOUR_S, "?U");
    UNIT_ASSERT_TEXT(fixture_text(&fixture, INTERVALS),
                     "0-0:1*1 120-120:0*1 0-0:4*1 120-120:1*1");
    CU_ASSERT_EQUAL(fixture_number(&fixture, "SELECT count(*) FROM results"), 6);
    CU_ASSERT_EQUAL(fixture_number(&fixture, "SELECT sum(unknown) FROM hours"), 0);
    fixture_close(&fixture);
}

static void the_same_run_is_not_added_twice(void)
{
    struct fixture fixture;
    struct hg_error err = {0};
    struct hg_run run;
    fixture_open(&fixture);
    hg_run_init(&run, fixture.targets, 2, &fixture.settings);
    run.tool_version = "0";
    run.started_at_us = run.finished_at_us = FIXTURE_BEGIN_S * HG_US_PER_S;
    CU_ASSERT_EQUAL(hg_history_add(fixture.history, &run, &fixture.retention, &err), 0);
    CU_ASSERT_EQUAL(hg_history_add(fixture.history, &run, &fixture.retention, &err), -1);
    CU_ASSERT_EQUAL(err.kind, HG_ERROR_SYSTEM);
    CU_ASSERT_EQUAL(fixture_number(&fixture, "SELECT count(*) FROM results"), 2);
    fixture_add(&fixture, 5 * MINUTE_S, "UU");
    CU_ASSERT_EQUAL(fixture_number(&fixture, "SELECT count(*) FROM results"), 4);
    hg_run_release(&run);
    fixture_close(&fixture);
}

/* On a full disk SQLite may end the transaction by itself, in the middle of a run. */
static void a_run_that_does_not_fit_on_the_disk_leaves_nothing(void)
{
    struct fixture fixture;
    int added = 0;
    fixture_open(&fixture);
    fixture.may_fail = true;
    fixture_number(&fixture, "PRAGMA max_page_count = 40");
    while (added < 5000 && fixture_add(&fixture, added * MINUTE_S, "UDNS") == 0)
        added++;
    UNIT_ASSERT_ROW(strstr(fixture.err.text, "the disk is full") != NULL,
                    fixture.err.text);
    CU_ASSERT_EQUAL(fixture.err.kind, HG_ERROR_SYSTEM);
    CU_ASSERT_EQUAL(fixture_number(&fixture, "SELECT count(*) FROM runs"), added);
    CU_ASSERT_EQUAL(fixture_number(&fixture, "SELECT count(*) FROM results"), 4 * added);
    CU_ASSERT_EQUAL(fixture_number(&fixture, "SELECT sum(checks) FROM incidents"),
                    3 * added);
    fixture_number(&fixture, "PRAGMA max_page_count = 4000");
    CU_ASSERT_EQUAL(fixture_add(&fixture, added * MINUTE_S, "UDNS"), 0);
    CU_ASSERT_EQUAL(fixture_number(&fixture, "SELECT count(*) FROM runs"), added + 1);
    fixture_close(&fixture);
}

CU_TestInfo run_writer_tests[] = {
    {"a_run_is_stored_with_its_results", a_run_is_stored_with_its_results},
    {"equal_results_at_the_usual_gap_make_one_interval",
     equal_results_at_the_usual_gap_make_one_interval},
    {"another_outcome_or_a_gap_begins_an_interval",
     another_outcome_or_a_gap_begins_an_interval},
    {"an_incident_lasts_until_a_result_is_available",
     an_incident_lasts_until_a_result_is_available},
    {"a_target_is_known_by_its_name", a_target_is_known_by_its_name},
    {"unknown_results_of_a_stopped_run_do_not_count",
     unknown_results_of_a_stopped_run_do_not_count},
    {"a_run_that_does_not_fit_on_the_disk_leaves_nothing",
     a_run_that_does_not_fit_on_the_disk_leaves_nothing},
    {"the_same_run_is_not_added_twice", the_same_run_is_not_added_twice},
    CU_TEST_INFO_NULL,
};
