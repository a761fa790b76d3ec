/* SPDX-License-Identifier: MIT */
/* watch: what becomes of the results of a run in which targets come back: the latest result of each target, batches
 * for the history, and a line for each change. An observer of the run, on the main thread. */
#ifndef HEADGATE_APP_WATCH_H
#define HEADGATE_APP_WATCH_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "headgate/check.h"
#include "headgate/output.h"
#include "headgate/run.h"

#include "app/recorder.h"
#include "app/service.h"
#include "app/watch_batch.h"
#include "app/watch_heritage.h"

/* Of a target, besides its latest result. */
struct hg_watch_target {
    int64_t seen_us; /* monotonic: when that became final; 0: there is none */
    uint32_t batch;  /* number of the batch that it is in */
    uint8_t
        said_outcome; /* enum hg_outcome that was printed or would have been; flaky is up */
};

struct hg_watch {
    struct hg_repetition *repetition; /* borrowed */
    struct hg_recorder *recorder;     /* borrowed */
    struct hg_service *service;       /* borrowed */
    const struct hg_cancel *cancel;   /* borrowed: of the run */
    /* Borrowed: of the watch before this one; released as the run begins. */
    struct hg_watch_heritage *heritage;
    /* Borrowed, HG_RUN_ID_SIZE bytes: of the first run of the program; "": this is it. */
    char *id;
    bool has_history;     /* for batches */
    bool makes_states;    /* for reports and pings */
    struct hg_sink *sink; /* borrowed: for lines; NULL: nobody reads them */
    bool is_quiet;        /* only changes */
    struct hg_run latest; /* latest results of all targets, their summary and gate */
    struct hg_watch_target *targets; /* owned */
    size_t enabled_count;
    int64_t silence_us;           /* longer without a result, something hangs */
    int64_t result_us;            /* monotonic: when the last one became final */
    bool is_ending;               /* which the service manager was told */
    size_t seen_count;            /* targets with a result */
    struct hg_watch_batch *batch; /* owned: the one that is open; NULL: none is made */
    uint32_t batch_number;
    int64_t flushed_us;    /* monotonic: when the last one was closed */
    int64_t ticked_us;     /* wall clock: the last tick */
    int64_t reported_us;   /* monotonic: when a state was made; 0: not yet */
    uint64_t check_count;  /* so far */
    uint64_t missed_count; /* moments that were skipped, as last said */
    int64_t missed_us;     /* monotonic: when that was said */
};

/* Fill what is borrowed and the booleans, and zero the rest, before the run begins. The observer must not outlive the
 * watch. */
void hg_watch_release(struct hg_watch *watch);
struct hg_observer hg_watch_observer(struct hg_watch *watch);
/* What the next watch needs of this one, which has ended. */
void hg_watch_bequeath(const struct hg_watch *watch, struct hg_watch_heritage *heritage);
/* The run has ended: hand over what there is. */
void hg_watch_end(struct hg_watch *watch, const struct hg_run *run);

#endif
