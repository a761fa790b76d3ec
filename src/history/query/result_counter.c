/* SPDX-License-Identifier: MIT */
/* result_counter: rows in the order of time, slot by slot. */
#include "history/query/result_counter.h"

#include <stdlib.h>
#include <string.h>

#include "headgate/memory.h"

#include "history/store/meta.h"
#include "history/store/values.h"

#include "headgate/banned.h"

#define COLUMNS                                                                          \
    "begin_ms, unknown, up, flaky, degraded, down, skipped, maintenance, latencies"
#define WHERE " WHERE target = ?1 AND begin_ms >= ?2 AND begin_ms < ?3 ORDER BY begin_ms"

static int read_stored_range(struct hg_database *database, struct hg_stored_range *stored,
                             struct hg_error *err)
{
    const int64_t none = INT64_MIN;
    if (hg_meta_get(database, HG_META_ROLLED_UP, none, &stored->rolled_up_ms, err) != 0)
        return -1;
    return hg_meta_get(database, HG_META_RAW, none, &stored->raw_ms, err);
}

int hg_result_counter_begin(struct hg_result_counter *counter,
                            struct hg_database *database,
                            const struct hg_report_intervals *intervals,
                            struct hg_error *err)
{
    struct hg_stored_range stored = {0};
    *counter = (struct hg_result_counter){.intervals = intervals};
    hg_query_begin(&counter->hours, database, "SELECT " COLUMNS " FROM hours" WHERE);
    hg_query_begin(&counter->days, database, "SELECT " COLUMNS " FROM days" WHERE);
    counter->by_day = hg_memory_new(intervals->are_hours ? intervals->day_count : 1,
                                    sizeof *counter->by_day);
    if (read_stored_range(database, &stored, err) != 0)
        return -1;
    hg_plan_make(&counter->plan, intervals->edges, intervals->count + 2, &stored);
    return hg_raw_results_load(&counter->raw_results, database, &counter->plan, err);
}

struct hg_latency hg_latency_of(const struct hg_histogram *histogram)
{
    return (struct hg_latency){
        .count = histogram->total,
        .p50_us = hg_histogram_percentile(histogram, 50),
        .p95_us = hg_histogram_percentile(histogram, 95),
        .p99_us = hg_histogram_percentile(histogram, 99),
    };
}

static void clear(struct hg_histogram *histogram)
{
    if (histogram->total > 0)
        memset(histogram, 0, sizeof *histogram);
}

/* The stretch is over. */
static void finish_interval(struct hg_result_counter *counter,
                            const struct hg_result_counts *counts)
{
    const struct hg_histogram *now = &counter->now;
    if (now->total == 0)
        return;
    if (counter->interval_index == 0) {
        hg_histogram_merge(&counter->before, now);
    } else {
        const size_t interval = counter->interval_index - 1;
        counts->intervals[interval].latency = hg_latency_of(now);
        hg_histogram_merge(&counter->period, now);
        if (counter->intervals->are_hours)
            hg_histogram_merge(&counter->by_day[counter->intervals->days[interval]], now);
    }
    clear(&counter->now);
}

/* Where the counts of that moment go; NULL: it is outside of the report. */
static struct hg_tally *tally_at(struct hg_result_counter *counter,
                                 const struct hg_result_counts *counts, int64_t at_ms)
{
    const struct hg_plan *plan = &counter->plan;
    if (at_ms < plan->edges[0] || at_ms >= plan->edges[plan->edge_count - 1])
        return NULL;
    while (plan->edges[counter->interval_index + 1] <= at_ms) {
        finish_interval(counter, counts);
        counter->interval_index++;
    }
    return counter->interval_index == 0
               ? counts->before
               : &counts->intervals[counter->interval_index - 1].tally;
}

static void count_rows(struct hg_result_counter *counter,
                       const struct hg_result_counts *counts, struct hg_query *query,
                       int64_t target, const struct hg_source_interval *interval)
{
    hg_query_bind(query, 1, target);
    hg_query_bind(query, 2, interval->begin_ms);
    hg_query_bind(query, 3, interval->end_ms);
    while (hg_query_next(query)) {
        size_t len = 0;
        struct hg_tally *tally = tally_at(counter, counts, hg_query_moment(query, 0));
        if (tally == NULL)
            continue;
        for (int i = 0; i < HG_OUTCOME_COUNT; i++)
            tally->checks[i] += hg_query_count(query, 1 + i);
        tally->maintenance_checks += hg_query_count(query, 1 + HG_OUTCOME_COUNT);
        const void *bytes = hg_query_bytes(query, 2 + HG_OUTCOME_COUNT, &len);
        if (hg_histogram_read(&counter->now, bytes, len) != 0)
            hg_query_refuse(query);
    }
    hg_query_reset(query);
}

static void count_raw_results(struct hg_result_counter *counter,
                              const struct hg_result_counts *counts, int64_t target,
                              const struct hg_source_interval *interval)
{
    size_t count = 0;
    const struct hg_raw_result *raw_results =
        hg_raw_results_find(&counter->raw_results, target, &count);
    for (size_t i = 0; i < count; i++) {
        const struct hg_raw_result *raw_result = &raw_results[i];
        if (raw_result->at_ms < interval->begin_ms ||
            raw_result->at_ms >= interval->end_ms)
            continue;
        struct hg_tally *tally = tally_at(counter, counts, raw_result->at_ms);
        if (tally == NULL)
            continue;
        if (raw_result->is_maintenance)
            tally->maintenance_checks++;
        else
            tally->checks[raw_result->outcome]++;
        hg_histogram_add(&counter->now, raw_result->latency_us);
    }
}

/* Days from hours, and the target's own. */
static void finish_target(struct hg_result_counter *counter,
                          const struct hg_result_counts *counts)
{
    const struct hg_report_intervals *intervals = counter->intervals;
    finish_interval(counter, counts);
    for (size_t i = 0; intervals->are_hours && i < intervals->day_count; i++) {
        counts->days[i].latency = hg_latency_of(&counter->by_day[i]);
        clear(&counter->by_day[i]);
    }
    *counts->latency = hg_latency_of(&counter->period);
    *counts->latency_before = hg_latency_of(&counter->before);
    hg_histogram_merge(&counter->all, &counter->period);
    hg_histogram_merge(&counter->all_before, &counter->before);
    clear(&counter->period);
    clear(&counter->before);
}

void hg_result_counter_count_target(struct hg_result_counter *counter, int64_t target,
                                    const struct hg_result_counts *counts)
{
    const struct hg_latency nothing = {0, -1, -1, -1};
    counter->interval_index = 0;
    for (size_t i = 0; i < counter->intervals->count; i++)
        counts->intervals[i].latency = nothing;
    for (size_t i = 0; i < counter->plan.count; i++) {
        const struct hg_source_interval *interval = &counter->plan.intervals[i];
        if (interval->source == HG_SOURCE_RESULTS)
            count_raw_results(counter, counts, target, interval);
        else
            count_rows(counter, counts,
                       interval->source == HG_SOURCE_DAYS ? &counter->days
                                                          : &counter->hours,
                       target, interval);
    }
    finish_target(counter, counts);
}

int hg_result_counter_end(struct hg_result_counter *counter, struct hg_error *err)
{
    const int hours = hg_query_end(&counter->hours, err);
    const int days = hg_query_end(&counter->days, err);
    hg_plan_release(&counter->plan);
    hg_raw_results_release(&counter->raw_results);
    free(counter->by_day);
    counter->by_day = NULL;
    return hours == 0 && days == 0 ? 0 : -1;
}
