/* SPDX-License-Identifier: MIT */
/* cancel: stopping a run from outside. SIGINT, SIGTERM and SIGHUP are blocked in all threads and
 * read in one; the first asks the run to stop, the second ends the program at once. */
#ifndef HEADGATE_CANCEL_H
#define HEADGATE_CANCEL_H

#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>

#include "headgate/error.h"

struct hg_cancel {
    atomic_int number;            /* of the signal that asked to stop; 0: none */
    atomic_bool is_past_deadline; /* the run's deadline has passed */
    pthread_t thread;             /* reads the signals; valid when is_started */
    bool is_started;
    atomic_bool is_ending;     /* the thread must end */
    atomic_bool keeps_hangups; /* SIGHUP does not ask to stop */
    atomic_bool
        has_hangup; /* one came since then, or since the last hg_cancel_take_hangup() */
};

/* Until hg_cancel_start() the signals end the program at once, with the statuses below. Ignored signals
 * stay ignored. */
void hg_cancel_prepare(void);
/* Block the signals in the calling thread, and so in all threads that it starts, and read them in a
 * thread. Call before any other thread is started. A SIGHUP that was ignored (nohup) stays ignored. */
int hg_cancel_start(struct hg_cancel *cancel, struct hg_error *err)
    __attribute__((warn_unused_result));
/* End the thread. The signals stay blocked. Takes a zeroed cancel too. */
void hg_cancel_join(struct hg_cancel *cancel);
/* From now on SIGHUP does not ask to stop, and hg_cancel_take_hangup() returns whether one came. */
void hg_cancel_keep_hangups(struct hg_cancel *cancel);
bool hg_cancel_has_hangup(const struct hg_cancel *cancel);
bool hg_cancel_take_hangup(struct hg_cancel *cancel);
/* Thread-safe: whether transfers must end. */
bool hg_cancel_is_set(const struct hg_cancel *cancel);
/* Sleep until the monotonic time, or until cancel is set, which is polled ten times a second. */
void hg_cancel_wait(const struct hg_cancel *cancel, int64_t until_us);
/* 130 or 143 (a hangup counts as a request to terminate), or 0 without a signal. */
int hg_cancel_exit_status(const struct hg_cancel *cancel);

#endif
