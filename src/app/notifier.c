/* SPDX-License-Identifier: MIT */
/* notifier: joins history, channels and the queue of unsent messages. */
#include "app/notifier.h"

#include <stdbool.h>
#include <stdio.h>

#include "headgate/buf.h"
#include "headgate/changes.h"
#include "headgate/clock.h"
#include "headgate/log.h"
#include "headgate/units.h"
#include "headgate/unsent.h"
#include "headgate/uptime_report.h"

#include "app/uptime_query.h"

#include "headgate/banned.h"

#define QUEUE_LIMIT_US (120 * HG_US_PER_S)

/* A message on its way. */
struct message {
    const struct hg_channel *channel;
    int64_t id; /* in the queue; 0: it could not be queued */
    struct hg_payload payload;
    const char *name; /* for people: "the mail" */
};

void hg_notifier_init(struct hg_notifier *notifier, const struct hg_config *config,
                      struct hg_history *history, const struct hg_cancel *cancel)
{
    *notifier =
        (struct hg_notifier){.config = config, .history = history, .cancel = cancel};
    notifier->channels = hg_channels(&notifier->channel_count);
}

static bool is_stopped(const struct hg_notifier *notifier)
{
    return hg_cancel_exit_status(notifier->cancel) != 0;
}

/* Remove the message from the queue, or return it for the recipients that are left. */
static void update_queue(const struct hg_notifier *notifier,
                         const struct message *message,
                         const struct hg_delivery *delivery, const char *problem)
{
    struct hg_error err = {0};
    int result = 0;
    if (message->id == 0)
        return;
    if (delivery->remaining == NULL)
        result = hg_unsent_remove(notifier->history, message->id, &err);
    else
        result = hg_unsent_return(notifier->history, message->id, delivery->remaining,
                                  problem, &err);
    if (result != 0)
        hg_log_error("%s", err.text);
}

static void warn(const struct message *message, const struct hg_delivery *delivery,
                 const char *problem)
{
    const size_t sent = delivery->counts[HG_DELIVERY_SENT];
    const size_t later = delivery->counts[HG_DELIVERY_DEFERRED];
    const size_t count = sent + later + delivery->counts[HG_DELIVERY_REJECTED];
    const char *unsent =
        message->id == 0 ? "could not be queued" : "was queued for the next run";
    if (later > 0 && later == count)
        hg_log_warning("%s could not be sent and %s: %s", message->name, unsent, problem);
    else if (sent + later == 0)
        hg_log_warning("%s was rejected permanently and not queued: %s", message->name,
                       problem);
    else
        hg_log_warning("%s was sent to %zu of %zu recipients%s%s: %s", message->name,
                       sent, count, later == 0 ? "" : " and ", later == 0 ? "" : unsent,
                       problem);
}

/* Send the message. Returns whether all recipients have it; sets `delivery` but for what it owns. */
static bool deliver(const struct hg_notifier *notifier, const struct message *message,
                    struct hg_delivery *delivery)
{
    struct hg_error err = {0};
    const bool is_sent =
        message->channel->send(&notifier->config->settings, &message->payload,
                               notifier->cancel, delivery, &err) == 0;
    update_queue(notifier, message, delivery, err.text);
    if (!is_sent)
        warn(message, delivery, err.text);
    return is_sent;
}

/* Send a message that was claimed from the queue. Returns whether the channel is available. */
static bool deliver_unsent(const struct hg_notifier *notifier,
                           const struct hg_channel *channel,
                           const struct hg_unsent *unsent)
{
    char made[HG_CLOCK_RFC3339_SIZE];
    char name[64];
    struct hg_delivery delivery;
    hg_clock_format(unsent->made_us, "%Y-%m-%dT%H:%M:%SZ", made, sizeof made);
    snprintf(name, sizeof name, "the %s of %s", channel->name, made);
    const struct message message = {
        .channel = channel,
        .id = unsent->id,
        .payload = {unsent->envelope, unsent->data, unsent->len},
        .name = name,
    };
    if (deliver(notifier, &message, &delivery) && !notifier->config->settings.quiet)
        hg_log_note("%s was queued earlier and has now been sent", name);
    const bool is_available = !delivery.is_unavailable;
    hg_delivery_release(&delivery);
    return is_available;
}

