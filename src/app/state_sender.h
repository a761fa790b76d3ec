/* SPDX-License-Identifier: MIT */
/* state_sender: sends channels how things are (headgate/run_state.h): after each check, in threads of their own beside
 * everything else, and never again. The verdict of a run never depends on it. */
#ifndef HEADGATE_APP_STATE_SENDER_H
#define HEADGATE_APP_STATE_SENDER_H

#include <stdbool.h>
#include <stddef.h>

#include "headgate/buf.h"
#include "headgate/cancel.h"
#include "headgate/channel.h"
#include "headgate/config.h"
#include "headgate/history.h"
#include "headgate/run.h"
#include "headgate/run_state.h"

#define HG_STATE_ID_SIZE 37 /* of a UUID */

/* A channel that is sent states. */
struct hg_state_lane {
    const struct hg_channel_settings *settings; /* borrowed */
    /* Owned: what is on its way, at last the state after the run; NULL: nothing. */
    struct hg_channel_flight *flight;
};

struct hg_state_sender {
    const struct hg_settings *settings; /* borrowed, like the next */
    const struct hg_cancel *cancel;
    struct hg_cancel
        never; /* what is sent when a signal has come already is not stopped by it */
    struct hg_run_state beginning;
    struct hg_run_state end;
    char id[HG_STATE_ID_SIZE];
    struct hg_buf text;          /* owned */
    struct hg_state_lane *lanes; /* owned: one for each channel that wants states */
    size_t count;
};

/* What there is to say of a run, besides itself. */
struct hg_state_outcome {
    struct hg_history *history; /* where the run was added; NULL: nowhere */
    bool has_failed;            /* a report or the history could not be written */
};

/* Everything is borrowed, and must stay until the sender is joined. Begin to send that a run begins, for a third of
 * `notify.wait` at most. */
void hg_state_sender_start(struct hg_state_sender *sender, const struct hg_config *config,
                           const struct hg_cancel *cancel);
/* The same for pings only, which are sent no beginning: those of a watch, which goes on. */
void hg_state_sender_start_pings(struct hg_state_sender *sender,
                                 const struct hg_config *config,
                                 const struct hg_cancel *cancel);
/* Begin to send the state after the run (NULL: none could be made), behind what was sent at its beginning, for
 * `notify.wait` at most, and a third of it when a signal has stopped the run: that does not stop the sending. */
void hg_state_sender_finish(struct hg_state_sender *sender, const struct hg_run *run,
                            const struct hg_state_outcome *outcome);
/* Block until everything is sent, and warn about what was not. The history (NULL: there is none) remembers which
 * channels fail, for later reports. */
void hg_state_sender_join(struct hg_state_sender *sender, struct hg_history *history);

#endif
