/* SPDX-License-Identifier: MIT */
/* kept: rows that are read again. */
#ifndef HEADGATE_HISTORY_KEPT_H
#define HEADGATE_HISTORY_KEPT_H

#include "headgate/kept.h"

#include "history/database.h"

/* Columns of an incident, from `incidents` and `targets`. */
#define HG_KEPT_INCIDENT                                                                 \
    "incidents.id, targets.name, opened_ms, closed_ms, incidents.cause, worst,"          \
    " incidents.checks, attempts, incidents.reason, common FROM incidents JOIN targets"  \
    " ON targets.id = incidents.target"

/* The row that the query stands at, without notes. */
void hg_kept_read_incident(const struct hg_query *query, struct hg_arena *arena,
                           struct hg_kept_incident *incident);
int hg_kept_read_notes(struct hg_database *database, struct hg_arena *arena,
                       struct hg_kept_incident *incident, struct hg_error *err);

#endif
