/* SPDX-License-Identifier: MIT */
/* current_state: the last result, and how long it has been so. */
#include "history/query/current_state.h"

#include "headgate/banned.h"

void hg_current_state_find(struct hg_uptime_target *target,
                           struct hg_target_queries *queries,
                           const struct hg_candidate *candidate,
                           const struct hg_outcome_intervals *outcome_intervals,
                           int64_t end_us, int64_t last_run_us)
{
    target->outcome = HG_OUTCOME_UNKNOWN;
    target->reason = "";
    target->is_stale = true;
    if (outcome_intervals->count == 0)
        return;
    const struct hg_outcome_interval *last =
        &outcome_intervals->items[outcome_intervals->count - 1];
    target->outcome = last->outcome;
    target->cause = last->cause;
    target->reason = hg_target_queries_reason(queries, candidate, last->begin_us);
    target->last_check_us = hg_outcome_interval_last_result(last, end_us);
    target->since_us =
        last->longest_us > target->max_gap_us
            ? target->last_check_us
            : hg_target_queries_since(queries, candidate->id, last, target->max_gap_us);
    target->is_stale = target->max_gap_us > 0
                           ? end_us - target->last_check_us > target->max_gap_us
                           : target->last_check_us < last_run_us;
}

bool hg_current_state_is_available(const struct hg_uptime_target *target)
{
    const enum hg_outcome outcome = hg_uptime_outcome_now(target);
    return outcome == HG_OUTCOME_UP || outcome == HG_OUTCOME_FLAKY ||
           outcome == HG_OUTCOME_DEGRADED;
}
