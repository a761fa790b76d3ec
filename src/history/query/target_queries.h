/* SPDX-License-Identifier: MIT */
/* target_queries: the rows of one target in a report: its intervals, maintenance and incidents. All functions read in
 * the transaction of the report: what fails there is reported when it ends. Texts live in its arena. */
#ifndef HEADGATE_HISTORY_QUERY_TARGET_QUERIES_H
#define HEADGATE_HISTORY_QUERY_TARGET_QUERIES_H

#include <stdint.h>

#include "headgate/uptime.h"

#include "history/query/selection.h"
#include "history/query/timeline.h"
#include "history/store/database.h"

struct hg_incident_list {
    struct hg_incident *items; /* owned */
    size_t count;
};

void hg_incident_list_release(struct hg_incident_list *incidents);

/* The intervals that touch the time from `begin_us` to `end_us`, and the last one before it; they replace
 * what the list has. */
void hg_target_queries_intervals(struct hg_database *database,
                                 const struct hg_candidate *candidate, int64_t begin_us,
                                 int64_t end_us, struct hg_outcome_intervals *intervals);
/* The times of maintenance that touch the time; they replace what the list has. */
void hg_target_queries_maintenance(struct hg_database *database, int64_t target,
                                   int64_t begin_us, int64_t end_us,
                                   struct hg_maintenance_intervals *windows);
/* Since when the target has had the outcome of the interval: results of the same outcome that lie not more
 * than `max_gap_us` apart belong together. */
int64_t hg_target_queries_since(struct hg_database *database, int64_t target,
                                const struct hg_outcome_interval *interval,
                                int64_t max_gap_us);
/* The reason of the first result of the interval that begins then; "": none. */
const char *hg_target_queries_reason(struct hg_database *database,
                                     const struct hg_candidate *candidate,
                                     int64_t begin_us);
/* Add the incidents that touch the period, oldest first, each with its notes and `position` for its target. */
void hg_target_queries_incidents(struct hg_database *database, int64_t target,
                                 size_t position, const struct hg_period *period,
                                 struct hg_incident_list *incidents);
/* Add the notes of an incident to it. */
void hg_incident_read_notes(struct hg_database *database, struct hg_incident *incident);

#endif
