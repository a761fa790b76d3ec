/* SPDX-License-Identifier: MIT */
/* on_change: tells what a run changed, compared with the history (output.on_change). */
#ifndef HEADGATE_APP_ON_CHANGE_H
#define HEADGATE_APP_ON_CHANGE_H

#include "headgate/history.h"
#include "headgate/output.h"
#include "headgate/run.h"

/* Write it to `sink` after the run was added; nothing when the settings don't ask for it,
 * or nothing changed. A run that could not be judged is warned of instead: silence would
 * say that all is as it was. -1 (logged) when the history can't be read. */
int hg_on_change_write(struct hg_history *history, const struct hg_run *run,
                       struct hg_sink *sink);

#endif
