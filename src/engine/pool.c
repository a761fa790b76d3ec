/* SPDX-License-Identifier: MIT */
/* pool: the worker threads. */
#include "engine/pool.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "headgate/clock.h"
#include "headgate/memory.h"
#include "headgate/units.h"

#include "headgate/banned.h"

/* RFC 6585 4: the host wants to be left alone, and so the trip ends. */
#define TOO_MANY_REQUESTS 429

/* Enough for libcurl, its TLS library and sanitizers; the default of 8 MiB times 4096 is not. */
#define STACK_BYTES ((size_t)512 * 1024)

static void ask(const struct hg_pool_work *work, void *probe, const struct hg_job *job,
                struct hg_answer *answer, const struct hg_job_item *item)
{
    const struct hg_ask question = {
        .target = &work->targets[item->target],
        .stop_at_us = work->stop_at_us,
        .interval_us = work->interval_us,
        .cancel = work->cancel,
        .with_get = item->with_get,
        .is_fresh = item->is_fresh,
        .keeps_connection = job->keeps_connection,
    };
    answer->was_asked = true;
    work->prober->attempt(probe, &question, &answer->reply);
}

/* Whether the trip goes on after an attempt that ended at `now_us`. */
static bool goes_on(const struct hg_worker *worker, int64_t began_us, int64_t now_us,
                    const struct hg_reply *reply)
{
    return reply->status != TOO_MANY_REQUESTS && now_us - began_us < HG_TRIP_US &&
           hg_queue_has_seat(worker->work->queue, worker->number);
}

static void make_trip(const struct hg_worker *worker, void *probe,
                      const struct hg_job *job)
{
    const struct hg_pool_work *work = worker->work;
    const int64_t began_us = hg_clock_monotonic_us();
    int64_t now_us = began_us;
    bool is_going = true;
    for (uint32_t i = 0; i < job->count; i++) {
        struct hg_answer answer = {
            .target = job->items[i].target,
            .host = job->host,
            .ends_trip = i + 1 == job->count,
            .waited_us = began_us - job->queued_us,
        };
        hg_reply_init(&answer.reply);
        if (is_going && !hg_cancel_is_set(work->cancel)) {
            const int64_t asked_us = now_us;
            hg_queue_note_busy(work->queue, worker->number, asked_us);
            ask(work, probe, job, &answer, &job->items[i]);
            now_us = hg_clock_monotonic_us();
            answer.took_us = now_us - asked_us;
            is_going = goes_on(worker, began_us, now_us, &answer.reply);
        }
        if (answer.ends_trip && !work->keeps_connections)
            work->prober->rest(probe);
        hg_queue_answer(work->queue, &answer);
    }
}

static void *run_worker(void *context)
{
    const struct hg_worker *worker = context;
    const struct hg_pool_work *work = worker->work;
    void *probe = work->prober->open(work->prober->context);
    struct hg_job job;

    while (hg_queue_take(work->queue, worker->number, &job))
        make_trip(worker, probe, &job);
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

int hg_pool_start(struct hg_pool *pool, size_t most, struct hg_pool_work *work,
                  struct hg_error *err)
{
    *pool = (struct hg_pool){
        .work = work,
        .workers = hg_memory_new(most, sizeof *pool->workers),
        .most = most,
    };
    const int failure = start_worker(pool, 0);
    if (failure == 0) {
        pool->count = 1;
        return 0;
    }
    hg_pool_join(pool);
    return hg_error_system(err, "no worker thread can be started: %s", strerror(failure));
}

/* In the place of one that has left. */
static bool restart_worker(struct hg_pool *pool, size_t number)
{
    join(&pool->workers[number]);
    if (start_worker(pool, number) == 0)
        return true;
    hg_queue_leave(pool->work->queue, number);
    return false;
}

static bool add_worker(struct hg_pool *pool)
{
    if (start_worker(pool, pool->count) == 0) {
        pool->count++;
        return true;
    }
    pool->most = pool->count;
    return false;
}

bool hg_pool_grow(struct hg_pool *pool)
{
    struct hg_queue *queue = pool->work->queue;
    bool is_able = true;
    while (is_able && hg_queue_lacks_worker(queue, pool->count)) {
        size_t number;
        if (hg_queue_reclaim(queue, &number))
            is_able = restart_worker(pool, number);
        else if (pool->count < pool->most)
            is_able = add_worker(pool);
        else
            break;
    }
    return is_able;
}

void hg_pool_join(struct hg_pool *pool)
{
    for (size_t i = 0; i < pool->count; i++)
        join(&pool->workers[i]);
    free(pool->workers);
    *pool = (struct hg_pool){0};
}
