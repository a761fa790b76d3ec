/* SPDX-License-Identifier: MIT */
/* run_rows: a finished run as rows: of `runs`, `results`, `details`, `certificates` and `maintenance`. What can fail
 * does so when the transaction ends (database.h). */
#ifndef HEADGATE_HISTORY_STORE_RUN_ROWS_H
#define HEADGATE_HISTORY_STORE_RUN_ROWS_H

#include "headgate/run.h"

#include "history/store/database.h"

/* Add the row of the run and return its id. `row` becomes that row. */
int64_t hg_run_row_add(struct hg_database *database, const struct hg_run *run,
                       struct hg_run_row *row);

/* The row of the result at `index`, for the target with that id; its certificate's row is made when missing.
 * Texts are borrowed from the run; the address is written to `address`. */
void hg_result_row_make(struct hg_database *database, const struct hg_run *run,
                        size_t index, char address[HG_ADDRESS_TEXT_SIZE],
                        struct hg_result_row *row);
/* Add it, and its details if it has any. */
void hg_result_row_add(struct hg_database *database, struct hg_result_row *row,
                       const struct hg_result *result);

/* Add the times of maintenance of the target that began up to `now_ms` and end after `since_ms`, its last
 * check. They are added once they have begun, so that none can be declared afterwards; one that still goes
 * on may change its end. */
void hg_maintenance_rows_add(struct hg_database *database, int64_t target,
                             const struct hg_maintenance_windows *windows,
                             int64_t since_ms, int64_t now_ms);

#endif
