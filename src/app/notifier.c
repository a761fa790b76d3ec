/* SPDX-License-Identifier: MIT */
/* notifier: joins history, channels and the queues of unsent messages. */
#include "app/notifier.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>

#include "headgate/buf.h"
#include "headgate/changes.h"
#include "headgate/clock.h"
#include "headgate/log.h"
#include "headgate/memory.h"
#include "headgate/outbox.h"
#include "headgate/units.h"
#include "headgate/unsent.h"
#include "headgate/uptime_report.h"

#include "app/uptime_query.h"
#include "app/waiting.h"

#include "headgate/banned.h"

#define REPORT_LIMIT_US (120 * HG_US_PER_S)

/* The queues of a channel while they are sent. */
struct round {
    const struct hg_notifier *notifier;
    const struct hg_channel *channel;
    bool is_urgent;        /* also what is not due yet */
    int64_t own_id;        /* of the message that this process has added; 0: none */
    bool is_own_settled;   /* it was tried by this process */
    bool is_own_sent;      /* all recipients have it */
    bool has_rejected;     /* some recipient will never accept a message */
    bool is_unavailable;   /* the channel accepts nothing now */
    size_t deferred_count; /* messages that were tried and wait again */
};

/* A message on its way. */
struct message {
    const struct hg_unsent *unsent; /* NULL: it could not be queued */
    struct hg_payload payload;
    const char *name; /* for people: "the mail" */
};

void hg_notifier_init(struct hg_notifier *notifier, const struct hg_config *config,
                      struct hg_history *history, const struct hg_cancel *cancel)
{
    *notifier =
        (struct hg_notifier){.config = config, .history = history, .cancel = cancel};
    notifier->channels = hg_channels(&notifier->channel_count);
    notifier->end_us = hg_clock_monotonic_us() + REPORT_LIMIT_US;
}

static bool is_stopped(const struct hg_notifier *notifier)
{
    return hg_cancel_exit_status(notifier->cancel) != 0;
}

