/* SPDX-License-Identifier: MIT */
/* report_intervals: the pieces that a report cuts its period into: hours of the zone up to three days, days
 * beyond. Pure functions. */
#ifndef HEADGATE_HISTORY_QUERY_REPORT_INTERVALS_H
#define HEADGATE_HISTORY_QUERY_REPORT_INTERVALS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "headgate/period.h"
#include "headgate/zone.h"

struct hg_report_intervals {
    /* Owned: moments in order. The first stretch is the period before, each other one a slot; the last
     * moment is the period's end. Wall clock microseconds. */
    int64_t *edges;
    size_t count; /* of the slots: there are two edges more */
    size_t *days; /* owned: the day, from 0, in which each slot lies */
    size_t day_count;
    bool are_hours;
};

/* The period and the one before follow each other. */
void hg_report_intervals_make(struct hg_report_intervals *intervals,
                              const struct hg_period *before,
                              const struct hg_period *period, const struct hg_zone *zone);
void hg_report_intervals_release(struct hg_report_intervals *intervals);

#endif
