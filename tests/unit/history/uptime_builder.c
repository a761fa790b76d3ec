/* SPDX-License-Identifier: MIT */
/* Tests of uptime_builder: a report's figures from a file; the simulated year (tests/year) has the large numbers. */
#include "headgate/history.h"

#include "unit.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "fixture.h"

#include "headgate/banned.h"

#define US(s) ((s)*HG_US_PER_S)

/* Of the seconds after FIXTURE_BEGIN_S, in a zone. */
static void make_in(struct fixture *fixture, int64_t begin_s, int64_t end_s,
                    const char *name, bool has_intervals_before, struct hg_zone *zone,
                    struct hg_uptime *uptime)
{
    struct hg_error err = {0};
    CU_ASSERT_EQUAL_FATAL(hg_zone_open(zone, name, &err), 0);
    const struct hg_uptime_request request = {
        .period = {US(FIXTURE_BEGIN_S + begin_s), US(FIXTURE_BEGIN_S + end_s), ""},
        .zone = zone,
        .now_us = US(FIXTURE_BEGIN_S + end_s),
        .targets = fixture->targets,
        .target_count = 2,
        .settings = &fixture->settings,
        .has_intervals_before = has_intervals_before,
    };
    CU_ASSERT_EQUAL(hg_history_uptime(fixture->history, &request, uptime, &err), 0);
    UNIT_ASSERT_TEXT(err.text, "");
}

