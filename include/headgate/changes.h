/* SPDX-License-Identifier: MIT */
/* changes: what a run changed, compared with the history, in a few lines: for cron, which
 * mails what it reads (MAILTO), and stays silent when it reads nothing. */
#ifndef HEADGATE_CHANGES_H
#define HEADGATE_CHANGES_H

#include <stdint.h>

#include "headgate/output.h"
#include "headgate/uptime.h"

/* Write what went down, what came back and for how long it was down, and what is still
 * down; nothing when nothing went down or came back. `uptime` is of a period that begins
 * when the run began. */
void hg_changes_write(const struct hg_uptime *uptime, struct hg_sink *sink);

#endif
