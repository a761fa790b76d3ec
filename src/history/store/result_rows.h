/* SPDX-License-Identifier: MIT */
/* result_rows: the raw facts of each target in each run. */
#ifndef HEADGATE_HISTORY_STORE_RESULT_ROWS_H
#define HEADGATE_HISTORY_STORE_RESULT_ROWS_H

#include "headgate/error.h"
#include "headgate/run.h"

#include "history/store/database.h"
#include "history/store/sample.h"

/* Parts of SQL: all results of the target ?1, by way of their runs, which `WHERE runs.last_ms >= ...`
 * finds by an index; when a result was; and that it is not the unknown one of a run that was
 * stopped. */
#define HG_RESULTS_OF_TARGET                                                             \
    "runs CROSS JOIN results ON results.run = runs.id AND results.target = ?1"
#define HG_RESULT_AT     "(runs.started_ms + results.after_ms)"
#define HG_RESULT_COUNTS "NOT (runs.interrupted AND results.outcome = 0)"

struct hg_result_rows {
    const struct hg_run *run; /* borrowed */
    int64_t run_id;
    struct hg_query result, detail;
};

void hg_result_rows_begin(struct hg_result_rows *rows, struct hg_database *database,
                          const struct hg_run *run, int64_t run_id);
int hg_result_rows_end(struct hg_result_rows *rows, struct hg_error *err);
/* `sample` is the same result. */
void hg_result_rows_add(struct hg_result_rows *rows, int64_t target,
                        const struct hg_result *result, const struct hg_sample *sample);
/* When the result was: the start of its last attempt; of one that was never asked, the run's. */
int64_t hg_result_at_ms(const struct hg_run *run, const struct hg_result *result);

#endif
