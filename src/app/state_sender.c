/* SPDX-License-Identifier: MIT */
/* state_sender: from a run and what the history says of it to the state that channels are sent. */
#include "app/state_sender.h"

#include <stdlib.h>

#include "headgate/clock.h"
#include "headgate/log.h"
#include "headgate/memory.h"

#include "headgate/banned.h"

void hg_state_sender_init(struct hg_state_sender *sender, const struct hg_config *config,
                          const struct hg_cancel *cancel)
{
    const struct hg_channels_settings *channels = &config->settings.channels;
    *sender = (struct hg_state_sender){.settings = &config->settings, .cancel = cancel};
    sender->lanes = hg_memory_new(channels->count, sizeof *sender->lanes);
    for (size_t i = 0; i < channels->count; i++) {
        if (hg_channel_wants_states(&channels->items[i]))
            sender->lanes[sender->count++].settings = &channels->items[i];
    }
}

static void read_history(struct hg_run_state *state, const struct hg_run *run,
                         struct hg_history *history)
{
    struct hg_history_change change;
    struct hg_error err = {0};
    hg_history_last_change(history, &change);
    state->events = change.events;
    state->event_count = change.event_count;
    state->still_down = change.still_down;
    state->still_down_count = change.still_down_count;
    if (hg_history_run_interval(history, run, &state->interval_us, &err) != 0)
        hg_log_error("%s", err.text);
}

void hg_state_sender_start(struct hg_state_sender *sender, const struct hg_run *run,
                           struct hg_history *history)
{
    const int64_t wait_us = sender->settings->notify_wait_us;
    const bool is_stopped = hg_cancel_exit_status(sender->cancel) != 0;
    struct hg_channel_sending sending = {
        .state = &sender->state,
        .cancel = is_stopped ? &sender->never : sender->cancel,
        .end_us = hg_clock_monotonic_us() + (is_stopped ? wait_us / 3 : wait_us),
    };
    sender->state.location = sender->settings->location;
    if (sender->count > 0 && history != NULL)
        read_history(&sender->state, run, history);
    for (size_t i = 0; i < sender->count; i++) {
        sending.settings = sender->lanes[i].settings;
        sender->lanes[i].end = hg_channel_flight_start(&sending);
    }
}

static void join(struct hg_state_lane *lane)
{
    struct hg_channel_answer answer;
    if (lane->end == NULL)
        return;
    hg_channel_flight_join(lane->end, &answer);
    lane->end = NULL;
    if (answer.status != HG_DELIVERY_SENT)
        hg_log_warning("channel \"%s\": the state was not sent: %s", lane->settings->name,
                       answer.problem);
}

void hg_state_sender_join(struct hg_state_sender *sender)
{
    for (size_t i = 0; i < sender->count; i++)
        join(&sender->lanes[i]);
    free(sender->lanes);
    sender->lanes = NULL;
    sender->count = 0;
}
