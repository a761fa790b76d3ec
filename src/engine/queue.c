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
        .jobs = hg_memory_new(limits->jobs, sizeof *queue->jobs),
        .job_capacity = limits->jobs,
        .answers = hg_memory_new(limits->answers, sizeof *queue->answers),
        .answer_capacity = limits->answers,
        .seats = hg_memory_new(limits->most, sizeof *queue->seats),
        .seat_count = limits->seats,
        .most_seats = limits->workers,
        .most = limits->most,
        .wish = {.answers = SIZE_MAX},
        .expects_jobs = true,
    };
    pthread_mutex_init(&queue->lock, NULL);
    pthread_cond_init(&queue->has_job, NULL);
    pthread_cond_init(&queue->has_room, NULL);
    pthread_condattr_init(&monotonic);
    pthread_condattr_setclock(&monotonic, CLOCK_MONOTONIC);
    pthread_cond_init(&queue->has_news, &monotonic);
    pthread_condattr_destroy(&monotonic);
}

static void pop_answer(struct hg_queue *queue, struct hg_answer *answer)
{
    *answer = queue->answers[queue->answer_first];
    queue->answer_first = (queue->answer_first + 1) % queue->answer_capacity;
    queue->answer_count--;
}

/* A job has room for many more items than most of them have. */
static void copy_job(struct hg_job *to, const struct hg_job *from)
{
    memcpy(to, from, offsetof(struct hg_job, items) + from->count * sizeof *from->items);
}

static void pop_job(struct hg_queue *queue, struct hg_job *job)
{
    copy_job(job, &queue->jobs[queue->job_first]);
    queue->job_first = (queue->job_first + 1) % queue->job_capacity;
    queue->job_count--;
}

void hg_queue_release(struct hg_queue *queue)
{
    struct hg_answer answer;
    while (queue->answer_count > 0) {
        pop_answer(queue, &answer);
        hg_reply_release(&answer.reply);
    }
    free(queue->jobs);
    free(queue->answers);
    free(queue->seats);
    pthread_cond_destroy(&queue->has_news);
    pthread_cond_destroy(&queue->has_room);
    pthread_cond_destroy(&queue->has_job);
    pthread_mutex_destroy(&queue->lock);
}

bool hg_queue_put(struct hg_queue *queue, const struct hg_job *job)
{
    pthread_mutex_lock(&queue->lock);
    const bool has_room = queue->job_count < queue->job_capacity;
    if (has_room) {
        copy_job(
            &queue->jobs[(queue->job_first + queue->job_count) % queue->job_capacity],
            job);
        queue->job_count++;
        pthread_cond_signal(&queue->has_job);
    }
    pthread_mutex_unlock(&queue->lock);
    return has_room;
}

bool hg_queue_lacks_worker(struct hg_queue *queue, size_t worker_count)
{
    pthread_mutex_lock(&queue->lock);
    const size_t free_seats = queue->seat_count - queue->taken_count;
    const size_t useful = queue->job_count < free_seats ? queue->job_count : free_seats;
    const bool lacks_worker =
        useful > worker_count - queue->left_count - queue->out_count;
    pthread_mutex_unlock(&queue->lock);
    return lacks_worker;
}

static void mark_left(struct hg_queue *queue, size_t worker, bool has_left)
{
    queue->seats[worker].has_left = has_left;
    queue->left_count = has_left ? queue->left_count + 1 : queue->left_count - 1;
}

bool hg_queue_reclaim(struct hg_queue *queue, size_t *worker)
{
    pthread_mutex_lock(&queue->lock);
    const bool has_one = queue->left_count > 0;
    if (has_one) {
        *worker = 0;
        while (!queue->seats[*worker].has_left)
            ++*worker;
        mark_left(queue, *worker, false);
    }
    pthread_mutex_unlock(&queue->lock);
    return has_one;
}

void hg_queue_leave(struct hg_queue *queue, size_t worker)
{
    pthread_mutex_lock(&queue->lock);
    mark_left(queue, worker, true);
    pthread_mutex_unlock(&queue->lock);
}

static void leave_seat(struct hg_queue *queue, struct hg_seat *seat)
{
    if (!atomic_load(&seat->is_taken))
        return;
    atomic_store(&seat->is_taken, false);
    queue->taken_count--;
}

static bool is_silent(const struct hg_seat *seat, int64_t since_us)
{
    return atomic_load(&seat->is_taken) && atomic_load(&seat->busy_since_us) < since_us;
}

static size_t count_silent(const struct hg_queue *queue, int64_t since_us)
{
    size_t count = 0;
    for (size_t i = 0; i < queue->most; i++)
        count += is_silent(&queue->seats[i], since_us) ? 1 : 0;
    return count;
}

bool hg_queue_add_seats(struct hg_queue *queue, int64_t since_us)
{
    pthread_mutex_lock(&queue->lock);
    const bool are_few = queue->job_count > 0 && queue->seat_count < queue->most_seats;
    if (are_few && 2 * count_silent(queue, since_us) >= queue->seat_count) {
        const size_t doubled = 2 * queue->seat_count;
        queue->seat_count = doubled < queue->most_seats ? doubled : queue->most_seats;
        pthread_cond_broadcast(&queue->has_job);
    }
    pthread_mutex_unlock(&queue->lock);
    return are_few;
}

