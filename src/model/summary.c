/* SPDX-License-Identifier: MIT */
/* summary: counts and latencies over the results of a run. */
#include "summary.h"

#include "headgate/memory.h"

#include <stdlib.h>
#include <string.h>

#include "headgate/banned.h"

static int compare(const void *left, const void *right)
{
    const int32_t a = *(const int32_t *)left;
    const int32_t b = *(const int32_t *)right;
    return (a > b) - (a < b);
}

/* Nearest rank: the smallest value that at least `percent` of all do not exceed. */
static int64_t percentile(const int32_t *latencies, size_t count, size_t percent)
{
    const size_t rank = (count * percent + 99) / 100;
    return latencies[rank - 1];
}

static void summarise_latencies(struct hg_summary *summary, int32_t *latencies,
                                size_t count)
{
    summary->p50_us = summary->p95_us = summary->max_us = -1;
    if (count == 0)
        return;
    qsort(latencies, count, sizeof(*latencies), compare);
    summary->p50_us = percentile(latencies, count, 50);
    summary->p95_us = percentile(latencies, count, 95);
    summary->max_us = latencies[count - 1];
}

/* Let the result stand among the slowest, behind those that took as long, or not at all. */
static void rank_slow(struct hg_summary *summary, const struct hg_result *results,
                      size_t index)
{
    const int32_t total_us = results[index].phases.total_us;
    size_t at = summary->slowest_count;
    while (at > 0 && results[summary->slowest[at - 1]].phases.total_us < total_us)
        at--;
    if (at == HG_SUMMARY_SLOWEST)
        return;
    if (summary->slowest_count < HG_SUMMARY_SLOWEST)
        summary->slowest_count++;
    for (size_t i = summary->slowest_count - 1; i > at; i--)
        summary->slowest[i] = summary->slowest[i - 1];
    summary->slowest[at] = index;
}

void hg_summary_make(struct hg_summary *summary, const struct hg_result *results,
                     size_t count)
{
    memset(summary, 0, sizeof(*summary));
    summary->total = count;
    int32_t *latencies = hg_memory_new(count, sizeof(*latencies));
    size_t answered = 0;
    for (size_t i = 0; i < count; i++) {
        const struct hg_result *result = &results[i];
        summary->outcomes[result->outcome]++;
        if (result->cause != HG_CAUSE_NONE)
            summary->causes[result->cause]++;
        if (result->outcome != HG_OUTCOME_SKIPPED && result->status != 0 &&
            result->phases.total_us >= 0) {
            latencies[answered++] = result->phases.total_us;
            rank_slow(summary, results, i);
        }
    }
    summarise_latencies(summary, latencies, answered);
    free(latencies);
}
