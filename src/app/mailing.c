/* SPDX-License-Identifier: MIT */
/* mailing: joins the sending of mails with the spool. */
#include "app/mailing.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>

#include "headgate/clock.h"
#include "headgate/log.h"
#include "headgate/mail.h"
#include "headgate/memory.h"
#include "headgate/spool.h"
#include "headgate/units.h"
#include "headgate/uptime_report.h"

#include "app/figures.h"

#include "headgate/banned.h"

#define KEPT_US (120 * HG_US_PER_S)

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
static void settle(const struct hg_mailing *mailing, const struct letter *letter,
                   const struct hg_mail_delivery *delivery, const char *problem)
{
    const struct hg_texts *to = &letter->message.to;
    struct hg_error err = {0};
    if (letter->id == 0)
        return;
    if (delivery->counts[HG_MAIL_LATER] == 0) {
        hg_spool_remove(mailing->history, letter->id, &err);
    } else {
        const char **later = hg_memory_new(to->count, sizeof *later);
        size_t count = 0;
        for (size_t i = 0; i < to->count; i++) {
            if (delivery->fates[i] == HG_MAIL_LATER)
                later[count++] = to->items[i];
        }
        const struct hg_texts rest = {later, count};
        hg_spool_return(mailing->history, letter->id, &rest, problem, &err);
        free(later);
    }
    log_failure(&err);
}

static void tell(const struct letter *letter, const struct hg_mail_delivery *delivery,
                 const char *problem)
{
    const size_t count = letter->message.to.count;
    const size_t sent = delivery->counts[HG_MAIL_SENT];
    const size_t later = delivery->counts[HG_MAIL_LATER];
    const char *kept = letter->id == 0 ? "can't be kept" : "is kept for the next run";
    if (later == count)
        hg_log_warning("%s could not be sent and %s: %s", letter->name, kept, problem);
    else if (sent + later == 0)
        hg_log_warning("%s was refused for good and is not kept: %s", letter->name,
                       problem);
    else
        hg_log_warning("%s was sent to %zu of %zu recipients%s%s: %s", letter->name, sent,
                       count, later == 0 ? "" : " and ", later == 0 ? "" : kept, problem);
}

/* Returns whether all recipients have it; `is_unwell` is set when the server takes no
 * mail at all. */
static bool deliver(const struct hg_mailing *mailing, const struct letter *letter,
                    bool *is_unwell)
{
    const struct hg_mail_stop stop = {is_stop_wanted, mailing->cancel};
    struct hg_mail_delivery delivery;
    struct hg_error err = {0};
    const bool is_sent = hg_mail_send(&mailing->settings->mail, &letter->message, &stop,
                                      &delivery, &err) == 0;
    settle(mailing, letter, &delivery, err.text);
    if (!is_sent)
        tell(letter, &delivery, err.text);
    *is_unwell = delivery.is_server_unwell;
    hg_mail_delivery_release(&delivery);
    return is_sent;
}

/* One that was taken from the spool. */
static void deliver_kept(const struct hg_mailing *mailing, const struct hg_spooled *kept,
                         bool *is_unwell)
{
    char made[HG_CLOCK_RFC3339_SIZE];
    char name[64];
    const char **to = hg_memory_new(kept->to_count, sizeof *to);
    for (size_t i = 0; i < kept->to_count; i++)
        to[i] = kept->to[i];
    hg_clock_format(kept->made_us, "%Y-%m-%dT%H:%M:%SZ", made, sizeof made);
    snprintf(name, sizeof name, "the mail of %s", made);
    const struct letter letter = {
        .id = kept->id,
        .message = {kept->from, {to, kept->to_count}, kept->data, kept->len},
        .name = name,
    };
    if (deliver(mailing, &letter, is_unwell) && !mailing->settings->quiet)
        hg_log_note("%s was kept and is sent now", name);
    free(to);
}

/* Take the oldest one after `after` and try it. Returns its id; 0: there is none that can
 * be had. */
