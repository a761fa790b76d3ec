/* SPDX-License-Identifier: MIT */
/* target_state: what the results of a target add up to, one after another: its intervals and incidents. The state is the
 * row of the target (rows.h), which has the interval that grows and the incident that is open. */
#ifndef HEADGATE_HISTORY_TRACK_TARGET_STATE_H
#define HEADGATE_HISTORY_TRACK_TARGET_STATE_H

#include "headgate/target.h"

#include "history/store/database.h"
#include "history/track/incidents.h"

struct hg_target_states {
    struct hg_database *database;
    struct hg_incidents incidents;
};

void hg_target_states_init(struct hg_target_states *states, struct hg_database *database);
/* Read the state of a target, which is known by its name; its row is made when missing. Release its interval. */
void hg_target_states_find(struct hg_target_states *states,
                           const struct hg_target *target, struct hg_target_row *state);
/* Add the target's next result, which is not earlier than the last one. Of two results of one moment that
 * differ, the second one counts a millisecond later. */
void hg_target_states_add(struct hg_target_states *states, struct hg_target_row *state,
                          const struct hg_sample *sample);
/* Write the state, and the target as it is now; its URL, group, tags and channels may change. Without `state->source` the one before stays. `state->certificate` is
 * the last one; 0: the one before stays. */
void hg_target_states_update(struct hg_target_states *states,
                             const struct hg_target *target, struct hg_target_row *state);

/* Pure functions. */
void hg_state_interval_release(struct hg_state_interval *interval);
/* Begin anew with its first result. */
void hg_state_interval_begin(struct hg_state_interval *interval,
                             const struct hg_sample *sample);
/* Whether outcome, cause and maintenance are the same. */
bool hg_state_interval_is_like(const struct hg_state_interval *interval,
                               const struct hg_sample *sample);
/* Whether a result `gap_ms` after the last one came regularly. `previous_gap_ms` is the shortest gap of the
 * interval before, which counts while this one has none; 0: not known, and any gap is regular. */
bool hg_state_interval_is_regular(const struct hg_state_interval *interval,
                                  int64_t gap_ms, int64_t previous_gap_ms);
/* Add a result, which is not earlier than the last one. */
void hg_state_interval_continue(struct hg_state_interval *interval, int64_t at_ms);

#endif
