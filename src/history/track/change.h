/* SPDX-License-Identifier: MIT */
/* change: what a run changed for people: which targets went down, and which came back.
 *
 * DESIGN. A result is compared with the last one before it that is not later than the end of the run: a run that
 * was stamped with a time to come, by a clock that was wrong, is in the history and says nothing about now. Clocks of
 * machines that share a history differ a little, so results of the next five minutes count as well. A result that is
 * older than another one of its target (an overlapping run was quicker) is no news. */
#ifndef HEADGATE_HISTORY_TRACK_CHANGE_H
#define HEADGATE_HISTORY_TRACK_CHANGE_H

#include <stdbool.h>

#include "headgate/history.h"

#include "history/store/database.h"

/* Clocks that differ by less are taken for the same. */
#define HG_CLOCK_GRACE_MS INT64_C(300000)

struct hg_change_writer {
    struct hg_database *database;     /* borrowed */
    struct hg_history_change *change; /* borrowed: what is counted */
    int64_t run;                      /* id of the run that is being added */
    int64_t now_ms;                   /* the end of that run */
};

/* How a target was before a result. */
struct hg_change_before {
    bool is_down;
    bool is_late; /* a newer result was known already */
};

/* Look, before the result changes `state`, the row of its target. */
struct hg_change_before hg_change_look(const struct hg_change_writer *writer,
                                       const struct hg_target_row *state, int64_t at_ms);
/* Count what a result with this outcome changed. */
void hg_change_count(struct hg_change_writer *writer, int64_t target,
                     const struct hg_change_before *before, enum hg_outcome outcome);

#endif
