/* SPDX-License-Identifier: MIT */
/* timeline: results laid end to end, with maintenance cut out.
 *
 * DESIGN: intervals are appended in the order of time without a gap, unknown ones in between, so that the times
 * within any two moments add up to what lies between them by themselves. */
#include "history/query/timeline.h"

#include <stdlib.h>

#include "headgate/memory.h"
#include "headgate/units.h"

#include "headgate/banned.h"

struct hg_outcome_interval hg_outcome_interval_of(const struct hg_state_interval *state)
{
    return (struct hg_outcome_interval){
        .begin_us = state->begin_ms * HG_US_PER_MS,
        .end_us = state->end_ms * HG_US_PER_MS,
        .checks = state->checks,
        .longest_us = state->longest_ms * HG_US_PER_MS,
        .outcome = state->outcome,
        .cause = state->cause,
        .shortest_us = state->shortest_ms * HG_US_PER_MS,
    };
}

void hg_outcome_intervals_add(struct hg_outcome_intervals *intervals,
                              const struct hg_outcome_interval *interval)
{
    intervals->items =
        hg_memory_grow(intervals->items, intervals->count, sizeof *intervals->items);
    intervals->items[intervals->count++] = *interval;
}

void hg_outcome_intervals_release(struct hg_outcome_intervals *intervals)
{
    free(intervals->items);
    *intervals = (struct hg_outcome_intervals){0};
}

void hg_maintenance_intervals_add(struct hg_maintenance_intervals *windows,
                                  struct hg_interval window)
{
    windows->items =
        hg_memory_grow(windows->items, windows->count, sizeof *windows->items);
    windows->items[windows->count++] = window;
}

void hg_maintenance_intervals_release(struct hg_maintenance_intervals *windows)
{
    free(windows->items);
    *windows = (struct hg_maintenance_intervals){0};
}

static int64_t earlier(int64_t a, int64_t b)
{
    return a < b ? a : b;
}

static int64_t later(int64_t a, int64_t b)
{
    return a > b ? a : b;
}

/* `count` gaps of this length. */
struct gaps {
    int64_t length_us;
    int64_t count;
};

static int compare_gaps(const void *a, const void *b)
{
    const int64_t length_a = ((const struct gaps *)a)->length_us;
    const int64_t length_b = ((const struct gaps *)b)->length_us;
    return (length_a > length_b) - (length_a < length_b);
}

static int64_t median_of(struct gaps *gaps, size_t count)
{
    int64_t total = 0;
    int64_t seen = 0;
    for (size_t i = 0; i < count; i++)
        total += gaps[i].count;
    qsort(gaps, count, sizeof *gaps, compare_gaps);
    for (size_t i = 0; i < count; i++) {
        seen += gaps[i].count;
        if (seen >= total - seen)
            return gaps[i].length_us;
    }
    return 0;
}

/* The gaps of an interval that lie between the two moments, one at least. */
static struct gaps gaps_within(const struct hg_outcome_interval *interval,
                               int64_t begin_us, int64_t end_us)
{
    const int64_t mean_us =
        (interval->end_us - interval->begin_us) / (interval->checks - 1);
    const int64_t within_us =
        earlier(interval->end_us, end_us) - later(interval->begin_us, begin_us);
    return (struct gaps){mean_us, later(within_us / later(mean_us, 1), 1)};
}

int64_t hg_outcome_intervals_median_gap(const struct hg_outcome_intervals *intervals,
                                        int64_t begin_us, int64_t end_us)
{
    struct gaps *gaps = hg_memory_new(2 * intervals->count + 1, sizeof *gaps);
    size_t count = 0;
    for (size_t i = 0; i < intervals->count; i++) {
        const struct hg_outcome_interval *interval = &intervals->items[i];
        if (interval->checks > 1 && interval->end_us > interval->begin_us)
            gaps[count++] = gaps_within(interval, begin_us, end_us);
        if (i + 1 < intervals->count)
            gaps[count++] = (struct gaps){interval[1].begin_us - interval->end_us, 1};
    }
    const int64_t interval_us = median_of(gaps, count);
    free(gaps);
    return interval_us;
}

