/* SPDX-License-Identifier: MIT */
/* result_counter: results and latencies of a target by report interval, from days, hours and single results. */
#ifndef HEADGATE_HISTORY_QUERY_RESULT_COUNTER_H
#define HEADGATE_HISTORY_QUERY_RESULT_COUNTER_H

#include <stddef.h>
#include <stdint.h>

#include "headgate/histogram.h"
#include "headgate/uptime.h"

#include "history/query/report_intervals.h"
#include "history/query/source_plan.h"
#include "history/store/database.h"

struct hg_raw_result {
    int64_t target; /* id */
    int64_t at_ms;
    int64_t latency_us; /* -1: none, or it does not count */
    enum hg_outcome outcome;
    bool is_maintenance;
};

/* The results of the times for which there are no hours or days, of all targets. */
struct hg_raw_results {
    struct hg_raw_result *items; /* owned: by target, then by time */
    size_t count;
};

struct hg_result_counter {
    struct hg_database *database;
    const struct hg_report_intervals *intervals; /* borrowed */
    struct hg_source_plan plan;
    struct hg_raw_results raw_results;
    size_t interval_index;      /* after which edge it is */
    struct hg_histogram now;    /* of the interval at that index */
    struct hg_histogram period; /* of the target, like the next two */
    struct hg_histogram before;
    struct hg_histogram *by_day; /* owned: when intervals are hours */
    struct hg_histogram all;     /* of all targets, like the next */
    struct hg_histogram all_before;
};

/* Where the counts of a target go; its checks and latencies are set, its times are left alone. */
struct hg_result_counts {
    struct hg_report_interval *intervals;
    struct hg_report_interval *days; /* the same when intervals are days */
    struct hg_tally *before;
    int64_t *p95_before_us; /* for each interval of the period before */
    struct hg_latency *latency;
    struct hg_latency *latency_before;
};

/* What can't be read fails the transaction of the report. Release the counter in any case. */
void hg_result_counter_init(struct hg_result_counter *counter,
                            struct hg_database *database,
                            const struct hg_report_intervals *intervals);
void hg_result_counter_count_target(struct hg_result_counter *counter, int64_t target,
                                    const struct hg_result_counts *counts);
void hg_result_counter_release(struct hg_result_counter *counter);

struct hg_latency hg_latency_of(const struct hg_histogram *histogram);

#endif
