/* SPDX-License-Identifier: MIT */
/* result_counter: rows in the order of time, one report interval after another. */
#include "history/query/result_counter.h"

#include <stdlib.h>
#include <string.h>

#include "headgate/memory.h"
#include "headgate/units.h"

#include "history/store/database_schema.h"

#include "headgate/banned.h"

static void add_raw(struct hg_raw_results *raw_results, const struct hg_result_row *row)
{
    raw_results->items = hg_memory_grow(raw_results->items, raw_results->count,
                                        sizeof *raw_results->items);
    raw_results->items[raw_results->count++] = (struct hg_raw_result){
        .target = row->target,
        .at_ms = row->result.last.started_at_us / HG_US_PER_MS,
        .latency_us = hg_result_row_latency_us(row),
        .outcome = (enum hg_outcome)row->result.last.outcome,
        .is_maintenance = row->result.is_maintenance,
    };
}

static int compare(const void *a, const void *b)
{
    const struct hg_raw_result *first = a;
    const struct hg_raw_result *second = b;
    if (first->target != second->target)
        return first->target < second->target ? -1 : 1;
    return (first->at_ms > second->at_ms) - (first->at_ms < second->at_ms);
}

/* Of all targets at once, since results lie by run. */
static void load_raw_results(struct hg_result_counter *counter)
{
    struct hg_raw_results *raw_results = &counter->raw_results;
    struct hg_moment_row longest = {0};
    struct hg_result_row row;
    hg_database_find(counter->database, HG_SQL_LONGEST_RUN, &(struct hg_criteria){0},
                     &longest);
    for (size_t i = 0; i < counter->plan.count; i++) {
        const struct hg_source_interval *interval = &counter->plan.intervals[i];
        if (interval->source != HG_SOURCE_RESULTS)
            continue;
        const struct hg_criteria wanted = {
            .since_ms = interval->begin_ms,
            .until_ms = interval->end_ms,
            .last_ms = interval->end_ms + longest.value,
        };
        struct hg_query *query =
            hg_database_query(counter->database, HG_SQL_RAW_RESULTS, &wanted);
        while (hg_query_next(query, &row))
            add_raw(raw_results, &row);
    }
    if (raw_results->count > 0)
        qsort(raw_results->items, raw_results->count, sizeof *raw_results->items,
              compare);
}

/* Those of the target; their number goes to `count`. */
static const struct hg_raw_result *
find_raw_results(const struct hg_raw_results *raw_results, int64_t target, size_t *count)
{
    size_t first = 0;
    size_t end = raw_results->count;
    while (first < end) {
        const size_t middle = first + (end - first) / 2;
        if (raw_results->items[middle].target < target)
            first = middle + 1;
        else
            end = middle;
    }
    while (end < raw_results->count && raw_results->items[end].target == target)
        end++;
    *count = end - first;
    return raw_results->items + first;
}

void hg_result_counter_init(struct hg_result_counter *counter,
                            struct hg_database *database,
                            const struct hg_report_intervals *intervals)
{
    *counter = (struct hg_result_counter){.database = database, .intervals = intervals};
    counter->by_day = hg_memory_new(intervals->are_hours ? intervals->day_count : 1,
                                    sizeof *counter->by_day);
    const struct hg_stored_range stored = {
        .rolled_up_ms = hg_meta_get(database, HG_META_ROLLED_UP, INT64_MIN),
        .raw_ms = hg_meta_get(database, HG_META_RAW, INT64_MIN),
    };
    hg_source_plan_make(&counter->plan, intervals->edges, intervals->edge_count, &stored);
    load_raw_results(counter);
}

void hg_result_counter_release(struct hg_result_counter *counter)
{
    hg_source_plan_release(&counter->plan);
    free(counter->raw_results.items);
    free(counter->by_day);
    counter->raw_results.items = NULL;
    counter->by_day = NULL;
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

/* No more results come for the interval. */
static void finish_interval(struct hg_result_counter *counter,
                            const struct hg_result_counts *counts)
{
    const struct hg_histogram *now = &counter->now;
    const size_t before_count = counter->intervals->before_count;
    if (now->total == 0)
        return;
    if (counter->interval_index < before_count) {
        hg_histogram_merge(&counter->before, now);
        counts->p95_before_us[counter->interval_index] = hg_histogram_percentile(now, 95);
    } else {
        const size_t interval = counter->interval_index - before_count;
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
    const struct hg_source_plan *plan = &counter->plan;
    if (at_ms < plan->edges[0] || at_ms >= plan->edges[plan->edge_count - 1])
        return NULL;
    while (plan->edges[counter->interval_index + 1] <= at_ms) {
        finish_interval(counter, counts);
        counter->interval_index++;
    }
    const size_t before_count = counter->intervals->before_count;
    return counter->interval_index < before_count
               ? counts->before
               : &counts->intervals[counter->interval_index - before_count].tally;
}

static void count_rows(struct hg_result_counter *counter,
                       const struct hg_result_counts *counts, int64_t target,
                       const struct hg_source_interval *interval)
{
    const struct hg_criteria wanted = {
        .target = target, .since_ms = interval->begin_ms, .until_ms = interval->end_ms};
    struct hg_hour_row row;
    struct hg_query *query =
        hg_database_query(counter->database,
                          interval->source == HG_SOURCE_DAYS ? HG_SQL_DAYS_OF_TARGET
                                                             : HG_SQL_HOURS_OF_TARGET,
                          &wanted);
    while (hg_query_next(query, &row)) {
        struct hg_tally *tally = tally_at(counter, counts, row.begin_ms);
        if (tally == NULL)
            continue;
        for (int i = 0; i < HG_OUTCOME_COUNT; i++)
            tally->checks[i] += row.counts[i];
        tally->maintenance_checks += row.maintenance;
        if (hg_histogram_read(&counter->now, row.latencies.data, row.latencies.len) != 0)
            hg_database_refuse(counter->database);
    }
}

static void count_raw_results(struct hg_result_counter *counter,
                              const struct hg_result_counts *counts, int64_t target,
                              const struct hg_source_interval *interval)
{
    size_t count = 0;
    const struct hg_raw_result *raw_results =
        find_raw_results(&counter->raw_results, target, &count);
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
    for (size_t i = 0; i < counter->intervals->before_count; i++)
        counts->p95_before_us[i] = -1;
    for (size_t i = 0; i < counter->plan.count; i++) {
        const struct hg_source_interval *interval = &counter->plan.intervals[i];
        if (interval->source == HG_SOURCE_RESULTS)
            count_raw_results(counter, counts, target, interval);
        else
            count_rows(counter, counts, target, interval);
    }
    finish_target(counter, counts);
}
