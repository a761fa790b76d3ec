/* SPDX-License-Identifier: MIT */
/* help: --help for the program and for each command, and --version, from the tables. */
#include "app/help.h"

#include <ctype.h>
#include <string.h>
#include <unistd.h>

#include "headgate/dns.h"
#include "headgate/log.h"
#include "headgate/network.h"
#include "headgate/report.h"
#include "headgate/uptime_report.h"

#include "app/cli.h"
#include "app/command.h"
#include "app/exit.h"
#include "app/option.h"

#include "headgate/banned.h"

#define LABEL_COLUMNS 30
#define TEXT_COLUMNS  66
#define PAGE_COLUMNS  80

const char hg_help_purpose[] =
    "checks whether many URLs are up, and passes or fails your pipeline.";
const char hg_help_arguments[] =
    "An argument that ends in .yml or .yaml is a configuration, the name of another file "
    "is "
    "a list of URLs, \"-\" is a list on standard input, and anything else is a URL. "
    "A word that is spelled nearly like a command is refused; behind a command, as in "
    "headgate check WORD, it is a host. Without arguments, headgate reads headgate.yml "
    "in the current folder.";
const char hg_help_precedence[] =
    "The command line overrides the environment, and the environment overrides the "
    "configuration.";

/* Break the text between words. Lines after the first are indented. */
static void write_wrapped(struct hg_sink *sink, const char *text, int indent,
                          size_t columns)
{
    while (strlen(text) > columns) {
        size_t len = columns;
        while (len > 0 && text[len] != ' ')
            len--;
        if (len == 0)
            break;
        hg_sink_printf(sink, "%.*s\n%*s", (int)len, text, indent, "");
        text += len + 1;
    }
    hg_sink_printf(sink, "%s\n", text);
}

static void write_option(struct hg_sink *sink, const struct hg_option *option,
                         bool names_commands)
{
    struct hg_buf text;
    char label[HG_OPTION_LABEL_SIZE];
    hg_option_label(option, label);
    if (strlen(label) > LABEL_COLUMNS)
        hg_sink_printf(sink, "  %s\n  %*s", label, LABEL_COLUMNS, "");
    else
        hg_sink_printf(sink, "  %-*s", LABEL_COLUMNS, label);
    hg_buf_init(&text);
    hg_buf_printf(&text, "%s", option->summary);
    if (option->default_text != NULL)
        hg_buf_printf(&text, " (%s)", option->default_text);
    if (names_commands && !hg_option_is_general(option)) {
        hg_buf_add_text(&text, " [");
        hg_command_add_names(option->commands, &text);
        hg_buf_add_char(&text, ']');
    }
    hg_sink_text(sink, " ");
    write_wrapped(sink, text.data, LABEL_COLUMNS + 3, TEXT_COLUMNS);
    hg_buf_release(&text);
}

/* Those of the command, or all (NULL). A section without any is left out. */
static void write_options(struct hg_sink *sink, const struct hg_command *command)
{
    for (size_t section = 0; section < hg_option_section_count(); section++) {
        struct hg_option option;
        size_t position = 0;
        bool has_title = false;
        while (hg_option_next_in(section, &position, &option)) {
            if (command != NULL && !hg_option_is_for(&option, command))
                continue;
            if (!has_title)
                hg_sink_printf(sink, "\n%s:\n", hg_option_section_title(section));
            has_title = true;
            write_option(sink, &option, command == NULL);
        }
    }
}

static void write_usage(struct hg_sink *sink)
{
    size_t count;
    const struct hg_command *commands = hg_commands(&count);
    for (size_t i = 0; i < count; i++)
        hg_sink_printf(sink, "%s headgate %s%s%s [OPTION]... %s\n",
                       i == 0 ? "Usage:" : "      ", i == 0 ? "[" : "", commands[i].name,
                       i == 0 ? "]" : "", commands[i].arguments);
}

static void write_commands(struct hg_sink *sink)
{
    size_t count;
    const struct hg_command *commands = hg_commands(&count);
    hg_sink_text(sink, "\nCommands:\n");
    for (size_t i = 0; i < count; i++)
        hg_sink_printf(sink, "  %-10s %s\n", commands[i].name, commands[i].summary);
}

static void write_formats(struct hg_sink *sink)
{
    size_t count;
    const struct hg_reporter *const *reporters = hg_reporters(&count);
    hg_sink_text(sink,
                 "\nReport formats (-o FORMAT for standard output, -o FORMAT=FILE):\n");
    for (size_t i = 0; i < count; i++)
        hg_sink_printf(sink, "  %-10s %s\n", reporters[i]->name, reporters[i]->summary);
}

