/* SPDX-License-Identifier: MIT */
/* queue: two rings and the permits behind one lock, and three conditions. */
#include "engine/queue.h"

#include <stddef.h>
#include <string.h>
#include <time.h>

#include "headgate/clock.h"
#include "headgate/units.h"

#include "headgate/banned.h"

/* How long a few answers may wait for more of them. */
#define PAUSE_US (5 * HG_US_PER_MS)

/* While the dispatcher is awake, no number of answers has to wake it. */
static const struct hg_queue_wakeup awake = {.expected_answers = SIZE_MAX};

void hg_queue_init(struct hg_queue *queue, const struct hg_queue_limits *limits)
{
    pthread_condattr_t monotonic;

    *queue = (struct hg_queue){
        .permits = hg_permits_new(&limits->permits),
        .wakeup = awake,
        .expects_batches = true,
    };
    hg_ring_init(&queue->batches, limits->batches, sizeof(struct hg_batch));
    hg_ring_init(&queue->answers, limits->answers, sizeof(struct hg_answer));
    hg_ring_init(&queue->exited_workers, limits->permits.workers, sizeof(size_t));
    pthread_mutex_init(&queue->lock, NULL);
    pthread_cond_init(&queue->has_batch, NULL);
    pthread_cond_init(&queue->has_room, NULL);
    pthread_condattr_init(&monotonic);
    pthread_condattr_setclock(&monotonic, CLOCK_MONOTONIC);
    pthread_cond_init(&queue->dispatcher_wakeup, &monotonic);
    pthread_condattr_destroy(&monotonic);
}

void hg_queue_release(struct hg_queue *queue)
{
    for (struct hg_answer *answer = hg_ring_pop(&queue->answers); answer != NULL;
         answer = hg_ring_pop(&queue->answers))
        hg_reply_release(&answer->reply);
    hg_ring_release(&queue->batches);
    hg_ring_release(&queue->answers);
    hg_ring_release(&queue->exited_workers);
    hg_permits_free(queue->permits);
    pthread_cond_destroy(&queue->dispatcher_wakeup);
    pthread_cond_destroy(&queue->has_room);
    pthread_cond_destroy(&queue->has_batch);
    pthread_mutex_destroy(&queue->lock);
}

/* Most batches have far fewer items than there is room for. */
static void copy_batch(struct hg_batch *to, const struct hg_batch *from)
{
    memcpy(to, from,
           offsetof(struct hg_batch, items) + from->count * sizeof *from->items);
}

static bool pop_batch(struct hg_queue *queue, struct hg_batch *batch)
{
    const struct hg_batch *oldest = hg_ring_pop(&queue->batches);
    if (oldest != NULL)
        copy_batch(batch, oldest);
    return oldest != NULL;
}

bool hg_queue_put(struct hg_queue *queue, const struct hg_batch *batch)
{
    pthread_mutex_lock(&queue->lock);
    struct hg_batch *room = hg_ring_push(&queue->batches);
    if (room != NULL) {
        copy_batch(room, batch);
        pthread_cond_signal(&queue->has_batch);
    }
    pthread_mutex_unlock(&queue->lock);
    return room != NULL;
}

bool hg_queue_lacks_worker(struct hg_queue *queue, size_t worker_count)
{
    pthread_mutex_lock(&queue->lock);
    const size_t waiting = queue->batches.count;
    const size_t available = hg_permits_available_count(queue->permits);
    const size_t idle_count = worker_count - queue->exited_workers.count -
                              hg_permits_running_count(queue->permits);
    pthread_mutex_unlock(&queue->lock);
    return (waiting < available ? waiting : available) > idle_count;
}

static void mark_exited(struct hg_queue *queue, size_t worker)
{
    size_t *exited = hg_ring_push(&queue->exited_workers);
    *exited = worker;
}

bool hg_queue_reclaim_worker(struct hg_queue *queue, size_t *worker)
{
    pthread_mutex_lock(&queue->lock);
    const size_t *exited = hg_ring_pop(&queue->exited_workers);
    if (exited != NULL)
        *worker = *exited;
    pthread_mutex_unlock(&queue->lock);
    return exited != NULL;
}

void hg_queue_give_up_worker(struct hg_queue *queue, size_t worker)
{
    pthread_mutex_lock(&queue->lock);
    mark_exited(queue, worker);
    pthread_mutex_unlock(&queue->lock);
}

bool hg_queue_add_permits(struct hg_queue *queue, int64_t since_us)
{
    pthread_mutex_lock(&queue->lock);
    const bool are_few = queue->batches.count > 0 && hg_permits_may_grow(queue->permits);
    if (are_few && hg_permits_grow(queue->permits, since_us))
        pthread_cond_broadcast(&queue->has_batch);
    pthread_mutex_unlock(&queue->lock);
    return are_few;
}

bool hg_queue_revoke_permits(struct hg_queue *queue, int64_t since_us)
{
    pthread_mutex_lock(&queue->lock);
    const bool has_batches = queue->batches.count > 0;
    size_t count = has_batches ? hg_permits_revoke(queue->permits, since_us) : 0;
    for (; count > 0; count--)
        pthread_cond_signal(&queue->has_batch);
    pthread_mutex_unlock(&queue->lock);
    return has_batches;
}

