/* SPDX-License-Identifier: MIT */
/* kept: rows that are read again. */
#ifndef HEADGATE_HISTORY_QUERY_KEPT_H
#define HEADGATE_HISTORY_QUERY_KEPT_H

#include "headgate/kept.h"

#include "history/store/database.h"
#include "history/store/incident.h"

/* Columns of hg_kept_read_incident(), and where they come from. */
#define HG_KEPT_INCIDENT                                                                 \
    HG_INCIDENT ", targets.name FROM incidents JOIN targets"                             \
                " ON targets.id = incidents.target"

/* The row that the query stands at, without notes. */
void hg_kept_read_incident(const struct hg_query *query, struct hg_arena *arena,
                           struct hg_kept_incident *kept);

#endif
