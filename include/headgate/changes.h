/* SPDX-License-Identifier: MIT */
/* changes: the events of a run in a few lines: for cron, which mails what it reads (MAILTO), and stays silent when it
 * reads nothing. */
#ifndef HEADGATE_CHANGES_H
#define HEADGATE_CHANGES_H

#include <stddef.h>
#include <stdint.h>

#include "headgate/event.h"
#include "headgate/output.h"
#include "headgate/zone.h"

/* Everything is borrowed. */
struct hg_changes {
    const struct hg_event *events;
    size_t event_count;
    const struct hg_event *still_down; /* what was down before */
    size_t still_down_count;
    const struct hg_zone *zone;
    int64_t now_us; /* wall clock */
};

/* Write what went down, what came back and for how long it was down, and what is still down; nothing without events. */
void hg_changes_write(const struct hg_changes *changes, struct hg_sink *sink);

#endif
