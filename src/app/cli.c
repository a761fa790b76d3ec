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
#include "app/foreign.h"
#include "app/option.h"
#include "app/option_rows.h"
#include "app/output_hint.h"

#include "headgate/banned.h"

/* getopt's value for an argument that is no option, because the option string begins with '-'. */
#define ARGUMENT 1
/* En dash and em dash, as word processors write two hyphens. */
#define EN_DASH "\xE2\x80\x93"
#define EM_DASH "\xE2\x80\x94"

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

/* A word that is spelled like a command and is neither a file nor surely a host. */
static int check_address(const char *word, struct hg_error *err)
{
    const struct hg_input input = {HG_INPUT_ARGUMENT, word};
    const char *meant = hg_command_meant_by(word);
    if (strncmp(word, EN_DASH, strlen(EN_DASH)) == 0 ||
        strncmp(word, EM_DASH, strlen(EM_DASH)) == 0)
        return hg_error_usage(err, "\"%.80s\" begins with a long dash: write --%.80s",
                              word, word + strlen(EN_DASH));
    if (meant == NULL || strpbrk(word, ".:/") != NULL || hg_input_is_list(&input))
        return 0;
    return hg_error_usage(err,
                          "unknown command %s, did you mean %s? For a host of that name "
                          "write headgate check %s",
                          word, meant, word);
}

/* libcurl reads "8" as the address 0.0.0.8: it is rather the value of an option that takes none. */
static int check_number(const char *word, struct hg_error *err)
{
    const struct hg_input input = {HG_INPUT_ARGUMENT, word};
    if (word[0] == '\0' || word[strspn(word, "0123456789")] != '\0' ||
        hg_input_is_list(&input))
        return 0;
    return hg_error_usage(err,
                          "\"%.80s\" is a number, and no address; for the host of "
                          "that number write http://%.80s",
                          word, word);
}

/* The first word may be a command. One that comes later was hardly meant as a URL. */
static int add_word(struct hg_cli *cli, const char *word, struct hg_error *err)
{
    const struct hg_command *command =
        cli->command == NULL ? hg_command_find(word) : NULL;
    const char *first = first_argument(cli);
    const bool is_operand = cli->command != NULL && hg_command_has_operands(cli->command);
    if (cli->command == NULL && command == NULL && check_address(word, err) != 0)
        return -1;
    if (command == NULL && !is_operand && check_number(word, err) != 0)
        return -1;
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
    case HG_OPTION_CHECK:
        cli->checks_history = true;
        break;
    case HG_OPTION_FULL:
        cli->is_full = true;
        break;
    case HG_OPTION_ACK:
        cli->acknowledges = true;
        break;
    case HG_OPTION_TEST:
        cli->is_test = true;
        break;
    case HG_OPTION_DRY_RUN:
        cli->is_dry_run = true;
        break;
    case HG_OPTION_CHANNEL:
        cli->channel = text;
        break;
    case HG_OPTION_HELP:
        cli->wants_help = true;
        break;
    case HG_OPTION_VERSION:
        cli->wants_version = true;
        break;
    }
}

/* The word without its value, which may be a secret. */
static int refuse_foreign(const char *word, const char *answer, struct hg_error *err)
{
    return hg_error_usage(err, "unknown option \"%.*s\": %s", (int)strcspn(word, "="),
                          word, answer);
}

static int refuse_unknown(const struct hg_option_rows *rows, const char *word,
                          struct hg_error *err)
{
    const char *names[256];
    const char *foreign = word[1] == '-' ? NULL : hg_foreign_find_letter(word[1]);
    size_t count = 0;
    char name[64];

