/* SPDX-License-Identifier: MIT */
/* queue: the bounded queue of batches towards the workers and the bounded queue of answers back.
 *
 * Workers wait for batches, and for room for their answers. The dispatcher waits for neither alone: it
 * sleeps until answers have come, there is room for a batch that it has, or a time is reached. So
 * the two can't wait for each other in a circle.
 *
 * At most so many workers make batches at once as there are permits: a few at first, and twice as many
 * again and again while they wait for their hosts. Where answers come at once the processors are busy with
 * a few workers, and more of them only stand in each other's way. A worker whose host is silent
 * loses its permit, so that another one can go on; it takes a new one for its next batch.
 *
 * A worker that comes home when no more batches are expected leaves for good, so that a thousand of them
 * don't all end when the run does. The first one stays: a batch that comes after all, for a second
 * attempt, is never without a worker, even when the system has no more threads.
 *
 * A switch of threads costs about as much as a check of a quick host. So the dispatcher is woken by
 * many answers, or by a worker that finds no batch; a few answers may lie for some milliseconds. */
#ifndef HEADGATE_ENGINE_QUEUE_H
#define HEADGATE_ENGINE_QUEUE_H

#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "engine/batch.h"

/* One for each worker. */
struct hg_permit {
    atomic_bool is_acquired;       /* written with the lock held */
    _Atomic int64_t busy_since_us; /* monotonic: since then its host has said nothing */
    bool is_running_batch;         /* on a batch; the lock guards it */
    bool has_exited;               /* its thread ends or has ended; the lock guards it */
};

struct hg_queue_limits {
    size_t batches; /* that wait for workers */
    size_t answers; /* that wait for the dispatcher */
    size_t permits; /* at first */
    size_t workers; /* with a permit, at once */
    size_t max;     /* workers, with or without a permit */
};

/* What the dispatcher sleeps for. */
struct hg_queue_wakeup {
    bool room; /* it has a batch that did not fit in */
    bool
        batch; /* it would have batches for workers that have none, once it has read answers */
    size_t answers; /* more than these will not come */
};

/* `lock` guards everything below it. */
struct hg_queue {
    pthread_mutex_t lock;
    pthread_cond_t has_batch; /* workers: a batch is there, or the queue is closed */
    pthread_cond_t has_room;  /* workers: there is room for an answer */
    pthread_cond_t dispatcher_wakeup; /* the dispatcher: answers, or room for batches */
    struct hg_batch *batches;         /* owned ring */
    size_t batch_first, waiting_batch_count, batch_capacity;
    struct hg_answer *answers; /* owned ring */
    size_t answer_first, answer_count, answer_capacity;
    struct hg_permit *permits; /* owned: one for each worker that there may be */
    size_t permit_count;       /* that may be taken at once */
    size_t max_permits;        /* that it may grow to */
    size_t max;                /* of `permits` */
    size_t acquired_count;
    size_t running_batch_count;    /* workers on a batch, with or without a permit */
    size_t exited_count;           /* workers that have left */
    struct hg_queue_wakeup wakeup; /* of the dispatcher while it sleeps */
    bool wants_any;                /* the dispatcher sleeps until the next answer */
    bool has_idle_worker; /* a worker found no batch since the dispatcher looked */
    bool expects_batches; /* as far as the dispatcher knew when it last slept */
    bool is_closed;
};

void hg_queue_init(struct hg_queue *queue, const struct hg_queue_limits *limits);
/* Nobody may use it any more. Answers left in it are released. */
void hg_queue_release(struct hg_queue *queue);

/* Dispatcher: add a batch. False, at once, when there is no room. */
bool hg_queue_put(struct hg_queue *queue, const struct hg_batch *batch);
/* Dispatcher: whether there are batches and permits for more workers than those of `worker_count` that
 * are neither on a batch nor gone. */
bool hg_queue_lacks_worker(struct hg_queue *queue, size_t worker_count);
/* Dispatcher: the number of a worker that has left, and counts as there from now on. False when none
 * has. */
bool hg_queue_reclaim_worker(struct hg_queue *queue, size_t *worker);
/* Dispatcher: a worker that was reclaimed is not there after all. */
void hg_queue_give_up_worker(struct hg_queue *queue, size_t worker);
/* Dispatcher: while batches wait, have twice as many permits if half of those there are belong to workers
 * that have waited for their hosts since before `since_us` (monotonic). Returns whether it is worth
 * to look again. */
bool hg_queue_add_permits(struct hg_queue *queue, int64_t since_us);
/* Dispatcher: while batches wait, take the permits from workers whose host has been silent since before
 * `since_us` (monotonic). Returns whether batches wait. */
bool hg_queue_revoke_permits(struct hg_queue *queue, int64_t since_us);
/* Dispatcher: take back a batch that no worker has taken. False when there is none. */
bool hg_queue_take_back(struct hg_queue *queue, struct hg_batch *batch);
/* Dispatcher: sleep until what is wished for is there or `until_us` (monotonic) is reached; then
 * take up to `most` answers. Returns how many. */
size_t hg_queue_collect(struct hg_queue *queue, const struct hg_queue_wakeup *wakeup,
                        int64_t until_us, struct hg_answer *answers, size_t max);
/* Dispatcher: no more batches. Workers that wait get none. */
void hg_queue_close(struct hg_queue *queue);

/* Worker: leave the permit, wait for a batch and a free one. False when it should end: the queue is closed
 * and empty, or it has left because no more batches are expected. */
bool hg_queue_take(struct hg_queue *queue, size_t worker, struct hg_batch *batch);
/* Worker: an attempt begins at `now_us`. */
void hg_queue_note_busy(struct hg_queue *queue, size_t worker, int64_t now_us);
/* Worker: whether it still has its permit. Without one it should end its batch. */
bool hg_queue_has_permit(const struct hg_queue *queue, size_t worker);
/* Worker: hand over an answer, waiting for room. The reply in it is no longer the worker's. */
void hg_queue_answer(struct hg_queue *queue, const struct hg_answer *answer);

#endif
