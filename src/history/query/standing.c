/* SPDX-License-Identifier: MIT */
/* standing: the last result, and how long it has been so. */
#include "history/query/standing.h"

#include "headgate/banned.h"

void hg_standing_find(struct hg_uptime_target *target, struct hg_past *past,
                      const struct hg_candidate *candidate,
                      const struct hg_spells *spells, int64_t end_us, int64_t last_run_us)
{
    target->outcome = HG_OUTCOME_UNKNOWN;
    target->reason = "";
    target->is_stale = true;
    if (spells->count == 0)
        return;
    const struct hg_spell *last = &spells->items[spells->count - 1];
    target->outcome = last->outcome;
    target->cause = last->cause;
    target->reason = hg_past_reason(past, candidate, last->begin_us);
    target->last_check_us = hg_spell_last(last, end_us);
    target->since_us = last->longest_us > target->max_gap_us
                           ? target->last_check_us
                           : hg_past_since(past, candidate->id, last, target->max_gap_us);
    target->is_stale = target->max_gap_us > 0
                           ? end_us - target->last_check_us > target->max_gap_us
                           : target->last_check_us < last_run_us;
}

bool hg_standing_is_available(const struct hg_uptime_target *target)
{
    const enum hg_outcome outcome = hg_uptime_outcome_now(target);
    return outcome == HG_OUTCOME_UP || outcome == HG_OUTCOME_FLAKY ||
           outcome == HG_OUTCOME_DEGRADED;
}
