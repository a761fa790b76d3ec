/* SPDX-License-Identifier: MIT */
/* command_check: the command that checks: one run, its reports, its place in the history, its exit status. */
#include "app/on_change.h"
#include "app/session.h"
#include "app/cli.h"
#include "app/command.h"
#include "app/exit.h"
#include "app/history_writer.h"
#include "app/notifier.h"

#include "headgate/banned.h"

/* What changed, and mails: both come from the history. */
static void notify_from_history(struct hg_session *session, const struct hg_run *run,
                                struct hg_history_writer *writer)
{
    const struct hg_notifier notifier = {&session->config->settings, writer->history,
                                         &session->cancel};
    if (writer->history == NULL || writer->has_failed)
        return;
    if (session->has_lines &&
        hg_on_change_write(writer->history, run, &session->live.sink) != 0)
        writer->has_failed = true;
    hg_notifier_after_run(&notifier, session->config, run);
}

static int check_once(struct hg_session *session, struct hg_run *run,
                      struct hg_history_writer *writer)
{
    struct hg_run_inputs inputs = session->inputs;
    struct hg_error err = {0};
    inputs.observers = session->observers;
    inputs.observer_count = session->observer_count;
    if (hg_run_once(run, &inputs, &err) != 0)
        return hg_exit_log(&err);
    hg_session_conclude(session, run);
    hg_history_writer_add(writer, run);
    notify_from_history(session, run, writer);
    return writer->has_failed && !hg_exit_is_stopped(run->exit_status) ? HG_EXIT_TROUBLE
                                                                       : run->exit_status;
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