/* Claim the oldest message after `*id` and send it. False when there is none, or the channel is not
 * available. */
static bool send_next(const struct hg_notifier *notifier,
                      const struct hg_channel *channel, int64_t *id, bool *is_available)
{
    struct hg_unsent unsent;
    struct hg_error err = {0};
    if (hg_unsent_claim(notifier->history, channel->name, *id, hg_clock_wall_us(),
                        &unsent, &err) != 0)
        hg_log_error("%s", err.text);
    else if (unsent.id != 0)
        *is_available = deliver_unsent(notifier, channel, &unsent);
    *id = unsent.id;
    hg_unsent_release(&unsent);
    return *id != 0 && *is_available;
}

/* Returns whether the channel may be asked for more. */
static bool send_queue(const struct hg_notifier *notifier,
                       const struct hg_channel *channel)
{
    const int64_t end_us = hg_clock_monotonic_us() + QUEUE_LIMIT_US;
    bool is_available = true;
    int64_t id = 0;
    while (send_next(notifier, channel, &id, &is_available) && !is_stopped(notifier) &&
           hg_clock_monotonic_us() < end_us)
        continue;
    return is_available && !is_stopped(notifier);
}

/* Queue a message before the first attempt to send it. */
static void enqueue(const struct hg_notifier *notifier, struct message *message)
{
    struct hg_unsent_entry entry;
    struct hg_error err = {0};
    if (hg_unsent_add(notifier->history, message->channel->name, &message->payload,
                      hg_clock_wall_us(), &entry, &err) != 0)
        hg_log_error("%s", err.text);
    if (entry.dropped_count > 0)
        hg_log_warning("%d messages are queued already: the oldest was dropped",
                       HG_UNSENT_MAX);
    message->id = entry.id;
}

/* The channel is not available: leave the message in the queue. */
static void postpone(const struct hg_notifier *notifier, const struct message *message)
{
    struct hg_error err = {0};
    if (message->id != 0 &&
        hg_unsent_return(notifier->history, message->id, message->payload.envelope,
                         "not tried", &err) != 0)
        hg_log_error("%s", err.text);
    hg_log_warning("%s could not be sent either and %s", message->name,
                   message->id == 0 ? "could not be queued"
                                    : "was queued for the next run");
}

/* Returns whether all recipients have it. */
static bool send_new(const struct hg_notifier *notifier, struct message *message)
{
    struct hg_delivery delivery;
    enqueue(notifier, message);
    if (!send_queue(notifier, message->channel)) {
        postpone(notifier, message);
        return false;
    }
    const bool is_sent = deliver(notifier, message, &delivery);
    const size_t count = delivery.counts[HG_DELIVERY_SENT];
    if (is_sent && !notifier->config->settings.quiet)
        hg_log_note("%s was sent to %zu recipient%s", message->name, count,
                    count == 1 ? "" : "s");
    hg_delivery_release(&delivery);
    return is_sent;
}

/* Returns whether all recipients have it. */
static bool send_report(const struct hg_notifier *notifier,
                        const struct hg_channel *channel, const struct hg_uptime *uptime)
{
    const struct hg_settings *settings = &notifier->config->settings;
    const struct hg_uptime_style style = hg_uptime_query_style(settings);
    struct hg_sink text;
    struct hg_buf envelope;
    char name[64];
    hg_sink_init(&text, -1);
    hg_buf_init(&envelope);
    snprintf(name, sizeof name, "the %s", channel->name);
    hg_uptime_reporter_find(channel->format)->write(uptime, &style, &text);
    channel->write_envelope(settings, &envelope);
    struct message message = {
        .channel = channel,
        .payload = {envelope.data, text.buffer.data, text.buffer.len},
        .name = name,
    };
    const bool is_sent = send_new(notifier, &message);
    hg_buf_release(&envelope);
    hg_sink_release(&text);
    return is_sent;
}

