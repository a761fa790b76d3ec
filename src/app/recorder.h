/* SPDX-License-Identifier: MIT */
/* recorder: what a watch does beside its checks: adds batches to the history, sends the messages of channels and pings, and
 * writes reports, in a thread of its own, so that a slow disk or a slow service delays no check. A batch that can't be added is
 * kept and tried again with the next one; of too many the oldest are dropped, which is logged. */
#ifndef HEADGATE_APP_RECORDER_H
#define HEADGATE_APP_RECORDER_H

#include <pthread.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "headgate/cancel.h"
#include "headgate/config.h"
#include "headgate/error.h"
#include "headgate/zone.h"

#include "app/history_writer.h"
#include "app/report_files.h"
#include "app/watch_batch.h"

/* Results that may wait. */
#define HG_RECORDER_RESULTS_MAX 200000

/* What it works with. */
struct hg_recorder_parts {
    struct hg_history_writer
        *writer; /* the thread's, from start to join, like the next */
    struct hg_report_files *reports;
    const struct hg_config *config;
    const struct hg_cancel *cancel; /* a signal ends the sending */
};

struct hg_recorder {
    struct hg_recorder_parts parts;
    struct hg_zone zone;  /* of times in messages */
    int64_t next_send_us; /* monotonic: then messages are sent even without a new one */
    size_t failure_count; /* in a row, to add the oldest batch */
    size_t lost_count;    /* results that could not be added at the end */
    pthread_t thread;
    bool is_started;
    /* `lock` guards everything below it. */
    pthread_mutex_t lock;
    pthread_cond_t has_news;      /* for the thread: a batch, a state, or the end */
    struct hg_watch_batch *first; /* owned: a list, the oldest first */
    struct hg_watch_batch *last;
    size_t result_count;  /* in the list */
    uint64_t batch_count; /* that were ever in it */
    uint64_t
        failed_at; /* this number, when the first one could not be added: it waits for another one */
    int64_t busy_us; /* monotonic: since when the thread works; 0: it waits */
    struct hg_watch_batch
        *state; /* owned: all latest results, for reports and pings; NULL: none */
    bool is_ending;
    bool has_dropped; /* a batch, because there were too many */
};

/* Everything is borrowed; the writer may have no history. -1 with an error when the time zone can't be read or the thread can't be started. Join in any
 * case. Call before the workers are started: it sets TZ for a moment. */
int hg_recorder_start(struct hg_recorder *recorder, const struct hg_recorder_parts *parts,
                      struct hg_error *err) __attribute__((warn_unused_result));
/* Now owns the batch. */
void hg_recorder_take(struct hg_recorder *recorder, struct hg_watch_batch *batch);
/* Now owns the state, from which reports are written and pings are made; one that waits is replaced. */
void hg_recorder_take_state(struct hg_recorder *recorder, struct hg_watch_batch *state);
/* False when the thread has worked at one thing for longer than anything takes. */
bool hg_recorder_is_alive(struct hg_recorder *recorder, int64_t now_us);
/* Wait until all batches are added, or can't be. False when results were lost. */
bool hg_recorder_join(struct hg_recorder *recorder);

#endif
