/* SPDX-License-Identifier: MIT */
/* lock: one run at a time. The kernel gives the lock back when its process ends, however that
 * happens (flock(2)); the file stays, and says who had it last. */
#ifndef HEADGATE_APP_LOCK_H
#define HEADGATE_APP_LOCK_H

#include "headgate/error.h"

struct hg_lock {
    int fd; /* -1: not held */
};

/* Take the lock of a history, in "<history>.lock" beside it. -1 with a system error when another process
 * has it (which one, and since when), and with a usage error when the file can't be used. */
int hg_lock_acquire(struct hg_lock *lock, const char *history, struct hg_error *err);
/* Of one that is not held, too. */
void hg_lock_release(struct hg_lock *lock);

#endif
