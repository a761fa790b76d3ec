/* SPDX-License-Identifier: MIT */
/* man: the manual page, from the same tables as --help. */
#include "documents/documents.h"

#include "headgate/report.h"
#include "headgate/uptime_report.h"

#include "app/command.h"
#include "app/exit.h"
#include "app/option.h"

#include "headgate/banned.h"

/* roff takes '-' for a hyphen and a leading '.' or '\'' for a request. */
static void write_roff(struct hg_sink *sink, const char *text)
{
    for (const char *at = text; *at != '\0'; at++) {
        if (*at == '\\')
            hg_sink_text(sink, "\\e");
        else if (*at == '-')
            hg_sink_text(sink, "\\-");
        else if ((*at == '.' || *at == '\'') && at == text)
            hg_sink_printf(sink, "\\&%c", *at);
        else
            hg_sink_write(sink, at, 1);
    }
}

static void write_term(struct hg_sink *sink, const char *term, const char *text)
{
    hg_sink_text(sink, ".TP\n.B ");
    write_roff(sink, term);
    hg_sink_text(sink, "\n");
    write_roff(sink, text);
    hg_sink_text(sink, "\n");
}

static void write_option(struct hg_sink *sink, const struct hg_option *option)
{
    char label[HG_OPTION_LABEL_SIZE];
    hg_option_label(option, label);
    const char *shown = label;
    while (*shown == ' ')
        shown++;
    write_term(sink, shown, option->summary);
    if (option->default_text != NULL) {
        hg_sink_text(sink, "(default ");
        write_roff(sink, option->default_text);
        hg_sink_text(sink, ")\n");
    }
    if (option->key != NULL && option->value == NULL)
        hg_sink_printf(sink, ".br\nConfiguration: %s\n", option->key->path);
}

static void write_options(struct hg_sink *sink)
{
    hg_sink_text(sink, ".SH OPTIONS\n");
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
        write_roff(sink, commands[i].arguments);
        hg_sink_text(sink, "\n");
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
    hg_sink_text(sink, ".SH REPORT FORMATS\n");
    for (size_t i = 0; i < count; i++)
        write_term(sink, reporters[i]->name, reporters[i]->summary);
    const struct hg_uptime_reporter *const *of_period = hg_uptime_reporters(&count);
    hg_sink_text(sink, ".SS Of the command report\n");
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
        write_roff(sink, exits[i].meaning);
        hg_sink_text(sink, "\n");
    }
}

void hg_documents_write_man(struct hg_sink *sink)
{
    hg_sink_text(sink, ".\\\" Written by ci/generate\n"
                       ".TH HEADGATE 1 \"\" \"headgate " HEADGATE_VERSION
                       "\" \"User Commands\"\n"
                       ".SH NAME\nheadgate \\- ask web addresses whether they are up\n");
    write_synopsis(sink);
    hg_sink_text(
        sink,
        ".SH DESCRIPTION\n"
        "headgate asks many web addresses whether they are up, with HEAD requests from a "
        "pool "
        "of threads, and tells a pipeline, a cron mail or a person what it found.\n.PP\n"
        "A word that ends in .yml or .yaml is a configuration, one that names a file is "
        "a "
        "list of addresses, \\- is a list on standard input, anything else is an "
        "address. "
        "Without any, headgate.yml in the current folder is read. The command line beats "
        "the "
        "environment, which beats the configuration.\n");
    write_commands(sink);
    write_options(sink);
    write_formats(sink);
    write_exits(sink);
    hg_sink_text(
        sink,
        ".SH ENVIRONMENT\n"
        "Every option with a long name can be set by a variable: HEADGATE_TIMEOUT for "
        "\\-\\-timeout, HEADGATE_MAX_DOWN for \\-\\-max\\-down. http_proxy, https_proxy, "
        "all_proxy and no_proxy are honoured as curl does; \\-\\-proxy none ignores "
        "them. "
        "NO_COLOR and FORCE_COLOR decide about colours where \\-\\-color is auto.\n"
        ".SH FILES\n.TP\n.B headgate.yml\n"
        "the configuration that is read when nothing is named\n"
        ".SH EXAMPLES\n.nf\n"
        "headgate https://example.com example.org\n"
        "headgate headgate.yml \\-o junit=report.xml \\-o json=report.json\n"
        "headgate \\-f urls.txt \\-j 50 \\-\\-max\\-down 5%\n"
        "headgate \\-\\-history headgate.db \\-\\-lock headgate.yml\n"
        "headgate report \\-\\-since last\\-month \\-o html=report.html headgate.yml\n"
        "headgate explain \\-c headgate.yml \\-\\-at '2026\\-11\\-20 19:40' api\n.fi\n");
}
