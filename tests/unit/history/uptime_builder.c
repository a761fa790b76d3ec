/* SPDX-License-Identifier: MIT */
/* Tests of uptime_builder: a report's figures from a file; the simulated year (tests/year) has the large numbers. */
#include "headgate/history.h"

#include "unit.h"

#include <stdlib.h>
#include <string.h>

#include "fixture.h"

#include "headgate/banned.h"

#define US(s) ((s)*HG_US_PER_S)

/* Of the seconds after FIXTURE_BEGIN_S, in UTC. */
static void make(struct fixture *fixture, int64_t begin_s, int64_t end_s,
                 struct hg_zone *zone, struct hg_uptime *uptime)
{
    struct hg_error err = {0};
    CU_ASSERT_EQUAL_FATAL(hg_zone_open(zone, "UTC", &err), 0);
    const struct hg_uptime_request request = {
        .period = {US(FIXTURE_BEGIN_S + begin_s), US(FIXTURE_BEGIN_S + end_s), ""},
        .zone = zone,
        .now_us = US(FIXTURE_BEGIN_S + end_s),
        .targets = fixture->targets,
        .target_count = 2,
        .settings = &fixture->settings,
    };
    CU_ASSERT_EQUAL(hg_history_uptime(fixture->history, &request, uptime, &err), 0);
    UNIT_ASSERT_TEXT(err.text, "");
}

static void drop(struct hg_zone *zone, struct hg_uptime *uptime)
{
    hg_uptime_release(uptime);
    hg_zone_release(zone);
}

/* Every ten minutes, a letter for each run. */
static void add_runs(struct fixture *fixture, const char *a, const char *b)
{
    for (size_t i = 0; a[i] != '\0'; i++) {
        const char outcomes[] = {a[i], b[i], '\0'};
        if (a[i] != ' ')
            fixture_add(fixture, (int64_t)i * 10 * MINUTE_S, outcomes);
    }
}

static void times_checks_and_incidents_are_reported(void)
{
    struct fixture fixture;
    struct hg_zone zone;
    struct hg_uptime uptime;
    fixture_open(&fixture);
    add_runs(&fixture, "UUDDUUUUUUUU", "UGFU?XUUUDDD");
    make(&fixture, 0, 2 * HOUR_S, &zone, &uptime);
    CU_ASSERT_EQUAL_FATAL(uptime.target_count, 2);
    const struct hg_uptime_target *a = &uptime.targets[0];
    const struct hg_uptime_target *b = &uptime.targets[1];
    CU_ASSERT_EQUAL(a->interval_us, US(10 * MINUTE_S));
    CU_ASSERT_EQUAL(a->tally.time_us[HG_OUTCOME_UP], US(100 * MINUTE_S));
    CU_ASSERT_EQUAL(a->tally.time_us[HG_OUTCOME_DOWN], US(20 * MINUTE_S));
    CU_ASSERT_EQUAL(a->tally.checks[HG_OUTCOME_UP], 10);
    CU_ASSERT_EQUAL(a->tally.checks[HG_OUTCOME_DOWN], 2);
    CU_ASSERT_EQUAL(a->outcome, HG_OUTCOME_UP);
    CU_ASSERT_TRUE(a->is_recovered && !a->is_stale);
    CU_ASSERT_EQUAL(a->since_us, US(FIXTURE_BEGIN_S + 40 * MINUTE_S));
    CU_ASSERT_EQUAL(a->repair_us, US(20 * MINUTE_S));
    CU_ASSERT_EQUAL(a->between_us, -1);
    CU_ASSERT_EQUAL(a->latency.count, 10);
    CU_ASSERT_TRUE(a->latency.p50_us > 99000 && a->latency.p50_us < 101000);
    for (int i = 0; i < HG_OUTCOME_COUNT; i++)
        CU_ASSERT_TRUE(b->tally.time_us[i] >= US(10 * MINUTE_S));
    CU_ASSERT_EQUAL(b->outcome, HG_OUTCOME_DOWN);
    UNIT_ASSERT_TEXT(b->reason, "no answer");
    CU_ASSERT_EQUAL(b->since_us, US(FIXTURE_BEGIN_S + 90 * MINUTE_S));
    CU_ASSERT_EQUAL(b->last_check_us, US(FIXTURE_BEGIN_S + 110 * MINUTE_S));
    CU_ASSERT_TRUE(!b->is_recovered && !b->is_stale);
    CU_ASSERT_EQUAL_FATAL(uptime.incident_count, 2);
    CU_ASSERT_EQUAL(uptime.incidents[0].target, 1); /* the newest first */
    CU_ASSERT_EQUAL(uptime.incidents[0].closed_us, 0);
    CU_ASSERT_EQUAL(uptime.incidents[0].duration_us, US(30 * MINUTE_S));
    CU_ASSERT_EQUAL(uptime.order[0], 1);
    CU_ASSERT_EQUAL(uptime.run_count, 12);
    CU_ASSERT_EQUAL(uptime.interval_count, 2);
    CU_ASSERT_EQUAL(uptime.gap_count, 0);
    CU_ASSERT_TRUE(uptime.now[HG_OUTCOME_UP] == 1 && uptime.now[HG_OUTCOME_DOWN] == 1);
    CU_ASSERT_EQUAL(uptime.recovered_count, 1);
    drop(&zone, &uptime);
    fixture_close(&fixture);
}

