/* SPDX-License-Identifier: MIT */
/* cli: the command line as data. Whether a command accepts an option is checked here; values are not. */
#ifndef HEADGATE_APP_CLI_H
#define HEADGATE_APP_CLI_H

#include <stdbool.h>
#include <stddef.h>

#include "headgate/config.h"
#include "headgate/error.h"

struct hg_command;

struct hg_cli {
    const struct hg_command *command; /* never NULL after parsing */
    bool names_command;               /* it was typed */
    struct hg_input *inputs; /* owned array, borrowed texts, in the order typed */
    size_t input_count;
    struct hg_override *overrides; /* owned array, likewise */
    size_t override_count;
    char **spellings;      /* owned: what overrides' `option` points to */
    const char **operands; /* owned array, borrowed texts: arguments that are no inputs */
    size_t operand_count;
    const char *at; /* of --at; NULL: not given */
    bool allows_unset;
    bool checks_history; /* of --check */
    bool is_full;        /* of --full */
    const char *channel; /* of --channel; NULL: not given */
    bool acknowledges;   /* of --ack */
    bool is_test;        /* of --test */
    bool is_dry_run;     /* of --dry-run */
    bool wants_help;
    bool wants_version;
};

/* -1 with a usage error. Release in both cases. */
int hg_cli_parse(struct hg_cli *cli, int argc, char **argv, struct hg_error *err);
void hg_cli_release(struct hg_cli *cli);

#endif
