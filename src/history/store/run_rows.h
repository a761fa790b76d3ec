/* SPDX-License-Identifier: MIT */
/* run_rows: each run with its counts. */
#ifndef HEADGATE_HISTORY_STORE_RUN_ROWS_H
#define HEADGATE_HISTORY_STORE_RUN_ROWS_H

#include "headgate/error.h"
#include "headgate/run.h"

#include "history/store/database.h"

/* Add its row, and give its id. -1 (system) on failure. */
int hg_run_row_add(struct hg_database *database, const struct hg_run *run, int64_t *id,
                   struct hg_error *err);

/* When its first and its last result were; its start where it has none. */
void hg_run_ends(const struct hg_run *run, int64_t *first_ms, int64_t *last_ms);

#endif
