/* SPDX-License-Identifier: MIT */
/* Tests of results that come late: runs that overlap, and clocks that are set back. */
#include "fixture.h"

#include "unit.h"

#include <stdlib.h>

#include "headgate/banned.h"

#define INCIDENTS                                                                        \
    "SELECT printf('%d:%d-%s,%d*%d', id, (opened_ms - 1795132800000) / 60000,"           \
    " coalesce((closed_ms - 1795132800000) / 60000, ''), worst, checks)"                 \
    " FROM incidents ORDER BY opened_ms"
/* Neighbouring intervals of one outcome count as one: gaps may have divided them elsewhere. */
#define INTERVALS                                                                        \
    "WITH all_spans AS (SELECT target, begin_ms, end_ms, outcome, checks FROM spans"     \
    " UNION ALL SELECT id, begin_ms, end_ms, outcome, checks FROM targets"               \
    " WHERE checks > 0),"                                                                \
    " marked AS (SELECT *, outcome IS NOT lag(outcome) OVER (PARTITION BY target"        \
    " ORDER BY begin_ms) AS is_first FROM all_spans),"                                   \
    " grouped AS (SELECT *, sum(is_first) OVER (PARTITION BY target"                     \
    " ORDER BY begin_ms) AS part FROM marked)"                                           \
    " SELECT printf('%d:%d-%d=%d*%d', target, (min(begin_ms) - 1795132800000) / 60000,"  \
    " (max(end_ms) - 1795132800000) / 60000, outcome, sum(checks)) FROM grouped"         \
    " GROUP BY target, part ORDER BY target, min(begin_ms)"

static void a_late_result_inside_an_interval_divides_it(void)
{
    struct fixture fixture;
    fixture_open(&fixture);
    for (int i = 0; i <= 6; i++)
        fixture_add(&fixture, i * 10 * MINUTE_S, "U");
    fixture_add(&fixture, 25 * MINUTE_S, "D");
    UNIT_ASSERT_TEXT(fixture_text(&fixture, INTERVALS),
                     "1:0-20=1*3 1:25-25=4*1 1:30-60=1*4");
    UNIT_ASSERT_TEXT(fixture_text(&fixture, INCIDENTS), "1:25-30,5*1");
    fixture_close(&fixture);
}

static void an_incident_that_began_earlier_keeps_its_id(void)
{
    struct fixture fixture;
    fixture_open(&fixture);
    fixture_add(&fixture, 0, "UU");
    fixture_add(&fixture, 10 * MINUTE_S, "DD");
    fixture_add(&fixture, 20 * MINUTE_S, "UD");
    fixture_add(&fixture, 30 * MINUTE_S, "DU");
    fixture_add(&fixture, 5 * MINUTE_S, "NU");
    UNIT_ASSERT_TEXT(fixture_text(&fixture, INCIDENTS),
                     "1:5-20,1*2 2:10-30,5*2 3:30-,5*1");
    fixture_close(&fixture);
}

static void an_incident_is_divided_by_a_late_result_that_was_up(void)
{
    struct fixture fixture;
    fixture_open(&fixture);
    fixture_add(&fixture, 0, "D");
    fixture_add(&fixture, 10 * MINUTE_S, "S");
    fixture_add(&fixture, 20 * MINUTE_S, "N");
    fixture_add(&fixture, 30 * MINUTE_S, "D");
    fixture_add(&fixture, 15 * MINUTE_S, "U");
    UNIT_ASSERT_TEXT(fixture_text(&fixture, INCIDENTS), "1:0-15,5*2 2:20-,1*2");
    fixture_assert_said(&fixture, 0, 1, 0);
    fixture_close(&fixture);
}

static void a_result_before_all_others_comes_first(void)
{
    struct fixture fixture;
    fixture_open(&fixture);
    fixture_add(&fixture, 10 * MINUTE_S, "D");
    fixture_add(&fixture, 20 * MINUTE_S, "U");
    fixture_add(&fixture, 0, "U");
    UNIT_ASSERT_TEXT(fixture_text(&fixture, INTERVALS),
                     "1:0-0=1*1 1:10-10=4*1 1:20-20=1*1");
    UNIT_ASSERT_TEXT(fixture_text(&fixture, INCIDENTS), "1:10-20,5*1");
    fixture_close(&fixture);
}

