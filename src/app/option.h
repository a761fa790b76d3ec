/* SPDX-License-Identifier: MIT */
/* option: every option of the command line: those of the key table, and a few more. The parser, --help,
 * the man page and completion read them here. */
#ifndef HEADGATE_APP_OPTION_H
#define HEADGATE_APP_OPTION_H

#include <stdbool.h>
#include <stddef.h>

#include "headgate/key.h"

#include "app/command.h"

enum hg_option_kind {
    HG_OPTION_KEY, /* sets a key */
    HG_OPTION_CONFIG,
    HG_OPTION_LIST,
    HG_OPTION_AT,
    HG_OPTION_ALLOW_UNSET,
    HG_OPTION_CHECK,
    HG_OPTION_FULL,
    HG_OPTION_ACK,
    HG_OPTION_TEST,
    HG_OPTION_DRY_RUN,
    HG_OPTION_CHANNEL,
    HG_OPTION_HELP,
    HG_OPTION_VERSION
};

/* What its argument may be. */
enum hg_option_values {
    HG_VALUES_NONE, /* it has no argument */
    HG_VALUES_ANY,
    HG_VALUES_CHOICES, /* `choices` of the key */
    HG_VALUES_FILES,
    HG_VALUES_FORMATS /* FORMAT[=FILE] */
};

#define HG_OPTION_LABEL_SIZE 128

struct hg_option {
    enum hg_option_kind kind;
    const char *name;     /* long, without dashes; NULL: none */
    char letter;          /* 0: none */
    const char *argument; /* NULL: none */
    enum hg_option_values values;
    const char *summary;
    const char *default_text; /* NULL: none, or not worth showing */
    const struct hg_key *key; /* HG_OPTION_KEY only */
    const char *value;        /* for the key, in place of an argument; NULL: none */
    unsigned commands;        /* that have a use for it: bits of enum hg_command_bit */
    bool is_repeatable;
};

/* Copy the next option to `option` and advance `position`, 0 at first; false after the last. */
bool hg_option_next(size_t *position, struct hg_option *option);

/* Whether the command has a use for the option: its help and completion show it. */
bool hg_option_is_for(const struct hg_option *option, const struct hg_command *command);
/* Whether it is for all commands that read targets. Other commands then ignore it. */
bool hg_option_is_general(const struct hg_option *option);
/* Whether the command refuses the option. Ignoring it silently could mislead, for example make someone
 * believe that a mail is sent. Environment and configuration may set any key: all commands share them. */
bool hg_option_is_refused(const struct hg_option *option,
                          const struct hg_command *command);

/* Options are shown in sections. */
size_t hg_option_section_count(void);
const char *hg_option_section_title(size_t section);
/* Like hg_option_next(), for the options of one section. */
bool hg_option_next_in(size_t section, size_t *position, struct hg_option *option);
/* "-j, --workers NUMBER". */
void hg_option_label(const struct hg_option *option, char out[HG_OPTION_LABEL_SIZE]);

#endif