/* In UTC, as a report without charts. */
static void make(struct fixture *fixture, int64_t begin_s, int64_t end_s,
                 struct hg_zone *zone, struct hg_uptime *uptime)
{
    make_in(fixture, begin_s, end_s, "UTC", false, zone, uptime);
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

static void what_answers_again_has_recovered(void)
{
    struct fixture fixture;
    struct hg_zone zone;
    struct hg_uptime uptime;
    fixture_open(&fixture);
    fixture_add(&fixture, 0, "DDDU");
    fixture_add(&fixture, 10 * MINUTE_S, "FGXU");
    make(&fixture, 0, 20 * MINUTE_S, &zone, &uptime);
    CU_ASSERT_EQUAL_FATAL(uptime.target_count, 4);
    for (size_t i = 0; i < uptime.target_count; i++)
        UNIT_ASSERT_ROW(uptime.targets[i].is_recovered == (i < 2),
                        uptime.targets[i].name);
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
    CU_ASSERT_EQUAL(uptime.gaps[0].begin_us, US(FIXTURE_BEGIN_S + 50 * MINUTE_S));
    CU_ASSERT_EQUAL(uptime.gaps[0].last_run_us, US(FIXTURE_BEGIN_S + 30 * MINUTE_S));
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

/* Six runs a day for six days: down on the second one, and with a gap on the fourth. */
static void add_days(struct fixture *fixture)
{
    for (int64_t i = 0; i < 36; i++) {
        if (i < 18 || i > 20)
            fixture_add(fixture, i * 4 * HOUR_S, i == 6 || i == 7 ? "DU" : "UU");
    }
}

static void a_report_of_many_days_is_divided_into_days(void)
{
    struct fixture fixture;
    struct hg_zone zone;
    struct hg_uptime uptime;
    fixture_open(&fixture);
    add_days(&fixture);
    make(&fixture, DAY_S, 6 * DAY_S, &zone, &uptime);
    const struct hg_uptime_target *a = &uptime.targets[0];
    CU_ASSERT_FALSE(uptime.intervals_are_hours);
    CU_ASSERT(uptime.interval_count == 5 && uptime.day_count == 5);
    CU_ASSERT_PTR_EQUAL(a->intervals, a->days);
    CU_ASSERT_EQUAL(a->intervals[0].begin_us, US(FIXTURE_BEGIN_S + DAY_S));
    CU_ASSERT_EQUAL(a->intervals[4].end_us, US(FIXTURE_BEGIN_S + 6 * DAY_S));
    CU_ASSERT_EQUAL(a->intervals[0].tally.time_us[HG_OUTCOME_DOWN], US(8 * HOUR_S));
    CU_ASSERT_EQUAL(a->intervals[0].tally.checks[HG_OUTCOME_DOWN], 2);
    CU_ASSERT_EQUAL(a->intervals[0].latency.count, 4);
    CU_ASSERT_EQUAL(a->intervals[1].latency.count, 6);
    CU_ASSERT_EQUAL(a->intervals[2].tally.time_us[HG_OUTCOME_UNKNOWN], US(8 * HOUR_S));
    CU_ASSERT_EQUAL(a->tally.time_us[HG_OUTCOME_DOWN], US(8 * HOUR_S));
    CU_ASSERT_EQUAL(a->tally.checks[HG_OUTCOME_UP], 25);
    CU_ASSERT_EQUAL(a->latency.count, 25);
    /* The five days before have one with results. */
    CU_ASSERT_EQUAL(a->before.checks[HG_OUTCOME_UP], 6);
    CU_ASSERT_EQUAL(a->latency_before.count, 6);
    CU_ASSERT_EQUAL(uptime.latency.count, 25 + 27);
    CU_ASSERT_EQUAL(uptime.latency_before.count, 12);
    drop(&zone, &uptime);
    fixture_close(&fixture);
}

static void hours_add_up_to_days(void)
{
    struct fixture fixture;
    struct hg_zone zone;
    struct hg_uptime uptime;
    fixture_open(&fixture);
    add_days(&fixture);
    make(&fixture, DAY_S, 3 * DAY_S, &zone, &uptime);
    const struct hg_uptime_target *a = &uptime.targets[0];
    CU_ASSERT_TRUE(uptime.intervals_are_hours);
    CU_ASSERT(uptime.interval_count == 48 && uptime.day_count == 2);
    CU_ASSERT_EQUAL(a->intervals[0].latency.count, 0);
    CU_ASSERT_EQUAL(a->intervals[0].latency.p50_us, -1);
    CU_ASSERT_EQUAL(a->intervals[8].latency.count, 1);
    CU_ASSERT_EQUAL(a->intervals[47].end_us, US(FIXTURE_BEGIN_S + 3 * DAY_S));
    CU_ASSERT_EQUAL(a->days[0].begin_us, US(FIXTURE_BEGIN_S + DAY_S));
    CU_ASSERT_EQUAL(a->days[0].end_us, US(FIXTURE_BEGIN_S + 2 * DAY_S));
    CU_ASSERT_EQUAL(a->days[1].end_us, US(FIXTURE_BEGIN_S + 3 * DAY_S));
    CU_ASSERT_EQUAL(a->days[0].tally.time_us[HG_OUTCOME_DOWN], US(8 * HOUR_S));
    CU_ASSERT(a->days[0].tally.checks[HG_OUTCOME_UP] == 4 &&
              a->days[0].latency.count == 4);
    CU_ASSERT(a->days[1].tally.checks[HG_OUTCOME_UP] == 6 &&
              a->days[1].latency.count == 6);
    CU_ASSERT_EQUAL(a->latency.count, 10);
    CU_ASSERT_EQUAL(a->latency_before.count, 6);
    drop(&zone, &uptime);
    fixture_close(&fixture);
}

/* The later the day, the slower. */
static void slow_down(struct hg_run *run)
{
    const int64_t day = (run->started_at_us / HG_US_PER_S - FIXTURE_BEGIN_S) / DAY_S;
    for (size_t i = 0; i < run->count; i++) {
        if (run->results[i].phases.total_us >= 0)
            run->results[i].phases.total_us = (int32_t)(day + 1) * 100000;
    }
}

static bool is_about(int64_t us, int64_t expected_us)
{
    return us >= expected_us - expected_us / 100 && us <= expected_us + expected_us / 100;
}

static void check_before(struct fixture *fixture, int64_t begin_s, int64_t end_s,
                         const char *name, const int64_t *expected_ms, size_t count)
{
    struct hg_zone zone;
    struct hg_zone same;
    struct hg_uptime plain;
    struct hg_uptime charted;
    make_in(fixture, begin_s, end_s, name, false, &zone, &plain);
    CU_ASSERT_EQUAL(plain.interval_before_count, 0);
    make_in(fixture, begin_s, end_s, name, true, &same, &charted);
    CU_ASSERT_EQUAL_FATAL(charted.interval_before_count, count);
    const struct hg_uptime_target *a = &charted.targets[0];
    for (size_t i = 0; i < count; i++)
        UNIT_ASSERT_ROW(expected_ms[i] < 0
                            ? a->p95_before_us[i] == -1
                            : is_about(a->p95_before_us[i], expected_ms[i] * 1000),
                        name);
    const struct hg_uptime_target *b = &plain.targets[0];
    CU_ASSERT(memcmp(&a->before, &b->before, sizeof a->before) == 0);
    CU_ASSERT(memcmp(&a->tally, &b->tally, sizeof a->tally) == 0);
    CU_ASSERT_EQUAL(a->latency.count, b->latency.count);
    CU_ASSERT_EQUAL(a->latency.p95_us, b->latency.p95_us);
    CU_ASSERT_EQUAL(a->latency_before.count, b->latency_before.count);
    CU_ASSERT_EQUAL(a->latency_before.p95_us, b->latency_before.p95_us);
    CU_ASSERT_EQUAL(charted.interval_count, plain.interval_count);
    CU_ASSERT_EQUAL(charted.day_count, plain.day_count);
    CU_ASSERT_EQUAL(a->intervals[0].latency.p95_us, b->intervals[0].latency.p95_us);
    drop(&same, &charted);
    drop(&zone, &plain);
}

static void the_period_before_is_divided_for_charts_and_no_figure_changes(void)
{
    /* Runs every four hours; those of the second day at 0 and 4 o'clock were down. */
    static const int64_t days_ms[] = {-1, 100, 200, -1};
    static const int64_t berlin_ms[] = {200, 300, 400, 500};
    static const int64_t hours_ms[] = {300, -1, -1, -1, 300, -1};
    struct fixture fixture;
    fixture_open(&fixture);
    fixture.change = slow_down;
    add_days(&fixture);
    check_before(&fixture, 2 * DAY_S, 5 * DAY_S + HOUR_S * 2, "UTC", days_ms, 4);
    check_before(&fixture, 5 * DAY_S - HOUR_S, 9 * DAY_S - HOUR_S, "Europe/Berlin",
                 berlin_ms, 4);
    check_before(&fixture, 2 * DAY_S + 6 * HOUR_S, 2 * DAY_S + 12 * HOUR_S, "UTC",
                 hours_ms, 6);
    fixture_close(&fixture);
}

static void limits_of_latency_are_those_of_the_configuration(void)
{
    const struct hg_policy policy = {
        .expect = {.latency_warn_us = 500000, .latency_fail_us = 2000000}};
    struct fixture fixture;
    struct hg_zone zone;
    struct hg_uptime uptime;
    fixture_open(&fixture);
    fixture.targets[0].policy = &policy;
    add_runs(&fixture, "UU", "UU");
    make(&fixture, 0, HOUR_S, &zone, &uptime);
    CU_ASSERT_EQUAL(uptime.targets[0].latency_warn_us, 500000);
    CU_ASSERT_EQUAL(uptime.targets[0].latency_fail_us, 2000000);
    CU_ASSERT(uptime.targets[1].latency_warn_us == 0 &&
              uptime.targets[1].latency_fail_us == 0);
    drop(&zone, &uptime);
    fixture_close(&fixture);
}

static void incidents_are_measured(void)
{
    struct fixture fixture;
    struct hg_zone zone;
    struct hg_uptime uptime;
    fixture_open(&fixture);
    add_runs(&fixture, "UDUUDDUUDU", "DUUUUUUUUU");
    make(&fixture, 0, 100 * MINUTE_S, &zone, &uptime);
    const struct hg_uptime_target *a = &uptime.targets[0];
    CU_ASSERT_EQUAL(a->incident_count, 3);
    CU_ASSERT_EQUAL(a->longest_us, US(20 * MINUTE_S));
    CU_ASSERT_EQUAL(a->repair_us, US(40 * MINUTE_S) / 3);
    /* From the first that closes to the last that opens it was up for 40 of 60 minutes, between three. */
    CU_ASSERT_EQUAL(a->between_us, US(20 * MINUTE_S));
    CU_ASSERT_TRUE(a->is_recovered);
    const struct hg_uptime_target *b = &uptime.targets[1];
    CU_ASSERT_EQUAL(b->incident_count, 1);
    CU_ASSERT_EQUAL(b->repair_us, US(10 * MINUTE_S));
    CU_ASSERT_EQUAL(b->between_us, -1);
    drop(&zone, &uptime);
    /* Later there is nothing to measure. */
    make(&fixture, 95 * MINUTE_S, 100 * MINUTE_S, &zone, &uptime);
    CU_ASSERT_EQUAL(uptime.incident_count, 0);
    CU_ASSERT(uptime.targets[0].repair_us == -1 && uptime.targets[0].between_us == -1);
    CU_ASSERT_FALSE(uptime.targets[0].is_recovered);
    drop(&zone, &uptime);
    fixture_close(&fixture);
}

/* "a" goes down after ten minutes; in its maintenance from 00:30 to 00:40 it is checked once, and then the check has no
 * verdict, and none is made for an hour. */
static void what_is_down_is_so_since_its_incident_began(void)
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
        hg_maintenance_window_parse(&window, "fri 00:30-00:40", &zone_name), 0);
    window.zone = &utc;
    fixture_open(&fixture);
    fixture.targets[0].policy = &policy;
    add_runs(&fixture, "UDDDD?      DDUU", "UUUUUU      UUUU");
    const struct {
        int64_t end_s;
        enum hg_outcome now;
        int64_t since_s;
    } rows[] = {
        {29 * MINUTE_S, HG_OUTCOME_DOWN, 10 * MINUTE_S},
        {39 * MINUTE_S, HG_OUTCOME_SKIPPED, 30 * MINUTE_S},
        {49 * MINUTE_S, HG_OUTCOME_DOWN, 10 * MINUTE_S},
        {59 * MINUTE_S, HG_OUTCOME_DOWN, 10 * MINUTE_S},
        {119 * MINUTE_S, HG_OUTCOME_DOWN, 10 * MINUTE_S},
        {139 * MINUTE_S, HG_OUTCOME_DOWN, 10 * MINUTE_S},
        {159 * MINUTE_S, HG_OUTCOME_UP, 140 * MINUTE_S},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        char row[32];
        snprintf(row, sizeof row, "%lld", (long long)rows[i].end_s / MINUTE_S);
        make(&fixture, 0, rows[i].end_s, &zone, &uptime);
        const struct hg_uptime_target *a = &uptime.targets[0];
        UNIT_ASSERT_ROW(hg_uptime_outcome_now(a) == rows[i].now, row);
        UNIT_ASSERT_ROW(a->since_us == US(FIXTURE_BEGIN_S + rows[i].since_s), row);
        UNIT_ASSERT_ROW(a->is_recovered == (rows[i].now == HG_OUTCOME_UP), row);
        UNIT_ASSERT_ROW(uptime.now[HG_OUTCOME_DOWN] == (rows[i].now == HG_OUTCOME_DOWN),
                        row);
        CU_ASSERT_PTR_NOT_NULL_FATAL(a->incident);
        UNIT_ASSERT_ROW(a->incident->maintenance_us <= US(10 * MINUTE_S), row);
        drop(&zone, &uptime);
    }
    make(&fixture, 0, 160 * MINUTE_S, &zone, &uptime);
    CU_ASSERT_EQUAL(uptime.targets[0].incident->duration_us, US(130 * MINUTE_S));
    CU_ASSERT_EQUAL(uptime.targets[0].incident->maintenance_us, US(10 * MINUTE_S));
    CU_ASSERT_EQUAL(uptime.targets[0].longest_us, US(130 * MINUTE_S));
    CU_ASSERT_EQUAL(uptime.targets[0].repair_us, US(130 * MINUTE_S));
    drop(&zone, &uptime);
    fixture_close(&fixture);
    hg_zone_release(&utc);
}