static void two_results_of_one_moment_both_count(void)
{
    struct fixture fixture;
    fixture_open(&fixture);
    fixture_add(&fixture, 0, "U");
    fixture_add(&fixture, 10 * MINUTE_S, "U");
    fixture_add(&fixture, 10 * MINUTE_S, "D");
    fixture_add(&fixture, 10 * MINUTE_S, "U");
    fixture_add(&fixture, 20 * MINUTE_S, "U");
    UNIT_ASSERT_TEXT(fixture_text(&fixture, INTERVALS),
                     "1:0-10=1*2 1:10-10=4*1 1:10-20=1*2");
    fixture_close(&fixture);
}

static void a_clock_that_was_ahead_for_one_run_divides_no_later_interval(void)
{
    struct fixture fixture;
    fixture_open(&fixture);
    fixture_add(&fixture, 0, "U");
    fixture_add(&fixture, 400 * DAY_S, "U");
    for (int64_t minute = 10; minute <= 50; minute += 10)
        fixture_add(&fixture, minute * MINUTE_S, "U");
    CU_ASSERT_EQUAL(fixture_number(&fixture, "SELECT count(*) FROM spans"), 1);
    UNIT_ASSERT_TEXT(fixture_text(&fixture, "SELECT printf('%d*%d %d', end_ms - begin_ms,"
                                            " checks, longest_ms) FROM spans"),
                     "3000000*6 600000");
    fixture_close(&fixture);
}

#define RUNS 60

/* The same runs in the order of time, and in another one. */
static void add_in_order(struct fixture *fixture, const size_t *order)
{
    static const char letters[] = "UUUUDNSFGX?";
    for (size_t i = 0; i < RUNS; i++) {
        const unsigned number = (unsigned)order[i];
        const char outcomes[] = {letters[number * 7 % 11], letters[number * number % 11],
                                 letters[number / 9 % 11], '\0'};
        fixture_add(fixture, (int64_t)number * 7 * MINUTE_S, outcomes);
    }
}

/* Runs that come up to `distance` places too late. */
static void shuffle(size_t *order, size_t distance, unsigned seed)
{
    for (size_t i = 0; i < RUNS; i++)
        order[i] = i;
    for (size_t i = 0; i < RUNS; i++) {
        seed = seed * 1103515245U + 12345U;
        const size_t other = i + (seed >> 16) % (distance + 1);
        if (other >= RUNS)
            continue;
        const size_t swapped = order[i];
        order[i] = order[other];
        order[other] = swapped;
    }
}

#define INCIDENTS_BY_TIME                                                                \
    "SELECT printf('%d:%d-%d,%d,%d*%d %s', target, opened_ms, closed_ms, cause, worst,"  \
    " checks, reason) || attempts FROM incidents ORDER BY target, opened_ms"
#define FIGURES                                                                          \
    "SELECT printf('%d:%d %d %d %d %d %d %d', target, begin_ms, up, flaky, degraded,"    \
    " down, unknown, skipped) || hex(latencies) FROM"                                    \
    " (SELECT * FROM hours UNION ALL SELECT * FROM days) ORDER BY target, begin_ms"

static void the_order_of_arrival_changes_nothing(void)
{
    static const char *const queries[] = {INTERVALS, INCIDENTS_BY_TIME, FIGURES};
    static const size_t distances[] = {1, 3, 12, RUNS};
    size_t order[RUNS];
    struct fixture straight;

    shuffle(order, 0, 0);
    fixture_open(&straight);
    add_in_order(&straight, order);
    for (size_t i = 0; i < 4; i++) {
        struct fixture shuffled;
        shuffle(order, distances[i], (unsigned)i);
        fixture_open(&shuffled);
        add_in_order(&shuffled, order);
        for (size_t j = 0; j < 3; j++)
            UNIT_ASSERT_TEXT(fixture_text(&shuffled, queries[j]),
                             fixture_text(&straight, queries[j]));
        fixture_close(&shuffled);
    }
    fixture_close(&straight);
}

CU_TestInfo replay_tests[] = {
    {"a_late_result_inside_an_interval_divides_it",
     a_late_result_inside_an_interval_divides_it},
    {"an_incident_that_began_earlier_keeps_its_id",
     an_incident_that_began_earlier_keeps_its_id},
    {"an_incident_is_divided_by_a_late_result_that_was_up",
     an_incident_is_divided_by_a_late_result_that_was_up},
    {"a_result_before_all_others_comes_first", a_result_before_all_others_comes_first},
    {"two_results_of_one_moment_both_count", two_results_of_one_moment_both_count},
    {"a_clock_that_was_ahead_for_one_run_divides_no_later_interval",
     a_clock_that_was_ahead_for_one_run_divides_no_later_interval},
    {"the_order_of_arrival_changes_nothing", the_order_of_arrival_changes_nothing},
    CU_TEST_INFO_NULL,
};