int hg_notifier_send_report(const struct hg_notifier *notifier,
                            const struct hg_channel *channel,
                            const struct hg_uptime *uptime)
{
    return send_report(notifier, channel, uptime) ? 0 : -1;
}

/* Events of the last run that reports through the channel are about, which names no events. */
static size_t count_changes(const struct hg_notifier *notifier,
                            const struct hg_channel *channel)
{
    const struct hg_channel_settings filters = {.name = channel->name,
                                                .events = HG_EVENTS_DEFAULT};
    struct hg_history_change change;
    size_t count = 0;
    hg_history_last_change(notifier->history, &change);
    for (size_t i = 0; i < change.event_count; i++)
        count += hg_event_is_for(&change.events[i], &filters) ? 1 : 0;
    return count;
}

static bool is_wanted(const struct hg_notifier *notifier,
                      const struct hg_channel *channel, const struct hg_run *run)
{
    const struct hg_settings *settings = &notifier->config->settings;
    return channel->is_enabled(settings) &&
           channel->is_wanted(settings, run, count_changes(notifier, channel));
}

/* Through all channels for which the settings ask for one. */
static int send_reports(const struct hg_notifier *notifier, const struct hg_run *run,
                        struct hg_error *err)
{
    const struct hg_config *config = notifier->config;
    struct hg_uptime uptime = {0};
    struct hg_zone zone;
    int result = hg_zone_open(&zone, config->settings.report.tz, err);
    if (result == 0)
        result = hg_uptime_query_period(&uptime, notifier->history, config, &zone, err);
    for (size_t i = 0; i < notifier->channel_count && result == 0; i++) {
        if (is_wanted(notifier, notifier->channels[i], run))
            (void)send_report(notifier, notifier->channels[i], &uptime);
    }
    hg_uptime_release(&uptime);
    hg_zone_release(&zone);
    return result;
}

void hg_notifier_after_run(const struct hg_notifier *notifier, const struct hg_run *run)
{
    struct hg_error err = {0};
    bool has_report = false;
    for (size_t i = 0; i < notifier->channel_count && !is_stopped(notifier); i++) {
        const struct hg_channel *channel = notifier->channels[i];
        if (is_wanted(notifier, channel, run))
            has_report = true;
        else if (channel->is_enabled(&notifier->config->settings))
            (void)send_queue(notifier, channel);
    }
    if (has_report && !is_stopped(notifier) && send_reports(notifier, run, &err) != 0)
        hg_log_error("%s", err.text);
}

static int write_changes(const struct hg_notifier *notifier, const struct hg_run *run,
                         struct hg_sink *sink, struct hg_error *err)
{
    struct hg_history_change change;
    struct hg_zone zone;
    const int result = hg_zone_open(&zone, run->settings->report.tz, err);
    hg_history_last_change(notifier->history, &change);
    const struct hg_changes changes = {
        .events = change.events,
        .event_count = change.event_count,
        .still_down = change.still_down,
        .still_down_count = change.still_down_count,
        .zone = &zone,
        .now_us = hg_clock_wall_us(),
    };
    if (result == 0)
        hg_changes_write(&changes, sink);
    hg_zone_release(&zone);
    return result;
}

int hg_notifier_write_changes(const struct hg_notifier *notifier,
                              const struct hg_run *run, struct hg_sink *sink)
{
    struct hg_error err = {0};
    if (!run->settings->on_change)
        return 0;
    if (run->gate.state == HG_GATE_UNKNOWN)
        hg_log_warning("this run has no verdict");
    const int result = write_changes(notifier, run, sink, &err);
    if (result != 0)
        hg_log_error("%s", err.text);
    hg_sink_flush(sink);
    return result;
}
