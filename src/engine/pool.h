/* SPDX-License-Identifier: MIT */
/* pool: the worker threads. Each takes batches from the queue, makes the attempts, and
 * puts the replies into answers. Workers decide nothing and cannot fail. */
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
    const struct hg_cancel *cancel;   /* set: no further attempt is begun */
    const struct hg_cancel *attempts; /* set: those under way end early */
    const struct hg_target *targets;
    int64_t stop_at_us;  /* monotonic: the run's deadline; INT64_MAX: none */
    int64_t interval_us; /* minimum between two requests to a host */
    bool keeps_order;    /* a single worker checks targets in the order of the input */
    /* From batch to batch: there are no more workers than a host may have connections. */
    bool keeps_connections;
};

struct hg_worker {
    pthread_t thread;
    const struct hg_pool_work *work;
    size_t number;   /* in the queue */
    bool is_started; /* and not yet joined */
};

/* Used by the dispatcher's thread only. */
struct hg_pool {
    struct hg_pool_work *work;
    struct hg_worker *workers; /* owned: room for `max_workers` */
    size_t count;              /* started, including those that have exited since */
    size_t max_workers;
};

/* Start the first of up to `max_workers` threads. -1 when the system can't start even
 * one. */
__attribute__((warn_unused_result)) int hg_pool_start(struct hg_pool *pool,
                                                      size_t max_workers,
                                                      struct hg_pool_work *work,
                                                      struct hg_error *err);
/* Start as many as the queue lacks. False when the system can't start more; those that
 * run go on. */
bool hg_pool_grow(struct hg_pool *pool);
/* Wait until all have exited, which they do once the queue is closed and empty. */
void hg_pool_join(struct hg_pool *pool);

#endif
