/* SPDX-License-Identifier: MIT */
/* pool: the worker threads. Each takes batches from the queue, makes the attempts, and puts the facts
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
    bool
        keeps_connections; /* from batch to batch: there are no more workers than a host may see
                               connections */
};

struct hg_worker {
    pthread_t thread;
    const struct hg_pool_work *work;
    size_t number;   /* of its permit */
    bool is_started; /* and not yet joined */
};

/* Belongs to the dispatcher's thread. */
struct hg_pool {
    struct hg_pool_work *work;
    struct hg_worker *workers; /* owned: room for `most` */
    size_t count;              /* started, also those that have left since */
    size_t max;
};

/* Start the first of up to `most` threads. -1 when the system has not even one. */
int hg_pool_start(struct hg_pool *pool, size_t max, struct hg_pool_work *work,
                  struct hg_error *err);
/* Start as many as there are batches and permits for. False when the system has no more; the pool then
 * stays as it is. */
bool hg_pool_grow(struct hg_pool *pool);
/* Wait until all have ended, which they do once the queue is closed and empty. */
void hg_pool_join(struct hg_pool *pool);

#endif
