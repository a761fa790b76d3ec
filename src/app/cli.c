/* SPDX-License-Identifier: MIT */
/* cli: getopt_long over all options. */
#include "app/cli.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "headgate/buf.h"
#include "headgate/memory.h"
#include "headgate/text.h"

#include "app/command.h"
#include "app/option.h"

#include <getopt.h>

#include "headgate/banned.h"

/* getopt's value for an argument that is no option, because the option string begins with '-'. */
#define ARGUMENT 1
/* Values of long options: above every letter. */
#define OPTION_BASE 1000

/* What getopt_long reads. */
struct option_rows {
    struct hg_option *options; /* owned */
    size_t count;
    /* Owned, ends with a zero row. `val` is OPTION_BASE and the position in `options`. */
    struct option *longs;
    struct hg_buf letters; /* the option string */
};

static void add_row(struct option_rows *rows, size_t *long_count,
                    const struct hg_option *option)
{
    const bool is_switch = option->kind == HG_OPTION_KEY && option->value == NULL;
    int argument = is_switch ? optional_argument : no_argument;
    if (option->argument != NULL)
        argument = required_argument;
    if (option->name != NULL)
        rows->longs[(*long_count)++] =
            (struct option){option->name, argument, NULL, OPTION_BASE + (int)rows->count};
    if (option->letter != 0)
        hg_buf_printf(&rows->letters, "%c%s", option->letter,
                      option->argument == NULL ? "" : ":");
    rows->options[rows->count++] = *option;
}

static void option_rows_init(struct option_rows *rows)
{
    struct hg_option option;
    size_t position = 0;
    size_t count = 0;
    size_t long_count = 0;
    while (hg_option_next(&position, &option))
        count++;
    *rows = (struct option_rows){.options = hg_memory_new(count, sizeof *rows->options),
                                 .longs = hg_memory_new(count + 1, sizeof *rows->longs)};
    hg_buf_init(&rows->letters);
    hg_buf_add_text(&rows->letters, "-:");
    for (position = 0; hg_option_next(&position, &option);)
        add_row(rows, &long_count, &option);
}

static void option_rows_release(struct option_rows *rows)
{
    free(rows->options);
    free(rows->longs);
    hg_buf_release(&rows->letters);
}

static void add_input(struct hg_cli *cli, enum hg_input_kind kind, const char *text)
{
    cli->inputs = hg_memory_grow(cli->inputs, cli->input_count, sizeof *cli->inputs);
    cli->inputs[cli->input_count++] = (struct hg_input){kind, text};
}

/* NULL as text: a switch, or an option that stands for a value. */
static void add_override(struct hg_cli *cli, const struct hg_option *option,
                         bool is_letter, const char *text)
{
    const size_t at = cli->override_count++;
    struct hg_buf spelling;

    hg_buf_init(&spelling);
    if (is_letter)
        hg_buf_printf(&spelling, "-%c", option->letter);
    else
        hg_buf_printf(&spelling, "--%s", option->name);
    if (text == NULL)
        text = option->value == NULL ? "true" : option->value;
    cli->spellings = hg_memory_grow(cli->spellings, at, sizeof *cli->spellings);
    cli->spellings[at] = hg_buf_steal(&spelling);
    cli->overrides = hg_memory_grow(cli->overrides, at, sizeof *cli->overrides);
    cli->overrides[at] = (struct hg_override){
        .key = option->key, .option = cli->spellings[at], .text = text};
}

static void add_argument(struct hg_cli *cli, const char *text)
{
    if (cli->command == NULL || !hg_command_has_operands(cli->command)) {
        add_input(cli, HG_INPUT_ARGUMENT, text);
        return;
    }
    cli->operands =
        hg_memory_grow(cli->operands, cli->operand_count, sizeof *cli->operands);
    cli->operands[cli->operand_count++] = text;
}

static const char *first_argument(const struct hg_cli *cli)
{
    for (size_t i = 0; i < cli->input_count; i++) {
        if (cli->inputs[i].kind == HG_INPUT_ARGUMENT)
            return cli->inputs[i].text;
    }
    return NULL;
}

/* The first word may be a command. One that comes later was hardly meant as a URL. */
static int add_word(struct hg_cli *cli, const char *word, struct hg_error *err)
{
    const struct hg_command *command =
        cli->command == NULL ? hg_command_find(word) : NULL;
    const char *first = first_argument(cli);
    if (command != NULL && first != NULL)
        return hg_error_usage(err,
                              "the command \"%s\" must come before \"%.80s\"; for a host "
                              "of that name write https://%s",
                              word, first, word);
    if (command != NULL)
        cli->command = command;
    else
        add_argument(cli, word);
    return 0;
}

static void apply_option(struct hg_cli *cli, const struct hg_option *option,
                         bool is_letter, const char *text)
{
    switch (option->kind) {
    case HG_OPTION_KEY:
        add_override(cli, option, is_letter, text);
        break;
    case HG_OPTION_CONFIG:
        add_input(cli, HG_INPUT_CONFIG, text);
        break;
    case HG_OPTION_LIST:
        add_input(cli, HG_INPUT_LIST, text);
        break;
    case HG_OPTION_AT:
        cli->at = text;
        break;
    case HG_OPTION_ALLOW_UNSET:
        cli->allows_unset = true;
        break;
    case HG_OPTION_HELP:
        cli->wants_help = true;
        break;
    case HG_OPTION_VERSION:
        cli->wants_version = true;
        break;
    }
}

