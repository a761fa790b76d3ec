/* SPDX-License-Identifier: MIT */
/* history_writer: the history of a command that checks. A history that can't be used makes the run no less
 * worth: what is checked and reported is the same, and only the exit status tells. */
#ifndef HEADGATE_APP_HISTORY_WRITER_H
#define HEADGATE_APP_HISTORY_WRITER_H

#include <stdbool.h>

#include "headgate/history.h"
#include "headgate/run.h"

#include "app/lock.h"

struct hg_history_writer {
    const struct hg_history_settings *settings; /* borrowed */
    struct hg_lock lock;
    struct hg_history *history; /* owned; NULL: none is kept, or it can't be used */
    bool has_failed;            /* which was logged */
};

/* Before the first request: open the history and take the lock, where they are wanted. HG_EXIT_OPEN, or
 * (logged) HG_EXIT_USAGE when the path can't be used, and HG_EXIT_TROUBLE when another run has the lock:
 * then nothing is to be checked. End in any case. */
int hg_history_writer_open(struct hg_history_writer *writer,
                           const struct hg_history_settings *settings);
/* Add a finished run. */
void hg_history_writer_add(struct hg_history_writer *writer, const struct hg_run *run);
void hg_history_writer_close(struct hg_history_writer *writer);

#endif