static void time_without_results_is_unknown(void)
{
    struct fixture fixture;
    struct hg_zone zone;
    struct hg_uptime uptime;
    fixture_open(&fixture);
    add_runs(&fixture, "UUUU      UU", "UUUU      UD");
    make(&fixture, 0, 3 * HOUR_S, &zone, &uptime);
    const struct hg_tally *tally = &uptime.targets[0].tally;
    /* Until 30 + 20, and from 100 to 110 + 20. */
    CU_ASSERT_EQUAL(tally->time_us[HG_OUTCOME_UP], US(80 * MINUTE_S));
    CU_ASSERT_EQUAL(tally->time_us[HG_OUTCOME_UNKNOWN], US(100 * MINUTE_S));
    CU_ASSERT_TRUE(uptime.targets[0].is_stale && uptime.targets[1].is_stale);
    CU_ASSERT_EQUAL(uptime.now[HG_OUTCOME_UNKNOWN], 1);
    CU_ASSERT_EQUAL(uptime.now[HG_OUTCOME_DOWN], 1);
    CU_ASSERT_EQUAL_FATAL(uptime.gap_count, 2);
    CU_ASSERT_EQUAL(uptime.gaps[0].begin_us, US(FIXTURE_BEGIN_S + 30 * MINUTE_S + 1));
    CU_ASSERT_EQUAL(uptime.gaps[0].end_us, US(FIXTURE_BEGIN_S + 100 * MINUTE_S));
    CU_ASSERT_EQUAL(uptime.gaps[1].end_us, US(FIXTURE_BEGIN_S + 180 * MINUTE_S));
    drop(&zone, &uptime);
    fixture_close(&fixture);
}

static void one_check_says_nothing_about_the_time(void)
{
    struct fixture fixture;
    struct hg_zone zone;
    struct hg_uptime uptime;
    fixture_open(&fixture);
    add_runs(&fixture, "U", "D");
    make(&fixture, 0, HOUR_S, &zone, &uptime);
    const struct hg_uptime_target *a = &uptime.targets[0];
    CU_ASSERT_EQUAL(hg_tally_by_time(&a->tally).whole, 0);
    CU_ASSERT_EQUAL(hg_tally_by_checks(&a->tally).part, 1);
    CU_ASSERT_EQUAL(a->interval_us, 0);
    CU_ASSERT_TRUE(!a->is_stale && uptime.now[HG_OUTCOME_UP] == 1);
    CU_ASSERT_EQUAL(uptime.now[HG_OUTCOME_DOWN], 1);
    drop(&zone, &uptime);
    fixture_close(&fixture);
}

/* The example of docs/uptime.md. */
static void the_example_of_the_documentation_is_right(void)
{
    struct fixture fixture;
    struct hg_zone zone;
    struct hg_zone utc;
    struct hg_uptime uptime;
    struct hg_maintenance_window window;
    struct hg_error err = {0};
    const char *zone_name;
    struct hg_policy policy = {.maintenance = {&window, 1}};
    CU_ASSERT_EQUAL_FATAL(hg_zone_open(&utc, "UTC", &err), 0);
    CU_ASSERT_EQUAL_FATAL(
        hg_maintenance_window_parse(&window, "fri 00:44-01:00", &zone_name), 0);
    window.zone = &utc;
    fixture_open(&fixture);
    fixture.targets[0].policy = &policy;
    const struct {
        int64_t minute;
        const char *found;
    } checks[] = {{0, "U"},  {5, "D"},  {10, "F"}, {15, "U"},
                  {40, "U"}, {45, "D"}, {50, "D"}, {55, "D"}};
    for (size_t i = 0; i < sizeof checks / sizeof checks[0]; i++)
        fixture_add(&fixture, checks[i].minute * MINUTE_S, checks[i].found);
    make(&fixture, 0, HOUR_S, &zone, &uptime);
    const struct hg_tally *tally = &uptime.targets[0].tally;
    char text[HG_SHARE_SIZE];
    CU_ASSERT_EQUAL(tally->time_us[HG_OUTCOME_UP], US(19 * MINUTE_S));
    CU_ASSERT_EQUAL(tally->time_us[HG_OUTCOME_FLAKY], US(5 * MINUTE_S));
    CU_ASSERT_EQUAL(tally->time_us[HG_OUTCOME_DOWN], US(5 * MINUTE_S));
    CU_ASSERT_EQUAL(tally->time_us[HG_OUTCOME_UNKNOWN], US(15 * MINUTE_S));
    CU_ASSERT_EQUAL(tally->maintenance_us, US(16 * MINUTE_S));
    CU_ASSERT_EQUAL(tally->maintenance_checks, 3);
    hg_share_format(hg_tally_by_time(tally), 2, text);
    UNIT_ASSERT_TEXT(text, "82.75 %");
    CU_ASSERT_EQUAL(hg_tally_by_checks(tally).part, 4);
    CU_ASSERT_EQUAL(hg_tally_by_checks(tally).whole, 5);
    CU_ASSERT_EQUAL(hg_tally_coverage(tally).part, US(29 * MINUTE_S));
    CU_ASSERT_EQUAL(hg_tally_coverage(tally).whole, US(44 * MINUTE_S));
    CU_ASSERT_EQUAL(uptime.incident_count, 1);
    drop(&zone, &uptime);
    fixture_close(&fixture);
    hg_zone_release(&utc);
}

CU_TestInfo uptime_builder_tests[] = {
    {"times_checks_and_incidents_are_reported", times_checks_and_incidents_are_reported},
    {"time_without_results_is_unknown", time_without_results_is_unknown},
    {"one_check_says_nothing_about_the_time", one_check_says_nothing_about_the_time},
    {"the_example_of_the_documentation_is_right",
     the_example_of_the_documentation_is_right},
    CU_TEST_INFO_NULL,
};
