/* SPDX-License-Identifier: MIT */
/* history_log: rows that are read again. */
#ifndef HEADGATE_HISTORY_QUERY_HISTORY_LOG_H
#define HEADGATE_HISTORY_QUERY_HISTORY_LOG_H

#include "headgate/history_log.h"

#include "history/store/database.h"
#include "history/store/incident_rows.h"

/* Columns of hg_history_incident_read(), and where they come from. */
#define HG_HISTORY_INCIDENT_COLUMNS                                                      \
    HG_INCIDENT ", targets.name FROM incidents JOIN targets"                             \
                " ON targets.id = incidents.target"

/* The row that the query stands at, without notes. */
void hg_history_incident_read(const struct hg_query *query, struct hg_arena *arena,
                              struct hg_history_incident *row);

#endif
