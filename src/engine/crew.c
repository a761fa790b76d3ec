/* SPDX-License-Identifier: MIT */
/* crew: the workers of a run. */
#include "engine/crew.h"

#include "headgate/log.h"
#include "headgate/units.h"

#include <unistd.h>

#include "headgate/descriptors.h"

#include "headgate/banned.h"

/* Answers wait here while the dispatcher prints; workers can go on. */
#define ANSWERS_PER_WORKER 4
#define ANSWERS_LEAST      256
/* Keep a processor busy where hosts answer at once. */
#define SEATS_PER_PROCESSOR 8
/* Who takes longer makes workers wait; what a few of them do at once takes less. */
#define WAIT_US HG_US_PER_MS

static size_t first_seats(size_t workers)
{
    const long processors = sysconf(_SC_NPROCESSORS_ONLN);
    const size_t seats = (processors > 0 ? (size_t)processors : 1) * SEATS_PER_PROCESSOR;
    return seats < workers ? seats : workers;
}

/* How many workers, without spare ones. One alone asks in order, and so gets no help. */
static size_t choose_workers(struct hg_crew *crew, const struct hg_settings *settings,
                             size_t most_trips)
{
    const size_t wanted = (size_t)settings->workers;
    const size_t spares = (size_t)settings->spares;
    const size_t useful = wanted < most_trips ? wanted : most_trips;
    const size_t rest = wanted == 1 ? 0 : most_trips - useful;
    const size_t allowed = hg_descriptors_allow(useful + (spares < rest ? spares : rest));
    if (allowed < useful)
        hg_log_warning("the limit on open files carries only %zu of %zu workers "
                       "(ulimit -n shows it)",
                       allowed, useful);
    crew->most = allowed;
    crew->spare_count = allowed > useful ? allowed - useful : 0;
    return allowed - crew->spare_count;
}

int hg_crew_start(struct hg_crew *crew, const struct hg_settings *settings,
                  size_t most_trips, struct hg_error *err)
{
    const size_t workers = choose_workers(crew, settings, most_trips);
    const struct hg_queue_limits limits = {
        .jobs = settings->queue > 0 ? (size_t)settings->queue : 2 * workers,
        .answers = ANSWERS_LEAST + ANSWERS_PER_WORKER * workers,
        .seats = first_seats(workers),
        .workers = workers,
        .most = crew->most,
    };

    hg_queue_init(&crew->queue, &limits);
    crew->pace = (struct hg_pace){0};
    crew->next_look_us = INT64_MAX;
    crew->work.queue = &crew->queue;
    crew->work.keeps_connections = crew->most <= (size_t)settings->per_host;
    if (hg_pool_start(&crew->pool, crew->most, &crew->work, err) == 0)
        return 0;
    hg_queue_release(&crew->queue);
    return -1;
}

void hg_crew_end(struct hg_crew *crew)
{
    hg_queue_close(&crew->queue);
    hg_pool_join(&crew->pool);
    hg_queue_release(&crew->queue);
}

/* Nobody asked for spare ones: only the others are missed. */
static void grow(struct hg_crew *crew)
{
    const size_t wanted = crew->most - crew->spare_count;
    if (!hg_pool_grow(&crew->pool) && crew->pool.count < wanted)
        hg_log_warning("the system can start only %zu of %zu worker threads",
                       crew->pool.count, wanted);
}

bool hg_crew_take_on(struct hg_crew *crew, const struct hg_job *job)
{
    if (!hg_queue_put(&crew->queue, job))
        return false;
    grow(crew);
    return true;
}

void hg_crew_look(struct hg_crew *crew, int64_t now_us)
{
    const int64_t patience_us = hg_pace_patience_us(&crew->pace);
    crew->next_look_us = INT64_MAX;
    const bool are_slow = crew->pace.answer_us > WAIT_US;
    if (hg_queue_add_seats(&crew->queue, are_slow ? now_us : now_us - WAIT_US))
        crew->next_look_us = now_us + WAIT_US;
    else if (crew->spare_count > 0 &&
             hg_queue_free_seats(&crew->queue, now_us - patience_us))
        crew->next_look_us = now_us + patience_us / 2;
    if (crew->next_look_us != INT64_MAX)
        grow(crew);
}
