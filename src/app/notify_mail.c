/* SPDX-License-Identifier: MIT */
/* notify_mail: what waits for the mail server, and a sample. */
#include "app/notify_mail.h"

#include <string.h>
#include <unistd.h>

#include "headgate/channel.h"
#include "headgate/clock.h"
#include "headgate/log.h"
#include "headgate/unsent.h"
#include "headgate/uptime_report.h"

#include "app/exit.h"
#include "app/notifier.h"
#include "app/uptime_query.h"

#include "headgate/banned.h"

#define SAMPLE_NAME "test, nothing has happened"

bool hg_notify_mail_is_meant(const struct hg_config *config, const char *name)
{
    return config->settings.mail.server != NULL &&
           (name == NULL || strcmp(name, "mail") == 0);
}

/* The password is not in it. */
static void print(const struct hg_settings *settings, const struct hg_payload *payload)
{
    struct hg_sink sink;
    hg_sink_init(&sink, STDOUT_FILENO);
    hg_sink_printf(&sink, "channel \"mail\":\nmail server %s\n%s\n\n",
                   settings->mail.server, payload->envelope);
    hg_sink_write(&sink, payload->data, payload->len);
    hg_sink_text(&sink, "\n");
    hg_sink_flush(&sink);
    hg_sink_release(&sink);
}

static int send_sample(const struct hg_config *config, const struct hg_channel *channel,
                       const struct hg_payload *payload)
{
    const struct hg_cancel never = {0};
    struct hg_delivery delivery;
    struct hg_error err = {0};
    const int result =
        channel->send(&config->settings, payload, &never, INT64_MAX, &delivery, &err);
    if (result == 0)
        hg_log_note("channel \"mail\": the sample was sent");
    else
        hg_log_error("channel \"mail\": the sample was not sent: %s", err.text);
    hg_delivery_release(&delivery);
    return result == 0 ? HG_EXIT_OPEN : HG_EXIT_TROUBLE;
}

/* A report of no target. */
static void write_sample(const struct hg_config *config, const struct hg_channel *channel,
                         const struct hg_zone *zone, struct hg_sink *sink)
{
    const struct hg_uptime_style style = hg_uptime_query_style(&config->settings);
    char host[256] = "";
    struct hg_uptime uptime = {
        .tool_version = HEADGATE_VERSION,
        .history = "",
        .name = SAMPLE_NAME,
        .host = host,
        .generated_us = hg_clock_wall_us(),
        .period = {.description = "test"},
        .zone = zone,
    };
    gethostname(host, sizeof host - 1);
    uptime.period.begin_us = uptime.period.end_us = uptime.generated_us;
    uptime.before = uptime.period;
    hg_uptime_reporter_find(channel->format)->write(&uptime, &style, sink);
}

int hg_notify_mail_test(const struct hg_config *config, bool is_dry_run)
{
    const struct hg_channel *channel = hg_channel_find("mail");
    struct hg_zone zone;
    struct hg_sink text;
    struct hg_buf envelope;
    struct hg_error err = {0};
    int status = HG_EXIT_OPEN;
    if (hg_zone_open(&zone, config->settings.report.tz, &err) != 0)
        return hg_exit_log(&err);
    hg_sink_init(&text, -1);
    hg_buf_init(&envelope);
    write_sample(config, channel, &zone, &text);
    channel->write_envelope(&config->settings, &envelope);
    const struct hg_payload payload = {envelope.data, text.buffer.data, text.buffer.len};
    if (is_dry_run)
        print(&config->settings, &payload);
    else
        status = send_sample(config, channel, &payload);
    hg_buf_release(&envelope);
    hg_sink_release(&text);
    hg_zone_release(&zone);
    return status;
}

static int print_next(const struct hg_history_reader *reader)
{
    struct hg_unsent message;
    struct hg_error err = {0};
    int status = HG_EXIT_OPEN;
    if (hg_unsent_peek(reader->history, "mail", &message, &err) != 0)
        status = hg_exit_log(&err);
    if (message.id != 0)
        print(&reader->config.settings,
              &(struct hg_payload){message.envelope, message.data, message.len});
    hg_unsent_release(&message);
    return status;
}

int hg_notify_mail_send(const struct hg_history_reader *reader, bool is_dry_run)
{
    const struct hg_cancel never = {0};
    struct hg_notifier notifier;
    if (is_dry_run)
        return print_next(reader);
    hg_notifier_init(&notifier, &reader->config, reader->history, &never);
    return hg_notifier_send_waiting(&notifier, hg_channel_find("mail")) == 0
               ? HG_EXIT_OPEN
               : HG_EXIT_TROUBLE;
}