/* The result at the position, evenly spaced. */
static int64_t result_at(const struct hg_outcome_interval *interval, int64_t position)
{
    if (interval->checks < 2)
        return interval->begin_us;
    const int64_t gaps = interval->checks - 1;
    const int64_t length_us = interval->end_us - interval->begin_us;
    return interval->begin_us + length_us / gaps * position +
           length_us % gaps * position / gaps;
}

/* The last position that is before the moment, which is after the interval's begin. */
static int64_t position_before(const struct hg_outcome_interval *interval, int64_t at_us)
{
    const int64_t gap_us =
        interval->checks < 2
            ? 0
            : (interval->end_us - interval->begin_us) / (interval->checks - 1);
    if (at_us > interval->end_us || gap_us == 0)
        return interval->checks - 1;
    int64_t position =
        earlier((at_us - interval->begin_us) / gap_us, interval->checks - 1);
    while (position > 0 && result_at(interval, position) >= at_us)
        position--;
    return position;
}

int64_t hg_outcome_interval_last_result(const struct hg_outcome_interval *interval,
                                        int64_t end_us)
{
    if (interval->end_us < end_us)
        return interval->end_us;
    return result_at(interval, position_before(interval, end_us));
}

/* A timeline that is being made. */
struct timeline_builder {
    struct hg_timeline *timeline;
    const struct hg_maintenance_intervals *windows;
    size_t window; /* the first one that may still matter */
    int64_t at_us; /* up to here it is done */
};

static void add_interval(struct hg_timeline *timeline, int64_t begin_us, int kind)
{
    if (timeline->count > 0 && timeline->intervals[timeline->count - 1].kind == kind)
        return;
    timeline->intervals =
        hg_memory_grow(timeline->intervals, timeline->count, sizeof *timeline->intervals);
    timeline->intervals[timeline->count++] =
        (struct hg_timeline_interval){begin_us, kind};
}

/* Everything up to the moment is of that kind, but for maintenance. */
static void append(struct timeline_builder *builder, int64_t until_us, int kind)
{
    const struct hg_maintenance_intervals *windows = builder->windows;
    until_us = earlier(until_us, builder->timeline->end_us);
    while (builder->at_us < until_us) {
        const struct hg_interval *window =
            builder->window < windows->count ? &windows->items[builder->window] : NULL;
        if (window != NULL && window->end_us <= builder->at_us) {
            builder->window++;
            continue;
        }
        const bool is_inside = window != NULL && window->begin_us <= builder->at_us;
        add_interval(builder->timeline, builder->at_us,
                     is_inside ? (int)HG_TIMELINE_MAINTENANCE : kind);
        const int64_t border_us = window == NULL ? until_us
                                  : is_inside    ? window->end_us
                                                 : window->begin_us;
        builder->at_us = earlier(until_us, border_us);
    }
}

/* A result, or several without a longer gap than allowed, valid until a moment. */
static void append_outside_maintenance(struct timeline_builder *builder, int64_t begin_us,
                                       int64_t until_us, int kind)
{
    append(builder, begin_us, HG_OUTCOME_UNKNOWN);
    append(builder, until_us, kind);
}

#define THOUSAND 1000

/* For how long each result of the interval is valid at least, on average: whatever its gaps were, between the
 * shortest and the longest with that mean, the least is known when each was one of these two. */
static int64_t validity_us(const struct hg_outcome_interval *interval, int64_t max_gap_us)
{
    const int64_t shortest_us = interval->shortest_us;
    const int64_t range_us = interval->longest_us - shortest_us;
    if (max_gap_us <= shortest_us || range_us <= 0 || interval->checks < 2)
        return max_gap_us;
    if (range_us > INT64_MAX / THOUSAND)
        return shortest_us;
    const int64_t mean_us =
        (interval->end_us - interval->begin_us) / (interval->checks - 1);
    const int64_t above_us = earlier(later(mean_us - shortest_us, 0), range_us);
    const int64_t thousandths = above_us * THOUSAND / range_us;
    return shortest_us + (max_gap_us - shortest_us) * thousandths / THOUSAND;
}

