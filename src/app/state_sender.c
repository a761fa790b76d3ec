/* SPDX-License-Identifier: MIT */
/* state_sender: from a run and what the history says of it to the state that channels are sent. */
#include "app/state_sender.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/random.h>
#include <unistd.h>

#include "headgate/clock.h"
#include "headgate/log.h"
#include "headgate/memory.h"
#include "headgate/outbox.h"

#include "app/exit.h"

#include "headgate/banned.h"

#define SHORT_PART 3 /* of `notify.wait` */

/* A random UUID (RFC 9562 5.4). Before the kernel has random numbers, time and process have to do. */
static void make_id(char id[HG_STATE_ID_SIZE])
{
    uint64_t noise[2];
    if (getrandom(noise, sizeof noise, GRND_NONBLOCK) != (ssize_t)sizeof noise) {
        noise[0] = (uint64_t)hg_clock_wall_us();
        noise[1] = (uint64_t)getpid();
    }
    snprintf(id, HG_STATE_ID_SIZE,
             "%08" PRIx64 "-%04" PRIx64 "-4%03" PRIx64 "-%04" PRIx64 "-%012" PRIx64,
             noise[0] >> 32, noise[0] >> 16 & 0xffff, noise[0] & 0xfff,
             (noise[1] >> 48 & 0x3fff) | 0x8000, noise[1] & 0xffffffffffff);
}

static void init(struct hg_state_sender *sender, const struct hg_config *config,
                 const struct hg_cancel *cancel, bool has_pings_only)
{
    const struct hg_channels_settings *channels = &config->settings.channels;
    *sender = (struct hg_state_sender){.settings = &config->settings, .cancel = cancel};
    hg_buf_init(&sender->text);
    sender->lanes = hg_memory_new(channels->count, sizeof *sender->lanes);
    for (size_t i = 0; i < channels->count; i++) {
        const bool is_wanted =
            !has_pings_only || channels->items[i].kind == HG_CHANNEL_PING;
        if (is_wanted && hg_channel_wants_states(&channels->items[i]))
            sender->lanes[sender->count++].settings = &channels->items[i];
    }
    make_id(sender->id);
    sender->beginning = (struct hg_run_state){.is_beginning = true,
                                              .id = sender->id,
                                              .location = config->settings.location,
                                              .text = ""};
}

static void send_state(struct hg_state_sender *sender, struct hg_channel_sending *sending)
{
    for (size_t i = 0; i < sender->count; i++) {
        struct hg_state_lane *lane = &sender->lanes[i];
        sending->settings = lane->settings;
        lane->flight = hg_channel_flight_start(sending, lane->flight, NULL);
    }
}

void hg_state_sender_start(struct hg_state_sender *sender, const struct hg_config *config,
                           const struct hg_cancel *cancel)
{
    init(sender, config, cancel, false);
    if (sender->count == 0)
        return;
    struct hg_channel_sending sending = {
        .state = &sender->beginning,
        .cancel = cancel,
        .end_us = hg_clock_monotonic_us() + config->settings.notify_wait_us / SHORT_PART,
    };
    send_state(sender, &sending);
}

void hg_state_sender_start_pings(struct hg_state_sender *sender,
                                 const struct hg_config *config,
                                 const struct hg_cancel *cancel)
{
    init(sender, config, cancel, true);
}

static void write_counts(const struct hg_summary *summary, struct hg_buf *out)
{
    bool is_first = true;
    for (int outcome = 0; outcome < HG_OUTCOME_COUNT; outcome++) {
        const size_t count = summary->outcomes[outcome];
        if (count == 0)
            continue;
        hg_buf_printf(out, "%s%zu %s", is_first ? "" : ", ", count,
                      hg_outcome_word((enum hg_outcome)outcome));
        is_first = false;
    }
    if (is_first)
        hg_buf_add_text(out, "no targets");
}

static void write_text(const struct hg_run *run, const struct hg_state_outcome *outcome,
                       struct hg_buf *out)
{
    if (run == NULL) {
        hg_buf_add_text(out, "no run could be made");
        return;
    }
    write_counts(&run->summary, out);
    hg_buf_printf(out, "; gate %s", hg_gate_word(run->gate.state));
    if (run->gate.reason[0] != '\0')
        hg_buf_printf(out, ": %s", run->gate.reason);
    if (hg_exit_is_stopped(run->exit_status))
        hg_buf_add_text(out, "; stopped by a signal");
    if (outcome->has_failed)
        hg_buf_add_text(out, "; a report or the history could not be written");
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

static void make_end(struct hg_state_sender *sender, const struct hg_run *run,
                     const struct hg_state_outcome *outcome)
{
    struct hg_run_state *state = &sender->end;
    write_text(run, outcome, &sender->text);
    *state = sender->beginning;
    state->is_beginning = false;
    state->text = sender->text.data;
    state->has_failed =
        run == NULL || outcome->has_failed ||
        (run->exit_status != HG_EXIT_OPEN && run->exit_status != HG_EXIT_CLOSED);
    if (run == NULL)
        return;
    state->gate = run->gate.state;
    state->duration_us = run->duration_us;
    if (outcome->history != NULL)
        read_history(state, run, outcome->history);
}

void hg_state_sender_finish(struct hg_state_sender *sender, const struct hg_run *run,
                            const struct hg_state_outcome *outcome)
{
    const int64_t wait_us = sender->settings->notify_wait_us;
    const bool is_stopped = hg_cancel_exit_status(sender->cancel) != 0;
    struct hg_channel_sending sending = {
        .state = &sender->end,
        .cancel = is_stopped ? &sender->never : sender->cancel,
        .end_us = hg_clock_monotonic_us() + (is_stopped ? wait_us / SHORT_PART : wait_us),
    };
    if (sender->count == 0)
        return;
    make_end(sender, run, outcome);
    send_state(sender, &sending);
}

static void record(struct hg_history *history, const char *channel,
                   const struct hg_channel_answer *answer)
{
    struct hg_error err = {0};
    const int result = answer->status == HG_DELIVERY_SENT
                           ? hg_outbox_end_failure(history, channel, &err)
                           : hg_outbox_note_failure(history, channel, answer->problem,
                                                    hg_clock_wall_us(), &err);
    if (result != 0)
        hg_log_error("%s", err.text);
}

static void join(struct hg_state_lane *lane, struct hg_history *history)
{
    struct hg_channel_answer answer;
    if (lane->flight == NULL)
        return;
    hg_channel_flight_join(lane->flight, &answer);
    lane->flight = NULL;
    if (answer.status != HG_DELIVERY_SENT)
        hg_log_warning("channel \"%s\": the state was not sent: %s", lane->settings->name,
                       answer.problem);
    if (history != NULL)
        record(history, lane->settings->name, &answer);
}

void hg_state_sender_join(struct hg_state_sender *sender, struct hg_history *history)
{
    for (size_t i = 0; i < sender->count; i++)
        join(&sender->lanes[i], history);
    free(sender->lanes);
    hg_buf_release(&sender->text);
    sender->lanes = NULL;
    sender->count = 0;
}
