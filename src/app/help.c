/* SPDX-License-Identifier: MIT */
/* help: --help and --version, read from the tables. */
#include "app/help.h"

#include <string.h>

#include "headgate/prober.h"
#include "headgate/report.h"
#include "headgate/uptime_report.h"

#include "app/command.h"
#include "app/exit.h"
#include "app/option.h"

#include "headgate/banned.h"

#define LABEL_COLUMNS 30
#define TEXT_COLUMNS  66

/* Break the text between words; what follows the first line stands below its beginning. */
static void write_wrapped(struct hg_sink *sink, const char *text)
{
    while (strlen(text) > TEXT_COLUMNS) {
        size_t len = TEXT_COLUMNS;
        while (len > 0 && text[len] != ' ')
            len--;
        if (len == 0)
            break;
        hg_sink_printf(sink, "%.*s\n%*s", (int)len, text, LABEL_COLUMNS + 3, "");
        text += len + 1;
    }
    hg_sink_printf(sink, "%s\n", text);
}

static void write_option(const struct hg_option_text *option, void *context)
{
    struct hg_sink *sink = context;
    struct hg_buf text;
    char label[128];
    hg_option_label(option, label, sizeof label);
    if (strlen(label) > LABEL_COLUMNS)
        hg_sink_printf(sink, "  %s\n  %*s", label, LABEL_COLUMNS, "");
    else
        hg_sink_printf(sink, "  %-*s", LABEL_COLUMNS, label);
    hg_buf_init(&text);
    hg_buf_printf(&text, "%s", option->summary);
    if (option->initial != NULL)
        hg_buf_printf(&text, " (%s)", option->initial);
    hg_sink_text(sink, " ");
    write_wrapped(sink, text.data);
    hg_buf_release(&text);
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
    const struct hg_reporter *reporters = hg_reporters(&count);
    hg_sink_text(sink,
                 "\nReport formats (-o FORMAT for standard output, -o FORMAT=FILE):\n");
    for (size_t i = 0; i < count; i++)
        hg_sink_printf(sink, "  %-10s %s\n", reporters[i].name, reporters[i].summary);
    const struct hg_uptime_reporter *of_period = hg_uptime_reporters(&count);
    hg_sink_text(sink, "\nFormats of the command report (likewise):\n");
    for (size_t i = 0; i < count; i++)
        hg_sink_printf(sink, "  %-10s %s\n", of_period[i].name, of_period[i].summary);
}

static void write_exits(struct hg_sink *sink)
{
    size_t count;
    const struct hg_exit_row *exits = hg_exits(&count);
    hg_sink_text(sink, "\nExit status:\n");
    for (size_t i = 0; i < count; i++)
        hg_sink_printf(sink, "  %-4d %s\n", (int)exits[i].status, exits[i].meaning);
}

void hg_help_write(struct hg_sink *sink)
{
    hg_sink_text(sink,
                 "headgate asks web addresses whether they are up, and lets a pipeline "
                 "pass or not.\n\n");
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
        "  headgate explain --history headgate.db --at '2026-11-20 19:40' api\n\n"
        "A word that ends in .yml or .yaml is a configuration, one that names a file "
        "is a list,\n\"-\" is a list on standard input, anything else is an address. "
        "Without any,\nheadgate.yml in the current folder is read.\n");
    write_commands(sink);
    for (size_t i = 0; i < hg_option_section_count(); i++) {
        hg_sink_printf(sink, "\n%s:\n", hg_option_section_title(i));
        hg_option_each(i, write_option, sink);
    }
    write_formats(sink);
    write_exits(sink);
    hg_sink_text(sink,
                 "\nEvery option with a long name can be set by a variable too: "
                 "HEADGATE_TIMEOUT=5s.\nThe command line beats the environment, which "
                 "beats the configuration.\n");
}

void hg_help_write_version(struct hg_sink *sink)
{
    const char *names = hg_prober_names_library();
    hg_sink_printf(sink, "headgate %s (%s%s%s)\n", HEADGATE_VERSION,
                   hg_prober_library_features(), names == NULL ? "" : " c-ares/",
                   names == NULL ? "" : names);
}
