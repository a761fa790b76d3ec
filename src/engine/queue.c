/* SPDX-License-Identifier: MIT */
/* queue: two rings, one lock, three conditions. */
#include "engine/queue.h"

#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "headgate/clock.h"
#include "headgate/memory.h"
#include "headgate/units.h"

#include "headgate/banned.h"

/* How long a few answers may wait for more of them. */
#define PAUSE_US (5 * HG_US_PER_MS)

void hg_queue_init(struct hg_queue *queue, const struct hg_queue_limits *limits)
{
    pthread_condattr_t monotonic;

    *queue = (struct hg_queue){
        .batches = hg_memory_new(limits->batches, sizeof *queue->batches),
        .batch_capacity = limits->batches,
        .answers = hg_memory_new(limits->answers, sizeof *queue->answers),
        .answer_capacity = limits->answers,
        .permits = hg_memory_new(limits->max, sizeof *queue->permits),
        .permit_count = limits->permits,
        .max_permits = limits->workers,
        .max = limits->max,
        .wakeup = {.answers = SIZE_MAX},
        .expects_batches = true,
    };
    pthread_mutex_init(&queue->lock, NULL);
    pthread_cond_init(&queue->has_batch, NULL);
    pthread_cond_init(&queue->has_room, NULL);
    pthread_condattr_init(&monotonic);
    pthread_condattr_setclock(&monotonic, CLOCK_MONOTONIC);
    pthread_cond_init(&queue->dispatcher_wakeup, &monotonic);
    pthread_condattr_destroy(&monotonic);
}

static void pop_answer(struct hg_queue *queue, struct hg_answer *answer)
{
    *answer = queue->answers[queue->answer_first];
    queue->answer_first = (queue->answer_first + 1) % queue->answer_capacity;
    queue->answer_count--;
}

/* A batch has room for many more items than most of them have. */
static void copy_batch(struct hg_batch *to, const struct hg_batch *from)
{
    memcpy(to, from,
           offsetof(struct hg_batch, items) + from->count * sizeof *from->items);
}

static void pop_batch(struct hg_queue *queue, struct hg_batch *batch)
{
    copy_batch(batch, &queue->batches[queue->batch_first]);
    queue->batch_first = (queue->batch_first + 1) % queue->batch_capacity;
    queue->waiting_batch_count--;
}

void hg_queue_release(struct hg_queue *queue)
{
    struct hg_answer answer;
    while (queue->answer_count > 0) {
        pop_answer(queue, &answer);
        hg_reply_release(&answer.reply);
    }
    free(queue->batches);
    free(queue->answers);
    free(queue->permits);
    pthread_cond_destroy(&queue->dispatcher_wakeup);
    pthread_cond_destroy(&queue->has_room);
    pthread_cond_destroy(&queue->has_batch);
    pthread_mutex_destroy(&queue->lock);
}

bool hg_queue_put(struct hg_queue *queue, const struct hg_batch *batch)
{
    pthread_mutex_lock(&queue->lock);
    const bool has_room = queue->waiting_batch_count < queue->batch_capacity;
    if (has_room) {
        copy_batch(&queue->batches[(queue->batch_first + queue->waiting_batch_count) %
                                   queue->batch_capacity],
                   batch);
        queue->waiting_batch_count++;
        pthread_cond_signal(&queue->has_batch);
    }
    pthread_mutex_unlock(&queue->lock);
    return has_room;
}

bool hg_queue_lacks_worker(struct hg_queue *queue, size_t worker_count)
{
    pthread_mutex_lock(&queue->lock);
    const size_t free_permits = queue->permit_count - queue->acquired_count;
    const size_t useful = queue->waiting_batch_count < free_permits
                              ? queue->waiting_batch_count
                              : free_permits;
    const bool lacks_worker =
        useful > worker_count - queue->exited_count - queue->running_batch_count;
    pthread_mutex_unlock(&queue->lock);
    return lacks_worker;
}

