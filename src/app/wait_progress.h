/* SPDX-License-Identifier: MIT */
/* wait_progress: what a person is told while rounds go on: one line at the bottom of a terminal
 * (standard error), or in a log a line whenever the picture changes. */
#ifndef HEADGATE_APP_WAIT_PROGRESS_H
#define HEADGATE_APP_WAIT_PROGRESS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "headgate/buf.h"
#include "headgate/run.h"

struct hg_wait_progress {
    bool has_line; /* a terminal; otherwise changes are logged */
    bool is_quiet; /* nothing is logged */
    bool is_shown;
    int columns;        /* of the terminal; 0: unknown */
    int64_t end_us;     /* monotonic: the deadline */
    int64_t round;      /* under way, from 1 */
    int64_t wanted;     /* rounds in a row with an open gate */
    int64_t open_count; /* of those, how many there were */
    size_t not_up;      /* targets in the last round */
    size_t total;
    uint64_t state_hash; /* outcomes and causes of the last round; 0: none yet */
    struct hg_buf
        last; /* "api: connection refused": the first that is not up; may be empty */
};

void hg_wait_progress_init(struct hg_wait_progress *progress,
                           const struct hg_settings *settings, int64_t end_us);
void hg_wait_progress_release(struct hg_wait_progress *progress);
/* A round is over: take its picture, and log it when it is another one than before. */
void hg_wait_progress_update(struct hg_wait_progress *progress, const struct hg_run *run);
/* "round 7, 3 of 12 not up, 1m20s left; last: api: connection refused". */
void hg_wait_progress_describe(const struct hg_wait_progress *progress, int64_t left_us,
                               struct hg_buf *line);
/* Show the line as it is now, or take it away. Nothing where no terminal is. */
void hg_wait_progress_show(struct hg_wait_progress *progress);
void hg_wait_progress_hide(struct hg_wait_progress *progress);

#endif
