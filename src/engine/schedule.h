/* SPDX-License-Identifier: MIT */
/* schedule: which batch is due when. A retry, a Retry-After and a host's interval are the same thing
 * here: something that is not due yet. Pure data: the time is a parameter. Not thread-safe. */
#ifndef HEADGATE_ENGINE_SCHEDULE_H
#define HEADGATE_ENGINE_SCHEDULE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "engine/heap.h"
#include "engine/batch.h"
#include "engine/pace.h"
#include "engine/ready_set.h"
#include "headgate/target.h"

/* Nothing will become due by waiting. */
#define HG_SCHEDULE_NEVER INT64_MAX

/* There may be a million of them: 16 bytes. */
struct hg_schedule_host {
    uint32_t first, last; /* waiting targets, a list through `next` */
    uint32_t waiting_count;
    uint16_t active_batch_count; /* batches under way */
    uint8_t target_count;        /* in the whole run; 2 stands for more, too */
    bool is_queued;              /* in `ready` or `later` */
};

/* Of a host that has to be left in peace for a time. */
struct hg_schedule_pause {
    int64_t not_before_us; /* no new batch earlier */
    int64_t held_us;       /* how long it was held in this run, all in all */
};

struct hg_schedule {
    const struct hg_target *targets;
    struct hg_schedule_host *hosts;   /* owned */
    struct hg_schedule_pause *pauses; /* owned: per host; NULL: nobody ever had to wait */
    uint32_t host_count;
    uint32_t *next;             /* owned: per target, the next waiting one of its host */
    size_t waiting_count;       /* targets in the schedule, due or not */
    struct hg_ready_set ready;  /* the first targets of hosts that may be visited now */
    struct hg_heap later;       /* hosts and targets that are not due yet, by time */
    uint32_t per_host;          /* batches to one host at once */
    uint32_t batch_targets;     /* most targets of one batch */
    const struct hg_pace *pace; /* bounds them, too */
    int64_t interval_us; /* between two requests to one host; above 0 makes `per_host` and
                             `batch_targets` one */
};

struct hg_schedule_limits {
    uint32_t per_host;
    uint32_t batch_targets;
    int64_t interval_us;
    const struct hg_pace *pace; /* borrowed, and looked at with each batch */
};

/* Borrows the targets, whose hosts are 0 .. host_count-1. None of them waits yet. */
void hg_schedule_init(struct hg_schedule *schedule, const struct hg_target *targets,
                      uint32_t target_count, uint32_t host_count,
                      const struct hg_schedule_limits *limits);
void hg_schedule_release(struct hg_schedule *schedule);
/* Let a target wait for its first visit. Each target once, before the first visit. */
void hg_schedule_add(struct hg_schedule *schedule, uint32_t target);
/* Announce a target that will wait later, from its hg_schedule_return() on. */
void hg_schedule_expect(struct hg_schedule *schedule, uint32_t target);
/* Let a target that came back wait again: from now on, or until a time. */
void hg_schedule_return(struct hg_schedule *schedule, uint32_t target);
void hg_schedule_return_later(struct hg_schedule *schedule, uint32_t target,
                              int64_t due_us);
/* No new batch to the host before the time; a later time set before stays. False, and nothing
 * changes, when the host would then have been held for more than `max_us` in this run: a host
 * that always asks for patience must not keep the run from ending. */
bool hg_schedule_hold(struct hg_schedule *schedule, uint32_t host, int64_t now_us,
                      int64_t until_us, int64_t max_us);
/* A batch to the host has ended; its last request ended at `ended_at_us`. */
void hg_schedule_end_batch(struct hg_schedule *schedule, uint32_t host,
                           int64_t ended_at_us);
/* Take the next batch that is due. False when there is none now. */
bool hg_schedule_take(struct hg_schedule *schedule, int64_t now_us,
                      struct hg_batch *batch);
/* When hg_schedule_take() may have something again without anything coming back. */
int64_t hg_schedule_next_due_us(const struct hg_schedule *schedule);

#endif