bool hg_queue_take_back(struct hg_queue *queue, struct hg_batch *batch)
{
    pthread_mutex_lock(&queue->lock);
    const bool has_batch = pop_batch(queue, batch);
    pthread_mutex_unlock(&queue->lock);
    return has_batch;
}

/* Worth waking the dispatcher for before its pause is over: many answers, any answer
 * while a worker is idle for which it may have a batch, or much room. */
static bool has_many(const struct hg_queue *queue)
{
    const struct hg_queue_wakeup *wakeup = &queue->wakeup;
    const size_t answers = queue->answers.count;
    const size_t quarter = (queue->answers.capacity + 3) / 4;
    const size_t many =
        wakeup->expected_answers < quarter ? wakeup->expected_answers : quarter;
    return (answers > 0 && answers >= many) ||
           (answers > 0 && wakeup->may_have_batches && queue->has_idle_worker) ||
           (wakeup->needs_room && queue->batches.count <= queue->batches.capacity / 2);
}

/* Worth waking the dispatcher for after its pause. */
static bool has_any(const struct hg_queue *queue)
{
    return queue->answers.count > 0 ||
           (queue->wakeup.needs_room && queue->batches.count < queue->batches.capacity);
}

static void wait_until(struct hg_queue *queue, int64_t until_us,
                       bool (*is_enough)(const struct hg_queue *queue))
{
    const struct timespec until = {
        .tv_sec = (time_t)(until_us / HG_US_PER_S),
        .tv_nsec = (long)(until_us % HG_US_PER_S) * 1000,
    };
    int failure = 0;
    while (!is_enough(queue) && failure == 0)
        failure = pthread_cond_timedwait(&queue->dispatcher_wakeup, &queue->lock, &until);
}

/* First for many answers, then, if none has come in the pause, for the next one. */
static void wait_for_wakeup(struct hg_queue *queue, int64_t until_us)
{
    const int64_t pause_us = hg_clock_monotonic_us() + PAUSE_US;
    wait_until(queue, pause_us < until_us ? pause_us : until_us, has_many);
    queue->wakes_for_any = true;
    wait_until(queue, until_us, has_any);
    queue->wakes_for_any = false;
    queue->has_idle_worker = false;
}

size_t hg_queue_collect(struct hg_queue *queue, const struct hg_queue_wakeup *wakeup,
                        int64_t until_us, struct hg_answer *answers, size_t max)
{
    size_t count = 0;
    pthread_mutex_lock(&queue->lock);
    queue->wakeup = *wakeup;
    queue->expects_batches = wakeup->may_have_batches || wakeup->needs_room;
    wait_for_wakeup(queue, until_us);
    queue->wakeup = awake;
    for (; count < max; count++) {
        const struct hg_answer *oldest = hg_ring_pop(&queue->answers);
        if (oldest == NULL)
            break;
        answers[count] = *oldest;
    }
    if (count > 0)
        pthread_cond_broadcast(&queue->has_room);
    pthread_mutex_unlock(&queue->lock);
    return count;
}

void hg_queue_close(struct hg_queue *queue)
{
    pthread_mutex_lock(&queue->lock);
    queue->is_closed = true;
    pthread_cond_broadcast(&queue->has_batch);
    pthread_mutex_unlock(&queue->lock);
}

static bool may_run(const struct hg_queue *queue)
{
    return queue->batches.count > 0 && hg_permits_available_count(queue->permits) > 0;
}

static bool may_exit(const struct hg_queue *queue, size_t worker)
{
    return worker != 0 && queue->batches.count == 0 && !queue->expects_batches;
}

/* The dispatcher may have batches for an idle worker as soon as it has read the
 * answers. */
static void wait_for_batch(struct hg_queue *queue, size_t worker)
{
    while (!may_run(queue) && !may_exit(queue, worker) && !queue->is_closed) {
        if (queue->batches.count == 0) {
            queue->has_idle_worker = true;
            if (has_many(queue))
                pthread_cond_signal(&queue->dispatcher_wakeup);
        }
        pthread_cond_wait(&queue->has_batch, &queue->lock);
    }
}

bool hg_queue_take(struct hg_queue *queue, size_t worker, struct hg_batch *batch)
{
    pthread_mutex_lock(&queue->lock);
    hg_permits_release(queue->permits, worker);
    wait_for_batch(queue, worker);
    const bool has_batch = pop_batch(queue, batch);
    if (has_batch) {
        hg_permits_acquire(queue->permits, worker, hg_clock_monotonic_us());
        if (queue->wakeup.needs_room && (queue->wakes_for_any || has_many(queue)))
            pthread_cond_signal(&queue->dispatcher_wakeup);
    } else {
        mark_exited(queue, worker);
    }
    pthread_mutex_unlock(&queue->lock);
    return has_batch;
}

void hg_queue_answer(struct hg_queue *queue, const struct hg_answer *answer)
{
    pthread_mutex_lock(&queue->lock);
    struct hg_answer *room = hg_ring_push(&queue->answers);
    while (room == NULL) {
        pthread_cond_wait(&queue->has_room, &queue->lock);
        room = hg_ring_push(&queue->answers);
    }
    *room = *answer;
    if (queue->wakes_for_any || has_many(queue))
        pthread_cond_signal(&queue->dispatcher_wakeup);
    pthread_mutex_unlock(&queue->lock);
}
