/* SPDX-License-Identifier: MIT */
/* check: the command that checks: one run, its reports, its exit status. */
#include "app/checking.h"
#include "app/command.h"
#include "app/exit.h"

#include "headgate/banned.h"

static int make_run(struct hg_checking *checking, struct hg_run *run)
{
    const struct hg_observer observers[] = {hg_reports_observer(&checking->reports),
                                            hg_live_observer(&checking->live)};
    if (hg_checking_make_run(checking, run, observers,
                             sizeof observers / sizeof observers[0]) != 0)
        return HG_EXIT_TROUBLE;
    run->exit_status = hg_checking_status(checking, run);
    hg_checking_conclude(checking, run);
    return run->exit_status;
}

static int check(struct hg_checking *checking)
{
    struct hg_round round;
    hg_checking_init_round(checking, &round, &checking->config->settings);
    const int status = make_run(checking, &round.run);
    hg_round_release(&round);
    return status;
}

int hg_command_check(const struct hg_cli *cli)
{
    return hg_checking_command(cli, check);
}
