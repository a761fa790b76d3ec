/* SPDX-License-Identifier: MIT */
/* check: the command that checks: one run, its reports, its place in the history, its exit status. */
#include "app/changed.h"
#include "app/checking.h"
#include "app/command.h"
#include "app/exit.h"
#include "app/keeping.h"
#include "app/mailing.h"

#include "headgate/banned.h"

/* What changed, and mails: both come from the history. */
static void tell_by_history(struct hg_checking *checking, const struct hg_run *run,
                            struct hg_keeping *keeping)
{
    const struct hg_mailing mailing = {&checking->config->settings, keeping->history,
                                       &checking->cancel};
    if (keeping->history == NULL || keeping->has_failed)
        return;
    if (checking->has_lines &&
        hg_changed_tell(keeping->history, run, &checking->live.sink) != 0)
        keeping->has_failed = true;
    hg_mailing_after_run(&mailing, checking->config, run);
}

static int make_run(struct hg_checking *checking, struct hg_run *run,
                    struct hg_keeping *keeping)
{
    const struct hg_observer observers[] = {hg_reports_observer(&checking->reports),
                                            hg_live_observer(&checking->live)};
    if (hg_checking_make_run(checking, run, observers,
                             sizeof observers / sizeof observers[0]) != 0)
        return HG_EXIT_TROUBLE;
    run->exit_status = hg_checking_status(checking, run);
    hg_checking_conclude(checking, run);
    hg_keeping_add(keeping, run);
    tell_by_history(checking, run, keeping);
    return run->exit_status;
}

static int check_once(struct hg_checking *checking, struct hg_keeping *keeping)
{
    struct hg_round round;
    hg_checking_init_round(checking, &round, &checking->config->settings);
    const int status = make_run(checking, &round.run, keeping);
    hg_round_release(&round);
    /* What was not kept must not go unnoticed, whatever the gate says. */
    return keeping->has_failed && !hg_exit_is_stopped(status) ? HG_EXIT_TROUBLE : status;
}

static int check(struct hg_checking *checking)
{
    struct hg_keeping keeping;
    int status = hg_keeping_begin(&keeping, &checking->config->settings.history);
    if (status == HG_EXIT_OPEN)
        status = check_once(checking, &keeping);
    hg_keeping_end(&keeping);
    return status;
}

int hg_command_check(const struct hg_cli *cli)
{
    return hg_checking_command(cli, check);
}