static int64_t send_next(const struct hg_mailing *mailing, int64_t after, bool *is_unwell)
{
    struct hg_spooled kept;
    struct hg_error err = {0};
    int64_t id = 0;
    if (hg_spool_take(mailing->history, after, hg_clock_wall_us(), &kept, &err) != 0) {
        hg_log_error("%s", err.text);
    } else if (kept.id != 0) {
        id = kept.id;
        deliver_kept(mailing, &kept, is_unwell);
    }
    hg_spooled_release(&kept);
    return id;
}

/* Returns whether the server may be asked for more. */
static bool send_kept(const struct hg_mailing *mailing)
{
    const int64_t end_us = hg_clock_monotonic_us() + KEPT_US;
    bool is_unwell = false;
    int64_t id = 0;
    do {
        id = send_next(mailing, id, &is_unwell);
    } while (id != 0 && !is_unwell && hg_clock_monotonic_us() < end_us &&
             !is_stop_wanted(mailing->cancel));
    return !is_unwell && !is_stop_wanted(mailing->cancel);
}

/* Before it is tried, so that it is not lost when we are killed. */
static int64_t keep(const struct hg_mailing *mailing,
                    const struct hg_mail_message *message)
{
    const struct hg_spool_mail mail = {message->from, message->to, message->data,
                                       message->len};
    struct hg_error err = {0};
    int64_t id = 0;
    size_t dropped = 0;
    hg_spool_keep(mailing->history, &mail, hg_clock_wall_us(), &id, &dropped, &err);
    log_failure(&err);
    if (dropped > 0)
        hg_log_warning("%d mails are kept already: the oldest is dropped", HG_SPOOL_MAX);
    return id;
}

/* As hg_mailing_report(). */
static int send(const struct hg_mailing *mailing, const char *data, size_t len)
{
    const struct hg_mail *mail = &mailing->settings->mail;
    struct letter letter = {.message = {mail->from, mail->to, data, len},
                            .name = "the mail"};
    bool is_unwell;
    letter.id = keep(mailing, &letter.message);
    if (send_kept(mailing)) {
        const bool is_sent = deliver(mailing, &letter, &is_unwell);
        if (is_sent && !mailing->settings->quiet)
            hg_log_note("the mail was sent to %zu recipient%s", mail->to.count,
                        mail->to.count == 1 ? "" : "s");
        return is_sent ? 0 : -1;
    }
    struct hg_error err = {0};
    if (letter.id != 0)
        hg_spool_return(mailing->history, letter.id, &mail->to, "not tried", &err);
    log_failure(&err);
    hg_log_warning("the mail %s, too",
                   letter.id == 0 ? "can't be kept" : "is kept for the next run");
    return -1;
}

int hg_mailing_report(const struct hg_mailing *mailing, const struct hg_uptime *uptime)
{
    const struct hg_uptime_style style = hg_figures_style(mailing->settings);
    struct hg_sink message;
    hg_sink_init(&message, -1);
    hg_uptime_reporter_find("eml")->write(uptime, &style, &message);
    const int result = send(mailing, message.buffer.data, message.buffer.len);
    hg_sink_release(&message);
    return result;
}

static bool is_wanted(const struct hg_mailing *mailing, const struct hg_run *run)
{
    struct hg_history_change change;
    hg_history_changed(mailing->history, &change);
    switch ((enum hg_mail_when)mailing->settings->mail.when) {
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
static int report_on(const struct hg_mailing *mailing, const struct hg_config *config,
                     const struct hg_zone *zone)
{
    struct hg_uptime uptime;
    struct hg_error err = {0};
    int result = hg_figures_read(&uptime, mailing->history, config, zone, &err);
    if (result == 0)
        result = hg_mailing_report(mailing, &uptime);
    log_failure(&err);
    hg_uptime_release(&uptime);
    return result;
}

void hg_mailing_after_run(const struct hg_mailing *mailing,
                          const struct hg_config *config, const struct hg_run *run)
{
    struct hg_zone zone;
    struct hg_error err = {0};
    if (!mailing->settings->mail.send || is_stop_wanted(mailing->cancel))
        return;
    if (!is_wanted(mailing, run)) {
        (void)send_kept(mailing);
        return;
    }
    if (hg_zone_open(&zone, config->settings.report.tz, &err) == 0)
        report_on(mailing, config, &zone);
    log_failure(&err);
    hg_zone_release(&zone);
}
