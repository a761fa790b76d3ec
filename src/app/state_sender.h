/* SPDX-License-Identifier: MIT */
/* state_sender: sends channels how things are (headgate/run_state.h): after each check, in threads of their own beside
 * everything else, and never again. The verdict of a run never depends on it. */
#ifndef HEADGATE_APP_STATE_SENDER_H
#define HEADGATE_APP_STATE_SENDER_H

#include <stddef.h>

#include "headgate/cancel.h"
#include "headgate/channel.h"
#include "headgate/config.h"
#include "headgate/history.h"
#include "headgate/run.h"
#include "headgate/run_state.h"

/* A channel that is sent states. */
struct hg_state_lane {
    const struct hg_channel_settings *settings; /* borrowed */
    struct hg_channel_flight *end; /* owned: what is sent after the run; NULL: nothing */
};

struct hg_state_sender {
    const struct hg_settings *settings; /* borrowed, like the next */
    const struct hg_cancel *cancel;
    struct hg_cancel
        never; /* what is sent when a signal has come already is not stopped by it */
    struct hg_run_state state;
    struct hg_state_lane *lanes; /* owned: one for each channel that wants states */
    size_t count;
};

/* Everything is borrowed, and must stay until the sender is joined. */
void hg_state_sender_init(struct hg_state_sender *sender, const struct hg_config *config,
                          const struct hg_cancel *cancel);
/* Begin to send the state after a run that is in the history, or NULL: nothing of it is known. Sending takes
 * `notify.wait` at most, and a third of it when a signal has stopped the run. */
void hg_state_sender_start(struct hg_state_sender *sender, const struct hg_run *run,
                           struct hg_history *history);
/* Block until everything is sent, and warn about what was not. Nothing needs to have been started. */
void hg_state_sender_join(struct hg_state_sender *sender);

#endif
