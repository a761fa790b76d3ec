/* SPDX-License-Identifier: MIT */
/* exit: the exit statuses. */
#include "app/exit.h"

#include "headgate/banned.h"

static const struct hg_exit_row rows[] = {
    {HG_EXIT_OPEN, "the gate is open"},
    {HG_EXIT_CLOSED,
     "the gate is closed: more is wrong than allowed, or it did not open in time (wait)"},
    {HG_EXIT_USAGE, "wrong usage or configuration; nothing was checked"},
    {HG_EXIT_TROUBLE, "could not judge, or a report could not be written"},
    {HG_EXIT_INTERRUPT, "stopped by SIGINT; the reports say what was known"},
    {HG_EXIT_TERMINATE, "stopped by SIGTERM or SIGHUP; likewise"},
};

const struct hg_exit_row *hg_exits(size_t *count)
{
    *count = sizeof rows / sizeof rows[0];
    return rows;
}