static void only_targets_with_results_or_of_the_configuration_are_reported(void)
{
    struct fixture fixture;
    struct hg_zone zone;
    struct hg_uptime uptime;
    fixture_open(&fixture);
    fixture_add(&fixture, 0, "UUUU");
    for (int i = 1; i < 10; i++)
        fixture_add(&fixture, i * 10 * MINUTE_S, "UUU");
    /* The first two are configured; "d" had its last result long before. */
    make(&fixture, 60 * MINUTE_S, 100 * MINUTE_S, &zone, &uptime);
    CU_ASSERT_EQUAL_FATAL(uptime.target_count, 3);
    UNIT_ASSERT_TEXT(uptime.targets[2].name, "c");
    drop(&zone, &uptime);
    make(&fixture, DAY_S, 2 * DAY_S, &zone, &uptime);
    CU_ASSERT_EQUAL_FATAL(uptime.target_count, 2);
    CU_ASSERT_EQUAL(uptime.targets[0].outcome, HG_OUTCOME_UP);
    CU_ASSERT_TRUE(uptime.targets[0].is_stale);
    drop(&zone, &uptime);
    make(&fixture, -DAY_S, 0, &zone, &uptime);
    CU_ASSERT_EQUAL_FATAL(uptime.target_count, 2);
    CU_ASSERT_EQUAL(uptime.targets[0].outcome, HG_OUTCOME_UNKNOWN);
    CU_ASSERT_TRUE(uptime.targets[0].is_stale);
    CU_ASSERT_EQUAL(uptime.targets[0].since_us, 0);
    UNIT_ASSERT_TEXT(uptime.targets[0].reason, "");
    drop(&zone, &uptime);
    fixture_close(&fixture);
}

