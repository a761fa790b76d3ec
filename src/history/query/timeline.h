/* SPDX-License-Identifier: MIT */
/* timeline: the outcome of a target at each moment, from the intervals of its results. Pure functions.
 *
 * The rule: each result stays valid from its time to the next one, at most for `max_gap_us`. Time without a
 * valid result is unknown, and maintenance is taken out of everything. */
#ifndef HEADGATE_HISTORY_QUERY_TIMELINE_H
#define HEADGATE_HISTORY_QUERY_TIMELINE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "headgate/outcome.h"
#include "headgate/period.h"
#include "headgate/tally.h"

#include "history/store/rows.h"

/* A state interval as a report reads it: equal results in a row that came regularly. */
struct hg_outcome_interval {
    int64_t begin_us;   /* its first result */
    int64_t end_us;     /* its last one */
    int64_t checks;     /* results */
    int64_t longest_us; /* gap between two of them */
    enum hg_outcome outcome;
    enum hg_cause cause;
    int64_t shortest_us; /* gap between two of them */
};

struct hg_outcome_interval hg_outcome_interval_of(const struct hg_state_interval *state);

struct hg_outcome_intervals {
    struct hg_outcome_interval *items; /* owned: oldest first; they don't overlap */
    size_t count;
};

struct hg_maintenance_intervals {
    struct hg_interval *items; /* owned: by start; they may overlap */
    size_t count;
};

/* It ends where the next one begins. */
struct hg_timeline_interval {
    int64_t begin_us;
    int kind; /* enum hg_outcome, or HG_TIMELINE_MAINTENANCE */
};

enum { HG_TIMELINE_MAINTENANCE = HG_OUTCOME_COUNT };

struct hg_timeline {
    struct hg_timeline_interval *intervals; /* owned: without a gap from begin to end */
    size_t count;
    int64_t begin_us;
    int64_t end_us;
};

void hg_outcome_intervals_add(struct hg_outcome_intervals *intervals,
                              const struct hg_outcome_interval *interval);
void hg_outcome_intervals_release(struct hg_outcome_intervals *intervals);
void hg_maintenance_intervals_add(struct hg_maintenance_intervals *windows,
                                  struct hg_interval window);
void hg_maintenance_intervals_release(struct hg_maintenance_intervals *windows);

/* The usual time between two results from `begin_us` to `end_us`: the median of their gaps, the lower one of
 * two. Gaps inside an interval count with their mean, once at least. 0 when there are fewer than two results. */
int64_t hg_outcome_intervals_median_gap(const struct hg_outcome_intervals *intervals,
                                        int64_t begin_us, int64_t end_us);

/* The last result before `end_us` of an interval that begins before it. Where the interval goes on beyond, its
 * results count as evenly spaced. */
int64_t hg_outcome_interval_last_result(const struct hg_outcome_interval *interval,
                                        int64_t end_us);

/* Make the timeline anew from its begin to its end, which are set; its memory is used again. In an interval with a
 * gap that is longer than `max_gap_us` the results count as evenly spaced. */
void hg_timeline_make(struct hg_timeline *timeline,
                      const struct hg_outcome_intervals *intervals,
                      const struct hg_maintenance_intervals *windows, int64_t max_gap_us);
/* Add the times between two moments inside the timeline: exactly as much as lies between them. */
void hg_timeline_tally(const struct hg_timeline *timeline, int64_t begin_us,
                       int64_t end_us, struct hg_tally *tally);
void hg_timeline_release(struct hg_timeline *timeline);

/* How much of the time from `begin_us` to `end_us` is in maintenance. */
int64_t hg_maintenance_intervals_overlap(const struct hg_maintenance_intervals *windows,
                                         int64_t begin_us, int64_t end_us);

#endif
