/* SPDX-License-Identifier: MIT */
/* wait_progress: how the rounds of `wait` go: one line at the bottom of a terminal (standard error), or,
 * where there is none, a line in the log whenever outcomes change. */
#ifndef HEADGATE_APP_WAIT_PROGRESS_H
#define HEADGATE_APP_WAIT_PROGRESS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "headgate/buf.h"
#include "headgate/run.h"

#include "app/terminal.h"

struct hg_wait_progress {
    bool has_line; /* a terminal; otherwise changes are logged */
    bool is_quiet; /* nothing is logged */
    struct hg_terminal_line line;
    int64_t end_us;      /* monotonic: the deadline of all rounds */
    int64_t round;       /* under way, from 1 */
    int64_t wanted;      /* rounds in a row with an open gate that are needed */
    int64_t open_count;  /* rounds in a row with an open gate until now */
    size_t not_up;       /* targets of the last round */
    size_t total;        /* likewise */
    uint64_t state_hash; /* outcomes and causes of the last round; 0: none yet */
    struct hg_buf last;  /* "api: connection refused", the first that is not up, or "" */
};

void hg_wait_progress_init(struct hg_wait_progress *progress,
                           const struct hg_settings *settings, int64_t end_us);
void hg_wait_progress_release(struct hg_wait_progress *progress);
/* A round is finished: count it, and log it when outcomes or causes differ from the round before. */
void hg_wait_progress_update(struct hg_wait_progress *progress, const struct hg_run *run);
/* Append "round 7, 3 of 12 not up, 1m20s left; last: api: connection refused". */
void hg_wait_progress_describe(const struct hg_wait_progress *progress, int64_t left_us,
                               struct hg_buf *line);
/* Draw the line as it is now, or erase it. Does nothing without a terminal. */
void hg_wait_progress_show(struct hg_wait_progress *progress);
void hg_wait_progress_hide(struct hg_wait_progress *progress);

#endif
