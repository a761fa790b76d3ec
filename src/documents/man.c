/* SPDX-License-Identifier: MIT */
/* man: the manual page, from the tables of commands, options, formats and exit statuses. */
#include "documents/documents.h"

#include <string.h>

#include "headgate/report.h"
#include "headgate/uptime_report.h"

#include "app/command.h"
#include "app/exit.h"
#include "app/help.h"
#include "app/option.h"

#include "headgate/banned.h"

#define LINE_COLUMNS 72

struct term {
    const char *name;
    const char *text;
};

static const struct term variables[] = {
    {"HEADGATE_OPTION", "the value of an option that sets a key of the configuration: "
                        "HEADGATE_TIMEOUT for --timeout, HEADGATE_MAX_DOWN for "
                        "--max-down; ignored if it is empty"},
    {"http_proxy, https_proxy, all_proxy, no_proxy",
     "proxies, as in curl(1); ignored with --proxy none"},
    {"NO_COLOR, FORCE_COLOR",
     "forbid or force colour if --color is auto; NO_COLOR takes precedence"},
    {"CI", "no progress bar if --progress is auto"},
    {"TERM", "no colour and no progress bar on a terminal of type dumb"},
    {"TZ, TZDIR", "time zone of this machine, and folder of the time zone data"},
};

static const struct term files[] = {
    {"headgate.yml", "configuration that is read if the command line names no targets"},
    {"FILE.lock", "lock of the history FILE, held during headgate --lock"},
    {"/etc/resolv.conf, /etc/nsswitch.conf, /etc/gai.conf, /etc/hosts",
     "settings of name resolution"},
};

/* A '-' stands for a hyphen unless escaped, and a '.' or "'" that begins a line for a request. */
static void write_roff(struct hg_sink *sink, const char *text)
{
    size_t column = 0;
    for (const char *at = text; *at != '\0'; at++, column++) {
        if (*at == ' ' && column + strcspn(at + 1, " ") > LINE_COLUMNS) {
            hg_sink_text(sink, "\n");
            column = 0;
            continue;
        }
        if (column == 0 && (*at == '.' || *at == '\''))
            hg_sink_text(sink, "\\&");
        if (*at == '-' || *at == '\\')
            hg_sink_text(sink, *at == '-' ? "\\-" : "\\e");
        else
            hg_sink_write(sink, at, 1);
    }
}

static void write_paragraph(struct hg_sink *sink, const char *text)
{
    write_roff(sink, text);
    hg_sink_text(sink, "\n");
}

static void write_term(struct hg_sink *sink, const char *name, const char *text)
{
    hg_sink_text(sink, ".TP\n.B ");
    write_paragraph(sink, name);
    write_paragraph(sink, text);
}

static void write_terms(struct hg_sink *sink, const char *title, const struct term *terms,
                        size_t count)
{
    hg_sink_printf(sink, ".SH %s\n", title);
    for (size_t i = 0; i < count; i++)
        write_term(sink, terms[i].name, terms[i].text);
}

/* "-j, --workers N": names in bold, the argument in italics. */
static void write_label(struct hg_sink *sink, const struct hg_option *option)
{
    if (option->letter != 0)
        hg_sink_printf(sink, "\\fB\\-%c\\fR", option->letter);
    if (option->letter != 0 && option->name != NULL)
        hg_sink_text(sink, ", ");
    if (option->name != NULL) {
        hg_sink_text(sink, "\\fB\\-\\-");
        write_roff(sink, option->name);
        hg_sink_text(sink, "\\fR");
    }
    if (option->argument != NULL) {
        hg_sink_text(sink, " \\fI");
        write_roff(sink, option->argument);
        hg_sink_text(sink, "\\fR");
    }
    hg_sink_text(sink, "\n");
}

static void write_option(struct hg_sink *sink, const struct hg_option *option)
{
    hg_sink_text(sink, ".TP\n");
    write_label(sink, option);
    write_paragraph(sink, option->summary);
    if (option->default_text != NULL) {
        hg_sink_text(sink, "(default ");
        write_roff(sink, option->default_text);
        hg_sink_text(sink, ")\n");
    }
    if (option->key != NULL && option->value == NULL)
        hg_sink_printf(sink, ".br\nConfiguration: %s\n", option->key->path);
    if (!hg_option_is_general(option)) {
        struct hg_buf names;
        hg_buf_init(&names);
        hg_command_add_names(option->commands, &names);
        hg_sink_printf(sink, ".br\nCommands: %s\n", names.data);
        hg_buf_release(&names);
    }
}

