/* SPDX-License-Identifier: MIT */
/* Tests of timeline: for how long results are valid. A unit of time is a microsecond here. */
#include "history/query/timeline.h"

#include "unit.h"

#include <stdlib.h>

#include "headgate/banned.h"

#define UP      HG_OUTCOME_UP
#define DOWN    HG_OUTCOME_DOWN
#define UNKNOWN HG_OUTCOME_UNKNOWN
#define PLANNED HG_TIMELINE_MAINTENANCE

struct row {
    const char *name;
    /* One without checks: there are no more. */
    struct hg_outcome_interval outcome_intervals[4];
    struct hg_interval windows[3];
    int64_t max_gap_us;
    /* From 100 to 200; one of kind -1: there are no more. */
    struct hg_timeline_interval intervals[10];
};

static const struct row rows[] = {
    {"nothing", {{0}}, {{0}}, 10, {{100, UNKNOWN}, {0, -1}}},
    {"one result",
     {{120, 120, 1, 0, UP, 0, 0}},
     {{0}},
     10,
     {{100, UNKNOWN}, {120, UP}, {130, UNKNOWN}, {0, -1}}},
    {"an interval, then a gap",
     {{110, 150, 5, 10, UP, 0, 10}},
     {{0}},
     20,
     {{100, UNKNOWN}, {110, UP}, {170, UNKNOWN}, {0, -1}}},
    {"from before until after",
     {{10, 500, 50, 10, UP, 0, 10}},
     {{0}},
     20,
     {{100, UP}, {0, -1}}},
    {"the last word from before",
     {{50, 95, 5, 10, DOWN, 0, 10}},
     {{0}},
     10,
     {{100, DOWN}, {105, UNKNOWN}, {0, -1}}},
    {"up until the first result that is not",
     {{90, 130, 5, 10, UP, 0, 10},
      {140, 140, 1, 0, DOWN, 1, 0},
      {150, 300, 16, 10, UP, 0, 10}},
     {{0}},
     20,
     {{100, UP}, {140, DOWN}, {150, UP}, {0, -1}}},
    {"a gap between equal intervals",
     {{90, 110, 3, 10, UP, 0, 10}, {160, 300, 15, 10, UP, 0, 10}},
     {{0}},
     20,
     {{100, UP}, {130, UNKNOWN}, {160, UP}, {0, -1}}},
    {"results of which some are further apart than they are valid",
     {{100, 145, 4, 20, UP, 0, 10}},
     {{0}},
     15,
     {{100, UP},
      {112, UNKNOWN},
      {115, UP},
      {127, UNKNOWN},
      {130, UP},
      {142, UNKNOWN},
      {145, UP},
      {160, UNKNOWN},
      {0, -1}}},
    {"results further apart than they are valid",
     {{100, 160, 3, 30, UP, 0, 30}},
     {{0}},
     10,
     {{100, UP},
      {110, UNKNOWN},
      {130, UP},
      {140, UNKNOWN},
      {160, UP},
      {170, UNKNOWN},
      {0, -1}}},
    {"such an interval from long before",
     {{10, 310, 11, 30, UP, 0, 30}},
     {{0}},
     10,
     {{100, UP},
      {110, UNKNOWN},
      {130, UP},
      {140, UNKNOWN},
      {160, UP},
      {170, UNKNOWN},
      {190, UP},
      {0, -1}}},
    {"maintenance takes all",
     {{90, 300, 22, 10, DOWN, 1, 10}},
     {{120, 130}, {150, 400}},
     20,
     {{100, DOWN}, {120, PLANNED}, {130, DOWN}, {150, PLANNED}, {0, -1}}},
    {"maintenance without checks",
     {{0}},
     {{50, 110}},
     20,
     {{100, PLANNED}, {110, UNKNOWN}, {0, -1}}},
    {"windows that overlap",
     {{90, 300, 22, 10, UP, 0, 10}},
     {{110, 150}, {120, 130}, {140, 160}},
     20,
     {{100, UP}, {110, PLANNED}, {160, UP}, {0, -1}}},
};

