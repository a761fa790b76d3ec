/* SPDX-License-Identifier: MIT */
/* watch_batch: results of a watch that are added to the history together, as a run of their own. It holds copies, so
 * that another thread may read it while the watch goes on. */
#ifndef HEADGATE_APP_WATCH_BATCH_H
#define HEADGATE_APP_WATCH_BATCH_H

#include <stdint.h>

#include "headgate/run.h"

struct hg_watch_batch {
    struct hg_run run;
    struct hg_target
        *targets; /* owned: of the run; what they point to is the configuration's */
    struct hg_watch_batch *next; /* in a list */
};

/* Of this run, which is no batch of a watch yet (`run.watch`), begun at `opened_us` (wall clock). Never NULL. Free takes NULL. */
struct hg_watch_batch *hg_watch_batch_new(const struct hg_run *of, int64_t opened_us);
void hg_watch_batch_free(struct hg_watch_batch *batch);
/* Add a copy of the result; of each target one at most. */
void hg_watch_batch_add(struct hg_watch_batch *batch, const struct hg_target *target,
                        const struct hg_result *result);
/* All latest results, with a summary of their own, for reports. */
struct hg_watch_batch *hg_watch_batch_new_state(const struct hg_run *of,
                                                const struct hg_run *latest,
                                                int64_t now_us);
/* The batch is complete. `latest` has the latest results of all targets, and its summary. */
void hg_watch_batch_close(struct hg_watch_batch *batch, const struct hg_run *latest,
                          int64_t closed_us);

#endif
