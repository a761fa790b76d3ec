/* SPDX-License-Identifier: MIT */
/* cli: getopt_long over rows that are made from the key table. */
#include "app/cli.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "headgate/buf.h"
#include "headgate/memory.h"
#include "headgate/text.h"

#include "app/command.h"
#include "app/misplaced.h"

#include <getopt.h>

#include "headgate/banned.h"

/* getopt's value for a word that is not an option, because the option string begins with '-'. */
#define WORD 1
/* Values of long options: above every letter. */
#define KEY_BASE   1000
#define EXTRA_BASE 2000

static const struct hg_cli_option extras[] = {
    {"config", 'c', "FILE", NULL, NULL, "read this configuration (may be repeated)"},
    {"file", 'f', "FILE", NULL, NULL,
     "read addresses from this list, one a line; \"-\" is standard input"},
    {"at", 0, "TIME", NULL, NULL,
     "explain: the moment, \"2026-11-20 19:40\" or 2026-11-20T19:40:00Z"},
    {NULL, '4', NULL, "ip", "4", "use IPv4 only (--ip 4)"},
    {NULL, '6', NULL, "ip", "6", "use IPv6 only (--ip 6)"},
    {"help", 'h', NULL, NULL, NULL, "show this help"},
    {"version", 'V', NULL, NULL, NULL, "show the version"},
};

#define EXTRA_COUNT (sizeof extras / sizeof extras[0])

struct option_rows {
    struct option *longs;  /* owned, ends with a zero row */
    struct hg_buf letters; /* getopt's option string */
};

const struct hg_cli_option *hg_cli_options(size_t *count)
{
    *count = EXTRA_COUNT;
    return extras;
}

static void add_letter(struct hg_buf *letters, char letter, bool has_argument)
{
    if (letter == 0)
        return;
    hg_buf_add_char(letters, letter);
    if (has_argument)
        hg_buf_add_char(letters, ':');
}

static void make_rows(struct option_rows *rows)
{
    size_t key_count;
    const struct hg_key *keys = hg_keys(&key_count);
    size_t at = 0;

    rows->longs = hg_memory_new(key_count + EXTRA_COUNT + 1, sizeof *rows->longs);
    hg_buf_init(&rows->letters);
    hg_buf_add_text(&rows->letters, "-:");
    for (size_t i = 0; i < key_count; i++) {
        const bool has_argument = keys[i].argument != NULL;
        if (keys[i].option == NULL)
            continue;
        rows->longs[at++] = (struct option){
            keys[i].option, has_argument ? required_argument : optional_argument, NULL,
            KEY_BASE + (int)i};
        add_letter(&rows->letters, keys[i].letter, has_argument);
    }
    for (size_t i = 0; i < EXTRA_COUNT; i++) {
        const bool has_argument = extras[i].argument != NULL;
        if (extras[i].name != NULL)
            rows->longs[at++] = (struct option){
                extras[i].name, has_argument ? required_argument : no_argument, NULL,
                EXTRA_BASE + (int)i};
        add_letter(&rows->letters, extras[i].letter, has_argument);
    }
}

static void add_input(struct hg_cli *cli, enum hg_input_kind kind, const char *text)
{
    cli->inputs = hg_memory_grow(cli->inputs, cli->input_count, sizeof *cli->inputs);
    cli->inputs[cli->input_count++] = (struct hg_input){kind, text};
}

static void add_override(struct hg_cli *cli, const struct hg_key *key, int letter,
                         const char *text)
{
    const size_t at = cli->override_count++;
    struct hg_buf spelling;

    hg_buf_init(&spelling);
    if (letter != 0)
        hg_buf_printf(&spelling, "-%c", letter);
    else
        hg_buf_printf(&spelling, "--%s", key->option);
    cli->spellings = hg_memory_grow(cli->spellings, at, sizeof *cli->spellings);
    cli->spellings[at] = hg_buf_steal(&spelling);
    cli->overrides = hg_memory_grow(cli->overrides, at, sizeof *cli->overrides);
    cli->overrides[at] = (struct hg_override){
        .key = key, .option = cli->spellings[at], .text = text == NULL ? "true" : text};
}

/* What stands alone: an input, or a word of a command that takes such. */
static void add_argument(struct hg_cli *cli, const char *text)
{
    if (cli->command == NULL || !cli->command->takes_operands) {
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

/* The first word may be a command. One that comes later was hardly meant as an address. */
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

static void apply_extra(struct hg_cli *cli, const struct hg_cli_option *extra,
                        const char *text)
{
    if (extra->key != NULL)
        add_override(cli, hg_key_find(extra->key), extra->letter, extra->value);
    else if (extra->letter == 'c')
        add_input(cli, HG_INPUT_CONFIG, text);
    else if (extra->letter == 'f')
        add_input(cli, HG_INPUT_LIST, text);
    else if (extra->letter == 0)
        cli->at = text;
    else if (extra->letter == 'h')
        cli->wants_help = true;
    else
        cli->wants_version = true;
}

static void apply_letter(struct hg_cli *cli, int letter, const char *text)
{
    size_t key_count;
    const struct hg_key *keys = hg_keys(&key_count);
    for (size_t i = 0; i < EXTRA_COUNT; i++) {
        if (extras[i].letter == letter)
            apply_extra(cli, &extras[i], text);
    }
    for (size_t i = 0; i < key_count; i++) {
        if (keys[i].letter == letter)
            add_override(cli, &keys[i], letter, text);
    }
}

static int refuse(const struct option_rows *rows, const char *word, struct hg_error *err)
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
    if (optopt >= KEY_BASE)
        return hg_error_usage(err, "option \"%.*s\" takes no argument",
                              (int)strcspn(word, "="), word);
    return refuse(rows, optopt == 0 ? word : letter, err);
}

static int parse(struct hg_cli *cli, int argc, char **argv,
                 const struct option_rows *rows, struct hg_error *err)
{
    size_t key_count;
    const struct hg_key *keys = hg_keys(&key_count);
    int parsed;

    opterr = 0;
    optind = 0; /* glibc: begin anew, and read the option string's '-' again */
    while ((parsed = getopt_long(argc, argv, rows->letters.data, rows->longs, NULL)) !=
           -1) {
        if (parsed == '?' || parsed == ':')
            return explain(rows, parsed, argv, err);
        if (parsed == WORD && add_word(cli, optarg, err) != 0)
            return -1;
        if (parsed == WORD)
            continue;
        if (parsed >= EXTRA_BASE)
            apply_extra(cli, &extras[parsed - EXTRA_BASE], optarg);
        else if (parsed >= KEY_BASE)
            add_override(cli, &keys[parsed - KEY_BASE], 0, optarg);
        else
            apply_letter(cli, parsed, optarg);
    }
    for (int i = optind; i < argc; i++)
        add_argument(cli, argv[i]);
    return 0;
}

int hg_cli_parse(struct hg_cli *cli, int argc, char **argv, struct hg_error *err)
{
    struct option_rows rows;
    size_t count;

    *cli = (struct hg_cli){0};
    make_rows(&rows);
    const int result = parse(cli, argc, argv, &rows, err);
    free(rows.longs);
    hg_buf_release(&rows.letters);
    cli->names_command = cli->command != NULL;
    if (cli->command == NULL)
        cli->command = &hg_commands(&count)[0];
    return result == 0 ? hg_misplaced_refuse(cli, err) : result;
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
