/* SPDX-License-Identifier: MIT */
/* schedule: which batch is due when.
 *
 * DESIGN: each host has a list of waiting targets. A host that has some, and may have
 * another batch now, is in `ready`, by the number of its first target, so that targets
 * are checked in about the order of the input. Where hosts take turns they are in a list
 * instead: targets that come back again and again would keep the last ones of the input from
 * ever being checked. A host that has to wait is in `later`, by
 * time. So is a target that has to wait; when its time comes it joins its host's list. */
#include "engine/schedule.h"

#include <stdlib.h>

#include "headgate/memory.h"
#include "headgate/units.h"

#include "headgate/banned.h"

/* A batch that takes less is not divided. */
#define QUICK_BATCH_US (50 * HG_US_PER_MS)

#define NONE UINT32_MAX
/* In order, as long as nobody knows how slow the host is. */
#define FIRST_TARGETS 16

enum later_kind { LATER_HOST, LATER_TARGET };

void hg_schedule_init(struct hg_schedule *schedule, const struct hg_target *targets,
                      uint32_t target_count, uint32_t host_count,
                      const struct hg_schedule_limits *limits)
{
    const bool is_spaced = limits->interval_us > 0;
    *schedule = (struct hg_schedule){
        .targets = targets,
        .hosts = hg_memory_new(host_count, sizeof *schedule->hosts),
        .host_count = host_count,
        .next = hg_memory_new(target_count, sizeof *schedule->next),
        .per_host = is_spaced ? 1 : limits->per_host,
        .batch_targets = is_spaced ? 1 : limits->batch_targets,
        .interval_us = limits->interval_us,
        .keeps_order = limits->keeps_order,
        .pace = limits->pace,
    };
    schedule->first_turn = NONE;
    if (limits->takes_turns)
        schedule->turns = hg_memory_new(host_count, sizeof *schedule->turns);
    else
        hg_ready_set_init(&schedule->ready, target_count);
}

void hg_schedule_release(struct hg_schedule *schedule)
{
    free(schedule->hosts);
    free(schedule->pauses);
    free(schedule->next);
    hg_ready_set_release(&schedule->ready);
    free(schedule->turns);
    hg_heap_release(&schedule->later);
    *schedule = (struct hg_schedule){0};
}

static int64_t not_before_us(const struct hg_schedule *schedule, uint32_t host)
{
    return schedule->pauses == NULL ? 0 : schedule->pauses[host].not_before_us;
}

static struct hg_schedule_pause *need_pause(struct hg_schedule *schedule, uint32_t host)
{
    if (schedule->pauses == NULL)
        schedule->pauses = hg_memory_new(schedule->host_count, sizeof *schedule->pauses);
    return &schedule->pauses[host];
}

static void add_ready(struct hg_schedule *schedule, uint32_t host)
{
    if (schedule->turns == NULL) {
        hg_ready_set_add(&schedule->ready, schedule->hosts[host].first);
        return;
    }
    schedule->turns[host] = NONE;
    if (schedule->first_turn == NONE)
        schedule->first_turn = host;
    else
        schedule->turns[schedule->last_turn] = host;
    schedule->last_turn = host;
}

/* Put the host into `ready` or `later`, if it has waiting targets and may have another
 * batch. Times are compared when hosts are taken, so a host whose time has come may pass
 * through `later`. */
static void queue_host(struct hg_schedule *schedule, uint32_t id)
{
    struct hg_schedule_host *host = &schedule->hosts[id];
    if (host->is_queued || host->waiting_count == 0 ||
        host->active_batch_count >= schedule->per_host)
        return;
    const int64_t due_us = not_before_us(schedule, id);
    host->is_queued = true;
    if (due_us > 0)
        hg_heap_push(&schedule->later,
                     (struct hg_heap_item){.key = due_us, .id = id, .kind = LATER_HOST});
    else
        add_ready(schedule, id);
}

/* Add the target to its host's list. */
static void enqueue_target(struct hg_schedule *schedule, uint32_t target)
{
    const uint32_t id = schedule->targets[target].host;
    struct hg_schedule_host *host = &schedule->hosts[id];

    schedule->next[target] = NONE;
    if (host->waiting_count == 0)
        host->first = target;
    else
        schedule->next[host->last] = target;
    host->last = target;
    host->waiting_count++;
    queue_host(schedule, id);
}

void hg_schedule_add(struct hg_schedule *schedule, uint32_t target)
{
    schedule->waiting_count++;
    enqueue_target(schedule, target);
}

void hg_schedule_return_later(struct hg_schedule *schedule, uint32_t target,
                              int64_t due_us)
{
    schedule->waiting_count++;
    hg_heap_push(
        &schedule->later,
        (struct hg_heap_item){.key = due_us, .id = target, .kind = LATER_TARGET});
}