/* Checked every ten minutes while it is up, and every ten seconds while it is down: most results are of the latter. */
static void results_of_a_watch_are_valid_for_two_of_its_intervals(void)
{
    static const struct {
        const char *sql;
        int64_t up_minutes, max_gap_minutes;
    } rows[] = {
        /* What the history has learned. */
        {"SELECT 1", 2, 0},
        {"INSERT INTO watch_intervals VALUES (1, 0, 600000)", 60, 20},
        /* Another one later, and one before that ended. */
        {"INSERT INTO watch_intervals VALUES (1, 0, 600000), (1, 1795134000000, 60000)",
         60, 20},
        {"INSERT INTO watch_intervals VALUES (1, 0, 86400000), (1, 1, 600000)", 60, 20},
        /* That of another target. */
        {"INSERT INTO watch_intervals VALUES (2, 0, 600000)", 2, 0},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct fixture fixture;
        struct hg_zone zone;
        struct hg_uptime uptime;
        fixture_open(&fixture);
        for (int minute = 0; minute < 60; minute += 10)
            fixture_add(&fixture, minute * MINUTE_S, "UU");
        for (int j = 0; j < 40; j++)
            fixture_add(&fixture, HOUR_S + j * 10, "DU");
        fixture_run(&fixture, rows[i].sql);
        make(&fixture, 0, HOUR_S + 400, &zone, &uptime);
        const struct hg_uptime_target *a = &uptime.targets[0];
        CU_ASSERT_EQUAL(a->tally.time_us[HG_OUTCOME_UP],
                        US(rows[i].up_minutes * MINUTE_S));
        CU_ASSERT_EQUAL(a->max_gap_us / US(MINUTE_S), rows[i].max_gap_minutes);
        drop(&zone, &uptime);
        fixture_close(&fixture);
    }
}

