/* SPDX-License-Identifier: MIT */
/* incident_rows: rows of `incidents`, with their notes, as they are read again. */
#ifndef HEADGATE_HISTORY_STORE_INCIDENT_ROWS_H
#define HEADGATE_HISTORY_STORE_INCIDENT_ROWS_H

#include "headgate/arena.h"
#include "headgate/uptime.h"

#include "history/store/database.h"

/* Columns of hg_incident_read(), from the first on. */
#define HG_INCIDENT                                                                      \
    "incidents.id, opened_ms, closed_ms, incidents.cause, worst, incidents.checks,"      \
    " attempts, incidents.reason, common"
enum { HG_INCIDENT_COLUMNS = 9 };

/* Of the incident ?1, oldest first: for hg_incident_read_notes(). */
#define HG_INCIDENT_NOTES "SELECT at_ms, text FROM notes WHERE incident = ?1 ORDER BY id"

/* The row that the query stands at, without notes; texts live in the arena. Target and duration are
 * left to the caller. One that can't be is refused. */
void hg_incident_read(const struct hg_query *query, struct hg_arena *arena,
                      struct hg_incident *incident);
/* `notes` is of HG_INCIDENT_NOTES, and ready again afterwards. */
void hg_incident_read_notes(struct hg_query *notes, struct hg_arena *arena,
                            struct hg_incident *incident);

#endif