bool hg_queue_free_seats(struct hg_queue *queue, int64_t since_us)
{
    pthread_mutex_lock(&queue->lock);
    const bool has_jobs = queue->job_count > 0;
    for (size_t i = 0; has_jobs && i < queue->most; i++) {
        struct hg_seat *seat = &queue->seats[i];
        if (!is_silent(seat, since_us))
            continue;
        leave_seat(queue, seat);
        pthread_cond_signal(&queue->has_job);
    }
    pthread_mutex_unlock(&queue->lock);
    return has_jobs;
}

bool hg_queue_take_back(struct hg_queue *queue, struct hg_job *job)
{
    pthread_mutex_lock(&queue->lock);
    const bool has_job = queue->job_count > 0;
    if (has_job)
        pop_job(queue, job);
    pthread_mutex_unlock(&queue->lock);
    return has_job;
}

/* Worth waking the dispatcher for, although it takes a moment's rest. */
static bool has_many(const struct hg_queue *queue)
{
    const struct hg_queue_wish *wish = &queue->wish;
    const size_t quarter = (queue->answer_capacity + 3) / 4;
    const size_t many = wish->answers < quarter ? wish->answers : quarter;
    return (queue->answer_count > 0 && queue->answer_count >= many) ||
           (wish->job && queue->has_idle_news && queue->answer_count > 0) ||
           (wish->room && queue->job_count <= queue->job_capacity / 2);
}

static bool has_any(const struct hg_queue *queue)
{
    return queue->answer_count > 0 ||
           (queue->wish.room && queue->job_count < queue->job_capacity);
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
        failure = pthread_cond_timedwait(&queue->has_news, &queue->lock, &until);
}

/* First for many answers, and only when none has come meanwhile for the next one. */
static void wait_for_news(struct hg_queue *queue, int64_t until_us)
{
    const int64_t pause_us = hg_clock_monotonic_us() + PAUSE_US;
    wait_until(queue, pause_us < until_us ? pause_us : until_us, has_many);
    queue->wants_any = true;
    wait_until(queue, until_us, has_any);
    queue->wants_any = false;
    queue->has_idle_news = false;
}

size_t hg_queue_collect(struct hg_queue *queue, const struct hg_queue_wish *wish,
                        int64_t until_us, struct hg_answer *answers, size_t most)
{
    size_t count = 0;
    pthread_mutex_lock(&queue->lock);
    queue->wish = *wish;
    queue->expects_jobs = wish->job || wish->room;
    wait_for_news(queue, until_us);
    queue->wish = (struct hg_queue_wish){.answers = SIZE_MAX};
    while (count < most && queue->answer_count > 0)
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
    pthread_cond_broadcast(&queue->has_job);
    pthread_mutex_unlock(&queue->lock);
}

static bool may_work(const struct hg_queue *queue)
{
    return queue->job_count > 0 && queue->taken_count < queue->seat_count;
}

static bool may_leave(const struct hg_queue *queue, size_t worker)
{
    return worker != 0 && queue->job_count == 0 && !queue->expects_jobs;
}

/* The dispatcher may have jobs for a worker that has none as soon as it has read the answers. */
static void wait_for_job(struct hg_queue *queue, size_t worker)
{
    while (!may_work(queue) && !may_leave(queue, worker) && !queue->is_closed) {
        if (queue->job_count == 0) {
            queue->has_idle_news = true;
            if (has_many(queue))
                pthread_cond_signal(&queue->has_news);
        }
        pthread_cond_wait(&queue->has_job, &queue->lock);
    }
}

static void sit_down(struct hg_queue *queue, struct hg_seat *seat)
{
    atomic_store(&seat->busy_since_us, hg_clock_monotonic_us());
    atomic_store(&seat->is_taken, true);
    queue->taken_count++;
    seat->is_out = true;
    queue->out_count++;
}

static void come_home(struct hg_queue *queue, struct hg_seat *seat)
{
    leave_seat(queue, seat);
    queue->out_count -= seat->is_out ? 1 : 0;
    seat->is_out = false;
}

bool hg_queue_take(struct hg_queue *queue, size_t worker, struct hg_job *job)
{
    pthread_mutex_lock(&queue->lock);
    come_home(queue, &queue->seats[worker]);
    wait_for_job(queue, worker);
    const bool has_job = queue->job_count > 0;
    if (has_job) {
        pop_job(queue, job);
        sit_down(queue, &queue->seats[worker]);
        if (queue->wish.room && (queue->wants_any || has_many(queue)))
            pthread_cond_signal(&queue->has_news);
    } else {
        mark_left(queue, worker, true);
    }
    pthread_mutex_unlock(&queue->lock);
    return has_job;
}

void hg_queue_note_busy(struct hg_queue *queue, size_t worker, int64_t now_us)
{
    atomic_store(&queue->seats[worker].busy_since_us, now_us);
}

bool hg_queue_has_seat(const struct hg_queue *queue, size_t worker)
{
    return atomic_load(&queue->seats[worker].is_taken);
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
        pthread_cond_signal(&queue->has_news);
    pthread_mutex_unlock(&queue->lock);
}
