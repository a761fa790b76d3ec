/* SPDX-License-Identifier: MIT */
/* misplaced: options of other commands. One that is passed over in silence would make people believe
 * that a mail is sent, or that a lock is held. */
#ifndef HEADGATE_APP_MISPLACED_H
#define HEADGATE_APP_MISPLACED_H

#include <stdbool.h>

#include "headgate/error.h"

#include "app/cli.h"
#include "app/option.h"

/* -1 with a usage error when an option was typed that the command has no use for. `validate` and `list`
 * take all but --at, as they show what is set; so does --help. The environment and configurations may
 * set what they like: they are for all commands. */
int hg_misplaced_refuse(const struct hg_cli *cli, struct hg_error *err);
/* Whether the command's help shows the option. None is shown that would be refused. */
bool hg_misplaced_suits(const struct hg_command *command,
                        const struct hg_option_text *option);

#endif
