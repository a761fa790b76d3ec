/* SPDX-License-Identifier: MIT */
/* notifier: joins the sending of mails with the spool. */
#include "app/notifier.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>

#include "headgate/clock.h"
#include "headgate/log.h"
#include "headgate/mail.h"
#include "headgate/memory.h"
#include "headgate/unsent.h"
#include "headgate/units.h"
#include "headgate/uptime_report.h"

#include "app/uptime_query.h"

#include "headgate/banned.h"

#define UNSENT_LIMIT_US (120 * HG_US_PER_S)

/* A mail on its way. */
struct letter {
    int64_t id; /* in the spool; 0: it could not be kept */
    struct hg_mail_message message;
    const char *name; /* for messages: "the mail" */
};

static bool is_stop_wanted(const void *context)
{
    const struct hg_cancel *cancel = context;
    return hg_cancel_exit_status(cancel) != 0;
}

static void log_failure(const struct hg_error *err)
{
    if (err->kind != HG_ERROR_NONE)
        hg_log_error("%s", err->text);
}

/* Remove the letter from the spool, or keep it for those to whom it may be sent later. */
static void update_unsent(const struct hg_notifier *notifier, const struct letter *letter,
                          const struct hg_mail_delivery *delivery, const char *problem)
{
    const struct hg_texts *to = &letter->message.to;
    struct hg_error err = {0};
    if (letter->id == 0)
        return;
    if (delivery->counts[HG_MAIL_DEFERRED] == 0) {
        hg_unsent_remove(notifier->history, letter->id, &err);
    } else {
        const char **later = hg_memory_new(to->count, sizeof *later);
        size_t count = 0;
        for (size_t i = 0; i < to->count; i++) {
            if (delivery->statuses[i] == HG_MAIL_DEFERRED)
                later[count++] = to->items[i];
        }
        const struct hg_texts rest = {later, count};
        hg_unsent_return(notifier->history, letter->id, &rest, problem, &err);
        free(later);
    }
    log_failure(&err);
}

static void warn(const struct letter *letter, const struct hg_mail_delivery *delivery,
                 const char *problem)
{
    const size_t count = letter->message.to.count;
    const size_t sent = delivery->counts[HG_MAIL_SENT];
    const size_t later = delivery->counts[HG_MAIL_DEFERRED];
    const char *unsent = letter->id == 0 ? "can't be kept" : "is kept for the next run";
    if (later == count)
        hg_log_warning("%s could not be sent and %s: %s", letter->name, unsent, problem);
    else if (sent + later == 0)
        hg_log_warning("%s was refused for good and is not kept: %s", letter->name,
                       problem);
    else
        hg_log_warning("%s was sent to %zu of %zu recipients%s%s: %s", letter->name, sent,
                       count, later == 0 ? "" : " and ", later == 0 ? "" : unsent,
                       problem);
}

/* Returns whether all recipients have it; `is_unavailable` is set when the server takes no
 * mail at all. */
static bool deliver(const struct hg_notifier *notifier, const struct letter *letter,
                    bool *is_unavailable)
{
    const struct hg_mail_stop stop = {is_stop_wanted, notifier->cancel};
    struct hg_mail_delivery delivery;
    struct hg_error err = {0};
    const bool is_sent = hg_mail_send(&notifier->settings->mail, &letter->message, &stop,
                                      &delivery, &err) == 0;
    update_unsent(notifier, letter, &delivery, err.text);
    if (!is_sent)
        warn(letter, &delivery, err.text);
    *is_unavailable = delivery.is_server_unavailable;
    hg_mail_delivery_release(&delivery);
    return is_sent;
}

/* One that was taken from the spool. */
static void deliver_unsent(const struct hg_notifier *notifier,
                           const struct hg_unsent *unsent, bool *is_unavailable)
{
    char made[HG_CLOCK_RFC3339_SIZE];
    char name[64];
    const char **to = hg_memory_new(unsent->to_count, sizeof *to);
    for (size_t i = 0; i < unsent->to_count; i++)
        to[i] = unsent->to[i];
    hg_clock_format(unsent->made_us, "%Y-%m-%dT%H:%M:%SZ", made, sizeof made);
    snprintf(name, sizeof name, "the mail of %s", made);
    const struct letter letter = {
        .id = unsent->id,
        .message = {unsent->from, {to, unsent->to_count}, unsent->data, unsent->len},
        .name = name,
    };
    if (deliver(notifier, &letter, is_unavailable) && !notifier->settings->quiet)
        hg_log_note("%s was kept and is sent now", name);
    free(to);
}

/* Take the oldest one after `after` and try it. Returns its id; 0: there is none that can
 * be had. */
