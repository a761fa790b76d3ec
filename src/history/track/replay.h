/* SPDX-License-Identifier: MIT */
/* replay: a result that comes late, because runs overlap or a clock was set back. The state of its target is
 * taken back to that moment and followed again from the raw results. */
#ifndef HEADGATE_HISTORY_TRACK_REPLAY_H
#define HEADGATE_HISTORY_TRACK_REPLAY_H

#include "history/track/target_state.h"

struct hg_replay {
    struct hg_target_states *states; /* borrowed */
    int64_t run;                     /* id of the run that the late results are of */
    int64_t raw_ms;                  /* results of runs that ended before are gone */
};

/* A result of the run was at `at_ms`: before the end of the growing interval, not before `raw_ms`, and it is in
 * `results` already. Results of one moment follow each other as their runs were added. */
void hg_replay_late_result(const struct hg_replay *replay, struct hg_target_row *state,
                           int64_t at_ms);

#endif
