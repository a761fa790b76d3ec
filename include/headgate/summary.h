/* SPDX-License-Identifier: MIT */
/* summary: counts and latencies over the results of a run. */
#ifndef HEADGATE_SUMMARY_H
#define HEADGATE_SUMMARY_H

#include <stddef.h>
#include <stdint.h>

#include "headgate/outcome.h"
#include "headgate/result.h"

#define HG_SUMMARY_SLOWEST 5

/* Counts and latencies over all results. Latencies are totals of the results that have an HTTP
 * status and are not skipped; percentiles by nearest rank; -1 when nothing answered. */
struct hg_summary {
    size_t total;
    size_t outcomes[HG_OUTCOME_COUNT];
    size_t causes[HG_CAUSE_COUNT]; /* of results that are not up; [none] is not counted */
    int64_t p50_us;
    int64_t p95_us;
    int64_t max_us;
    size_t slowest[HG_SUMMARY_SLOWEST]; /* indexes of results, slowest first */
    size_t slowest_count;
};

/* Fill the summary from scratch. */
void hg_summary_make(struct hg_summary *summary, const struct hg_result *results,
                     size_t count);

#endif
