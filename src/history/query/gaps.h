/* SPDX-License-Identifier: MIT */
/* gaps: the runs of a period, and the stretches in which there were none. */
#ifndef HEADGATE_HISTORY_QUERY_GAPS_H
#define HEADGATE_HISTORY_QUERY_GAPS_H

#include "headgate/error.h"
#include "headgate/uptime.h"

#include "history/store/database.h"

/* Fill the uptime's host, runs and gaps; `last_run_us` becomes the begin of the last run before the
 * period's end (INT64_MIN: there is none). -1 (system) when they can't be read. */
int hg_gaps_find(struct hg_uptime *uptime, struct hg_database *database,
                 int64_t *last_run_us, struct hg_error *err);

#endif
