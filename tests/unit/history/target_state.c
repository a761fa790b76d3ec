/* SPDX-License-Identifier: MIT */
/* Tests of target_state. */
#include "history/track/target_state.h"

#include "unit.h"

#include <stdio.h>

#include "headgate/banned.h"

static void gaps_of_an_interval_differ_by_half_at_most(void)
{
    static const struct {
        int64_t shortest_ms, longest_ms, gap_ms, previous_gap_ms;
        bool is_regular;
    } rows[] = {
        {0, 0, 1, 0, true},        /* nothing is known */
        {0, 0, 1000000, 0, true},  /* likewise */
        {0, 0, 150, 100, true},    /* the interval before has gaps */
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
        const struct hg_state_interval interval = {.checks = 2,
                                                   .shortest_ms = rows[i].shortest_ms,
                                                   .longest_ms = rows[i].longest_ms};
        char row[16];
        snprintf(row, sizeof row, "%zu", i);
        UNIT_ASSERT_ROW(hg_state_interval_is_regular(&interval, rows[i].gap_ms,
                                                     rows[i].previous_gap_ms) ==
                            rows[i].is_regular,
                        row);
    }
}

static void an_interval_has_its_shortest_and_longest_gap(void)
{
    const struct hg_sample sample = {.at_ms = 1000, .outcome = HG_OUTCOME_UP};
    struct hg_state_interval interval = {0};
    hg_state_interval_begin(&interval, &sample);
    CU_ASSERT(interval.checks == 1 && interval.shortest_ms == 0);
    hg_state_interval_continue(&interval, 1100);
    hg_state_interval_continue(&interval, 1100);
    hg_state_interval_continue(&interval, 1220);
    hg_state_interval_continue(&interval, 1310);
    CU_ASSERT(interval.begin_ms == 1000 && interval.end_ms == 1310);
    CU_ASSERT(interval.checks == 5);
    CU_ASSERT(interval.shortest_ms == 90 && interval.longest_ms == 120);
    hg_state_interval_release(&interval);
}

CU_TestInfo target_state_tests[] = {
    {"gaps_of_an_interval_differ_by_half_at_most",
     gaps_of_an_interval_differ_by_half_at_most},
    {"an_interval_has_its_shortest_and_longest_gap",
     an_interval_has_its_shortest_and_longest_gap},
    CU_TEST_INFO_NULL,
};
