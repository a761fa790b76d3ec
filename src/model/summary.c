/* SPDX-License-Identifier: MIT */
/* summary: counts and latencies over the results of a run. */
#include "summary.h"

#include "headgate/memory.h"

#include <stdlib.h>
#include <string.h>

#include "headgate/banned.h"

/* What a result took, with its index, for sorting. */
struct latency {
    int32_t total_us;
    size_t index;
};

/* Slowest first; equals in input order. */
static int compare_latencies(const void *left, const void *right)
{
    const struct latency *a = left;
    const struct latency *b = right;
    if (a->total_us != b->total_us)
        return a->total_us < b->total_us ? 1 : -1;
    return a->index < b->index ? -1 : a->index > b->index;
}

/* Nearest rank: the smallest value that at least `percent` of all do not exceed. */
static int64_t percentile(const struct latency *latencies, size_t count, size_t percent)
{
    const size_t rank = (count * percent + 99) / 100;
    return latencies[count - rank].total_us;
}

static void summarise_latencies(struct hg_summary *summary, struct latency *latencies,
                                size_t count)
{
    summary->p50_us = summary->p95_us = summary->max_us = -1;
    if (count == 0)
        return;
    qsort(latencies, count, sizeof(*latencies), compare_latencies);
    summary->p50_us = percentile(latencies, count, 50);
    summary->p95_us = percentile(latencies, count, 95);
    summary->max_us = latencies[0].total_us;
    for (size_t i = 0; i < count && i < HG_SUMMARY_SLOWEST; i++)
        summary->slowest[summary->slowest_count++] = latencies[i].index;
}

void hg_summary_make(struct hg_summary *summary, const struct hg_result *results,
                     size_t count)
{
    memset(summary, 0, sizeof(*summary));
    summary->total = count;
    struct latency *latencies = hg_memory_new(count, sizeof(*latencies));
    size_t answered = 0;
    for (size_t i = 0; i < count; i++) {
        const struct hg_result *result = &results[i];
        summary->outcomes[result->outcome]++;
        if (result->cause != HG_CAUSE_NONE)
            summary->causes[result->cause]++;
        if (result->outcome != HG_OUTCOME_SKIPPED && result->status != 0 &&
            result->phases.total_us >= 0)
            latencies[answered++] = (struct latency){result->phases.total_us, i};
    }
    summarise_latencies(summary, latencies, answered);
    free(latencies);
}
