/* SPDX-License-Identifier: MIT */
/* history: runs kept over time in one SQLite file, and the uptime report that is made from them.
 *
 * Transactions: a run is added in one transaction, and a report is read in one, so that a process that is killed at
 * any moment leaves nothing half done, and a report has a run that is added meanwhile in all its figures or in
 * none. Several processes may use the file at once: readers and one writer do not wait for each other, a second
 * writer waits up to 30 seconds.
 *
 * Threads: a history is used by one thread at a time.
 *
 * Errors: HG_ERROR_USAGE for what the user can put right (the path, an argument), HG_ERROR_SYSTEM for everything
 * else: the file is damaged, locked for too long, or was replaced; the disk is full. A function that fails leaves
 * the file as it was. */
#ifndef HEADGATE_HISTORY_H
#define HEADGATE_HISTORY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "headgate/error.h"
#include "headgate/event.h"
#include "headgate/run.h"
#include "headgate/settings.h"
#include "headgate/target.h"
#include "headgate/uptime.h"

struct hg_history;

enum hg_history_mode {
    HG_HISTORY_READ,  /* the file must exist; nothing is changed */
    HG_HISTORY_AMEND, /* the file must exist; its tables are brought up to date */
    HG_HISTORY_WRITE /* the file is made when missing; its tables are brought up to date */
};

/* Open a file only once in a process: its locks belong to the process, and end when one of several handles is
 * closed (sqlite.org/howtocorrupt.html 2.2).
 * NULL with an error: usage when the path can't be used (no such folder, no permission, a file that is missing
 * or read-only), system when the file can't be (damaged, not a headgate history, written by a newer version,
 * locked for too long). */
struct hg_history *hg_history_open(const char *path, enum hg_history_mode mode,
                                   struct hg_error *err)
    __attribute__((warn_unused_result));
/* NULL is none. */
void hg_history_close(struct hg_history *history);

/* For how long data is kept, at least; older data is dropped step by step, whenever a run is added. */
struct hg_retention {
    int64_t raw_us;    /* each result */
    int64_t rollup_us; /* hours, days, intervals and incidents */
};

/* Add a finished run: its results, and what they change in intervals, incidents and roll-ups; then drop some of what
 * is too old. -1 with a system error. */
int hg_history_add(struct hg_history *history, const struct hg_run *run,
                   const struct hg_retention *retention, struct hg_error *err)
    __attribute__((warn_unused_result));

/* What there is to say about the run that was added last. Borrowed from the history, until the next run is added. */
struct hg_history_change {
    const struct hg_event *events; /* in the order of the targets */
    size_t event_count;
    /* Targets of the run that were reported down before it, and still are, without those that flap. */
    const struct hg_event *still_down;
    size_t still_down_count;
    /* Messages of channels that had to go for new ones: a thousand of the channel are kept. */
    size_t dropped_count;
    /* The last result in the history, where that is more than five minutes later than the end of the run; 0: none
     * is. */
    int64_t future_us;
};
void hg_history_last_change(const struct hg_history *history,
                            struct hg_history_change *change);

/* How long it takes from a run of the same configuration, with as many targets at least as this one, to the next one: the
 * longest of the last five times, this run's included. 0: not known. -1 with a system error when the history can't be
 * read. */
int hg_history_run_interval(struct hg_history *history, const struct hg_run *run,
                            int64_t *interval_us, struct hg_error *err)
    __attribute__((warn_unused_result));

/* What a report is about. Everything is borrowed. */
struct hg_uptime_request {
    struct hg_period period;
    const struct hg_zone *zone; /* must outlive the uptime */
    int64_t now_us;             /* a period that is not over ends here */
    /* For how long a result stays valid; 0: twice each target's usual interval. */
    int64_t max_gap_us;
    struct hg_texts groups; /* only these; empty: all */
    struct hg_texts tags;   /* only targets with one of these; empty: all */
    /* Of the configuration, by name: for SLAs and limits of latency. */
    const struct hg_target *targets;
    size_t target_count;                /* 0: none */
    const struct hg_settings *settings; /* for SLAs of groups; NULL: none */
    /* Latencies of the period before by hour or day, which charts show: outside of UTC its hours are read for them. */
    bool has_intervals_before;
};

/* Fill the uptime, which is to be released in any case. -1 with a system error when the history can't be read. */
int hg_history_uptime(struct hg_history *history, const struct hg_uptime_request *request,
                      struct hg_uptime *uptime, struct hg_error *err)
    __attribute__((warn_unused_result));

#endif
