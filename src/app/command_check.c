/* SPDX-License-Identifier: MIT */
/* command_check: the command that checks: one run, its reports, its place in the history, its exit status. */
#include "app/on_change.h"
#include "app/session.h"
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

static int make_run(struct hg_session *session, struct hg_run *run,
                    struct hg_history_writer *writer)
{
    const struct hg_observer observers[] = {hg_report_files_observer(&session->reports),
                                            hg_live_observer(&session->live)};
    if (hg_session_make_run(session, run, observers,
                            sizeof observers / sizeof observers[0]) != 0)
        return HG_EXIT_TROUBLE;
    run->exit_status = hg_session_exit_status(session, run);
    hg_session_conclude(session, run);
    hg_history_writer_add(writer, run);
    notify_from_history(session, run, writer);
    return run->exit_status;
}

static int check_once(struct hg_session *session, struct hg_history_writer *writer)
{
    struct hg_round round;
    hg_session_init_round(session, &round, &session->config->settings);
    const int status = make_run(session, &round.run, writer);
    hg_round_release(&round);
    /* What was not kept must not go unnoticed, whatever the gate says. */
    return writer->has_failed && !hg_exit_is_stopped(status) ? HG_EXIT_TROUBLE : status;
}

static int check(struct hg_session *session)
{
    struct hg_history_writer writer;
    int status = hg_history_writer_open(&writer, &session->config->settings.history);
    if (status == HG_EXIT_OPEN)
        status = check_once(session, &writer);
    hg_history_writer_close(&writer);
    return status;
}

int hg_command_check(const struct hg_cli *cli)
{
    return hg_session_run(cli, check);
}
