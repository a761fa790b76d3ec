/* SPDX-License-Identifier: MIT */
/* pool: the worker threads. Each takes trips from the queue, makes the attempts, and puts the facts
 * of each into the answers. Workers decide nothing and cannot fail. */
#ifndef HEADGATE_ENGINE_POOL_H
#define HEADGATE_ENGINE_POOL_H

#include <pthread.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "headgate/cancel.h"
#include "headgate/error.h"
#include "headgate/prober.h"
#include "headgate/target.h"

#include "engine/queue.h"

/* What all workers read; must outlive them. */
struct hg_pool_work {
    struct hg_queue *queue;
    const struct hg_prober *prober;
    const struct hg_cancel *cancel;
    const struct hg_target *targets;
    int64_t stop_at_us;  /* monotonic: the run's deadline; INT64_MAX: none */
    int64_t interval_us; /* least time between two requests to a host */
    bool is_alone;       /* one worker: its connections may stay from trip to trip */
};

struct hg_pool {
    pthread_t *threads; /* owned */
    size_t count;       /* running */
};

/* Start up to `count` threads. Fewer may run when the system has no more (pool->count tells); -1
 * when it has not even one. */
int hg_pool_start(struct hg_pool *pool, size_t count, struct hg_pool_work *work,
                  struct hg_error *err);
/* Wait until all have ended, which they do once the queue is closed and empty. */
void hg_pool_join(struct hg_pool *pool);

#endif
