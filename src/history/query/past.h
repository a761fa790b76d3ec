/* SPDX-License-Identifier: MIT */
/* past: the rows that tell what a target was at which time: spans, windows, incidents. */
#ifndef HEADGATE_HISTORY_QUERY_PAST_H
#define HEADGATE_HISTORY_QUERY_PAST_H

#include <stdint.h>

#include "headgate/arena.h"
#include "headgate/error.h"
#include "headgate/uptime.h"

#include "history/store/database.h"
#include "history/query/selection.h"
#include "history/query/timeline.h"

struct hg_past {
    struct hg_query spans, windows, reason, incidents, notes;
    struct hg_arena *arena; /* borrowed: for texts */
};

struct hg_incidents_read {
    struct hg_incident *items; /* owned */
    size_t count;
    size_t capacity;
};

void hg_incidents_read_release(struct hg_incidents_read *incidents);

/* To be ended in any case. */
void hg_past_begin(struct hg_past *past, struct hg_database *database,
                   struct hg_arena *arena);
/* -1 (system) when anything could not be read. */
int hg_past_end(struct hg_past *past, struct hg_error *err);

/* The spells that touch the time from `begin_us` to `end_us`, and the last one before it. What `spells`
 * and `windows` had is replaced. */
void hg_past_spells(struct hg_past *past, const struct hg_candidate *candidate,
                    int64_t begin_us, int64_t end_us, struct hg_spells *spells);
/* The windows that touch the time. */
void hg_past_windows(struct hg_past *past, int64_t target, int64_t begin_us,
                     int64_t end_us, struct hg_windows *windows);
/* Since when the target has had the outcome of its spell, which began at `begin_us`: results of
 * the same outcome that lie not more than `max_gap_us` apart are one. */
int64_t hg_past_since(struct hg_past *past, int64_t target, const struct hg_spell *spell,
                      int64_t max_gap_us);
/* Of the first result of the spell that began then; "": none. */
const char *hg_past_reason(struct hg_past *past, const struct hg_candidate *candidate,
                           int64_t begin_us);
/* Add the incidents that touch the time, oldest first, each with its notes and the position of its
 * target. */
void hg_past_incidents(struct hg_past *past, int64_t target, size_t position,
                       const struct hg_period *period,
                       struct hg_incidents_read *incidents);

#endif
