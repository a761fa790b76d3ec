/* SPDX-License-Identifier: MIT */
/* event_sender: each channel sends its messages, the oldest first, and none waits for another.
 *
 * DESIGN. The main thread claims a message for each channel that has none on its way, and writes down what became of
 * those that are sent: the history belongs to one thread. A channel that defers a message is left alone until the next
 * run, so that its messages keep their order; one that takes only so many a second pauses after each. */
#include "app/event_sender.h"

#include <stdlib.h>
#include <string.h>

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
    struct hg_message message;        /* that was claimed */
    struct hg_channel_flight *flight; /* owned: it is on its way; NULL: none is */
    int64_t next_us;                  /* monotonic: it sends nothing before */
    bool is_done;                     /* it has no more that is due, or defers them */
};

struct traffic {
    const struct hg_event_sender *sender;
    struct lane *lanes; /* owned */
    size_t count;
    struct hg_channel_arrivals arrivals;
    int64_t end_us;      /* monotonic */
    struct hg_zone zone; /* once there is a message */
    bool has_zone;
    bool has_failed;
};

static void log_failure(struct traffic *traffic, const struct hg_error *err)
{
    hg_log_error("%s", err->text);
    traffic->has_failed = true;
}

static bool is_over(const struct traffic *traffic)
{
    return hg_cancel_exit_status(traffic->sender->cancel) != 0 ||
           hg_clock_monotonic_us() >= traffic->end_us;
}

/* A message, or requests of one. */
static void warn_of_rejection(struct traffic *traffic, const struct lane *lane,
                              const char *what, const char *problem)
{
    hg_log_warning("channel \"%s\": %s was rejected permanently and is dropped: %s",
                   lane->settings->name, what, problem);
    traffic->has_failed = true;
}

/* After a message; the last one is not followed by a pause. */
static void pause_lane(struct traffic *traffic, struct lane *lane)
{
    const int64_t interval_us = hg_channel_type_of(lane->settings)->interval_us;
    struct hg_outbox_state state = {0};
    struct hg_error err = {0};
    if (interval_us == 0 || lane->is_done)
        return;
    lane->next_us = hg_clock_monotonic_us() + interval_us;
    if (hg_outbox_read_state(traffic->sender->history, lane->settings->name, &state,
                             &err) != 0)
        log_failure(traffic, &err);
    lane->is_done = state.count == 0;
}

/* Write down what became of the message. */
static void settle(struct traffic *traffic, struct lane *lane,
                   const struct hg_channel_answer *answer)
{
    struct hg_history *history = traffic->sender->history;
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
        if (answer->rejection[0] != '\0')
            warn_of_rejection(traffic, lane, "a part of a message", answer->rejection);
        result = hg_outbox_return(history, &lane->message, &attempt, &err);
    } else if (answer->status == HG_DELIVERY_REJECTED) {
        warn_of_rejection(traffic, lane,
                          answer->parts > 1 ? "a part of a message" : "a message",
                          answer->problem);
        result = hg_outbox_reject(history, &lane->message, now_us, answer->problem, &err);
    } else {
        result = hg_outbox_remove(history, &lane->message, &err);
    }
    if (result != 0) {
        log_failure(traffic, &err);
        lane->is_done = true;
    }
    hg_message_release(&lane->message);
}

/* NULL when it can't be read: messages have no clock times then. */
static const struct hg_zone *zone_of(struct traffic *traffic)
{
    struct hg_error err = {0};
    if (traffic->sender->zone != NULL)
        return traffic->sender->zone;
    if (!traffic->has_zone &&
        hg_zone_open(&traffic->zone, traffic->sender->config->settings.report.tz, &err) !=
            0)
        log_failure(traffic, &err);
    traffic->has_zone = true;
    return traffic->zone.count == 0 ? NULL : &traffic->zone;
}

/* Claim the next message of a channel, and send it. */
static void start(struct traffic *traffic, struct lane *lane)
{
    struct hg_error err = {0};
    if (hg_outbox_claim(traffic->sender->history, lane->settings->name,
                        hg_clock_wall_us(), &lane->message, &err) != 0)
        log_failure(traffic, &err);
    lane->is_done = lane->message.row == 0;
    if (lane->is_done) {
        hg_message_release(&lane->message);
        return;
    }
    lane->message.zone = zone_of(traffic);
    lane->message.now_us = hg_clock_wall_us();
    const struct hg_channel_sending sending = {
        .settings = lane->settings,
        .message = &lane->message,
        .cancel = traffic->sender->cancel,
        .end_us = traffic->end_us,
    };
    lane->flight = hg_channel_flight_start(&sending, NULL, &traffic->arrivals);
}

static void land(struct traffic *traffic, struct lane *lane)
{
    struct hg_channel_answer answer;
    hg_channel_flight_join(lane->flight, &answer);
    lane->flight = NULL;
    settle(traffic, lane, &answer);
    pause_lane(traffic, lane);
}

/* False when the channel has nothing more to do; otherwise *next_us is when it has at the latest. */
static bool go_on(struct traffic *traffic, struct lane *lane, int64_t *next_us)
{
    if (lane->flight != NULL && hg_channel_flight_has_landed(lane->flight))
        land(traffic, lane);
    if (lane->flight == NULL && !lane->is_done && !is_over(traffic) &&
        hg_clock_monotonic_us() >= lane->next_us)
        start(traffic, lane);
    if (lane->flight == NULL && !lane->is_done && lane->next_us < *next_us)
        *next_us = lane->next_us;
    return lane->flight != NULL || (!lane->is_done && !is_over(traffic));
}

static void send_all(struct traffic *traffic)
{
    bool is_busy = true;
    while (is_busy) {
        int64_t next_us = hg_clock_monotonic_us() + SLICE_US;
        is_busy = false;
        for (size_t i = 0; i < traffic->count; i++)
            is_busy |= go_on(traffic, &traffic->lanes[i], &next_us);
        if (is_busy)
            hg_channel_arrivals_wait(&traffic->arrivals, next_us);
    }
}

static void find_lanes(struct traffic *traffic)
{
    const struct hg_channels_settings *channels =
        &traffic->sender->config->settings.channels;
    const char *only = traffic->sender->only;
    traffic->lanes = hg_memory_new(channels->count, sizeof *traffic->lanes);
    for (size_t i = 0; i < channels->count; i++) {
        const struct hg_channel_settings *channel = &channels->items[i];
        const bool is_wanted = only == NULL || strcmp(channel->name, only) == 0;
        if (is_wanted && !hg_channel_wants_states(channel))
            traffic->lanes[traffic->count++].settings = channel;
    }
}

int hg_event_sender_run(const struct hg_event_sender *sender)
{
    struct traffic traffic = {
        .sender = sender,
        .end_us = hg_clock_monotonic_us() + sender->config->settings.notify_wait_us,
    };
    find_lanes(&traffic);
    hg_channel_arrivals_init(&traffic.arrivals);
    send_all(&traffic);
    hg_channel_arrivals_release(&traffic.arrivals);
    /* A channel that does not work is named in every run until it does. */
    for (size_t i = 0; i < traffic.count; i++)
        traffic.has_failed |=
            hg_waiting_warn(sender->history, traffic.lanes[i].settings->name);
    hg_zone_release(&traffic.zone);
    free(traffic.lanes);
    return traffic.has_failed ? -1 : 0;
}
