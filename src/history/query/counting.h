/* SPDX-License-Identifier: MIT */
/* counting: results and latencies of a target by slot, from days, hours and single results. */
#ifndef HEADGATE_HISTORY_QUERY_COUNTING_H
#define HEADGATE_HISTORY_QUERY_COUNTING_H

#include <stddef.h>
#include <stdint.h>

#include "headgate/error.h"
#include "headgate/histogram.h"
#include "headgate/uptime.h"

#include "history/store/database.h"
#include "history/query/plan.h"
#include "history/query/readings.h"
#include "history/query/slots.h"

struct hg_counting {
    const struct hg_slots *slots; /* borrowed */
    struct hg_plan plan;
    struct hg_readings readings;
    struct hg_query hours, days;
    size_t stretch;             /* between which edges it is: 0 is the period before */
    struct hg_histogram now;    /* of that stretch */
    struct hg_histogram period; /* of the target, like the next */
    struct hg_histogram before;
    struct hg_histogram *by_day; /* owned: of the target, when slots are hours */
    struct hg_histogram all;     /* of all targets, like the next */
    struct hg_histogram all_before;
};

/* Where the counts of a target go; its checks and latencies are set, its times are left alone. */
struct hg_counted {
    struct hg_slot *slots;
    struct hg_slot *days; /* the same when slots are days */
    struct hg_tally *before;
    struct hg_latency *latency;
    struct hg_latency *latency_before;
};

/* To be ended in any case. -1 (system) when what it needs can't be read. */
int hg_counting_begin(struct hg_counting *counting, struct hg_database *database,
                      const struct hg_slots *slots, struct hg_error *err);
void hg_counting_target(struct hg_counting *counting, int64_t target,
                        const struct hg_counted *counted);
/* -1 (system) when anything could not be read. */
int hg_counting_end(struct hg_counting *counting, struct hg_error *err);

struct hg_latency hg_latency_of(const struct hg_histogram *histogram);

#endif
