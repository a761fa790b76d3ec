/* SPDX-License-Identifier: MIT */
/* waiting: tells people, as warnings, what waits in the outbox of a history and what is dropped from it. */
#ifndef HEADGATE_APP_WAITING_H
#define HEADGATE_APP_WAITING_H

#include <stdbool.h>

#include "headgate/history.h"
#include "headgate/settings.h"

/* Name the channel, if some of its messages wait, or its last one was rejected, and why. Returns whether some wait, or
 * that can't be read. */
bool hg_waiting_warn(struct hg_history *history, const char *channel);
/* Drop what was not accepted for too long (headgate/outbox.h). Returns whether something was dropped, or that can't be
 * known. */
bool hg_waiting_drop_stale(struct hg_history *history,
                           const struct hg_settings *settings);

#endif
