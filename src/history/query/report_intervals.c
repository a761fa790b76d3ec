/* SPDX-License-Identifier: MIT */
/* report_intervals: hours and days of a zone. */
#include "history/query/report_intervals.h"

#include <stdlib.h>

#include "headgate/memory.h"
#include "headgate/units.h"

#include "headgate/banned.h"

#define HOUR_S    3600
#define HOURS_MAX 73 /* three days, one of them of 25 hours */

/* The next full hour of the zone, or the change of its clock before it. */
static int64_t next_hour(const struct hg_zone *zone, int64_t wall_us)
{
    struct hg_local local;
    hg_zone_local(zone, wall_us, &local, NULL);
    const int64_t second_us = wall_us - wall_us % HG_US_PER_S;
    return second_us + (HOUR_S - local.minute * 60 - local.second) * HG_US_PER_S;
}

static void add_edge(struct hg_report_intervals *intervals, int64_t at_us)
{
    intervals->edges =
        hg_memory_grow(intervals->edges, intervals->edge_count, sizeof *intervals->edges);
    intervals->edges[intervals->edge_count++] = at_us;
}

static void add_interval(struct hg_report_intervals *intervals, int64_t end_us)
{
    add_edge(intervals, end_us);
    intervals->days =
        hg_memory_grow(intervals->days, intervals->count, sizeof *intervals->days);
    intervals->days[intervals->count++] = intervals->day_count - 1;
}

static void divide(struct hg_report_intervals *intervals, const struct hg_period *period,
                   const struct hg_zone *zone)
{
    add_edge(intervals, period->begin_us);
    for (int64_t at_us = period->begin_us; at_us < period->end_us;) {
        const int64_t day_end_us = hg_zone_day_end(zone, at_us);
        const int64_t until_us =
            day_end_us < period->end_us ? day_end_us : period->end_us;
        intervals->day_count++;
        while (intervals->are_hours && next_hour(zone, at_us) < until_us) {
            at_us = next_hour(zone, at_us);
            add_interval(intervals, at_us);
        }
        add_interval(intervals, until_us);
        at_us = until_us;
    }
}

/* An interval for each of the period, as far as there are so many, and one for the rest: one alone when it is not to be
 * divided. */
static void put_before(struct hg_report_intervals *intervals,
                       const struct hg_period *before, bool is_divided)
{
    struct hg_report_intervals all = {0};
    const int64_t end_us = intervals->edges[0];
    const int64_t shift_us = end_us - before->begin_us;
    add_edge(&all, before->begin_us);
    for (size_t i = 1; is_divided && i < intervals->edge_count &&
                       intervals->edges[i] - shift_us < end_us;
         i++)
        add_edge(&all, intervals->edges[i] - shift_us);
    intervals->before_count = all.edge_count;
    for (size_t i = 0; i < intervals->edge_count; i++)
        add_edge(&all, intervals->edges[i]);
    free(intervals->edges);
    intervals->edges = all.edges;
    intervals->edge_count = all.edge_count;
}

void hg_report_intervals_make(struct hg_report_intervals *intervals,
                              const struct hg_period *before,
                              const struct hg_period *period, const struct hg_zone *zone,
                              bool divides_before)
{
    const int64_t length_us = period->end_us - period->begin_us;
    *intervals = (struct hg_report_intervals){
        .are_hours = length_us <= HOURS_MAX * HOUR_S * HG_US_PER_S};
    divide(intervals, period, zone);
    put_before(intervals, before, divides_before);
}

void hg_report_intervals_release(struct hg_report_intervals *intervals)
{
    free(intervals->edges);
    free(intervals->days);
    *intervals = (struct hg_report_intervals){0};
}
