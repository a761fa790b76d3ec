/* SPDX-License-Identifier: MIT */
/* command: what the program can be told to do, as rows of one table; one file per command. */
#ifndef HEADGATE_APP_COMMAND_H
#define HEADGATE_APP_COMMAND_H

#include <stdbool.h>
#include <stddef.h>

#include "app/cli.h"

/* What its -o takes, as its help shows it. */
enum hg_command_formats {
    HG_FORMATS_NONE,
    HG_FORMATS_OF_RUN,
    HG_FORMATS_OF_PERIOD,
};

struct hg_command {
    const char *name;
    const char *arguments; /* as shown in the usage, behind options */
    const char *summary;   /* a sentence without a full stop, in small letters */
    const char *examples;  /* without "headgate", ended by line feeds */
    int (*run)(const struct hg_cli *cli); /* returns an enum hg_exit */
    const char
        *options; /* names of those that it has a use for, between blanks; NULL: all
                            that are not for others only (app/misplaced.h) */
    enum hg_command_formats formats;
    bool without_retries; /* `retries` is 0 where nothing sets it: rounds are retries */
    bool takes_operands;  /* its arguments are words of its own, not inputs */
};

/* The first is what runs when none is named. */
const struct hg_command *hg_commands(size_t *count);
const struct hg_command *hg_command_find(const char *name);
/* The name of the command that the word is nearest to, or NULL. */
const char *hg_command_nearest(const char *word);

int hg_command_check(const struct hg_cli *cli);
int hg_command_wait(const struct hg_cli *cli);
int hg_command_validate(const struct hg_cli *cli);
int hg_command_list(const struct hg_cli *cli);
int hg_command_report(const struct hg_cli *cli);
int hg_command_history(const struct hg_cli *cli);
int hg_command_explain(const struct hg_cli *cli);
int hg_command_note(const struct hg_cli *cli);
int hg_command_generate(const struct hg_cli *cli);
int hg_command_help(const struct hg_cli *cli);

#endif
