/* SPDX-License-Identifier: MIT */
/* exit: how a command ends: the exit statuses, the program's contract with pipelines (no others exist), and
 * the output of commands that only print. */
#ifndef HEADGATE_APP_EXIT_H
#define HEADGATE_APP_EXIT_H

#include <stdbool.h>
#include <stddef.h>

#include "headgate/error.h"
#include "headgate/output.h"

enum hg_exit {
    HG_EXIT_OPEN = 0,
    HG_EXIT_CLOSED = 1,
    HG_EXIT_USAGE = 2,
    HG_EXIT_TROUBLE = 3,
    HG_EXIT_INTERRUPT = 130,
    HG_EXIT_TERMINATE = 143
};

struct hg_exit_row {
    enum hg_exit status;
    const char *meaning; /* for --help and the man page */
};

/* A sentence on the statuses with a report for Nagios (plugin_exit.h). */
extern const char hg_exit_of_plugins[];

const struct hg_exit_row *hg_exits(size_t *count);
/* Log the error, and return the status that follows from it. */
int hg_exit_log(const struct hg_error *err);
/* Whether a signal ended the run: a later failure does not change such a status. */
bool hg_exit_is_stopped(int status);
/* Have `write` fill standard output. HG_EXIT_OPEN, or HG_EXIT_TROUBLE (logged) when it can't be
 * written. */
int hg_print(void (*write)(struct hg_sink *sink)) __attribute__((warn_unused_result));
/* The same for a sink on standard output that was filled already; releases it. */
int hg_print_end(struct hg_sink *sink) __attribute__((warn_unused_result));

#endif
