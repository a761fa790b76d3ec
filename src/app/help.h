/* SPDX-License-Identifier: MIT */
/* help: --help and --version, from the tables of commands, options, formats and exit statuses. */
#ifndef HEADGATE_APP_HELP_H
#define HEADGATE_APP_HELP_H

#include "headgate/output.h"

struct hg_command;

/* Sentences that the man page has too. The purpose follows the name of the program. */
extern const char hg_help_purpose[];
extern const char hg_help_arguments[];
extern const char hg_help_precedence[];

void hg_help_write(struct hg_sink *sink);         /* --help */
void hg_help_write_version(struct hg_sink *sink); /* --version */
/* The help of one command, with the options that it has a use for. */
void hg_help_write_command(struct hg_sink *sink, const struct hg_command *command);
/* Print the help of a command, or the whole (NULL). Returns an enum hg_exit. */
int hg_help_print(const struct hg_command *command);

#endif
