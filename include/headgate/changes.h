/* SPDX-License-Identifier: MIT */
/* changes: what a run changed, compared with the history, in a few lines: for cron, which
 * mails what it reads (MAILTO), and stays silent when it reads nothing. */
#ifndef HEADGATE_CHANGES_H
#define HEADGATE_CHANGES_H

#include <stddef.h>
#include <stdint.h>

#include "headgate/output.h"
#include "headgate/uptime.h"

struct hg_changes {
    const struct hg_uptime *uptime; /* of a period that begins when the run began */
    const int64_t *late; /* targets (ids) about which there is nothing to say */
    size_t late_count;
};

/* Write what went down, what came back and for how long it was down, and what is still
 * down; nothing when nothing went down or came back. */
void hg_changes_write(const struct hg_changes *changes, struct hg_sink *sink);

#endif
