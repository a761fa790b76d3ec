/* SPDX-License-Identifier: MIT */
/* pool: the worker threads, and what each of them does. */
#include "engine/pool.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "headgate/clock.h"
#include "headgate/memory.h"
#include "headgate/units.h"

#include "headgate/banned.h"

/* RFC 6585 4: the host asks for fewer requests, and so the batch ends. */
#define TOO_MANY_REQUESTS 429

/* Enough for libcurl, its TLS library and sanitizers. The default, 8 MiB, is too much for
 * 4096 threads. */
#define STACK_BYTES ((size_t)512 * 1024)

static void probe_target(const struct hg_pool_work *work, void *probe,
                         const struct hg_batch *batch, struct hg_answer *answer,
                         const struct hg_batch_item *item)
{
    const struct hg_probe_task task = {
        .target = &work->targets[item->target],
        .stop_at_us = work->stop_at_us,
        .interval_us = work->interval_us,
        .cancel = work->cancel,
        .uses_get = item->uses_get,
        .is_fresh = item->is_fresh,
        .keeps_connection = batch->keeps_connection,
    };
    answer->was_attempted = true;
    work->prober->attempt(probe, &task, &answer->reply);
}

/* Whether the batch goes on after an attempt that ended at `now_us`. */
static bool may_continue(const struct hg_worker *worker, int64_t started_us,
                         int64_t now_us, const struct hg_reply *reply)
{
    return reply->status != TOO_MANY_REQUESTS && now_us - started_us < HG_BATCH_MAX_US &&
           hg_permits_is_acquired(worker->work->queue->permits, worker->number);
}

static void run_batch(const struct hg_worker *worker, void *probe,
                      const struct hg_batch *batch)
{
    const struct hg_pool_work *work = worker->work;
    const int64_t started_us = hg_clock_monotonic_us();
    int64_t now_us = started_us;
    bool is_continuing = true;
    for (uint32_t i = 0; i < batch->count; i++) {
        struct hg_answer answer = {
            .target = batch->items[i].target,
            .host = batch->host,
            .ends_batch = i + 1 == batch->count,
            .waited_us = started_us - batch->queued_us,
        };
        hg_reply_init(&answer.reply);
        if (is_continuing && !hg_cancel_is_set(work->cancel)) {
            const int64_t began_us = now_us;
            hg_permits_note_busy(work->queue->permits, worker->number, began_us);
            probe_target(work, probe, batch, &answer, &batch->items[i]);
            now_us = hg_clock_monotonic_us();
            answer.took_us = now_us - began_us;
            is_continuing = may_continue(worker, started_us, now_us, &answer.reply);
        }
        if (answer.ends_batch && !work->keeps_connections)
            work->prober->disconnect(probe);
        hg_queue_answer(work->queue, &answer);
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
