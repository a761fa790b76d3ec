/* SPDX-License-Identifier: MIT */
/* shell: scripts that complete the command line in shells. For each command they offer the options
 * that it has a use for, and values, files and commands where they belong.
 *
 * DESIGN. A script is a template with markers such as {{shells}}, which are replaced by the output of
 * functions that read the tables of commands, options and formats. Each script finds the command of the
 * line: the first argument that is no option, or `check` when that is not a command. By the place of the
 * cursor it then offers options, values of an option, or arguments. Options for the same commands stand
 * together, behind one test. */
#ifndef HEADGATE_APP_SHELL_H
#define HEADGATE_APP_SHELL_H

#include <stdbool.h>
#include <stddef.h>

#include "headgate/output.h"

#include "app/command.h"
#include "app/option.h"

struct hg_shell {
    const char *name;
    void (*write)(struct hg_sink *sink); /* the script */
};

/* The first is the default. */
const struct hg_shell *hg_shells(size_t *count);

void hg_shell_write_bash(struct hg_sink *sink);
void hg_shell_write_zsh(struct hg_sink *sink);
void hg_shell_write_fish(struct hg_sink *sink);

/* What follows is for the scripts. A set is bits of enum hg_command_bit. */

struct hg_shell_marker {
    const char *name;
    void (*write)(struct hg_sink *sink, unsigned which, const char *separator);
    unsigned which;
    const char *separator;
};

/* Write the template with its markers replaced. All of them must be among `markers`. */
void hg_shell_fill(struct hg_sink *sink, const char *template,
                   const struct hg_shell_marker *markers);
void hg_shell_write_escaped(struct hg_sink *sink, const char *text, const char *special);

/* The commands that an option is offered for. */
unsigned hg_shell_set(const struct hg_option *option);
unsigned hg_shell_set_with_formats(enum hg_command_formats formats);

#define HG_SHELL_SETS_MAX 32

/* Every set of commands that there are options for. Returns how many. */
size_t hg_shell_list_sets(unsigned sets[HG_SHELL_SETS_MAX]);
/* Like hg_option_next(), for the options of one set. */
bool hg_shell_next_in_set(unsigned set, size_t *position, struct hg_option *option);

/* "-j | --workers". */
void hg_shell_write_spellings(struct hg_sink *sink, const struct hg_option *option,
                              const char *separator);
/* The words of `choices`, between blanks. */
void hg_shell_write_choices(struct hg_sink *sink, const struct hg_option *option);
/* The names of formats, between blanks. */
void hg_shell_write_formats(struct hg_sink *sink, enum hg_command_formats formats);

#define HG_SHELL_BIT(values) (1U << (values))
#define HG_SHELL_VALUED      (~HG_SHELL_BIT(HG_VALUES_NONE))

/* For markers: the options that have such values, bits of enum hg_option_values. */
void hg_shell_write_options_with(struct hg_sink *sink, unsigned values,
                                 const char *separator);
/* For markers: the names of commands, of a set, or with such operands. */
void hg_shell_write_set(struct hg_sink *sink, unsigned set, const char *separator);
void hg_shell_write_set_with(struct hg_sink *sink, unsigned operands,
                             const char *separator);
/* For markers: the names of the shells. */
void hg_shell_write_shells(struct hg_sink *sink, unsigned unused, const char *separator);

#endif