static void mark_exited(struct hg_queue *queue, size_t worker, bool has_exited)
{
    queue->permits[worker].has_exited = has_exited;
    queue->exited_count = has_exited ? queue->exited_count + 1 : queue->exited_count - 1;
}

bool hg_queue_reclaim_worker(struct hg_queue *queue, size_t *worker)
{
    pthread_mutex_lock(&queue->lock);
    const bool has_one = queue->exited_count > 0;
    if (has_one) {
        *worker = 0;
        while (!queue->permits[*worker].has_exited)
            ++*worker;
        mark_exited(queue, *worker, false);
    }
    pthread_mutex_unlock(&queue->lock);
    return has_one;
}

void hg_queue_give_up_worker(struct hg_queue *queue, size_t worker)
{
    pthread_mutex_lock(&queue->lock);
    mark_exited(queue, worker, true);
    pthread_mutex_unlock(&queue->lock);
}

static void release_permit(struct hg_queue *queue, struct hg_permit *permit)
{
    if (!atomic_load(&permit->is_acquired))
        return;
    atomic_store(&permit->is_acquired, false);
    queue->acquired_count--;
}

static bool is_silent(const struct hg_permit *permit, int64_t since_us)
{
    return atomic_load(&permit->is_acquired) &&
           atomic_load(&permit->busy_since_us) < since_us;
}

static size_t count_silent(const struct hg_queue *queue, int64_t since_us)
{
    size_t count = 0;
    for (size_t i = 0; i < queue->max; i++)
        count += is_silent(&queue->permits[i], since_us) ? 1 : 0;
    return count;
}

bool hg_queue_add_permits(struct hg_queue *queue, int64_t since_us)
{
    pthread_mutex_lock(&queue->lock);
    const bool are_few =
        queue->waiting_batch_count > 0 && queue->permit_count < queue->max_permits;
    if (are_few && 2 * count_silent(queue, since_us) >= queue->permit_count) {
        const size_t doubled = 2 * queue->permit_count;
        queue->permit_count = doubled < queue->max_permits ? doubled : queue->max_permits;
        pthread_cond_broadcast(&queue->has_batch);
    }
    pthread_mutex_unlock(&queue->lock);
    return are_few;
}

bool hg_queue_revoke_permits(struct hg_queue *queue, int64_t since_us)
{
    pthread_mutex_lock(&queue->lock);
    const bool has_batches = queue->waiting_batch_count > 0;
    for (size_t i = 0; has_batches && i < queue->max; i++) {
        struct hg_permit *permit = &queue->permits[i];
        if (!is_silent(permit, since_us))
            continue;
        release_permit(queue, permit);
        pthread_cond_signal(&queue->has_batch);
    }
    pthread_mutex_unlock(&queue->lock);
    return has_batches;
}

bool hg_queue_take_back(struct hg_queue *queue, struct hg_batch *batch)
{
    pthread_mutex_lock(&queue->lock);
    const bool has_batch = queue->waiting_batch_count > 0;
    if (has_batch)
        pop_batch(queue, batch);
    pthread_mutex_unlock(&queue->lock);
    return has_batch;
}

/* Worth waking the dispatcher for, although it takes a moment's rest. */
static bool has_many(const struct hg_queue *queue)
{
    const struct hg_queue_wakeup *wakeup = &queue->wakeup;
    const size_t quarter = (queue->answer_capacity + 3) / 4;
    const size_t many = wakeup->answers < quarter ? wakeup->answers : quarter;
    return (queue->answer_count > 0 && queue->answer_count >= many) ||
           (wakeup->batch && queue->has_idle_worker && queue->answer_count > 0) ||
           (wakeup->room && queue->waiting_batch_count <= queue->batch_capacity / 2);
}

