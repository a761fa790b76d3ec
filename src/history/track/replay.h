/* SPDX-License-Identifier: MIT */
/* replay: a result that comes late, because runs overlap or a clock was set back. The course of its
 * target is taken back to that moment and followed again from the raw results. */
#ifndef HEADGATE_HISTORY_TRACK_REPLAY_H
#define HEADGATE_HISTORY_TRACK_REPLAY_H

#include "headgate/error.h"

#include "history/track/target_state.h"

/* Statements, so that many late results of a run prepare them once. */
struct hg_replay {
    struct hg_target_states *states; /* borrowed */
    int64_t run;                     /* that the late results are of */
    int64_t raw_ms;                  /* results of runs that ended before are gone */
    struct hg_query last_interval, drop_intervals, count, open_incident_query, reopen,
        previous_incidents, drop_incidents, results;
};

void hg_replay_begin(struct hg_replay *replay, struct hg_target_states *states,
                     int64_t run, int64_t raw_ms);
int hg_replay_end(struct hg_replay *replay, struct hg_error *err);
/* A result of the run was at `at_ms`: before the end of the growing span, not before `raw_ms`, and it is in
 * `results` already. Results of one moment follow each other as their runs were added. */
void hg_replay_late_result(struct hg_replay *replay, struct hg_target_state *state,
                           int64_t at_ms);

#endif
