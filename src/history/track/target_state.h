/* SPDX-License-Identifier: MIT */
/* target_state: what became of a target over time: its spans and incidents, result by result. */
#ifndef HEADGATE_HISTORY_TRACK_TARGET_STATE_H
#define HEADGATE_HISTORY_TRACK_TARGET_STATE_H

#include "headgate/error.h"

#include "history/store/database.h"
#include "history/track/incidents.h"
#include "history/store/sample.h"
#include "history/track/state_interval.h"

/* As it is now; kept in the target's row. */
struct hg_target_state {
    int64_t target;
    struct hg_state_interval interval; /* owned: the one that grows */
    int64_t incident;                  /* the one that is open; 0: none */
};

/* The rows that courses leave behind. */
struct hg_target_states {
    struct hg_database *database;
    struct hg_query close, shortest;
    struct hg_incidents incidents;
};

void hg_target_states_begin(struct hg_target_states *states,
                            struct hg_database *database);
int hg_target_states_end(struct hg_target_states *states, struct hg_error *err);
/* The row's stretch, from the column on: outcome, cause, maintenance, reason, begin_ms, end_ms, checks,
 * shortest_ms, longest_ms. One that can't be is refused. Release it. */
void hg_state_interval_read(const struct hg_query *query, int column,
                            struct hg_state_interval *interval);
/* The target's next result: it is not earlier than the last one. Of two results of one moment that
 * differ, the second one counts a millisecond later. */
void hg_target_states_add(struct hg_target_states *states, struct hg_target_state *state,
                          const struct hg_sample *sample);

#endif