static void check_row(const struct row *row)
{
    struct hg_outcome_intervals outcome_intervals = {0};
    struct hg_maintenance_intervals windows = {0};
    struct hg_timeline timeline = {.begin_us = 100, .end_us = 200};
    struct hg_tally tally = {0};
    int64_t total_us = 0;

    for (size_t i = 0; i < 4 && row->outcome_intervals[i].checks > 0; i++)
        hg_outcome_intervals_add(&outcome_intervals, &row->outcome_intervals[i]);
    for (size_t i = 0; i < 3 && row->windows[i].end_us > 0; i++)
        hg_maintenance_intervals_add(&windows, row->windows[i]);
    hg_timeline_make(&timeline, &outcome_intervals, &windows, row->max_gap_us);
    size_t count = 0;
    for (; row->intervals[count].kind >= 0; count++) {
        UNIT_ASSERT_ROW(count < timeline.count &&
                            timeline.intervals[count].begin_us ==
                                row->intervals[count].begin_us &&
                            timeline.intervals[count].kind == row->intervals[count].kind,
                        row->name);
    }
    UNIT_ASSERT_ROW(count == timeline.count, row->name);
    /* In odd steps: the parts are the whole. */
    for (int64_t at_us = 100; at_us < 200; at_us += 7)
        hg_timeline_tally(&timeline, at_us, at_us + 7, &tally);
    for (int i = 0; i < HG_OUTCOME_COUNT; i++)
        total_us += tally.time_us[i];
    UNIT_ASSERT_ROW(total_us + tally.maintenance_us == 100, row->name);
    hg_timeline_release(&timeline);
    hg_outcome_intervals_release(&outcome_intervals);
    hg_maintenance_intervals_release(&windows);
}

static void each_result_is_valid_until_the_next_at_most_for_the_gap(void)
{
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        check_row(&rows[i]);
}

static void the_usual_interval_is_the_median_of_all_gaps(void)
{
    const struct {
        const char *name;
        struct hg_outcome_interval outcome_intervals[4];
        int64_t interval_us;
    } cases[] = {
        {"nothing", {{0}}, 0},
        {"one result", {{10, 10, 1, 0, UP, 0, 0}}, 0},
        {"two", {{10, 40, 2, 30, UP, 0, 30}}, 30},
        {"many in one interval", {{10, 110, 11, 14, UP, 0, 14}}, 10},
        {"an outage of the checks counts once",
         {{0, 50, 6, 10, UP, 0, 10}, {900, 950, 6, 10, UP, 0, 10}},
         10},
        {"up and down in turn",
         {{0, 0, 1, 0, UP, 0, 0}, {10, 10, 1, 0, DOWN, 1, 0}, {20, 20, 1, 0, UP, 0, 0}},
         10},
        {"only those within count",
         {{0, 100, 11, 10, UP, 0, 10}, {130, 5130, 1001, 5, UP, 0, 5}},
         10},
        {"a gap that is longer than the time asked for",
         {{-4000, 4000, 9, 1000, UP, 0, 1000}},
         1000},
        {"the lower of two", {{0, 10, 2, 10, UP, 0, 10}, {40, 40, 1, 0, UP, 0, 0}}, 10},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct hg_outcome_intervals outcome_intervals = {0};
        for (size_t k = 0; k < 4 && cases[i].outcome_intervals[k].checks > 0; k++)
            hg_outcome_intervals_add(&outcome_intervals, &cases[i].outcome_intervals[k]);
        UNIT_ASSERT_ROW(hg_outcome_intervals_median_gap(&outcome_intervals, 0, 160) ==
                            cases[i].interval_us,
                        cases[i].name);
        hg_outcome_intervals_release(&outcome_intervals);
    }
}

static void the_last_result_is_before_the_end(void)
{
    const struct hg_outcome_interval interval = {100, 200, 11, 10, UP, 0, 10};
    CU_ASSERT_EQUAL(hg_outcome_interval_last_result(&interval, 1000), 200);
    CU_ASSERT_EQUAL(hg_outcome_interval_last_result(&interval, 201), 200);
    CU_ASSERT_EQUAL(hg_outcome_interval_last_result(&interval, 200), 190);
    CU_ASSERT_EQUAL(hg_outcome_interval_last_result(&interval, 191), 190);
    CU_ASSERT_EQUAL(hg_outcome_interval_last_result(&interval, 101), 100);
}

static void maintenance_that_overlaps_counts_once(void)
{
    struct hg_maintenance_intervals windows = {0};
    hg_maintenance_intervals_add(&windows, (struct hg_interval){10, 30});
    hg_maintenance_intervals_add(&windows, (struct hg_interval){20, 25});
    hg_maintenance_intervals_add(&windows, (struct hg_interval){28, 40});
    CU_ASSERT_EQUAL(hg_maintenance_intervals_overlap(&windows, 0, 100), 30);
    CU_ASSERT_EQUAL(hg_maintenance_intervals_overlap(&windows, 22, 29), 7);
    CU_ASSERT_EQUAL(hg_maintenance_intervals_overlap(&windows, 40, 100), 0);
    hg_maintenance_intervals_release(&windows);
}

CU_TestInfo timeline_tests[] = {
    {"each_result_is_valid_until_the_next_at_most_for_the_gap",
     each_result_is_valid_until_the_next_at_most_for_the_gap},
    {"the_usual_interval_is_the_median_of_all_gaps",
     the_usual_interval_is_the_median_of_all_gaps},
    {"the_last_result_is_before_the_end", the_last_result_is_before_the_end},
    {"maintenance_that_overlaps_counts_once", maintenance_that_overlaps_counts_once},
    CU_TEST_INFO_NULL,
};
