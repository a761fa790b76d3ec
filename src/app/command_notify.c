/* SPDX-License-Identifier: MIT */
/* command_notify: the command that sends what is due, or a sample, through the channels of the configuration. */
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "headgate/channel.h"
#include "headgate/clock.h"
#include "headgate/log.h"
#include "headgate/memory.h"
#include "headgate/outbox.h"
#include "headgate/text.h"
#include "headgate/units.h"

#include "app/cli.h"
#include "app/command.h"
#include "app/event_sender.h"
#include "app/exit.h"
#include "app/history_reader.h"
#include "app/notify_mail.h"
#include "app/setup.h"
#include "app/waiting.h"

#include "headgate/banned.h"

#define SAMPLE_ID "00000000000000000000000000000000"

/* The channels that are meant: all, or the one of --channel. */
struct selection {
    const struct hg_channel_settings *items;
    size_t count;
};

static int refuse_channel(const struct hg_channels_settings *channels, const char *name)
{
    const char **names = hg_memory_new(channels->count + 1, sizeof *names);
    for (size_t i = 0; i < channels->count; i++)
        names[i] = channels->items[i].name;
    names[channels->count] = "mail";
    const char *nearest = hg_text_nearest(name, names, channels->count + 1);
    hg_log_error("there is no channel \"%.64s\"%s%s%s", name,
                 nearest == NULL ? "" : ", did you mean \"",
                 nearest == NULL ? "" : nearest, nearest == NULL ? "" : "\"?");
    free(names);
    return HG_EXIT_USAGE;
}

/* Mail is none of them. */
static int find_channels(const struct hg_config *config, const char *name,
                         struct selection *selection)
{
    const struct hg_channels_settings *channels = &config->settings.channels;
    const bool has_mail = hg_notify_mail_is_meant(config, name);
    *selection = (struct selection){channels->items, name == NULL ? channels->count : 0};
    for (size_t i = 0; name != NULL && i < channels->count; i++) {
        if (strcmp(channels->items[i].name, name) == 0)
            *selection = (struct selection){&channels->items[i], 1};
    }
    if (selection->count > 0 || has_mail)
        return HG_EXIT_OPEN;
    if (name != NULL && strcmp(name, "mail") == 0)
        hg_log_error("mail is not configured: it needs mail.server");
    else if (channels->count == 0)
        hg_log_error("no channels: name a configuration that has some");
    else
        return refuse_channel(channels, name);
    return HG_EXIT_USAGE;
}

/* As if a target of that name had gone down now. */
struct sample {
    struct hg_event event;
    struct hg_message message;
    struct hg_run_state state;
};

static void make_sample(const struct hg_config *config, struct sample *sample)
{
    const int64_t now_us = hg_clock_wall_us();
    sample->event = (struct hg_event){
        .id = SAMPLE_ID,
        .kind = HG_EVENT_DOWN,
        .target = "test",
        .url = "https://test.example/",
        .at_us = now_us,
        .since_us = now_us,
        .cause = HG_CAUSE_STATUS,
        .reason = "a sample of headgate notify --test",
        .outage = SAMPLE_ID,
    };
    sample->message = (struct hg_message){
        .id = SAMPLE_ID,
        .run = "test",
        .location = config->settings.location,
        .made_us = now_us,
        .events = &sample->event,
        .event_count = 1,
        .is_test = true,
    };
    sample->state = (struct hg_run_state){
        .gate = HG_GATE_OPEN,
        .text = "a sample of headgate notify --test",
        .location = config->settings.location,
        .events = &sample->event,
        .event_count = 1,
        .is_test = true,
    };
}

static void print(const struct hg_channel_sending *sending)
{
    struct hg_sink sink;
    hg_sink_init(&sink, STDOUT_FILENO);
    hg_sink_printf(&sink, "channel \"%s\":\n", sending->settings->name);
    hg_channel_describe(sending, hg_clock_wall_us(), &sink);
    hg_sink_flush(&sink);
    hg_sink_release(&sink);
}

/* It works: reports need not name it any more. Without a history, or one that can't be used, none does. */
static void end_failure(const struct hg_config *config, const char *name)
{
    const char *file = config->settings.history.file;
    struct hg_error err = {0};
    if (file == NULL)
        return;
    struct hg_history *history = hg_history_open(file, HG_HISTORY_AMEND, &err);
    if (history != NULL && hg_outbox_end_failure(history, name, &err) != 0)
        hg_log_error("%s", err.text);
    hg_history_close(history);
}