static bool has_any(const struct hg_queue *queue)
{
    return queue->answer_count > 0 ||
           (queue->wakeup.room && queue->waiting_batch_count < queue->batch_capacity);
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

/* First for many answers, and only when none has come meanwhile for the next one. */
static void wait_for_wakeup(struct hg_queue *queue, int64_t until_us)
{
    const int64_t pause_us = hg_clock_monotonic_us() + PAUSE_US;
    wait_until(queue, pause_us < until_us ? pause_us : until_us, has_many);
    queue->wants_any = true;
    wait_until(queue, until_us, has_any);
    queue->wants_any = false;
    queue->has_idle_worker = false;
}

size_t hg_queue_collect(struct hg_queue *queue, const struct hg_queue_wakeup *wakeup,
                        int64_t until_us, struct hg_answer *answers, size_t max)
{
    size_t count = 0;
    pthread_mutex_lock(&queue->lock);
    queue->wakeup = *wakeup;
    queue->expects_batches = wakeup->batch || wakeup->room;
    wait_for_wakeup(queue, until_us);
    queue->wakeup = (struct hg_queue_wakeup){.answers = SIZE_MAX};
    while (count < max && queue->answer_count > 0)
        pop_answer(queue, &answers[count++]);
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

static bool may_work(const struct hg_queue *queue)
{
    return queue->waiting_batch_count > 0 && queue->acquired_count < queue->permit_count;
}

static bool may_exit(const struct hg_queue *queue, size_t worker)
{
    return worker != 0 && queue->waiting_batch_count == 0 && !queue->expects_batches;
}

/* The dispatcher may have batches for a worker that has none as soon as it has read the answers. */
static void wait_for_batch(struct hg_queue *queue, size_t worker)
{
    while (!may_work(queue) && !may_exit(queue, worker) && !queue->is_closed) {
        if (queue->waiting_batch_count == 0) {
            queue->has_idle_worker = true;
            if (has_many(queue))
                pthread_cond_signal(&queue->dispatcher_wakeup);
        }
        pthread_cond_wait(&queue->has_batch, &queue->lock);
    }
}

static void acquire_permit(struct hg_queue *queue, struct hg_permit *permit)
{
    atomic_store(&permit->busy_since_us, hg_clock_monotonic_us());
    atomic_store(&permit->is_acquired, true);
    queue->acquired_count++;
    permit->is_running_batch = true;
    queue->running_batch_count++;
}

static void return_worker(struct hg_queue *queue, struct hg_permit *permit)
{
    release_permit(queue, permit);
    queue->running_batch_count -= permit->is_running_batch ? 1 : 0;
    permit->is_running_batch = false;
}

bool hg_queue_take(struct hg_queue *queue, size_t worker, struct hg_batch *batch)
{
    pthread_mutex_lock(&queue->lock);
    return_worker(queue, &queue->permits[worker]);
    wait_for_batch(queue, worker);
    const bool has_batch = queue->waiting_batch_count > 0;
    if (has_batch) {
        pop_batch(queue, batch);
        acquire_permit(queue, &queue->permits[worker]);
        if (queue->wakeup.room && (queue->wants_any || has_many(queue)))
            pthread_cond_signal(&queue->dispatcher_wakeup);
    } else {
        mark_exited(queue, worker, true);
    }
    pthread_mutex_unlock(&queue->lock);
    return has_batch;
}

void hg_queue_note_busy(struct hg_queue *queue, size_t worker, int64_t now_us)
{
    atomic_store(&queue->permits[worker].busy_since_us, now_us);
}

bool hg_queue_has_permit(const struct hg_queue *queue, size_t worker)
{
    return atomic_load(&queue->permits[worker].is_acquired);
}

void hg_queue_answer(struct hg_queue *queue, const struct hg_answer *answer)
{
    pthread_mutex_lock(&queue->lock);
    while (queue->answer_count == queue->answer_capacity)
        pthread_cond_wait(&queue->has_room, &queue->lock);
    queue->answers[(queue->answer_first + queue->answer_count) % queue->answer_capacity] =
        *answer;
    queue->answer_count++;
    if (queue->wants_any || has_many(queue))
        pthread_cond_signal(&queue->dispatcher_wakeup);
    pthread_mutex_unlock(&queue->lock);
}