static int64_t send_next(const struct hg_notifier *notifier, int64_t after,
                         bool *is_unavailable)
{
    struct hg_unsent unsent;
    struct hg_error err = {0};
    int64_t id = 0;
    if (hg_unsent_claim(notifier->history, after, hg_clock_wall_us(), &unsent, &err) !=
        0) {
        hg_log_error("%s", err.text);
    } else if (unsent.id != 0) {
        id = unsent.id;
        deliver_unsent(notifier, &unsent, is_unavailable);
    }
    hg_unsent_release(&unsent);
    return id;
}

/* Returns whether the server may be asked for more. */
static bool send_unsent(const struct hg_notifier *notifier)
{
    const int64_t end_us = hg_clock_monotonic_us() + UNSENT_LIMIT_US;
    bool is_unavailable = false;
    int64_t id = 0;
    do {
        id = send_next(notifier, id, &is_unavailable);
    } while (id != 0 && !is_unavailable && hg_clock_monotonic_us() < end_us &&
             !is_stop_wanted(notifier->cancel));
    return !is_unavailable && !is_stop_wanted(notifier->cancel);
}

/* Before it is tried, so that it is not lost when we are killed. */
static int64_t store(const struct hg_notifier *notifier,
                     const struct hg_mail_message *message)
{
    const struct hg_unsent_payload mail = {message->from, message->to, message->data,
                                           message->len};
    struct hg_error err = {0};
    int64_t id = 0;
    size_t dropped = 0;
    hg_unsent_add(notifier->history, &mail, hg_clock_wall_us(), &id, &dropped, &err);
    log_failure(&err);
    if (dropped > 0)
        hg_log_warning("%d mails are kept already: the oldest is dropped", HG_UNSENT_MAX);
    return id;
}

/* As hg_notifier_send_report(). */
static int send(const struct hg_notifier *notifier, const char *data, size_t len)
{
    const struct hg_mail *mail = &notifier->settings->mail;
    struct letter letter = {.message = {mail->from, mail->to, data, len},
                            .name = "the mail"};
    bool is_unavailable;
    letter.id = store(notifier, &letter.message);
    if (send_unsent(notifier)) {
        const bool is_sent = deliver(notifier, &letter, &is_unavailable);
        if (is_sent && !notifier->settings->quiet)
            hg_log_note("the mail was sent to %zu recipient%s", mail->to.count,
                        mail->to.count == 1 ? "" : "s");
        return is_sent ? 0 : -1;
    }
    struct hg_error err = {0};
    if (letter.id != 0)
        hg_unsent_return(notifier->history, letter.id, &mail->to, "not tried", &err);
    log_failure(&err);
    hg_log_warning("the mail %s, too",
                   letter.id == 0 ? "can't be kept" : "is kept for the next run");
    return -1;
}

int hg_notifier_send_report(const struct hg_notifier *notifier,
                            const struct hg_uptime *uptime)
{
    const struct hg_uptime_style style = hg_uptime_query_style(notifier->settings);
    struct hg_sink message;
    hg_sink_init(&message, -1);
    hg_uptime_reporter_find("eml")->write(uptime, &style, &message);
    const int result = send(notifier, message.buffer.data, message.buffer.len);
    hg_sink_release(&message);
    return result;
}

static bool is_wanted(const struct hg_notifier *notifier, const struct hg_run *run)
{
    struct hg_history_change change;
    hg_history_last_change(notifier->history, &change);
    switch ((enum hg_mail_when)notifier->settings->mail.when) {
    case HG_MAIL_WHEN_CHANGE:
        return change.newly_down + change.recovered > 0;
    case HG_MAIL_WHEN_FAILURE:
        return run->summary.outcomes[HG_OUTCOME_DOWN] > 0;
    case HG_MAIL_WHEN_ALWAYS:
        break;
    }
    return true;
}

/* 0 when it was sent; failures are logged. */
static int report_on(const struct hg_notifier *notifier, const struct hg_config *config,
                     const struct hg_zone *zone)
{
    struct hg_uptime uptime;
    struct hg_error err = {0};
    int result = hg_uptime_query_run(&uptime, notifier->history, config, zone, &err);
    if (result == 0)
        result = hg_notifier_send_report(notifier, &uptime);
    log_failure(&err);
    hg_uptime_release(&uptime);
    return result;
}

void hg_notifier_after_run(const struct hg_notifier *notifier,
                           const struct hg_config *config, const struct hg_run *run)
{
    struct hg_zone zone;
    struct hg_error err = {0};
    if (!notifier->settings->mail.send || is_stop_wanted(notifier->cancel))
        return;
    if (!is_wanted(notifier, run)) {
        (void)send_unsent(notifier);
        return;
    }
    if (hg_zone_open(&zone, config->settings.report.tz, &err) == 0)
        report_on(notifier, config, &zone);
    log_failure(&err);
    hg_zone_release(&zone);
}
