/* SPDX-License-Identifier: MIT */
/* help: tests that the help is true and complete. */
#include "unit.h"

#include <stdio.h>
#include <string.h>

#include "headgate/key.h"
#include "headgate/output.h"

#include "app/command.h"
#include "app/exit.h"
#include "app/help.h"

static void render(void (*write)(struct hg_sink *sink), struct hg_sink *sink)
{
    hg_sink_init(sink, -1);
    write(sink);
}

/* Runs of blanks and line ends become one blank: summaries are broken between words. */
static void squeeze(char *text)
{
    char *to = text;
    for (const char *from = text; *from != '\0'; from++) {
        const bool is_blank = *from == ' ' || *from == '\n';
        if (!is_blank || (to > text && to[-1] != ' '))
            *to++ = is_blank ? ' ' : *from;
    }
    *to = '\0';
}

static void the_help_names_every_option(void)
{
    struct hg_sink sink;
    size_t count;
    const struct hg_key *keys = hg_keys(&count);

    render(hg_help_write, &sink);
    squeeze(sink.buffer.data);
    for (size_t i = 0; i < count; i++) {
        if (keys[i].option == NULL)
            continue;
        UNIT_ASSERT_ROW(strstr(sink.buffer.data, keys[i].option) != NULL, keys[i].option);
        UNIT_ASSERT_ROW(strstr(sink.buffer.data, keys[i].summary) != NULL,
                        keys[i].option);
    }
    hg_sink_release(&sink);
}

static void no_line_of_the_help_is_too_wide_for_a_terminal(void)
{
    struct hg_sink sink;
    render(hg_help_write, &sink);
    CU_ASSERT_PTR_NOT_NULL(strstr(sink.buffer.data, "\nURL. A word that is spelled "));
    for (const char *line = sink.buffer.data; *line != '\0';) {
        const size_t len = strcspn(line, "\n");
        char shown[48];
        snprintf(shown, sizeof shown, "%.40s", line);
        UNIT_ASSERT_ROW(len <= 100, shown);
        line += len + 1;
    }
    hg_sink_release(&sink);
}

static void assert_has(const struct hg_command *command, const char *option,
                       bool is_shown)
{
    struct hg_sink sink;
    char label[64];
    snprintf(label, sizeof label, "--%s ", option);
    hg_sink_init(&sink, -1);
    hg_help_write_command(&sink, command);
    squeeze(sink.buffer.data);
    UNIT_ASSERT_ROW((strstr(sink.buffer.data, label) != NULL) == is_shown, option);
    hg_sink_release(&sink);
}

static void the_help_of_a_command_has_its_options_only(void)
{
    static const struct {
        const char *command;
        const char *option;
        bool is_shown;
    } rows[] = {
        {"check", "lock", true},    {"check", "timeout", true},
        {"check", "for", false},    {"check", "at", false},
        {"wait", "for", true},      {"wait", "lock", false},
        {"list", "output", true},   {"report", "since", true},
        {"report", "mail", true},   {"report", "timeout", false},
        {"report", "file", false},  {"history", "mail", false},
        {"explain", "at", true},    {"note", "at", false},
        {"generate", "help", true},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        assert_has(hg_command_find(rows[i].command), rows[i].option, rows[i].is_shown);
}

static void the_help_names_the_commands_of_special_options(void)
{
    struct hg_sink sink;
    render(hg_help_write, &sink);
    squeeze(sink.buffer.data);
    CU_ASSERT_PTR_NOT_NULL(strstr(sink.buffer.data, " (2s) [wait] "));
    CU_ASSERT_PTR_NOT_NULL(strstr(sink.buffer.data, " [check, wait, watch and report] "));
    CU_ASSERT_PTR_NULL(strstr(sink.buffer.data, "[check, wait, validate"));
    hg_sink_release(&sink);
    hg_sink_init(&sink, -1);
    hg_help_write_command(&sink, hg_command_find("wait"));
    CU_ASSERT_PTR_NULL(strstr(sink.buffer.data, "[wait]"));
    CU_ASSERT_PTR_NOT_NULL(strstr(sink.buffer.data, "\n\nCheck repeatedly until"));
    hg_sink_release(&sink);
}

static void the_help_lists_every_exit_status(void)
{
    struct hg_sink sink;
    size_t count;
    const struct hg_exit_row *exits = hg_exits(&count);

    render(hg_help_write, &sink);
    CU_ASSERT_EQUAL(count, 6);
    for (size_t i = 0; i < count; i++)
        UNIT_ASSERT_ROW(strstr(sink.buffer.data, exits[i].meaning) != NULL,
                        exits[i].meaning);
    hg_sink_release(&sink);
}

CU_TestInfo help_tests[] = {
    {"the help names every option", the_help_names_every_option},
    {"no line of the help is too wide for a terminal",
     no_line_of_the_help_is_too_wide_for_a_terminal},
    {"the help of a command has its options only",
     the_help_of_a_command_has_its_options_only},
    {"the help names the commands of special options",
     the_help_names_the_commands_of_special_options},
    {"the help lists every exit status", the_help_lists_every_exit_status},
    CU_TEST_INFO_NULL,
};
