/* SPDX-License-Identifier: MIT */
/* queue: batches on their way to the workers, and answers on their way back; both
 * bounded.
 *
 * Workers wait for batches and permits, and for room for their answers. The dispatcher
 * waits for neither alone: it sleeps until answers have come, there is room for a batch
 * that it has, or a time is reached. So the two can't wait for each other in a circle.
 *
 * A switch of threads costs about as much as a check of a quick host. So the dispatcher
 * is woken by many answers, or by a worker that finds no batch; a few answers may wait
 * for some milliseconds.
 *
 * A worker that finds no batch when no more are expected exits, so that a thousand of
 * them don't all exit when the run ends. Worker 0 stays: a batch that comes after all,
 * for a second attempt, is never without a worker, even when the system can't start more
 * threads. */
#ifndef HEADGATE_ENGINE_QUEUE_H
#define HEADGATE_ENGINE_QUEUE_H

#include <pthread.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "engine/batch.h"
#include "engine/permits.h"
#include "engine/ring.h"

struct hg_queue_limits {
    size_t batches; /* that wait for workers */
    size_t answers; /* that wait for the dispatcher */
    struct hg_permit_limits permits;
};

/* What wakes the dispatcher, besides answers. */
struct hg_queue_wakeup {
    bool needs_room; /* it has a batch that did not fit in */
    /* It may have batches for idle workers, once it has read the answers. */
    bool may_have_batches;
    size_t expected_answers; /* no more than these will come */
};

/* `lock` guards everything below it. */
struct hg_queue {
    pthread_mutex_t lock;
    pthread_cond_t has_batch;         /* workers: a batch and a permit, or closed */
    pthread_cond_t has_room;          /* workers: room for an answer */
    pthread_cond_t dispatcher_wakeup; /* the dispatcher: answers, or room for batches */
    struct hg_ring batches;           /* struct hg_batch */
    struct hg_ring answers;           /* struct hg_answer */
    struct hg_ring exited_workers;    /* size_t: numbers of workers that have exited */
    struct hg_permits *permits;       /* owned */
    struct hg_queue_wakeup wakeup;    /* of the dispatcher while it sleeps */
    bool wakes_for_any;               /* the dispatcher sleeps until the next answer */
    bool has_idle_worker; /* a worker found no batch since the dispatcher looked */
    bool expects_batches; /* as far as the dispatcher knew when it last slept */
    bool is_closed;
};

void hg_queue_init(struct hg_queue *queue, const struct hg_queue_limits *limits);
/* No thread may use it any longer. Answers left in it are released. */
void hg_queue_release(struct hg_queue *queue);

/* The dispatcher's functions. */

/* Add a batch. False, at once, when there is no room. */
bool hg_queue_put(struct hg_queue *queue, const struct hg_batch *batch);
/* Whether batches wait for which permits are available, but no idle worker: of
 * `worker_count` workers, those that neither run a batch nor have exited are idle. */
bool hg_queue_lacks_worker(struct hg_queue *queue, size_t worker_count);
/* Take the number of a worker that has exited, which then counts as idle: the caller
 * starts it again. False when none has exited. */
bool hg_queue_reclaim_worker(struct hg_queue *queue, size_t *worker);
/* A reclaimed worker could not be started: it counts as exited again. */
void hg_queue_give_up_worker(struct hg_queue *queue, size_t worker);
/* hg_permits_grow(), while batches wait. Returns whether it may be worthwhile to try
 * again. */
bool hg_queue_add_permits(struct hg_queue *queue, int64_t since_us);
/* hg_permits_revoke(), while batches wait. Returns whether batches wait. */
bool hg_queue_revoke_permits(struct hg_queue *queue, int64_t since_us);
/* Take back a batch that no worker has taken. False when there is none. */
bool hg_queue_take_back(struct hg_queue *queue, struct hg_batch *batch);
/* Sleep until answers have come, there is room that is needed, or `until_us` (monotonic)
 * is reached; then take up to `max` answers, whose replies the caller owns. Returns how
 * many. */
size_t hg_queue_collect(struct hg_queue *queue, const struct hg_queue_wakeup *wakeup,
                        int64_t until_us, struct hg_answer *answers, size_t max);
/* No more batches come: workers that wait for one exit. */
void hg_queue_close(struct hg_queue *queue);

/* The workers' functions. Each has a number below `limits->permits.workers`. */

/* Release the permit of the last batch, and wait for a batch and a permit for it. False
 * when the worker has to exit: the queue is closed and empty, or no more batches are
 * expected. */
bool hg_queue_take(struct hg_queue *queue, size_t worker, struct hg_batch *batch);
/* Hand over an answer, and the reply in it; waits for room. */
void hg_queue_answer(struct hg_queue *queue, const struct hg_answer *answer);

#endif
