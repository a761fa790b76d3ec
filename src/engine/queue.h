/* SPDX-License-Identifier: MIT */
/* queue: the bounded queue of jobs towards the workers and the bounded queue of answers back.
 *
 * Workers wait for jobs, and for room for their answers. The dispatcher waits for neither alone: it
 * sleeps until answers have come, there is room for a job that it has, or a time is reached. So
 * the two can't wait for each other in a circle.
 *
 * A switch of threads costs about as much as a check of a quick host. So the dispatcher is woken by
 * many answers, or by a worker that finds no job; a few answers may lie for some milliseconds. */
#ifndef HEADGATE_ENGINE_QUEUE_H
#define HEADGATE_ENGINE_QUEUE_H

#include <pthread.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "engine/job.h"

/* `lock` guards everything below it. */
struct hg_queue {
    pthread_mutex_t lock;
    pthread_cond_t has_job;  /* workers: a job is there, or the queue is closed */
    pthread_cond_t has_room; /* workers: there is room for an answer */
    pthread_cond_t has_news; /* the dispatcher: answers, or room for jobs */
    struct hg_job *jobs;     /* owned ring */
    size_t job_first, job_count, job_capacity;
    struct hg_answer *answers; /* owned ring */
    size_t answer_first, answer_count, answer_capacity;
    size_t idle_count;  /* workers that wait for a job */
    bool wants_room;    /* the dispatcher has a job in hand and sleeps */
    bool wants_any;     /* the dispatcher sleeps until the next answer */
    bool has_idle_news; /* a worker found no job since the dispatcher looked */
    bool is_closed;
};

void hg_queue_init(struct hg_queue *queue, size_t job_capacity, size_t answer_capacity);
/* Nobody may use it any more. Answers left in it are released. */
void hg_queue_release(struct hg_queue *queue);

/* Dispatcher: add a job. False, at once, when there is no room. */
bool hg_queue_put(struct hg_queue *queue, const struct hg_job *job);
/* Dispatcher: whether more jobs wait for workers than workers for jobs. */
bool hg_queue_lacks_worker(struct hg_queue *queue);
/* Dispatcher: take back a job that no worker has taken. False when there is none. */
bool hg_queue_take_back(struct hg_queue *queue, struct hg_job *job);
/* Dispatcher: sleep until answers have come, or there is room for jobs if one is wanted, or
 * `until_us` (monotonic) is reached; then take up to `most` answers. Returns how many. */
size_t hg_queue_collect(struct hg_queue *queue, bool wants_room, int64_t until_us,
                        struct hg_answer *answers, size_t most);
/* Dispatcher: no more jobs. Workers that wait get none. */
void hg_queue_close(struct hg_queue *queue);

/* Worker: wait for a job. False when the queue is closed and empty. */
bool hg_queue_take(struct hg_queue *queue, struct hg_job *job);
/* Worker: hand over an answer, waiting for room. The reply in it is no longer the worker's. */
void hg_queue_answer(struct hg_queue *queue, const struct hg_answer *answer);

#endif
