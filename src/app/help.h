/* SPDX-License-Identifier: MIT */
/* help: what the program says of itself, from the tables of commands, keys, formats and statuses. */
#ifndef HEADGATE_APP_HELP_H
#define HEADGATE_APP_HELP_H

#include "headgate/output.h"

struct hg_command;

void hg_help_write(struct hg_sink *sink);         /* --help */
void hg_help_write_version(struct hg_sink *sink); /* --version */
/* What one command is for, and the options that it has a use for. */
void hg_help_write_command(struct hg_sink *sink, const struct hg_command *command);
/* Either on standard output; NULL is all. Returns an enum hg_exit. */
int hg_help_print(const struct hg_command *command);

#endif
