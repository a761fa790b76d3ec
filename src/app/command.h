/* SPDX-License-Identifier: MIT */
/* command: the commands of the program, as rows of one table; one file per command. */
#ifndef HEADGATE_APP_COMMAND_H
#define HEADGATE_APP_COMMAND_H

#include <stdbool.h>
#include <stddef.h>

#include "headgate/buf.h"
#include "headgate/config.h"
#include "headgate/key.h"

struct hg_cli;

/* What its arguments are, besides options. */
enum hg_command_operands {
    HG_OPERANDS_TARGETS, /* configurations, URLs and list files */
    HG_OPERANDS_CONFIGS, /* configurations */
    HG_OPERANDS_DOCUMENT,
    HG_OPERANDS_COMMAND,
    HG_OPERANDS_TEXT
};

/* The formats that its -o accepts. */
enum hg_command_formats {
    HG_FORMATS_NONE,
    HG_FORMATS_OF_RUN,
    HG_FORMATS_OF_PERIOD,
    HG_FORMATS_OF_LIST /* text and json */
};

struct hg_command {
    const char *name;
    const char *arguments; /* in the usage line, after the options */
    const char *summary;   /* in lower case, without a full stop */
    const char *examples;  /* a line each, ended by a line feed, without "headgate" */
    int (*run)(const struct hg_cli *cli); /* returns an enum hg_exit */
    enum hg_command_bit bit;
    enum hg_command_operands operands;
    enum hg_command_formats formats;
    bool accepts_every_key; /* so that the command line of any check can be checked */
    bool without_retries;   /* `retries` is 0 by default: each round is a retry */
    enum hg_interval_rule intervals;
};

/* The first is the default. */
const struct hg_command *hg_commands(size_t *count);
/* The command of this name, or NULL. */
const struct hg_command *hg_command_find(const char *name);
/* The name of a command that is spelled nearly like `word`, or NULL. */
const char *hg_command_nearest(const char *word);
/* The name of the command that `word` was meant for, most likely: it is its beginning, a letter or two
 * away, or another tool's word. NULL when it may well be a host. */
const char *hg_command_meant_by(const char *word);
/* Append the names of a set, bits of enum hg_command_bit: "check, wait and report". */
void hg_command_add_names(unsigned set, struct hg_buf *out);
/* Whether arguments are kept as `operands` of the command line. If not, they are its inputs. */
bool hg_command_has_operands(const struct hg_command *command);

int hg_command_check(const struct hg_cli *cli);
int hg_command_wait(const struct hg_cli *cli);
int hg_command_watch(const struct hg_cli *cli);
int hg_command_validate(const struct hg_cli *cli);
int hg_command_list(const struct hg_cli *cli);
int hg_command_report(const struct hg_cli *cli);
int hg_command_history(const struct hg_cli *cli);
int hg_command_explain(const struct hg_cli *cli);
int hg_command_note(const struct hg_cli *cli);
int hg_command_notify(const struct hg_cli *cli);
int hg_command_init(const struct hg_cli *cli);
int hg_command_doctor(const struct hg_cli *cli);
int hg_command_generate(const struct hg_cli *cli);
int hg_command_help(const struct hg_cli *cli);

#endif
