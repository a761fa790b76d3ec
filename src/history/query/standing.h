/* SPDX-License-Identifier: MIT */
/* standing: how a target is at the end of a period. */
#ifndef HEADGATE_HISTORY_QUERY_STANDING_H
#define HEADGATE_HISTORY_QUERY_STANDING_H

#include <stdbool.h>
#include <stdint.h>

#include "headgate/uptime.h"

#include "history/query/past.h"

/* Fill outcome, cause, reason, since, last check and whether it is stale, from the last of the spells,
 * which all begin before the period's end. Where no interval is known, its max_gap_us being 0, the result of
 * the last run still speaks. */
void hg_standing_find(struct hg_uptime_target *target, struct hg_past *past,
                      const struct hg_candidate *candidate,
                      const struct hg_spells *spells, int64_t end_us,
                      int64_t last_run_us);
bool hg_standing_is_available(const struct hg_uptime_target *target);

#endif
