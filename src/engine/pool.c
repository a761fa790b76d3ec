/* SPDX-License-Identifier: MIT */
/* pool: the worker threads, and what each of them does. */
#include "engine/pool.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "headgate/clock.h"
#include "headgate/memory.h"
#include "headgate/units.h"

#include "engine/held_answers.h"

#include "headgate/banned.h"

/* RFC 6585 4: the host asks for fewer requests, and so the batch ends. */
#define TOO_MANY_REQUESTS 429

/* Enough for libcurl, its TLS library and sanitizers. The default, 8 MiB, is too much for
 * 4096 threads. */
#define STACK_BYTES ((size_t)512 * 1024)

/* A batch while a worker runs it. */
struct running {
    const struct hg_worker *worker;
    void *probe;
    const struct hg_batch *batch;
    int64_t started_us;
    int64_t now_us;
    bool is_continuing;
    struct hg_held_answers held;
};

static uint32_t count_after(const struct hg_batch *batch,
                            const struct hg_batch_item *item)
{
    return batch->count - 1 - (uint32_t)(item - batch->items);
}

/* A single worker has nobody to make room for. */
static int64_t left_us(const struct running *running)
{
    return running->worker->work->keeps_order
               ? INT64_MAX
               : HG_BATCH_MAX_US - (running->now_us - running->started_us);
}

static void probe_target(const struct running *running, const struct hg_batch_item *item,
                         struct hg_answer *answer)
{
    const struct hg_pool_work *work = running->worker->work;
    const struct hg_probe_task task = {
        .target = &work->targets[item->target],
        .stop_at_us = work->stop_at_us,
        .interval_us = work->interval_us,
        .cancel = work->attempts,
        .uses_get = item->uses_get,
        .is_fresh = item->is_fresh,
        .keeps_connection = running->batch->count > 1,
        .rest = {.count = count_after(running->batch, item), .left_us = left_us(running)},
    };
    answer->was_attempted = true;
    work->prober->attempt(running->probe, &task, &answer->reply);
}

/* Whether the batch goes on after an attempt. */
static bool may_continue(const struct running *running, const struct hg_reply *reply)
{
    const struct hg_worker *worker = running->worker;
    return reply->status != TOO_MANY_REQUESTS &&
           running->now_us < worker->work->stop_at_us && left_us(running) > 0 &&
           hg_permits_is_acquired(worker->work->queue->permits, worker->number);
}

static void run_item(struct running *running, const struct hg_batch_item *item,
                     struct hg_answer *answer)
{
    const struct hg_pool_work *work = running->worker->work;
    const int64_t began_us = running->now_us;
    if (!running->is_continuing || hg_cancel_is_set(work->cancel))
        return;
    hg_permits_note_busy(work->queue->permits, running->worker->number, began_us);
    probe_target(running, item, answer);
    running->now_us = hg_clock_monotonic_us();
    answer->took_us = running->now_us - began_us;
    running->is_continuing = may_continue(running, &answer->reply);
}

/* As if the batch had not reached the target. */
static void take_back(struct hg_answer *answer)
{
    const int64_t ended_at_us = answer->reply.ended_at_us;
    hg_reply_release(&answer->reply);
    hg_reply_init(&answer->reply);
    answer->reply.ended_at_us = ended_at_us;
    answer->was_attempted = false;
    answer->took_us = 0;
}

static void hand_over(const struct running *running, struct hg_answer *answer,
                      bool counts)
{
    if (!counts && answer->reply.is_provisional)
        take_back(answer);
    hg_queue_answer(running->worker->work->queue, answer);
}

/* The last answer of all says that the batch has ended, and with it its connection. */
static void end_batch(struct running *running, struct hg_answer *last)
{
    const struct hg_pool_work *work = running->worker->work;
    const bool is_last = !work->keeps_connections || running->batch->is_last;
    const bool counts = work->prober->settle(running->probe, is_last);
    if (!work->keeps_connections)
        work->prober->disconnect(running->probe);
    for (struct hg_answer held; hg_held_answers_take(&running->held, &held);)
        hand_over(running, &held, counts);
    hand_over(running, last, counts);
    hg_held_answers_release(&running->held);
}

