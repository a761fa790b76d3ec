/* SPDX-License-Identifier: MIT */
/* Tests of source_plan: which table has the results of which time. */
#include "history/query/source_plan.h"

#include "unit.h"

#include <stdio.h>
#include <stdlib.h>

#include "headgate/banned.h"

#define HOUR   (INT64_C(3600) * 1000)
#define DAY    (24 * HOUR)
#define US(ms) ((ms)*1000)

/* "D0-24 H24-26": source intervals in hours. */
static void check(const int64_t *edges_us, size_t edge_count,
                  struct hg_stored_range stored, const char *expected)
{
    struct hg_source_plan plan;
    char text[512] = "";
    size_t len = 0;
    hg_source_plan_make(&plan, edges_us, edge_count, &stored);
    for (size_t i = 0; i < plan.count; i++) {
        const struct hg_source_interval *interval = &plan.intervals[i];
        len += (size_t)snprintf(text + len, sizeof text - len, "%s%c%g-%g",
                                i == 0 ? "" : " ", "DHR"[interval->source],
                                (double)interval -> begin_ms / HOUR,
                                (double)interval -> end_ms / HOUR);
    }
    UNIT_ASSERT_TEXT(text, expected);
    hg_source_plan_release(&plan);
}

static void whole_days_hours_and_results_follow_each_other(void)
{
    const struct hg_stored_range all = {INT64_MAX / 2, INT64_MIN};
    const struct hg_stored_range no_raw = {INT64_MAX / 2, INT64_MAX};
    const struct hg_stored_range until_50 = {50 * HOUR, INT64_MIN};
    const struct hg_stored_range nothing = {INT64_MIN, INT64_MIN};
    const int64_t days[] = {0, US(DAY), US(3 * DAY)};
    const int64_t shifted[] = {US(22 * HOUR), US(46 * HOUR), US(94 * HOUR)};
    const int64_t halves[] = {US(DAY), US(DAY + HOUR / 2), US(DAY + 2 * HOUR)};
    const int64_t odd[] = {US(HOUR / 2), US(HOUR), US(2 * HOUR) + US(HOUR / 4)};
    check(days, 3, all, "D0-72");
    check(days, 3, no_raw, "D0-72");
    check(days, 3, until_50, "D0-48 H48-50 R50-72");
    check(days, 3, nothing, "R0-72");
    check(shifted, 3, all, "H22-48 D48-72 H72-94");
    check(halves, 3, all, "R24-25 H25-26");
    check(halves, 3, no_raw, "H24-26");
    check(odd, 3, all, "R0-1 H1-2 R2-2.25");
    check(odd, 3, no_raw, "H0-2.25");
}

static void edges_within_a_millisecond_are_rounded_up(void)
{
    const struct hg_stored_range nothing = {INT64_MIN, INT64_MIN};
    const int64_t edges_us[] = {1, 1000, 2001};
    struct hg_source_plan plan;
    hg_source_plan_make(&plan, edges_us, 3, &nothing);
    CU_ASSERT_EQUAL(plan.edges[0], 1);
    CU_ASSERT_EQUAL(plan.edges[1], 1);
    CU_ASSERT_EQUAL(plan.edges[2], 3);
    hg_source_plan_release(&plan);
}

CU_TestInfo source_plan_tests[] = {
    {"whole_days_hours_and_results_follow_each_other",
     whole_days_hours_and_results_follow_each_other},
    {"edges_within_a_millisecond_are_rounded_up",
     edges_within_a_millisecond_are_rounded_up},
    CU_TEST_INFO_NULL,
};
