/* SPDX-License-Identifier: MIT */
/* Tests of span. */
#include "history/track/span.h"

#include "unit.h"

#include <stdio.h>

#include "headgate/banned.h"

static void gaps_of_a_span_differ_by_half_at_most(void)
{
    static const struct {
        int64_t shortest_ms, longest_ms, gap_ms, former_ms;
        bool is_regular;
    } rows[] = {
        {0, 0, 1, 0, true},        /* nothing is known */
        {0, 0, 1000000, 0, true},  /* likewise */
        {0, 0, 150, 100, true},    /* the span before knows */
        {0, 0, 151, 100, false},   /* likewise */
        {0, 0, 10, 100, true},     /* more often is fine at first */
        {100, 100, 150, 0, true},  /* half more */
        {100, 100, 151, 0, false}, /* more than that */
        {100, 100, 67, 0, true},   /* a third less: 100 is 1.5 times as much */
        {100, 100, 60, 0, false},  /* less than that */
        {100, 150, 90, 0, false},  /* 150 is more than 1.5 times that */
        {100, 150, 100, 0, true},  /* in between */
        {100, 100, 0, 0, true},    /* the same moment */
        {100, 100, INT64_MAX, 0, false},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        const struct hg_stretch stretch = {.checks = 2,
                                           .shortest_ms = rows[i].shortest_ms,
                                           .longest_ms = rows[i].longest_ms};
        char row[16];
        snprintf(row, sizeof row, "%zu", i);
        UNIT_ASSERT_ROW(hg_stretch_is_regular(&stretch, rows[i].gap_ms,
                                              rows[i].former_ms) == rows[i].is_regular,
                        row);
    }
}

static void a_span_remembers_its_shortest_and_longest_gap(void)
{
    const struct hg_sample sample = {.at_ms = 1000, .outcome = HG_OUTCOME_UP};
    struct hg_stretch stretch = {0};
    hg_stretch_begin(&stretch, &sample);
    CU_ASSERT(stretch.checks == 1 && stretch.shortest_ms == 0);
    hg_stretch_continue(&stretch, 1100);
    hg_stretch_continue(&stretch, 1100);
    hg_stretch_continue(&stretch, 1220);
    hg_stretch_continue(&stretch, 1310);
    CU_ASSERT(stretch.begin_ms == 1000 && stretch.end_ms == 1310);
    CU_ASSERT(stretch.checks == 5);
    CU_ASSERT(stretch.shortest_ms == 90 && stretch.longest_ms == 120);
    hg_stretch_release(&stretch);
}

CU_TestInfo span_tests[] = {
    {"gaps_of_a_span_differ_by_half_at_most", gaps_of_a_span_differ_by_half_at_most},
    {"a_span_remembers_its_shortest_and_longest_gap",
     a_span_remembers_its_shortest_and_longest_gap},
    CU_TEST_INFO_NULL,
};