    if (foreign != NULL)
        return refuse_foreign(word, foreign, err);
    snprintf(name, sizeof name, "%.*s", (int)strcspn(word + 2, "="), word + 2);
    for (size_t i = 0; i < rows->count && count < 256; i++) {
        if (rows->options[i].name != NULL)
            names[count++] = rows->options[i].name;
    }
    const char *nearest =
        strncmp(word, "--", 2) == 0 ? hg_text_nearest(name, names, count) : NULL;
    if (nearest != NULL)
        return hg_error_usage(err, "unknown option \"--%s\", did you mean \"--%s\"?",
                              name, nearest);
    /* Without its value, which may be a secret. */
    return hg_error_usage(err, "unknown option \"%.*s\"", 2 + (int)strcspn(word + 2, "="),
                          word);
}

/* "-q=1". Within the word getopt has not left it yet. */
static int refuse_equals(char **argv, struct hg_error *err)
{
    const char *word = argv[optind - 1];
    if (word[0] != '-' || strchr(word, '=') == NULL)
        word = argv[optind];
    return hg_error_usage(err, "option \"%.*s\" takes no argument",
                          (int)strcspn(word, "="), word);
}

/* What getopt could not take: ':' is an argument that is missing. */
static int explain(const struct hg_option_rows *rows, int parsed, char **argv,
                   struct hg_error *err)
{
    const char *word = argv[optind - 1];
    char letter[3] = {'-', (char)optopt, '\0'};
    if (parsed == ':')
        return hg_error_usage(err, "option \"%s\" needs an argument", word);
    if (optopt == '=')
        return refuse_equals(argv, err);
    if (optopt >= HG_OPTION_ROWS_BASE)
        return hg_error_usage(err, "option \"%.*s\" takes no argument",
                              (int)strcspn(word, "="), word);
    return refuse_unknown(rows, optopt == 0 ? word : letter, err);
}

/* A word with one dash that is the name of an option: "-timeout", as Go's flag package reads it. */
static int check_dashes(const struct hg_option_rows *rows, const char *word,
                        struct hg_error *err)
{
    if (word[0] != '-' || word[1] == '-' || word[1] == '\0' || word[2] == '\0')
        return 0;
    const size_t len = strcspn(word + 1, "=");
    for (const struct option *row = rows->longs; row->name != NULL; row++) {
        if (strlen(row->name) != len || strncmp(row->name, word + 1, len) != 0)
            continue;
        const char *answer = hg_option_rows_answer(row->val);
        return answer != NULL
                   ? refuse_foreign(word, answer, err)
                   : hg_error_usage(err,
                                    "unknown option \"-%s\": a long option has "
                                    "two dashes, write --%s",
                                    row->name, row->name);
    }
    return 0;
}

/* Whether the `len` bytes at `name` are all of the row's name, or its beginning. */
static bool is_row(const struct option *row, const char *name, size_t len, bool is_whole)
{
    return strncmp(row->name, name, len) == 0 && (row->name[len] == '\0') == is_whole;
}

/* getopt would take an unambiguous beginning for the whole. But what is unambiguous today is something else
 * once there is another option, here or in the tool that people know it from. */
static int check_whole(const struct hg_option_rows *rows, const char *word,
                       struct hg_error *err)
{
    const char *name = word + strlen("--");
    const char *answer = NULL;
    size_t count = 0;
    size_t answer_count = 0;
    struct hg_buf names;
    if (strncmp(word, "--", strlen("--")) != 0 || *name == '\0')
        return 0;
    const size_t len = strcspn(name, "=");
    hg_buf_init(&names);
    for (const struct option *row = rows->longs; row->name != NULL; row++) {
        if (is_row(row, name, len, true)) {
            hg_buf_release(&names);
            return 0;
        }
        if (len == 0 || !is_row(row, name, len, false))
            continue;
        const char *foreign = hg_option_rows_answer(row->val);
        if (foreign == NULL)
            hg_buf_printf(&names, "%s--%s", count++ == 0 ? "" : " or ", row->name);
        else if (answer == NULL || strcmp(answer, foreign) != 0)
            answer_count++;
        answer = foreign == NULL ? answer : foreign;
    }
    int result = 0;
    if (count > 0)
        result = hg_error_usage(err, "option \"%.*s\" is not whole: write %s",
                                (int)len + 2, word, names.data);
    else if (answer_count == 1)
        result = refuse_foreign(word, answer, err);
    hg_buf_release(&names);
    return result;
}

