/* SPDX-License-Identifier: MIT */
/* target_queries: the rows that tell what a target was at which time: spans, windows, incidents. */
#ifndef HEADGATE_HISTORY_QUERY_TARGET_QUERIES_H
#define HEADGATE_HISTORY_QUERY_TARGET_QUERIES_H

#include <stdint.h>

#include "headgate/arena.h"
#include "headgate/error.h"
#include "headgate/uptime.h"

#include "history/store/database.h"
#include "history/query/selection.h"
#include "history/query/timeline.h"

struct hg_target_queries {
    struct hg_query state_intervals, windows, reason, incidents, notes;
    struct hg_arena *arena; /* borrowed: for texts */
};

struct hg_incident_list {
    struct hg_incident *items; /* owned */
    size_t count;
};

void hg_incident_list_release(struct hg_incident_list *incidents);

/* To be ended in any case. */
void hg_target_queries_begin(struct hg_target_queries *queries,
                             struct hg_database *database, struct hg_arena *arena);
/* -1 (system) when anything could not be read. */
int hg_target_queries_end(struct hg_target_queries *queries, struct hg_error *err);

/* The spells that touch the time from `begin_us` to `end_us`, and the last one before it. What `spells`
 * and `windows` had is replaced. */
void hg_target_queries_intervals(struct hg_target_queries *queries,
                                 const struct hg_candidate *candidate, int64_t begin_us,
                                 int64_t end_us,
                                 struct hg_outcome_intervals *outcome_intervals);
/* The windows that touch the time. */
void hg_target_queries_maintenance(struct hg_target_queries *queries, int64_t target,
                                   int64_t begin_us, int64_t end_us,
                                   struct hg_maintenance_intervals *windows);
/* Since when the target has had the outcome of its spell, which began at `begin_us`: results of
 * the same outcome that lie not more than `max_gap_us` apart are one. */
int64_t hg_target_queries_since(struct hg_target_queries *queries, int64_t target,
                                const struct hg_outcome_interval *interval,
                                int64_t max_gap_us);
/* Of the first result of the spell that began then; "": none. */
const char *hg_target_queries_reason(struct hg_target_queries *queries,
                                     const struct hg_candidate *candidate,
                                     int64_t begin_us);
/* Add the incidents that touch the time, oldest first, each with its notes and the position of its
 * target. */
void hg_target_queries_incidents(struct hg_target_queries *queries, int64_t target,
                                 size_t position, const struct hg_period *period,
                                 struct hg_incident_list *incidents);

#endif
