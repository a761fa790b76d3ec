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
    /* Owned: moments in order, wall clock microseconds. The period before lies between the first two, an interval
     * between any other two neighbours; the last one is the period's end. */
    int64_t *edges;
    size_t count; /* intervals: there are two edges more */
    size_t *days; /* owned: the day, from 0, in which each interval lies */
    size_t day_count;
    bool are_hours;
};

/* `period` begins where `before` ends. */
void hg_report_intervals_make(struct hg_report_intervals *intervals,
                              const struct hg_period *before,
                              const struct hg_period *period, const struct hg_zone *zone);
void hg_report_intervals_release(struct hg_report_intervals *intervals);

#endif
