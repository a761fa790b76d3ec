/* SPDX-License-Identifier: MIT */
/* gaps: the runs of a period, and the times without checks. */
#ifndef HEADGATE_HISTORY_QUERY_GAPS_H
#define HEADGATE_HISTORY_QUERY_GAPS_H

#include "headgate/uptime.h"

#include "history/store/database.h"

/* Fill the uptime's host, runs and gaps. Returns the start of the last run before the period's end, INT64_MIN
 * when there is none. */
int64_t hg_gaps_find(struct hg_uptime *uptime, struct hg_database *database);

#endif