/* Results one by one, where the gaps between them may be longer than allowed. */
static void append_each_result(struct timeline_builder *builder,
                               const struct hg_outcome_interval *interval,
                               int64_t max_gap_us)
{
    const int64_t from_us = builder->timeline->begin_us;
    const int64_t valid_us = validity_us(interval, max_gap_us);
    int64_t i = from_us > interval->begin_us ? position_before(interval, from_us) : 0;
    for (; i + 1 < interval->checks; i++) {
        const int64_t at_us = result_at(interval, i);
        if (at_us >= builder->timeline->end_us)
            return;
        append_outside_maintenance(builder, at_us,
                                   earlier(result_at(interval, i + 1), at_us + valid_us),
                                   (int)interval->outcome);
    }
}

void hg_timeline_make(struct hg_timeline *timeline,
                      const struct hg_outcome_intervals *intervals,
                      const struct hg_maintenance_intervals *windows, int64_t max_gap_us)
{
    struct timeline_builder builder = {timeline, windows, 0, timeline->begin_us};
    timeline->count = 0;
    for (size_t i = 0; i < intervals->count; i++) {
        const struct hg_outcome_interval *interval = &intervals->items[i];
        const int64_t next_us =
            i + 1 < intervals->count ? interval[1].begin_us : INT64_MAX;
        const int64_t until_us = earlier(next_us, interval->end_us + max_gap_us);
        if (interval->longest_us > max_gap_us)
            append_each_result(&builder, interval, max_gap_us);
        else
            append_outside_maintenance(&builder, interval->begin_us, interval->end_us,
                                       (int)interval->outcome);
        append_outside_maintenance(&builder, interval->end_us, until_us,
                                   (int)interval->outcome);
    }
    append(&builder, timeline->end_us, HG_OUTCOME_UNKNOWN);
}

/* The interval in which the moment lies. */
static size_t interval_at(const struct hg_timeline *timeline, int64_t at_us)
{
    size_t first = 0;
    size_t end = timeline->count;
    while (end - first > 1) {
        const size_t middle = first + (end - first) / 2;
        if (timeline->intervals[middle].begin_us <= at_us)
            first = middle;
        else
            end = middle;
    }
    return first;
}

void hg_timeline_tally(const struct hg_timeline *timeline, int64_t begin_us,
                       int64_t end_us, struct hg_tally *tally)
{
    begin_us = later(begin_us, timeline->begin_us);
    end_us = earlier(end_us, timeline->end_us);
    for (size_t i = interval_at(timeline, begin_us); begin_us < end_us; i++) {
        const int64_t until_us =
            i + 1 < timeline->count ? earlier(end_us, timeline->intervals[i + 1].begin_us)
                                    : end_us;
        const int kind = timeline->intervals[i].kind;
        if (kind == HG_TIMELINE_MAINTENANCE)
            tally->maintenance_us += until_us - begin_us;
        else
            tally->time_us[kind] += until_us - begin_us;
        begin_us = until_us;
    }
}

void hg_timeline_release(struct hg_timeline *timeline)
{
    free(timeline->intervals);
    *timeline = (struct hg_timeline){0};
}

int64_t hg_maintenance_intervals_overlap(const struct hg_maintenance_intervals *windows,
                                         int64_t begin_us, int64_t end_us)
{
    int64_t total_us = 0;
    for (size_t i = 0; i < windows->count; i++) {
        const int64_t from_us = later(begin_us, windows->items[i].begin_us);
        const int64_t until_us = earlier(end_us, windows->items[i].end_us);
        if (from_us >= until_us)
            continue;
        total_us += until_us - from_us;
        begin_us = until_us;
    }
    return total_us;
}