/* Side by side. */
static int send_samples(const struct hg_config *config,
                        const struct hg_channel_sending *sendings, size_t count)
{
    struct hg_channel_flight **flights =
        hg_memory_new(count, sizeof(struct hg_channel_flight *));
    int status = HG_EXIT_OPEN;
    for (size_t i = 0; i < count; i++)
        flights[i] = hg_channel_flight_start(&sendings[i], NULL, NULL);
    for (size_t i = 0; i < count; i++) {
        const char *name = sendings[i].settings->name;
        struct hg_channel_answer answer;
        hg_channel_flight_join(flights[i], &answer);
        if (answer.status == HG_DELIVERY_SENT) {
            hg_log_note("channel \"%s\": the sample was sent", name);
            end_failure(config, name);
            continue;
        }
        hg_log_error("channel \"%s\": the sample was not sent: %s", name, answer.problem);
        status = HG_EXIT_TROUBLE;
    }
    free(flights);
    return status;
}

static int try_channels(const struct hg_config *config, const struct selection *selection,
                        const struct sample *sample, bool is_dry_run)
{
    const struct hg_cancel never = {0};
    struct hg_channel_sending *sendings =
        hg_memory_new(selection->count, sizeof *sendings);
    int status = HG_EXIT_OPEN;
    for (size_t i = 0; i < selection->count; i++)
        sendings[i] = (struct hg_channel_sending){.settings = &selection->items[i],
                                                  .message = &sample->message,
                                                  .state = &sample->state,
                                                  .cancel = &never,
                                                  .end_us = INT64_MAX};
    for (size_t i = 0; is_dry_run && i < selection->count; i++)
        print(&sendings[i]);
    if (!is_dry_run)
        status = send_samples(config, sendings, selection->count);
    free(sendings);
    return status;
}

static int test_mail(const struct hg_config *config, bool is_dry_run)
{
    const int status = hg_notify_mail_test(config, is_dry_run);
    if (status == HG_EXIT_OPEN && !is_dry_run)
        end_failure(config, "mail");
    return status;
}

static int worse(int status, int other)
{
    return status == HG_EXIT_OPEN ? other : status;
}

static int test_channels(const struct hg_cli *cli)
{
    struct hg_config config;
    struct selection selection;
    struct sample sample;
    int status = hg_setup_load(&config, cli);
    if (status == HG_EXIT_OPEN)
        status = find_channels(&config, cli->channel, &selection);
    if (status == HG_EXIT_OPEN) {
        make_sample(&config, &sample);
        status = try_channels(&config, &selection, &sample, cli->is_dry_run);
        if (hg_notify_mail_is_meant(&config, cli->channel))
            status = worse(status, test_mail(&config, cli->is_dry_run));
    }
    hg_config_release(&config);
    return status;
}

/* The oldest message of each channel, which is the next one. */
static int print_next(const struct hg_history_reader *reader,
                      const struct selection *selection)
{
    int status = HG_EXIT_OPEN;
    for (size_t i = 0; i < selection->count && status == HG_EXIT_OPEN; i++) {
        struct hg_message message;
        const struct hg_channel_sending sending = {.settings = &selection->items[i],
                                                   .message = &message};
        struct hg_error err = {0};
        if (hg_outbox_peek(reader->history, selection->items[i].name, &message, &err) !=
            0)
            status = hg_exit_log(&err);
        message.zone = &reader->zone;
        message.now_us = hg_clock_wall_us();
        if (status == HG_EXIT_OPEN && message.row != 0)
            print(&sending);
        hg_message_release(&message);
    }
    return status;
}

static int send_events(const struct hg_history_reader *reader, const char *name)
{
    const struct hg_cancel never = {0};
    const struct hg_event_sender sender = {&reader->config, reader->history, &never, name,
                                           NULL};
    return hg_event_sender_run(&sender) == 0 ? HG_EXIT_OPEN : HG_EXIT_TROUBLE;
}

static int send_due(const struct hg_history_reader *reader, const struct hg_cli *cli,
                    const struct selection *selection)
{
    int status = cli->is_dry_run ? print_next(reader, selection)
                                 : send_events(reader, cli->channel);
    if (hg_notify_mail_is_meant(&reader->config, cli->channel))
        status = worse(status, hg_notify_mail_send(reader, cli->is_dry_run));
    if (!cli->is_dry_run &&
        hg_waiting_drop_stale(reader->history, &reader->config.settings))
        status = HG_EXIT_TROUBLE;
    return status;
}

static int send_all(const struct hg_cli *cli)
{
    struct hg_history_reader reader;
    struct selection selection;
    int status = hg_history_reader_open(&reader, cli, HG_HISTORY_AMEND);
    if (status == HG_EXIT_OPEN)
        status = find_channels(&reader.config, cli->channel, &selection);
    if (status == HG_EXIT_OPEN)
        status = send_due(&reader, cli, &selection);
    hg_history_reader_close(&reader);
    return status;
}

int hg_command_notify(const struct hg_cli *cli)
{
    return cli->is_test ? test_channels(cli) : send_all(cli);
}