static void write_formats_of_period(struct hg_sink *sink)
{
    size_t count;
    const struct hg_uptime_reporter *const *reporters = hg_uptime_reporters(&count);
    hg_sink_text(sink, "\nFormats of uptime reports (-o of the command report):\n");
    for (size_t i = 0; i < count; i++)
        hg_sink_printf(sink, "  %-10s %s\n", reporters[i]->name, reporters[i]->summary);
}

static void write_exits(struct hg_sink *sink)
{
    size_t count;
    const struct hg_exit_row *exits = hg_exits(&count);
    hg_sink_text(sink, "\nExit status:\n");
    for (size_t i = 0; i < count; i++)
        hg_sink_printf(sink, "  %-4d %s\n", (int)exits[i].status, exits[i].meaning);
    hg_sink_text(sink, "  ");
    write_wrapped(sink, hg_exit_of_plugins, 2, PAGE_COLUMNS - 2);
}

void hg_help_write(struct hg_sink *sink)
{
    hg_sink_printf(sink, "headgate %s\n\n", hg_help_purpose);
    write_usage(sink);
    hg_sink_text(
        sink,
        "\nExamples:\n"
        "  headgate https://example.com example.org\n"
        "  headgate headgate.yml -o junit=report.xml -o json=report.json\n"
        "  headgate -f urls.txt -j 50 --max-down 5%\n"
        "  headgate wait --for 10m --expect-header \"X-Version: $SHA\" example.com\n"
        "  cat urls.txt | headgate -q -\n"
        "  headgate --history headgate.db --lock headgate.yml\n"
        "  headgate report --since last-month -o html=report.html headgate.yml\n"
        "  headgate explain --history headgate.db --at '2026-11-20 19:40' api\n\n");
    write_wrapped(sink, hg_help_arguments, 0, PAGE_COLUMNS);
    write_commands(sink);
    hg_sink_text(sink, "\n\"headgate COMMAND --help\" prints the options of one command. "
                       "Below, options with\n[COMMAND] are only for these commands.\n");
    write_options(sink, NULL);
    write_formats(sink);
    write_formats_of_period(sink);
    write_exits(sink);
    hg_sink_printf(sink,
                   "\nMost options can also be set by a variable, for example "
                   "HEADGATE_TIMEOUT=5s.\n%s\n",
                   hg_help_precedence);
}

/* Each on a line of its own, after the name of the program. */
static void write_examples(struct hg_sink *sink, const char *examples)
{
    hg_sink_text(sink, "\nExamples:\n");
    for (const char *at = examples; *at != '\0';) {
        const size_t len = strcspn(at, "\n") + 1;
        hg_sink_text(sink, "  headgate ");
        hg_sink_write(sink, at, len);
        at += len;
    }
}

void hg_help_write_command(struct hg_sink *sink, const struct hg_command *command)
{
    hg_sink_printf(sink, "Usage: headgate %s [OPTION]... %s\n\n%c%s.\n", command->name,
                   command->arguments, toupper(command->summary[0]),
                   command->summary + 1);
    write_examples(sink, command->examples);
    write_options(sink, command);
    if (command->formats == HG_FORMATS_OF_RUN)
        write_formats(sink);
    if (command->formats == HG_FORMATS_OF_PERIOD)
        write_formats_of_period(sink);
    hg_sink_text(sink,
                 "\n\"headgate --help\" prints all options and the exit statuses.\n");
}

int hg_help_print(const struct hg_command *command)
{
    struct hg_sink sink;
    if (command == NULL)
        return hg_print(hg_help_write);
    hg_sink_init(&sink, STDOUT_FILENO);
    hg_help_write_command(&sink, command);
    return hg_print_end(&sink);
}

static int refuse(const char *word)
{
    const char *nearest = hg_command_nearest(word);
    if (nearest == NULL)
        hg_log_error("unknown command %.80s", word);
    else
        hg_log_error("unknown command %.80s, did you mean %s?", word, nearest);
    return HG_EXIT_USAGE;
}

int hg_command_help(const struct hg_cli *cli)
{
    if (cli->operand_count == 0)
        return hg_help_print(NULL);
    const struct hg_command *command = hg_command_find(cli->operands[0]);
    if (command == NULL)
        return refuse(cli->operands[0]);
    if (cli->operand_count == 1)
        return hg_help_print(command);
    hg_log_error("help takes one command, got \"%.80s\" as well", cli->operands[1]);
    return HG_EXIT_USAGE;
}

void hg_help_write_version(struct hg_sink *sink)
{
    const char *dns_version = hg_dns_version();
    hg_sink_printf(sink, "headgate %s (%s%s%s)\n", HEADGATE_VERSION,
                   hg_prober_curl_features(), dns_version == NULL ? "" : " c-ares/",
                   dns_version == NULL ? "" : dns_version);
}