bool hg_schedule_hold(struct hg_schedule *schedule, uint32_t host, int64_t now_us,
                      int64_t until_us, int64_t max_us)
{
    struct hg_schedule_pause *held = need_pause(schedule, host);
    const int64_t from_us = held->not_before_us > now_us ? held->not_before_us : now_us;
    if (until_us <= from_us)
        return true;
    if (held->held_us + (until_us - from_us) > max_us)
        return false;
    held->held_us += until_us - from_us;
    held->not_before_us = until_us;
    return true;
}

void hg_schedule_end_batch(struct hg_schedule *schedule, uint32_t host,
                           int64_t ended_at_us)
{
    const int64_t free_us = ended_at_us + schedule->interval_us;
    schedule->hosts[host].active_batch_count--;
    if (schedule->interval_us > 0 && free_us > not_before_us(schedule, host))
        need_pause(schedule, host)->not_before_us = free_us;
    queue_host(schedule, host);
}

static int64_t smaller(int64_t a, int64_t b)
{
    return a < b ? a : b;
}

static int64_t larger(int64_t a, int64_t b)
{
    return a > b ? a : b;
}

/* Move what has become due. */
static void move_due(struct hg_schedule *schedule, int64_t now_us)
{
    const struct hg_heap_item *first = hg_heap_peek(&schedule->later);
    while (first != NULL && first->key <= now_us) {
        struct hg_heap_item item = {0};
        hg_heap_pop(&schedule->later, &item);
        if (item.kind == LATER_TARGET) {
            enqueue_target(schedule, item.id);
        } else {
            schedule->hosts[item.id].is_queued = false;
            if (not_before_us(schedule, item.id) <= now_us)
                need_pause(schedule, item.id)->not_before_us = 0;
            queue_host(schedule, item.id);
        }
        first = hg_heap_peek(&schedule->later);
    }
}

/* A share of the waiting targets, which gets smaller as they get fewer, so that all
 * batches of the host end at about the same time; more, if one batch is quick enough to
 * save the connections of the others; and no more than one batch can check before its
 * time is up. */
static uint32_t batch_size(const struct hg_schedule *schedule,
                           const struct hg_schedule_host *host)
{
    const bool is_known = schedule->pace->answer_us > 0;
    int64_t size = (host->waiting_count + schedule->per_host - 1) / schedule->per_host;
    if (is_known)
        size = smaller(larger(size, hg_pace_targets_in(schedule->pace, QUICK_BATCH_US)),
                       hg_pace_targets_in(schedule->pace, HG_BATCH_MAX_US));
    else if (schedule->keeps_order)
        size = smaller(size, FIRST_TARGETS);
    size = smaller(size, schedule->batch_targets);
    return (uint32_t)smaller(size, host->waiting_count);
}

/* In order, only what stands side by side in the input is in a batch. */
static bool may_follow(const struct hg_schedule *schedule, const struct hg_batch *batch,
                       uint32_t target)
{
    return !schedule->keeps_order || batch->count == 0 ||
           target == batch->items[batch->count - 1].target + 1;
}

static void fill_batch(struct hg_schedule *schedule, uint32_t id, struct hg_batch *batch)
{
    struct hg_schedule_host *host = &schedule->hosts[id];

    batch->host = id;
    batch->count = 0;
    for (uint32_t size = batch_size(schedule, host);
         size > 0 && may_follow(schedule, batch, host->first); size--) {
        batch->items[batch->count++] = (struct hg_batch_item){.target = host->first};
        host->first = schedule->next[host->first];
    }
    host->waiting_count -= batch->count;
    schedule->waiting_count -= batch->count;
    batch->is_last = host->waiting_count == 0;
    host->active_batch_count++;
}

/* A host that may have a batch. */
static bool pop_ready(struct hg_schedule *schedule, uint32_t *host)
{
    uint32_t first;
    if (schedule->turns == NULL) {
        if (!hg_ready_set_pop(&schedule->ready, &first))
            return false;
        *host = schedule->targets[first].host;
        return true;
    }
    *host = schedule->first_turn;
    if (*host == NONE)
        return false;
    schedule->first_turn = schedule->turns[*host];
    return true;
}

bool hg_schedule_take(struct hg_schedule *schedule, int64_t now_us,
                      struct hg_batch *batch)
{
    uint32_t id;

    move_due(schedule, now_us);
    while (pop_ready(schedule, &id)) {
        schedule->hosts[id].is_queued = false;
        if (not_before_us(schedule, id) > now_us) {
            queue_host(schedule, id); /* was held while it was in `ready` */
            continue;
        }
        fill_batch(schedule, id, batch);
        queue_host(schedule, id);
        return true;
    }
    return false;
}

int64_t hg_schedule_next_due_us(const struct hg_schedule *schedule)
{
    const struct hg_heap_item *first = hg_heap_peek(&schedule->later);
    return first == NULL ? HG_SCHEDULE_NEVER : first->key;
}