/* Remove the message from the queue, or return it for the recipients that are left. */
static void update_queue(const struct round *round, const struct hg_unsent *unsent,
                         const struct hg_delivery *delivery, const char *problem)
{
    const struct hg_unsent_failure failure = {
        .channel = round->channel->name,
        .envelope = delivery->remaining,
        .is_partial = delivery->counts[HG_DELIVERY_SENT] > 0,
        .problem = problem,
        .now_us = hg_clock_wall_us(),
    };
    struct hg_history *history = round->notifier->history;
    struct hg_error err = {0};
    int result = 0;
    if (unsent == NULL)
        return;
    if (delivery->remaining == NULL && failure.is_partial)
        result = hg_unsent_remove(history, unsent->id, &err);
    else if (delivery->remaining == NULL)
        result = hg_unsent_reject(history, unsent->id, failure.now_us, problem, &err);
    else
        result = hg_unsent_return(history, unsent, &failure, &err);
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
        message->unsent == NULL ? "could not be queued" : "was queued for the next run";
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

static bool is_own(const struct round *round, const struct hg_unsent *unsent)
{
    return unsent == NULL || unsent->id == round->own_id;
}

static void note_sent(const struct round *round, const struct message *message,
                      size_t count)
{
    if (round->notifier->config->settings.quiet)
        return;
    if (is_own(round, message->unsent))
        hg_log_note("%s was sent to %zu recipient%s", message->name, count,
                    count == 1 ? "" : "s");
    else
        hg_log_note("%s was queued earlier and has now been sent", message->name);
}

static int64_t attempt_end(const struct hg_notifier *notifier)
{
    return notifier->is_strict ? notifier->end_us : INT64_MAX;
}

/* Send the message. Returns whether the next one of its queue may be sent. */
static bool deliver(struct round *round, const struct message *message)
{
    const struct hg_unsent *unsent = message->unsent;
    struct hg_delivery delivery;
    struct hg_error err = {0};
    const bool is_sent =
        round->channel->send(&round->notifier->config->settings, &message->payload,
                             round->notifier->cancel, attempt_end(round->notifier),
                             &delivery, &err) == 0;
    const size_t sent_count = delivery.counts[HG_DELIVERY_SENT];
    const bool is_deferred = delivery.remaining != NULL;
    update_queue(round, unsent, &delivery, err.text);
    if (is_sent)
        note_sent(round, message, sent_count);
    else
        warn(message, &delivery, err.text);
    if (is_own(round, unsent)) {
        round->is_own_settled = true;
        round->is_own_sent = is_sent;
    }
    round->deferred_count += is_deferred ? 1 : 0;
    round->has_rejected |= delivery.counts[HG_DELIVERY_REJECTED] > 0;
    round->is_unavailable = delivery.is_unavailable;
    hg_delivery_release(&delivery);
    return !round->is_unavailable && (!is_deferred || sent_count > 0);
}

/* Send a message that was claimed from its queue. */
static bool deliver_unsent(struct round *round, const struct hg_unsent *unsent)
{
    char made[HG_CLOCK_RFC3339_SIZE];
    char name[64];
    hg_clock_format(unsent->made_us, "%Y-%m-%dT%H:%M:%SZ", made, sizeof made);
    if (is_own(round, unsent))
        snprintf(name, sizeof name, "the %s", round->channel->name);
    else
        snprintf(name, sizeof name, "the %s of %s", round->channel->name, made);
    const struct message message = {
        .unsent = unsent,
        .payload = {unsent->envelope, unsent->data, unsent->len},
        .name = name,
    };
    return deliver(round, &message);
}

/* Claim the oldest message of the queue and send it. False when none is due, or the next one has to wait. */
static bool send_next(struct round *round, enum hg_unsent_queue queue)
{
    const struct hg_unsent_claim claim = {
        .channel = round->channel->name,
        .queue = queue,
        .is_urgent = round->is_urgent,
        .now_us = hg_clock_wall_us(),
    };
    struct hg_unsent unsent;
    struct hg_error err = {0};
    bool may_go_on = false;
    if (hg_unsent_claim(round->notifier->history, &claim, &unsent, &err) != 0)
        hg_log_error("%s", err.text);
    else if (unsent.id != 0)
        may_go_on = deliver_unsent(round, &unsent);
    hg_unsent_release(&unsent);
    return may_go_on;
}

/* At least one message of each queue is tried, unless the end is strict and has passed. */
static void send_queues(struct round *round)
{
    static const enum hg_unsent_queue queues[] = {HG_UNSENT_REST, HG_UNSENT_WHOLE};
    for (size_t i = 0; i < sizeof queues / sizeof queues[0]; i++) {
        while (!round->is_unavailable && !is_stopped(round->notifier) &&
               hg_clock_monotonic_us() < attempt_end(round->notifier) &&
               send_next(round, queues[i]) &&
               hg_clock_monotonic_us() < round->notifier->end_us)
            continue;
    }
}

/* Queue a message before the first attempt to send it. Returns its id; 0: it could not be queued. */
static int64_t enqueue(const struct round *round, const struct hg_payload *payload)
{
    struct hg_unsent_entry entry;
    struct hg_error err = {0};
    if (hg_unsent_add(round->notifier->history, round->channel->name, payload,
                      hg_clock_wall_us(), &entry, &err) != 0)
        hg_log_error("%s", err.text);
    if (entry.dropped_count > 0)
        hg_log_warning("%d messages are queued already: the oldest was dropped",
                       HG_UNSENT_MAX);
    return entry.id;
}

static void read_state(const struct round *round, struct hg_outbox_state *state)
{
    struct hg_error err = {0};
    if (hg_outbox_read_state(round->notifier->history, round->channel->name, state,
                             &err) != 0)
        hg_log_error("%s", err.text);
}

/* What was tried and waits again is reported already. */
static void warn_of_others(const struct round *round)
{
    struct hg_outbox_state state;
    read_state(round, &state);
    if (state.count > round->deferred_count || state.count == 0)
        (void)hg_waiting_warn(round->notifier->history, round->channel->name);
}

/* A run that was sending already has taken the message over, and reports what became of it. */
static bool is_taken_over(const struct round *round)
{
    struct hg_outbox_state state;
    read_state(round, &state);
    if (round->is_own_settled || state.count > 0)
        return false;
    hg_log_note("the %s was left to another run, which was sending already",
                round->channel->name);
    return true;
}

/* Returns whether all recipients have it. */
static bool send_new(const struct hg_notifier *notifier, const struct hg_channel *channel,
                     const struct hg_payload *payload, bool is_urgent)
{
    struct round round = {
        .notifier = notifier, .channel = channel, .is_urgent = is_urgent};
    round.own_id = enqueue(&round, payload);
    if (round.own_id == 0) {
        char name[64];
        snprintf(name, sizeof name, "the %s", channel->name);
        (void)deliver(&round, &(struct message){NULL, *payload, name});
        return round.is_own_sent;
    }
    send_queues(&round);
    warn_of_others(&round);
    return round.is_own_sent || is_taken_over(&round);
}

/* Returns whether all recipients have it. */
static bool send_report(const struct hg_notifier *notifier,
                        const struct hg_channel *channel, const struct hg_uptime *uptime,
                        bool is_urgent)
{
    const struct hg_settings *settings = &notifier->config->settings;
    const struct hg_uptime_style style = hg_uptime_query_style(settings);
    struct hg_sink text;
    struct hg_buf envelope;
    hg_sink_init(&text, -1);
    hg_buf_init(&envelope);
    hg_uptime_reporter_find(channel->format)->write(uptime, &style, &text);
    channel->write_envelope(settings, &envelope);
    const struct hg_payload payload = {envelope.data, text.buffer.data, text.buffer.len};
    const bool is_sent = send_new(notifier, channel, &payload, is_urgent);
    hg_buf_release(&envelope);
    hg_sink_release(&text);
    return is_sent;
}

int hg_notifier_send_report(const struct hg_notifier *notifier,
                            const struct hg_channel *channel,
                            const struct hg_uptime *uptime)
{
    return send_report(notifier, channel, uptime, true) ? 0 : -1;
}

/* The events of the last run that are a change for reports through the channel: an array to be freed, NULL for
 * none. */
static struct hg_event *find_news(const struct hg_notifier *notifier,
                                  const struct hg_channel *channel, size_t *count)
{
    const struct hg_mail *mail = &notifier->config->settings.mail;
    const struct hg_channel_settings filters = {
        .name = channel->name,
        .events = mail->events == 0 ? HG_EVENTS_DEFAULT : mail->events,
        .groups = mail->groups,
        .tags = mail->tags};
    struct hg_history_change change;
    struct hg_event *events = NULL;
    *count = 0;
    hg_history_last_change(notifier->history, &change);
    for (size_t i = 0; i < change.event_count; i++) {
        if (!hg_event_is_for(&change.events[i], &filters))
            continue;
        events = hg_memory_grow(events, *count, sizeof *events);
        events[(*count)++] = change.events[i];
    }
    return events;
}

static size_t count_changes(const struct hg_notifier *notifier,
                            const struct hg_channel *channel)
{
    size_t count;
    free(find_news(notifier, channel, &count));
    return count;
}

/* Events are said once, so a report about them is queued even when a signal stopped the run; any other is left to the
 * next run. */
static bool is_wanted(const struct hg_notifier *notifier,
                      const struct hg_channel *channel, const struct hg_run *run)
{
    const struct hg_settings *settings = &notifier->config->settings;
    const size_t count =
        channel->is_enabled(settings) ? count_changes(notifier, channel) : 0;
    return channel->is_enabled(settings) && channel->is_wanted(settings, run, count) &&
           (count > 0 || !is_stopped(notifier));
}

static void send_alert(const struct hg_notifier *notifier,
                       const struct hg_channel *channel, struct hg_uptime *uptime)
{
    struct hg_event *events = find_news(notifier, channel, &uptime->event_count);
    uptime->events = events;
    (void)send_report(notifier, channel, uptime, false);
    free(events);
}

/* Through all channels for which the settings ask for one. */
static int send_reports(const struct hg_notifier *notifier, const struct hg_run *run,
                        struct hg_error *err)
{
    const struct hg_config *config = notifier->config;
    struct hg_uptime uptime = {0};
    struct hg_zone own = {0};
    const struct hg_zone *zone = notifier->zone == NULL ? &own : notifier->zone;
    int result =
        notifier->zone == NULL ? hg_zone_open(&own, config->settings.report.tz, err) : 0;
    if (result == 0)
        result = hg_uptime_query_period(&uptime, notifier->history, config, zone,
                                        HG_UPTIME_FOR_ALERT, err);
    for (size_t i = 0; i < notifier->channel_count && result == 0; i++) {
        if (is_wanted(notifier, notifier->channels[i], run))
            send_alert(notifier, notifier->channels[i], &uptime);
    }
    hg_uptime_release(&uptime);
    hg_zone_release(&own);
    return result;
}

int hg_notifier_send_waiting(const struct hg_notifier *notifier,
                             const struct hg_channel *channel)
{
    struct round round = {.notifier = notifier, .channel = channel};
    struct hg_outbox_state state;
    send_queues(&round);
    warn_of_others(&round);
    read_state(&round, &state);
    return state.count == 0 && !round.has_rejected ? 0 : -1;
}

void hg_notifier_after_run(const struct hg_notifier *notifier, const struct hg_run *run)
{
    struct hg_error err = {0};
    bool has_report = false;
    for (size_t i = 0; i < notifier->channel_count; i++) {
        const struct hg_channel *channel = notifier->channels[i];
        if (is_wanted(notifier, channel, run))
            has_report = true;
        else if (channel->is_enabled(&notifier->config->settings) &&
                 !is_stopped(notifier))
            (void)hg_notifier_send_waiting(notifier, channel);
    }
    if (has_report && send_reports(notifier, run, &err) != 0)
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