static void apply_letter(struct hg_cli *cli, const struct option_rows *rows, int letter,
                         const char *text)
{
    for (size_t i = 0; i < rows->count; i++) {
        if (rows->options[i].letter == letter)
            apply_option(cli, &rows->options[i], true, text);
    }
}

static int refuse_unknown(const struct option_rows *rows, const char *word,
                          struct hg_error *err)
{
    const char *names[256];
    size_t count = 0;
    char name[64];

    snprintf(name, sizeof name, "%.*s", (int)strcspn(word + 2, "="), word + 2);
    for (const struct option *row = rows->longs; row->name != NULL && count < 256; row++)
        names[count++] = row->name;
    const char *nearest =
        strncmp(word, "--", 2) == 0 ? hg_text_nearest(name, names, count) : NULL;
    if (nearest != NULL)
        return hg_error_usage(err, "unknown option \"--%s\", did you mean \"--%s\"?",
                              name, nearest);
    /* Without its value, which may be a secret. */
    return hg_error_usage(err, "unknown option \"%.*s\"", 2 + (int)strcspn(word + 2, "="),
                          word);
}

/* What getopt could not take: ':' is an argument that is missing. */
static int explain(const struct option_rows *rows, int parsed, char **argv,
                   struct hg_error *err)
{
    const char *word = argv[optind - 1];
    char letter[3] = {'-', (char)optopt, '\0'};
    if (parsed == ':')
        return hg_error_usage(err, "option \"%s\" needs an argument", word);
    if (optopt >= OPTION_BASE)
        return hg_error_usage(err, "option \"%.*s\" takes no argument",
                              (int)strcspn(word, "="), word);
    return refuse_unknown(rows, optopt == 0 ? word : letter, err);
}

static int parse(struct hg_cli *cli, int argc, char **argv,
                 const struct option_rows *rows, struct hg_error *err)
{
    int parsed;

    opterr = 0;
    optind = 0; /* glibc: begin anew, and read the option string's '-' again */
    while ((parsed = getopt_long(argc, argv, rows->letters.data, rows->longs, NULL)) !=
           -1) {
        if (parsed == '?' || parsed == ':')
            return explain(rows, parsed, argv, err);
        if (parsed == ARGUMENT && add_word(cli, optarg, err) != 0)
            return -1;
        if (parsed == ARGUMENT)
            continue;
        if (parsed >= OPTION_BASE)
            apply_option(cli, &rows->options[parsed - OPTION_BASE], false, optarg);
        else
            apply_letter(cli, rows, parsed, optarg);
    }
    for (int i = optind; i < argc; i++)
        add_argument(cli, argv[i]);
    return 0;
}

static int refuse(const struct hg_cli *cli, const struct hg_option *option,
                  const char *dashes, const char *spelling, struct hg_error *err)
{
    struct hg_buf names;
    hg_buf_init(&names);
    hg_command_add_names(option->commands, &names);
    const int result = hg_error_usage(err, "option \"%s%s\" is for %s, not for %s",
                                      dashes, spelling, names.data, cli->command->name);
    hg_buf_release(&names);
    return result;
}

/* The option that sets `key`. */
static const struct hg_option *find_option(const struct option_rows *rows,
                                           const struct hg_key *key)
{
    size_t at = 0;
    while (rows->options[at].key != key)
        at++;
    return &rows->options[at];
}

/* Of the options that are no keys, those that are for few commands. */
static bool is_given(const struct hg_cli *cli, enum hg_option_kind kind)
{
    return (kind == HG_OPTION_AT && cli->at != NULL) ||
           (kind == HG_OPTION_ALLOW_UNSET && cli->allows_unset);
}

/* Help and version are printed whatever else was typed. */
static int check_options(const struct hg_cli *cli, const struct option_rows *rows,
                         struct hg_error *err)
{
    if (cli->wants_help || cli->wants_version)
        return 0;
    for (size_t i = 0; i < rows->count; i++) {
        const struct hg_option *option = &rows->options[i];
        if (is_given(cli, option->kind) && hg_option_is_refused(option, cli->command))
            return refuse(cli, option, "--", option->name, err);
    }
    for (size_t i = 0; i < cli->override_count; i++) {
        const struct hg_option *option = find_option(rows, cli->overrides[i].key);
        if (hg_option_is_refused(option, cli->command))
            return refuse(cli, option, "", cli->overrides[i].option, err);
    }
    return 0;
}

int hg_cli_parse(struct hg_cli *cli, int argc, char **argv, struct hg_error *err)
{
    struct option_rows rows;
    size_t count;

    *cli = (struct hg_cli){0};
    option_rows_init(&rows);
    int result = parse(cli, argc, argv, &rows, err);
    cli->names_command = cli->command != NULL;
    if (cli->command == NULL)
        cli->command = &hg_commands(&count)[0];
    if (result == 0)
        result = check_options(cli, &rows, err);
    option_rows_release(&rows);
    return result;
}

void hg_cli_release(struct hg_cli *cli)
{
    for (size_t i = 0; i < cli->override_count; i++)
        free(cli->spellings[i]);
    free(cli->spellings);
    free(cli->overrides);
    free(cli->inputs);
    free(cli->operands);
    *cli = (struct hg_cli){0};
}
