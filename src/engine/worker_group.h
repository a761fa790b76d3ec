/* SPDX-License-Identifier: MIT */
/* worker_group: the workers of a run, the queue between them and the dispatcher, and how
 * many of them run at the same time. Used by the dispatcher's thread only.
 *
 * A dead host is silent until the time-out: with 16 workers, 40 such hosts would delay
 * the rest of a list for minutes. So a worker whose host is silent for much longer than
 * answers take does not count as running, and an extra worker runs in its place. */
#ifndef HEADGATE_ENGINE_WORKER_GROUP_H
#define HEADGATE_ENGINE_WORKER_GROUP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "headgate/error.h"
#include "headgate/settings.h"

#include "engine/pace.h"
#include "engine/pool.h"
#include "engine/queue.h"

struct hg_worker_group {
    struct hg_queue queue;
    struct hg_pool pool;
    /* The caller fills it before the start, but for `queue` and `keeps_connections`. */
    struct hg_pool_work work;
    struct hg_pace pace;
    size_t max_workers; /* extra workers included */
    size_t extra_count; /* of them */
    /* When hg_worker_group_adjust() is due; INT64_MAX: not before the next batch or
     * answer. */
    int64_t next_adjust_us;
};

/* Start a worker, for up to `max_batches` at the same time; the others are started when
 * there is a batch for them. Warns when the system allows fewer workers than the settings
 * ask for; -1 when it can't start even one. */
__attribute__((warn_unused_result)) int
hg_worker_group_start(struct hg_worker_group *group, const struct hg_settings *settings,
                      size_t max_batches, struct hg_error *err);
/* Close the queue and wait until all workers have exited. */
void hg_worker_group_join(struct hg_worker_group *group);
/* Put a batch into the queue, and start a worker for it if none is idle and there may be
 * one more. False, at once, when the queue has no room. */
bool hg_worker_group_submit(struct hg_worker_group *group, const struct hg_batch *batch);
/* While batches wait, let more workers run if hosts make them wait, and extra workers in
 * place of those whose hosts are silent. */
void hg_worker_group_adjust(struct hg_worker_group *group, int64_t now_us);

#endif
