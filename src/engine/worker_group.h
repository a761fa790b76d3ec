/* SPDX-License-Identifier: MIT */
/* worker_group: the workers of a run, the queue between them and the dispatcher, and who steps in for whom.
 *
 * A dead host says nothing until its time is up: with 16 workers, 40 of them would hold up the rest
 * of a list for minutes. So a worker whose host is silent for much longer than answers take is not
 * counted among those at work, and a spare one steps in. Used by the dispatcher's thread only. */
#ifndef HEADGATE_ENGINE_WORKER_GROUP_H
#define HEADGATE_ENGINE_WORKER_GROUP_H

#include <stddef.h>
#include <stdint.h>

#include "headgate/error.h"
#include "headgate/settings.h"

#include "engine/pool.h"
#include "engine/queue.h"
#include "engine/pace.h"

struct hg_worker_group {
    struct hg_queue queue;
    struct hg_pool pool;
    struct hg_pool_work
        work; /* for the caller to fill before the start, but for `queue` and
                                 `keeps_connections` */
    struct hg_pace pace;
    size_t max;         /* workers, spare ones included */
    size_t extra_count; /* of them */
    int64_t
        next_adjust_us; /* when hg_worker_group_adjust() is due; INT64_MAX: when there is more to do */
};

/* Have a worker ready, for up to `max_batches` at once. Warns when the system carries fewer workers
 * than the settings ask for; -1 when it has not even one. */
int hg_worker_group_start(struct hg_worker_group *group,
                          const struct hg_settings *settings, size_t max_batches,
                          struct hg_error *err);
/* Close the queue and wait until all have ended. */
void hg_worker_group_join(struct hg_worker_group *group);
/* Hand over a batch, and start a worker for it if there is none and may be one. False, at once, when
 * the queue has no room. */
bool hg_worker_group_submit(struct hg_worker_group *group, const struct hg_batch *batch);
/* While batches wait, let more workers begin where hosts make them wait, and spare ones step in where
 * hosts are silent. */
void hg_worker_group_adjust(struct hg_worker_group *group, int64_t now_us);

#endif