static void run_batch(const struct hg_worker *worker, void *probe,
                      const struct hg_batch *batch)
{
    const int64_t started_us = hg_clock_monotonic_us();
    struct running running = {.worker = worker,
                              .probe = probe,
                              .batch = batch,
                              .started_us = started_us,
                              .now_us = started_us,
                              .is_continuing = true};
    for (uint32_t i = 0; i < batch->count; i++) {
        struct hg_answer answer = {
            .target = batch->items[i].target,
            .host = batch->host,
            .ends_batch = i + 1 == batch->count,
            .waited_us = started_us - batch->queued_us,
        };
        hg_reply_init(&answer.reply);
        run_item(&running, &batch->items[i], &answer);
        if (answer.ends_batch)
            end_batch(&running, &answer);
        else if (running.held.word_count > 0 || answer.reply.is_provisional)
            hg_held_answers_add(&running.held, &answer); /* in the order of the targets */
        else
            hg_queue_answer(worker->work->queue, &answer);
    }
}

static void *run_worker(void *context)
{
    const struct hg_worker *worker = context;
    const struct hg_pool_work *work = worker->work;
    void *probe = work->prober->open(work->prober->context);
    struct hg_batch batch;

    while (hg_queue_take(work->queue, worker->number, &batch))
        run_batch(worker, probe, &batch);
    work->prober->close(probe);
    return NULL;
}

/* 0, or the error's number. */
static int start_worker(struct hg_pool *pool, size_t number)
{
    struct hg_worker *worker = &pool->workers[number];
    pthread_attr_t attributes;

    *worker = (struct hg_worker){.work = pool->work, .number = number};
    pthread_attr_init(&attributes);
    pthread_attr_setstacksize(&attributes, STACK_BYTES);
    const int failure = pthread_create(&worker->thread, &attributes, run_worker, worker);
    pthread_attr_destroy(&attributes);
    worker->is_started = failure == 0;
    return failure;
}

static void join(struct hg_worker *worker)
{
    if (worker->is_started)
        pthread_join(worker->thread, NULL);
}

int hg_pool_start(struct hg_pool *pool, size_t max_workers, struct hg_pool_work *work,
                  struct hg_error *err)
{
    *pool = (struct hg_pool){
        .work = work,
        .workers = hg_memory_new(max_workers, sizeof *pool->workers),
        .max_workers = max_workers,
    };
    const int failure = start_worker(pool, 0);
    if (failure == 0) {
        pool->count = 1;
        return 0;
    }
    hg_pool_join(pool);
    return hg_error_system(err, "could not start a worker thread: %s", strerror(failure));
}

/* Start a worker that has exited again. */
static bool restart_worker(struct hg_pool *pool, size_t number)
{
    join(&pool->workers[number]);
    if (start_worker(pool, number) == 0)
        return true;
    hg_queue_give_up_worker(pool->work->queue, number);
    return false;
}

static bool add_worker(struct hg_pool *pool)
{
    if (start_worker(pool, pool->count) == 0) {
        pool->count++;
        return true;
    }
    pool->max_workers = pool->count;
    return false;
}

bool hg_pool_grow(struct hg_pool *pool)
{
    struct hg_queue *queue = pool->work->queue;
    bool can_start = true;
    while (can_start && hg_queue_lacks_worker(queue, pool->count)) {
        size_t number;
        if (hg_queue_reclaim_worker(queue, &number))
            can_start = restart_worker(pool, number);
        else if (pool->count < pool->max_workers)
            can_start = add_worker(pool);
        else
            break;
    }
    return can_start;
}

void hg_pool_join(struct hg_pool *pool)
{
    for (size_t i = 0; i < pool->count; i++)
        join(&pool->workers[i]);
    free(pool->workers);
    *pool = (struct hg_pool){0};
}
