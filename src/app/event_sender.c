/* SPDX-License-Identifier: MIT */
/* event_sender: rounds in which each channel sends its oldest message.
 *
 * DESIGN. The main thread claims a message for each channel, has them sent side by side, and writes down what became of
 * them: the history belongs to one thread. A channel that defers a message is left alone until the next run, so that
 * its messages keep their order; one that takes only so many a second takes part in the rounds in which it is due. */
#include "app/event_sender.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "headgate/channel.h"
#include "headgate/clock.h"
#include "headgate/log.h"
#include "headgate/memory.h"
#include "headgate/outbox.h"
#include "headgate/units.h"

#include "app/waiting.h"

#include "headgate/banned.h"

#define SLICE_US (HG_US_PER_S / 10) /* within which a signal is noticed */

/* A channel while its messages are sent. */
struct lane {
    const struct hg_channel_settings *settings;
    struct hg_message message; /* that was claimed; row 0: none */
    int64_t next_us;           /* monotonic: it sends nothing before */
    bool is_done;              /* it has no more that is due, or defers them */
};

struct rounds {
    const struct hg_event_sender *sender;
    struct lane *lanes; /* owned */
    size_t count;
    int64_t end_us;      /* monotonic */
    struct hg_zone zone; /* once there is a message */
    bool has_zone;
    bool has_failed;
};

static void log_failure(struct rounds *rounds, const struct hg_error *err)
{
    hg_log_error("%s", err->text);
    rounds->has_failed = true;
}

static bool is_over(const struct rounds *rounds)
{
    return hg_cancel_exit_status(rounds->sender->cancel) != 0 ||
           hg_clock_monotonic_us() >= rounds->end_us;
}

/* Returns how many were claimed. */
static size_t claim(struct rounds *rounds)
{
    size_t claimed = 0;
    for (size_t i = 0; i < rounds->count; i++) {
        struct lane *lane = &rounds->lanes[i];
        struct hg_error err = {0};
        if (lane->is_done || hg_clock_monotonic_us() < lane->next_us)
            continue;
        if (hg_outbox_claim(rounds->sender->history, lane->settings->name,
                            hg_clock_wall_us(), &lane->message, &err) != 0) {
            log_failure(rounds, &err);
            hg_message_release(&lane->message);
        }
        lane->is_done = lane->message.row == 0;
        claimed += lane->is_done ? 0 : 1;
    }
    return claimed;
}

/* A message, or requests of one. */
static void warn_of_rejection(struct rounds *rounds, const struct lane *lane,
                              const char *what, const char *problem)
{
    hg_log_warning("channel \"%s\": %s was rejected permanently and is dropped: %s",
                   lane->settings->name, what, problem);
    rounds->has_failed = true;
}

/* After a message; the last one is not followed by a pause. */
static void pause_lane(struct rounds *rounds, struct lane *lane)
{
    const int64_t interval_us = hg_channel_type_of(lane->settings)->interval_us;
    struct hg_outbox_state state = {0};
    struct hg_error err = {0};
    if (interval_us == 0 || lane->is_done)
        return;
    lane->next_us = hg_clock_monotonic_us() + interval_us;
    if (hg_outbox_read_state(rounds->sender->history, lane->settings->name, &state,
                             &err) != 0)
        log_failure(rounds, &err);
    lane->is_done = state.count == 0;
}

/* Wait for the first lane that may send. False when all are done, or there is no more time. */
static bool wait_for_lane(const struct rounds *rounds)
{
    int64_t next_us = INT64_MAX;
    for (size_t i = 0; i < rounds->count; i++) {
        const struct lane *lane = &rounds->lanes[i];
        if (!lane->is_done && lane->next_us < next_us)
            next_us = lane->next_us;
    }
    while (!is_over(rounds)) {
        const int64_t left_us = next_us - hg_clock_monotonic_us();
        if (next_us == INT64_MAX || left_us <= 0)
            return next_us != INT64_MAX;
        const int64_t slice_us = left_us < SLICE_US ? left_us : SLICE_US;
        nanosleep(&(struct timespec){.tv_nsec = (long)slice_us * 1000}, NULL);
    }
    return false;
}

