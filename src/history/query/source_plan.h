/* SPDX-License-Identifier: MIT */
/* source_plan: where the counts and latencies of a report come from. Whole days of UTC without an edge of a report
 * interval in them come from `days`, other whole hours from `hours`. Time that is not rolled up yet, and hours
 * with an edge in them, come from the results themselves; where these are gone, an hour counts where it begins.
 * Pure functions. */
#ifndef HEADGATE_HISTORY_QUERY_SOURCE_PLAN_H
#define HEADGATE_HISTORY_QUERY_SOURCE_PLAN_H

#include <stddef.h>
#include <stdint.h>

enum hg_source { HG_SOURCE_DAYS, HG_SOURCE_HOURS, HG_SOURCE_RESULTS };

struct hg_source_interval {
    enum hg_source source;
    int64_t begin_ms;
    int64_t end_ms;
};

struct hg_source_plan {
    struct hg_source_interval *intervals; /* owned: in order, without a gap */
    size_t count;
    int64_t *edges; /* owned: of the report intervals, in milliseconds, rounded up */
    size_t edge_count;
};

/* What there is in the history. */
struct hg_stored_range {
    int64_t rolled_up_ms; /* hours and days that end until then are rolled up */
    int64_t raw_ms;       /* results from then on are there */
};

/* `edges_us` are moments in order, two at least. */
void hg_source_plan_make(struct hg_source_plan *plan, const int64_t *edges_us,
                         size_t edge_count, const struct hg_stored_range *stored);
void hg_source_plan_release(struct hg_source_plan *plan);

#endif
