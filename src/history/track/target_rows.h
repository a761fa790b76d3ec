/* SPDX-License-Identifier: MIT */
/* target_rows: who is in the history. A target is known by its name; its address, group and tags may
 * change. */
#ifndef HEADGATE_HISTORY_TRACK_TARGET_ROWS_H
#define HEADGATE_HISTORY_TRACK_TARGET_ROWS_H

#include "headgate/error.h"
#include "headgate/target.h"

#include "history/track/target_state.h"
#include "history/store/database.h"

struct hg_target_rows {
    struct hg_database *database;
    struct hg_query find, insert, update;
};

void hg_target_rows_begin(struct hg_target_rows *rows, struct hg_database *database);
int hg_target_rows_end(struct hg_target_rows *rows, struct hg_error *err);
/* Its course so far, of a row that is made when missing. Release its span. */
void hg_target_rows_find(struct hg_target_rows *rows, const struct hg_target *target,
                         struct hg_target_state *state);
/* Keep the course, and what the target is now. `certificate` is a row; 0: what was known stays. */
void hg_target_rows_update(struct hg_target_rows *rows, const struct hg_target *target,
                           const struct hg_target_state *state, int64_t certificate);

#endif
