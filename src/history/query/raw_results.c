/* SPDX-License-Identifier: MIT */
/* raw_results: results of all targets in a stretch of time, in one go, since they lie by run. */
#include "history/query/raw_results.h"

#include <stdlib.h>

#include "headgate/memory.h"

#include "history/store/values.h"

#include "headgate/banned.h"

/* Results of a run that was stopped that nobody could judge say nothing. ?4 ends the search in the
 * index: no run has results for longer than the longest. */
static const char sql[] =
    "SELECT results.target, runs.started_ms + results.after_ms AS at_ms, results.outcome,"
    " results.maintenance, results.status, results.total_us"
    " FROM runs CROSS JOIN results ON results.run = runs.id"
    " WHERE runs.last_ms >= ?1 AND runs.last_ms <= ?4 AND runs.first_ms < ?2 AND at_ms "
    ">= ?1 AND at_ms < ?2"
    " AND NOT (runs.interrupted AND results.outcome = ?3)";

static void add(struct hg_raw_results *raw_results, const struct hg_query *query)
{
    raw_results->items = hg_memory_grow(raw_results->items, raw_results->count,
                                        sizeof *raw_results->items);
    const enum hg_outcome outcome = hg_query_outcome(query, 2);
    const bool counts = outcome != HG_OUTCOME_SKIPPED && hg_query_integer(query, 4) > 0 &&
                        !hg_query_is_null(query, 5);
    raw_results->items[raw_results->count++] = (struct hg_raw_result){
        .target = hg_query_integer(query, 0),
        .at_ms = hg_query_moment(query, 1),
        .latency_us = counts ? hg_query_number(query, 5, 0, INT32_MAX) : -1,
        .outcome = outcome,
        .is_maintenance = hg_query_integer(query, 3) != 0,
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

int hg_raw_results_load(struct hg_raw_results *raw_results, struct hg_database *database,
                        const struct hg_plan *plan, struct hg_error *err)
{
    struct hg_query query;
    int64_t longest_ms = 0;
    hg_query_begin(&query, database, "SELECT max(last_ms - first_ms) FROM runs");
    if (hg_query_next(&query))
        longest_ms = hg_query_moment(&query, 0);
    if (hg_query_end(&query, err) != 0)
        return -1;
    hg_query_begin(&query, database, sql);
    for (size_t i = 0; i < plan->count; i++) {
        const struct hg_source_interval *interval = &plan->intervals[i];
        if (interval->source != HG_SOURCE_RESULTS)
            continue;
        hg_query_bind(&query, 1, interval->begin_ms);
        hg_query_bind(&query, 2, interval->end_ms);
        hg_query_bind(&query, 3, HG_OUTCOME_UNKNOWN);
        hg_query_bind(&query, 4, interval->end_ms + longest_ms);
        while (hg_query_next(&query))
            add(raw_results, &query);
        hg_query_reset(&query);
    }
    if (raw_results->count > 0)
        qsort(raw_results->items, raw_results->count, sizeof *raw_results->items,
              compare);
    return hg_query_end(&query, err);
}

const struct hg_raw_result *hg_raw_results_find(const struct hg_raw_results *raw_results,
                                                int64_t target, size_t *count)
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

void hg_raw_results_release(struct hg_raw_results *raw_results)
{
    free(raw_results->items);
    *raw_results = (struct hg_raw_results){0};
}
