/* SPDX-License-Identifier: MIT */
/* result_counter: results and latencies of a target by slot, from days, hours and single results. */
#ifndef HEADGATE_HISTORY_QUERY_RESULT_COUNTER_H
#define HEADGATE_HISTORY_QUERY_RESULT_COUNTER_H

#include <stddef.h>
#include <stdint.h>

#include "headgate/error.h"
#include "headgate/histogram.h"
#include "headgate/uptime.h"

#include "history/store/database.h"
#include "history/query/source_plan.h"
#include "history/query/raw_results.h"
#include "history/query/report_intervals.h"

struct hg_result_counter {
    const struct hg_report_intervals *intervals; /* borrowed */
    struct hg_plan plan;
    struct hg_raw_results raw_results;
    struct hg_query hours, days;
    size_t interval_index;      /* between which edges it is: 0 is the period before */
    struct hg_histogram now;    /* of that stretch */
    struct hg_histogram period; /* of the target, like the next */
    struct hg_histogram before;
    struct hg_histogram *by_day; /* owned: of the target, when slots are hours */
    struct hg_histogram all;     /* of all targets, like the next */
    struct hg_histogram all_before;
};

/* Where the counts of a target go; its checks and latencies are set, its times are left alone. */
struct hg_result_counts {
    struct hg_report_interval *intervals;
    struct hg_report_interval *days; /* the same when slots are days */
    struct hg_tally *before;
    struct hg_latency *latency;
    struct hg_latency *latency_before;
};

/* To be ended in any case. -1 (system) when what it needs can't be read. */
int hg_result_counter_begin(struct hg_result_counter *counter,
                            struct hg_database *database,
                            const struct hg_report_intervals *intervals,
                            struct hg_error *err);
void hg_result_counter_count_target(struct hg_result_counter *counter, int64_t target,
                                    const struct hg_result_counts *counts);
/* -1 (system) when anything could not be read. */
int hg_result_counter_end(struct hg_result_counter *counter, struct hg_error *err);

struct hg_latency hg_latency_of(const struct hg_histogram *histogram);

#endif
