/* SPDX-License-Identifier: MIT */
/* schedule: which batch is due when. A retry, a Retry-After and a host's interval are the
 * same here: something that is not due yet. Pure data: the time is a parameter. Not
 * thread-safe. */
#ifndef HEADGATE_ENGINE_SCHEDULE_H
#define HEADGATE_ENGINE_SCHEDULE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "headgate/target.h"

#include "engine/batch.h"
#include "engine/heap.h"
#include "engine/pace.h"
#include "engine/ready_set.h"

/* Nothing will become due by waiting. */
#define HG_SCHEDULE_NEVER INT64_MAX

/* There may be a million of them: 16 bytes. */
struct hg_schedule_host {
    uint32_t first, last; /* waiting targets, a list through `next` */
    uint32_t waiting_count;
    uint16_t active_batch_count; /* taken and not ended */
    bool is_queued;              /* in `ready` or `later` */
};

/* Of a host to which no request may be sent for some time. */
struct hg_schedule_pause {
    int64_t not_before_us; /* no new batch earlier */
    int64_t held_us;       /* how long it was held in this run, in total */
};

struct hg_schedule {
    const struct hg_target *targets;
    struct hg_schedule_host *hosts; /* owned */
    /* Owned: one per host. NULL until the first host has to wait, which saves 16 bytes a
     * host. */
    struct hg_schedule_pause *pauses;
    uint32_t host_count;
    uint32_t *next;            /* owned: per target, the next waiting one of its host */
    size_t waiting_count;      /* targets in the schedule, due or not */
    struct hg_ready_set ready; /* the first targets of hosts that are due now */
    /* Owned, instead of `ready`: per host, the next one of those that are due now, a list; NULL: unused. */
    uint32_t *turns;
    uint32_t first_turn, last_turn;
    struct hg_heap later;       /* hosts and targets that are not due yet, by time */
    uint32_t per_host;          /* batches of one host at the same time */
    uint32_t batch_targets;     /* targets of one batch at most */
    bool keeps_order;           /* of the input: a batch has no gaps */
    const struct hg_pace *pace; /* limits them, too */
    /* Between two requests to one host. Above 0, `per_host` and `batch_targets` are 1. */
    int64_t interval_us;
};

struct hg_schedule_limits {
    uint32_t per_host;
    uint32_t batch_targets;
    bool keeps_order;
    bool takes_turns; /* hosts are taken in the order in which they become due */
    int64_t interval_us;
    const struct hg_pace *pace; /* borrowed, and read for each batch */
};

/* Borrows the targets, whose hosts are 0 .. host_count-1. None of them waits yet. */
void hg_schedule_init(struct hg_schedule *schedule, const struct hg_target *targets,
                      uint32_t target_count, uint32_t host_count,
                      const struct hg_schedule_limits *limits);
void hg_schedule_release(struct hg_schedule *schedule);
/* Let a target wait, for the first time or again: it is due at once, or at `due_us` (monotonic). */
void hg_schedule_add(struct hg_schedule *schedule, uint32_t target);
void hg_schedule_return_later(struct hg_schedule *schedule, uint32_t target,
                              int64_t due_us);
/* No new batch of the host before `until_us`; a later time set before stays. False, and
 * nothing changes, when the host would then have been held for more than `max_us` in this
 * run: a host that answers every request with a Retry-After must not keep the run from
 * ending. */
bool hg_schedule_hold(struct hg_schedule *schedule, uint32_t host, int64_t now_us,
                      int64_t until_us, int64_t max_us);
/* A batch of the host has ended; its last request ended at `ended_at_us`. */
void hg_schedule_end_batch(struct hg_schedule *schedule, uint32_t host,
                           int64_t ended_at_us);
/* Take the next batch that is due at `now_us`. False when there is none. */
bool hg_schedule_take(struct hg_schedule *schedule, int64_t now_us,
                      struct hg_batch *batch);
/* When hg_schedule_take() may return a batch again even if nothing is returned or ended
 * until then; HG_SCHEDULE_NEVER: never. */
int64_t hg_schedule_next_due_us(const struct hg_schedule *schedule);

#endif
