/* SPDX-License-Identifier: MIT */
/* current_state: how a target is at the end of a period. */
#ifndef HEADGATE_HISTORY_QUERY_CURRENT_STATE_H
#define HEADGATE_HISTORY_QUERY_CURRENT_STATE_H

#include <stdbool.h>
#include <stdint.h>

#include "headgate/uptime.h"

#include "history/query/target_queries.h"

/* Fill outcome, cause, reason, since, last check and whether it is stale, from the last of the spells,
 * which all begin before the period's end. Where no interval is known, its max_gap_us being 0, the result of
 * the last run still speaks. */
void hg_current_state_find(struct hg_uptime_target *target,
                           struct hg_target_queries *queries,
                           const struct hg_candidate *candidate,
                           const struct hg_outcome_intervals *outcome_intervals,
                           int64_t end_us, int64_t last_run_us);
bool hg_current_state_is_available(const struct hg_uptime_target *target);

#endif
