/* SPDX-License-Identifier: MIT */
/* worker_group: how many workers there are, and how many of them run. */
#include "engine/worker_group.h"

#include <unistd.h>

#include "headgate/descriptors.h"
#include "headgate/log.h"
#include "headgate/units.h"

#include "headgate/banned.h"

/* Answers wait while the dispatcher prints, so that workers can go on. */
#define ANSWERS_PER_WORKER 4
#define MIN_ANSWERS        256
/* So many keep a processor busy where hosts answer at once. */
#define PERMITS_PER_PROCESSOR 8
/* Hosts that take longer make their workers wait. */
#define WAIT_US HG_US_PER_MS

static size_t initial_permits(size_t workers)
{
    const long processors = sysconf(_SC_NPROCESSORS_ONLN);
    const size_t permits =
        (processors > 0 ? (size_t)processors : 1) * PERMITS_PER_PROCESSOR;
    return permits < workers ? permits : workers;
}

/* How many workers without the extra ones. A single worker checks targets in order, and
 * so gets no extra ones. */
static size_t choose_workers(struct hg_worker_group *group,
                             const struct hg_settings *settings, size_t max_batches)
{
    const size_t wanted = (size_t)settings->workers;
    const size_t extra_workers = (size_t)settings->extra_workers;
    const size_t useful = wanted < max_batches ? wanted : max_batches;
    const size_t rest = wanted == 1 ? 0 : max_batches - useful;
    const size_t allowed =
        hg_descriptors_reserve(useful + (extra_workers < rest ? extra_workers : rest));
    if (allowed < useful)
        hg_log_warning("the open file limit allows only %zu of %zu workers "
                       "(ulimit -n prints it)",
                       allowed, useful);
    group->max_workers = allowed;
    group->extra_count = allowed > useful ? allowed - useful : 0;
    return allowed - group->extra_count;
}

int hg_worker_group_start(struct hg_worker_group *group,
                          const struct hg_settings *settings, size_t max_batches,
                          struct hg_error *err)
{
    const size_t workers = choose_workers(group, settings, max_batches);
    const struct hg_queue_limits limits = {
        .batches = settings->queue > 0 ? (size_t)settings->queue : 2 * workers,
        .answers = MIN_ANSWERS + ANSWERS_PER_WORKER * workers,
        .permits = {.initial = initial_permits(workers),
                    .max = workers,
                    .workers = group->max_workers},
    };

    hg_queue_init(&group->queue, &limits);
    group->pace = (struct hg_pace){0};
    group->next_adjust_us = INT64_MAX;
    group->work.queue = &group->queue;
    group->work.keeps_connections = group->max_workers <= (size_t)settings->per_host;
    if (hg_pool_start(&group->pool, group->max_workers, &group->work, err) == 0)
        return 0;
    hg_queue_release(&group->queue);
    return -1;
}

void hg_worker_group_join(struct hg_worker_group *group)
{
    hg_queue_close(&group->queue);
    hg_pool_join(&group->pool);
    hg_queue_release(&group->queue);
}

/* Extra workers that can't be started are not worth a warning. */
static void grow(struct hg_worker_group *group)
{
    const size_t wanted = group->max_workers - group->extra_count;
    if (!hg_pool_grow(&group->pool) && group->pool.count < wanted)
        hg_log_warning("could start only %zu of %zu worker threads", group->pool.count,
                       wanted);
}

bool hg_worker_group_submit(struct hg_worker_group *group, const struct hg_batch *batch)
{
    if (!hg_queue_put(&group->queue, batch))
        return false;
    grow(group);
    return true;
}

void hg_worker_group_adjust(struct hg_worker_group *group, int64_t now_us)
{
    const int64_t stall_timeout_us = hg_pace_stall_timeout_us(&group->pace);
    group->next_adjust_us = INT64_MAX;
    const bool are_slow = group->pace.answer_us > WAIT_US;
    if (hg_queue_add_permits(&group->queue, are_slow ? now_us : now_us - WAIT_US))
        group->next_adjust_us = now_us + WAIT_US;
    else if (group->extra_count > 0 &&
             hg_queue_revoke_permits(&group->queue, now_us - stall_timeout_us))
        group->next_adjust_us = now_us + stall_timeout_us / 2;
    if (group->next_adjust_us != INT64_MAX)
        grow(group);
}
