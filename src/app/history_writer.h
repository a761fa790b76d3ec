/* SPDX-License-Identifier: MIT */
/* history_writer: the history of a command that checks, and its lock: one run at a time. A history that
 * can't be used changes neither what is checked nor what is reported, only the exit status.
 *
 * The lock is a file beside the history, "<history>.lock" (flock(2)). The kernel releases it when the
 * process ends, however that happens; the file stays, and says which process held it last. */
#ifndef HEADGATE_APP_HISTORY_WRITER_H
#define HEADGATE_APP_HISTORY_WRITER_H

#include <stdbool.h>

#include "headgate/history.h"
#include "headgate/run.h"

struct hg_history_writer {
    const struct hg_history_settings *settings; /* borrowed */
    int lock_fd;                                /* -1: not held */
    struct hg_history *history; /* owned; NULL: none is wanted, or it can't be used */
    bool has_failed;            /* which was logged */
};

/* Before the first request: open the history and acquire the lock, where they are wanted. HG_EXIT_OPEN, or
 * (logged) HG_EXIT_USAGE when a path can't be used and HG_EXIT_TROUBLE when another process holds the
 * lock: then nothing may be checked. Close in any case. */
int hg_history_writer_open(struct hg_history_writer *writer,
                           const struct hg_history_settings *settings)
    __attribute__((warn_unused_result));
/* Add a finished run, and set `has_failed` when that fails. Does nothing without a history. */
void hg_history_writer_add(struct hg_history_writer *writer, const struct hg_run *run);
/* The same for the history that there is, without a word when it fails: -1 with an error. */
int hg_history_writer_try(struct hg_history_writer *writer, const struct hg_run *run,
                          struct hg_error *err) __attribute__((warn_unused_result));
void hg_history_writer_close(struct hg_history_writer *writer);

#endif
