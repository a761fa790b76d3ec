/* SPDX-License-Identifier: MIT */
/* report_intervals: how a report divides its period: into hours of the zone up to three days, into days beyond. Pure
 * functions. */
#ifndef HEADGATE_HISTORY_QUERY_REPORT_INTERVALS_H
#define HEADGATE_HISTORY_QUERY_REPORT_INTERVALS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "headgate/period.h"
#include "headgate/zone.h"

struct hg_report_intervals {
    /* Owned: moments in order, wall clock microseconds. An interval lies between any two neighbours: first those of the
     * period before, which may be a single one, then those of the period. */
    int64_t *edges;
    size_t edge_count;
    size_t
        before_count; /* intervals of the period before; the edge at this index is the period's beginning */
    size_t count; /* intervals of the period */
    size_t *days; /* owned: the day, from 0, in which each interval lies */
    size_t day_count;
    bool are_hours;
};

/* `period` begins where `before` ends. With `divides_before` the period before has an interval
 * for each one of the period, as far from its beginning and as long; what is left of it is one more. */
void hg_report_intervals_make(struct hg_report_intervals *intervals,
                              const struct hg_period *before,
                              const struct hg_period *period, const struct hg_zone *zone,
                              bool divides_before);
void hg_report_intervals_release(struct hg_report_intervals *intervals);

#endif