CU_TestInfo uptime_builder_tests[] = {
    {"results_of_a_watch_are_valid_for_two_of_its_intervals",
     results_of_a_watch_are_valid_for_two_of_its_intervals},
    {"times_checks_and_incidents_are_reported", times_checks_and_incidents_are_reported},
    {"what_answers_again_has_recovered", what_answers_again_has_recovered},
    {"time_without_results_is_unknown", time_without_results_is_unknown},
    {"one_check_says_nothing_about_the_time", one_check_says_nothing_about_the_time},
    {"the_example_of_the_documentation_is_right",
     the_example_of_the_documentation_is_right},
    {"a_report_of_many_days_is_divided_into_days",
     a_report_of_many_days_is_divided_into_days},
    {"hours_add_up_to_days", hours_add_up_to_days},
    {"the_period_before_is_divided_for_charts_and_no_figure_changes",
     the_period_before_is_divided_for_charts_and_no_figure_changes},
    {"limits_of_latency_are_those_of_the_configuration",
     limits_of_latency_are_those_of_the_configuration},
    {"incidents_are_measured", incidents_are_measured},
    {"what_is_down_is_so_since_its_incident_began",
     what_is_down_is_so_since_its_incident_began},
    {"only_targets_with_results_or_of_the_configuration_are_reported",
     only_targets_with_results_or_of_the_configuration_are_reported},
    CU_TEST_INFO_NULL,
};