static void write_options(struct hg_sink *sink)
{
    hg_sink_text(sink, ".SH OPTIONS\n");
    write_paragraph(
        sink, "Options with a list of commands are only for these, and for validate "
              "and list if they are in the configuration too.");
    for (size_t section = 0; section < hg_option_section_count(); section++) {
        struct hg_option option;
        size_t position = 0;
        hg_sink_printf(sink, ".SS %s\n", hg_option_section_title(section));
        while (hg_option_next_in(section, &position, &option))
            write_option(sink, &option);
    }
}

static void write_synopsis(struct hg_sink *sink)
{
    size_t count;
    const struct hg_command *commands = hg_commands(&count);
    hg_sink_text(sink, ".SH SYNOPSIS\n");
    for (size_t i = 0; i < count; i++) {
        hg_sink_printf(sink, "%s.B headgate%s%s\n%s[\\fIOPTION\\fR]... ",
                       i == 0 ? "" : ".br\n", i == 0 ? "" : " ",
                       i == 0 ? "" : commands[i].name, i == 0 ? "[\\fBcheck\\fR] " : "");
        write_paragraph(sink, commands[i].arguments);
    }
}

static void write_commands(struct hg_sink *sink)
{
    size_t count;
    const struct hg_command *commands = hg_commands(&count);
    hg_sink_text(sink, ".SH COMMANDS\n");
    for (size_t i = 0; i < count; i++)
        write_term(sink, commands[i].name, commands[i].summary);
}

static void write_formats(struct hg_sink *sink)
{
    size_t count;
    const struct hg_reporter *const *reporters = hg_reporters(&count);
    hg_sink_text(sink, ".SH REPORT FORMATS\n.SS Reports of a run\n");
    for (size_t i = 0; i < count; i++)
        write_term(sink, reporters[i]->name, reporters[i]->summary);
    const struct hg_uptime_reporter *const *of_period = hg_uptime_reporters(&count);
    hg_sink_text(sink, ".SS Uptime reports\n");
    for (size_t i = 0; i < count; i++)
        write_term(sink, of_period[i]->name, of_period[i]->summary);
}

static void write_exits(struct hg_sink *sink)
{
    size_t count;
    const struct hg_exit_row *exits = hg_exits(&count);
    hg_sink_text(sink, ".SH EXIT STATUS\n");
    for (size_t i = 0; i < count; i++) {
        hg_sink_printf(sink, ".TP\n.B %d\n", (int)exits[i].status);
        write_paragraph(sink, exits[i].meaning);
    }
    hg_sink_text(sink, ".PP\n");
    write_paragraph(sink, hg_exit_of_plugins);
}

/* Those of each command, without filling: a line is a command line. */
static void write_examples(struct hg_sink *sink)
{
    size_t count;
    const struct hg_command *commands = hg_commands(&count);
    hg_sink_text(sink, ".SH EXAMPLES\n.nf\n");
    for (size_t i = 0; i < count; i++) {
        for (const char *at = commands[i].examples; *at != '\0';) {
            const size_t len = strcspn(at, "\n") + 1;
            hg_sink_text(sink, "headgate ");
            for (size_t j = 0; j < len; j++)
                hg_sink_printf(sink, "%s%c", at[j] == '-' ? "\\" : "", at[j]);
            at += len;
        }
    }
    hg_sink_text(sink, ".fi\n");
}

void hg_documents_write_man(struct hg_sink *sink)
{
    hg_sink_text(sink, ".\\\" Written by ci/generate\n"
                       ".TH HEADGATE 1 " HEADGATE_DATE " \"headgate " HEADGATE_VERSION
                       "\" \"User Commands\"\n"
                       ".SH NAME\nheadgate \\- check whether URLs are up\n");
    write_synopsis(sink);
    hg_sink_printf(sink, ".SH DESCRIPTION\n.B headgate\n%s\n", hg_help_purpose);
    write_paragraph(sink, "It sends HEAD requests from a pool of threads, decides for "
                          "each URL whether it is "
                          "up, and reports to a pipeline, by mail or to a person.");
    hg_sink_text(sink, ".PP\n");
    write_paragraph(sink, hg_help_arguments);
    write_paragraph(sink, hg_help_precedence);
    write_commands(sink);
    write_options(sink);
    write_formats(sink);
    write_exits(sink);
    write_terms(sink, "ENVIRONMENT", variables, sizeof variables / sizeof *variables);
    write_terms(sink, "FILES", files, sizeof files / sizeof *files);
    write_examples(sink);
    hg_sink_text(sink, ".SH SEE ALSO\n.BR curl (1)\n");
}
