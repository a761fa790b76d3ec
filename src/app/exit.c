/* SPDX-License-Identifier: MIT */
/* exit: exit statuses, and the output of commands that only print. */
#include "app/exit.h"

#include <unistd.h>

#include "headgate/log.h"

#include "headgate/banned.h"

static const struct hg_exit_row rows[] = {
    {HG_EXIT_OPEN, "the gate is open"},
    {HG_EXIT_CLOSED,
     "the gate is closed: too many failures, or (wait) it did not open in time"},
    {HG_EXIT_USAGE, "wrong usage or configuration; nothing was checked"},
    {HG_EXIT_TROUBLE, "no verdict; a report, mail or history could not be written; "
                      "or another run holds the lock"},
    {HG_EXIT_INTERRUPT, "stopped by SIGINT; the reports contain the results so far"},
    {HG_EXIT_TERMINATE,
     "stopped by SIGTERM or SIGHUP; the reports contain the results so far"},
};

const char hg_exit_of_plugins[] =
    "With -o nagios on standard output: 0 the gate is open, 1 open with degraded or "
    "tolerated targets, 2 closed, 3 everything else, wrong usage included.";

const struct hg_exit_row *hg_exits(size_t *count)
{
    *count = sizeof rows / sizeof rows[0];
    return rows;
}

int hg_exit_log(const struct hg_error *err)
{
    hg_log_error("%s", err->text);
    return err->kind == HG_ERROR_USAGE ? HG_EXIT_USAGE : HG_EXIT_TROUBLE;
}

bool hg_exit_is_stopped(int status)
{
    return status == HG_EXIT_INTERRUPT || status == HG_EXIT_TERMINATE;
}

int hg_print_end(struct hg_sink *sink)
{
    hg_sink_flush(sink);
    const bool was_written = sink->failure == 0;
    if (!was_written)
        hg_log_error("standard output can't be written");
    hg_sink_release(sink);
    return was_written ? HG_EXIT_OPEN : HG_EXIT_TROUBLE;
}

int hg_print(void (*write)(struct hg_sink *sink))
{
    struct hg_sink sink;
    hg_sink_init(&sink, STDOUT_FILENO);
    sink.notation = HG_NOTATION_VERBATIM; /* our own words, and scripts */
    write(&sink);
    return hg_print_end(&sink);
}