/* Write down what became of the message. */
static void settle(struct rounds *rounds, struct lane *lane,
                   const struct hg_channel_answer *answer)
{
    struct hg_history *history = rounds->sender->history;
    const int64_t now_us = hg_clock_wall_us();
    struct hg_error err = {0};
    int result;
    if (answer->status == HG_DELIVERY_DEFERRED) {
        const struct hg_outbox_attempt attempt = {
            .now_us = now_us,
            .not_before_us =
                answer->retry_after_us == 0 ? 0 : now_us + answer->retry_after_us,
            .parts = answer->parts,
            .problem = answer->problem,
        };
        lane->is_done = true;
        lane->is_done = true;
        if (answer->rejection[0] != '\0')
            warn_of_rejection(rounds, lane, "a part of a message", answer->rejection);
        result = hg_outbox_return(history, &lane->message, &attempt, &err);
    } else if (answer->status == HG_DELIVERY_REJECTED) {
        warn_of_rejection(rounds, lane,
                          answer->parts > 1 ? "a part of a message" : "a message",
                          answer->problem);
        result = hg_outbox_reject(history, &lane->message, now_us, answer->problem, &err);
    } else {
        result = hg_outbox_remove(history, &lane->message, &err);
    }
    if (result != 0) {
        log_failure(rounds, &err);
        lane->is_done = true;
    }
    hg_message_release(&lane->message);
}

/* NULL when it can't be read: messages have no clock times then. */
static const struct hg_zone *zone_of(struct rounds *rounds)
{
    struct hg_error err = {0};
    if (!rounds->has_zone &&
        hg_zone_open(&rounds->zone, rounds->sender->config->settings.report.tz, &err) !=
            0)
        log_failure(rounds, &err);
    rounds->has_zone = true;
    return rounds->zone.count == 0 ? NULL : &rounds->zone;
}

static void send_claimed(struct rounds *rounds, size_t claimed)
{
    struct hg_channel_sending *sendings = hg_memory_new(claimed, sizeof *sendings);
    struct lane **lanes = hg_memory_new(claimed, sizeof(struct lane *));
    size_t count = 0;
    for (size_t i = 0; i < rounds->count; i++) {
        struct lane *lane = &rounds->lanes[i];
        if (lane->message.row == 0)
            continue;
        lane->message.zone = zone_of(rounds);
        lane->message.now_us = hg_clock_wall_us();
        sendings[count] = (struct hg_channel_sending){
            .settings = lane->settings,
            .message = &lane->message,
            .cancel = rounds->sender->cancel,
            .end_us = rounds->end_us,
        };
        lanes[count++] = lane;
    }
    hg_channels_send(sendings, count);
    for (size_t i = 0; i < count; i++) {
        settle(rounds, lanes[i], &sendings[i].answer);
        pause_lane(rounds, lanes[i]);
    }
    free(sendings);
    free(lanes);
}

int hg_event_sender_run(const struct hg_event_sender *sender)
{
    const struct hg_channels_settings *channels = &sender->config->settings.channels;
    struct rounds rounds = {
        .sender = sender,
        .lanes = hg_memory_new(channels->count, sizeof *rounds.lanes),
        .end_us = hg_clock_monotonic_us() + sender->config->settings.notify_wait_us,
    };
    for (size_t i = 0; i < channels->count; i++) {
        const struct hg_channel_settings *channel = &channels->items[i];
        const bool is_wanted =
            sender->only == NULL || strcmp(channel->name, sender->only) == 0;
        if (is_wanted && !hg_channel_wants_states(channel))
            rounds.lanes[rounds.count++].settings = channel;
    }
    while (wait_for_lane(&rounds)) {
        const size_t claimed = claim(&rounds);
        if (claimed > 0)
            send_claimed(&rounds, claimed);
    }
    /* A channel that does not work is named in every run until it does. */
    for (size_t i = 0; i < rounds.count; i++)
        rounds.has_failed |=
            hg_waiting_warn(sender->history, rounds.lanes[i].settings->name);
    hg_zone_release(&rounds.zone);
    free(rounds.lanes);
    return rounds.has_failed ? -1 : 0;
}