struct parser {
    struct hg_cli *cli;
    const struct hg_option_rows *rows;
    const char *format; /* of an -o FORMAT that came just before; NULL: none did */
};

static int take_option(struct parser *parser, const struct hg_option *option,
                       bool is_letter, struct hg_error *err)
{
    struct hg_cli *cli = parser->cli;
    const bool is_output = option->key != NULL && option->key == hg_key_find("reports");
    if (is_output && hg_output_hint_check(optarg, cli->command, err) != 0)
        return -1;
    if (is_output && strchr(optarg, '=') == NULL)
        parser->format = optarg;
    if (option->kind == HG_OPTION_LIST && strstr(optarg, "://") != NULL)
        return hg_error_usage(err,
                              "option \"%s\" names a list of addresses; an address "
                              "needs no option",
                              is_letter ? "-f" : "--file");
    apply_option(cli, option, is_letter, optarg);
    return 0;
}

/* What getopt has found. */
static int take(struct parser *parser, int found, const char *word, struct hg_error *err)
{
    const char *format = parser->format;
    const char *answer = hg_option_rows_answer(found);
    parser->format = NULL;
    if (answer != NULL)
        return refuse_foreign(word, answer, err);
    if (found != ARGUMENT)
        return take_option(parser, hg_option_rows_get(parser->rows, found),
                           found < HG_OPTION_ROWS_BASE, err);
    if (format != NULL &&
        hg_output_hint_check_next(format, word, parser->cli->command, err) != 0)
        return -1;
    return add_word(parser->cli, word, err);
}

static int parse(struct hg_cli *cli, int argc, char **argv,
                 const struct hg_option_rows *rows, struct hg_error *err)
{
    struct parser parser = {.cli = cli, .rows = rows};

    opterr = 0;
    optind = 0; /* glibc: begin anew, and read the option string's '-' again */
    for (;;) {
        const int next = optind == 0 ? 1 : optind;
        if (next < argc && (check_dashes(rows, argv[next], err) != 0 ||
                            check_whole(rows, argv[next], err) != 0))
            return -1;
        const int found = getopt_long(argc, argv, rows->letters.data, rows->longs, NULL);
        if (found == '?' || found == ':')
            return explain(rows, found, argv, err);
        if (found == -1)
            break;
        if (take(&parser, found, argv[optind - 1], err) != 0)
            return -1;
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
static const struct hg_option *find_option(const struct hg_option_rows *rows,
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
           (kind == HG_OPTION_ALLOW_UNSET && cli->allows_unset) ||
           (kind == HG_OPTION_CHECK && cli->checks_history) ||
           (kind == HG_OPTION_FULL && cli->is_full) ||
           (kind == HG_OPTION_ACK && cli->acknowledges) ||
           (kind == HG_OPTION_TEST && cli->is_test) ||
           (kind == HG_OPTION_DRY_RUN && cli->is_dry_run) ||
           (kind == HG_OPTION_CHANNEL && cli->channel != NULL);
}

/* Help and version are printed whatever else was typed. */
static int check_options(const struct hg_cli *cli, const struct hg_option_rows *rows,
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
    struct hg_option_rows rows;
    size_t count;

    *cli = (struct hg_cli){0};
    hg_option_rows_init(&rows);
    int result = parse(cli, argc, argv, &rows, err);
    cli->names_command = cli->command != NULL;
    if (cli->command == NULL)
        cli->command = &hg_commands(&count)[0];
    if (result == 0)
        result = check_options(cli, &rows, err);
    hg_option_rows_release(&rows);
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
