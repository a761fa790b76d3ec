/* SPDX-License-Identifier: MIT */
/* event_sender: sends the messages of the outbox through the channels of the configuration. The verdict of a run never
 * depends on it. */
#ifndef HEADGATE_APP_EVENT_SENDER_H
#define HEADGATE_APP_EVENT_SENDER_H

#include <stdbool.h>

#include "headgate/cancel.h"
#include "headgate/config.h"
#include "headgate/history.h"
#include "headgate/zone.h"

/* Everything is borrowed. */
struct hg_event_sender {
    const struct hg_config *config;
    struct hg_history *history;
    const struct hg_cancel
        *cancel;      /* a signal ends the sending; the rest stays in the outbox */
    const char *only; /* only this channel; NULL: all */
    /* Of the times in messages; NULL: it is opened when it is needed, which sets TZ for a moment (headgate/zone.h). */
    const struct hg_zone *zone;
};

/* Send what is due, each channel's messages in their order and all channels side by side, for `notify.wait` at most, and
 * report (as warnings) what was rejected, and which channels have messages that wait, and why. 0 when nothing waits any
 * more and nothing was rejected. */
int hg_event_sender_run(const struct hg_event_sender *sender);

#endif
