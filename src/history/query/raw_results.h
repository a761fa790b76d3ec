/* SPDX-License-Identifier: MIT */
/* raw_results: single results, for the parts of a report that no roll-up tells of. */
#ifndef HEADGATE_HISTORY_QUERY_RAW_RESULTS_H
#define HEADGATE_HISTORY_QUERY_RAW_RESULTS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "headgate/error.h"
#include "headgate/outcome.h"

#include "history/store/database.h"
#include "history/query/source_plan.h"

struct hg_raw_result {
    int64_t target; /* id */
    int64_t at_ms;
    int64_t latency_us; /* -1: none, or it does not count */
    enum hg_outcome outcome;
    bool is_maintenance;
};

struct hg_raw_results {
    struct hg_raw_result *items; /* owned: by target, then by time */
    size_t count;
};

/* All results of the plan's stages that come from results. -1 (system) when they can't be read. */
int hg_raw_results_load(struct hg_raw_results *raw_results, struct hg_database *database,
                        const struct hg_plan *plan, struct hg_error *err);
/* Those of the target; their number goes to `count`. */
const struct hg_raw_result *hg_raw_results_find(const struct hg_raw_results *raw_results,
                                                int64_t target, size_t *count);
void hg_raw_results_release(struct hg_raw_results *raw_results);

#endif
