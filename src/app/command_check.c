/* SPDX-License-Identifier: MIT */
/* command_check: the command that checks: one run, its reports, its place in the history, its exit status. */
#include "headgate/clock.h"
#include "headgate/log.h"
#include "headgate/outbox.h"

#include "app/cli.h"
#include "app/command.h"
#include "app/event_sender.h"
#include "app/exit.h"
#include "app/history_writer.h"
#include "app/notifier.h"
#include "app/session.h"
#include "app/state_sender.h"
#include "app/waiting.h"

#include "headgate/banned.h"

#define MAIL_SHARE 3

static void send_events(struct hg_session *session, const struct hg_run *run,
                        struct hg_history_writer *writer)
{
    const struct hg_event_sender sender = {session->config, writer->history,
                                           &session->cancel, NULL, NULL};
    struct hg_history_change change;
    if (run->settings->channels.count == 0)
        return;
    hg_history_last_change(writer->history, &change);
    if (change.dropped_count > 0)
        hg_log_warning("a thousand messages of a channel wait already: the oldest %zu "
                       "%s dropped",
                       change.dropped_count, change.dropped_count == 1 ? "was" : "were");
    (void)hg_event_sender_run(&sender);
}

/* Channels that hang leave the mail a third of `notify.wait`. */
static int64_t end_of_mail(int64_t end_us, int64_t wait_us)
{
    const int64_t least_us = hg_clock_monotonic_us() + wait_us / MAIL_SHARE;
    return end_us > least_us ? end_us : least_us;
}

/* Report what the run changed: the history has it now. */
static void notify(struct hg_session *session, const struct hg_run *run,
                   struct hg_history_writer *writer)
{
    const struct hg_settings *settings = &session->config->settings;
    const int64_t end_us = hg_clock_monotonic_us() + settings->notify_wait_us;
    struct hg_notifier notifier;
    if (writer->history == NULL || writer->has_failed)
        return;
    hg_notifier_init(&notifier, session->config, writer->history, &session->cancel);
    if (session->has_lines &&
        hg_notifier_write_changes(&notifier, run, &session->live.sink) != 0)
        writer->has_failed = true;
    send_events(session, run, writer);
    notifier.end_us = end_of_mail(end_us, settings->notify_wait_us);
    notifier.is_strict = true;
    hg_notifier_after_run(&notifier, run);
    (void)hg_waiting_drop_stale(writer->history, settings);
}

/* Reports are written before messages are sent: they say what was known before. */
static void find_failing_channels(const struct hg_session *session, struct hg_run *run,
                                  const struct hg_history_writer *writer)
{
    const struct hg_settings *settings = &session->config->settings;
    struct hg_error err = {0};
    if (writer->history == NULL ||
        (settings->channels.count == 0 && !settings->mail.send))
        return;
    if (hg_outbox_read_failing(writer->history, &run->arena, &run->failing_channels,
                               &err) != 0)
        hg_log_error("%s", err.text);
}

/* The history and the reports of a run. */
static struct hg_state_outcome store(struct hg_session *session, struct hg_run *run,
                                     struct hg_history_writer *writer)
{
    find_failing_channels(session, run, writer);
    hg_session_conclude(session, run);
    hg_history_writer_add(writer, run);
    return (struct hg_state_outcome){
        .history = writer->has_failed ? NULL : writer->history,
        .has_failed = writer->has_failed || session->reports.has_failed ||
                      session->live.sink.failure != 0,
    };
}

static int make_run(struct hg_session *session, struct hg_run *run,
                    struct hg_history_writer *writer, struct hg_state_sender *states)
{
    struct hg_run_inputs inputs = session->inputs;
    struct hg_error err = {0};
    inputs.observers = session->observers;
    inputs.observer_count = session->observer_count;
    if (hg_run_once(run, &inputs, &err) != 0) {
        hg_state_sender_finish(states, NULL, &(struct hg_state_outcome){0});
        return hg_exit_log(&err);
    }
    const struct hg_state_outcome outcome = store(session, run, writer);
    hg_state_sender_finish(states, run, &outcome);
    notify(session, run, writer);
    return writer->has_failed && !hg_exit_is_stopped(run->exit_status) ? HG_EXIT_TROUBLE
                                                                       : run->exit_status;
}

static int check_once(struct hg_session *session, struct hg_run *run,
                      struct hg_history_writer *writer)
{
    struct hg_state_sender states;
    hg_state_sender_start(&states, session->config, &session->cancel);
    const int status = make_run(session, run, writer, &states);
    hg_state_sender_join(&states, writer->has_failed ? NULL : writer->history);
    return status;
}

static int check(struct hg_session *session)
{
    struct hg_history_writer writer;
    int status = hg_history_writer_open(&writer, &session->config->settings.history);
    if (status == HG_EXIT_OPEN) {
        struct hg_run run;
        status = check_once(session, &run, &writer);
        hg_run_release(&run);
    }
    hg_history_writer_close(&writer);
    return status;
}

int hg_command_check(const struct hg_cli *cli)
{
    return hg_session_run(cli, check);
}
