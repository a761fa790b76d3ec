/* SPDX-License-Identifier: MIT */
/* command: tests of the table of commands. */
#include "unit.h"

#include <string.h>

#include "headgate/text.h"

#include "app/command.h"

static void rows_are_complete_and_bits_unique(void)
{
    size_t count;
    const struct hg_command *commands = hg_commands(&count);
    unsigned bits = 0;
    for (size_t i = 0; i < count; i++) {
        const struct hg_command *command = &commands[i];
        UNIT_ASSERT_ROW(command->bit != 0 && (bits & command->bit) == 0, command->name);
        UNIT_ASSERT_ROW(command->run != NULL, command->name);
        UNIT_ASSERT_ROW(command->summary[strlen(command->summary) - 1] != '.',
                        command->name);
        UNIT_ASSERT_ROW(command->examples[strlen(command->examples) - 1] == '\n',
                        command->name);
        bits |= command->bit;
    }
    UNIT_ASSERT_TEXT(commands[0].name, "check");
    CU_ASSERT_EQUAL(bits, (1U << count) - 1);
}

static void commands_are_found_by_name(void)
{
    const struct hg_command *report = hg_command_find("report");
    CU_ASSERT_PTR_NOT_NULL_FATAL(report);
    UNIT_ASSERT_TEXT(report->name, "report");
    CU_ASSERT_PTR_NULL(hg_command_find("repor"));
    CU_ASSERT_PTR_NULL(hg_command_find(""));
    UNIT_ASSERT_TEXT(hg_command_nearest("repor"), "report");
    CU_ASSERT_PTR_NULL(hg_command_nearest("https://example.com"));
}

static void near_misses_are_told_from_hosts(void)
{
    static const struct {
        const char *word;
        const char *meant; /* NULL: a host */
    } rows[] = {
        {"validat", "validate"},
        {"valdate", "validate"},
        {"vaildate", "validate"},
        {"valid", "validate"},
        {"Validate", "validate"},
        {"chek", "check"},
        {"chekc", "check"},
        {"checks", "check"},
        {"lsit", "list"},
        {"lst", "list"},
        {"hist", "history"},
        {"histroy", "history"},
        {"reprot", "report"},
        {"rep", "report"},
        {"explian", "explain"},
        {"wiat", "wait"},
        {"hlep", "help"},
        {"generat", "generate"},
        {"version", "--version"},
        {"completion", "generate completion"},
        {"run", "check"},
        {"ls", "list"},
        {"mail", NULL},
        {"host", NULL},
        {"localhost", NULL},
        {"git", NULL},
        {"wiki", NULL},
        {"test", NULL},
        {"web", NULL},
        {"db", NULL},
        {"api", NULL},
        {"cache", NULL},
        {"gateway", NULL},
        {"router", NULL},
        {"li", NULL},
        {"", NULL},
        {"chef", NULL},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const char *meant = hg_command_meant_by(rows[i].word);
        UNIT_ASSERT_ROW(hg_text_equals(meant, rows[i].meant), rows[i].word);
    }
}

static void names_of_a_set_make_a_sentence(void)
{
    static const struct {
        unsigned set;
        const char *names;
    } rows[] = {
        {0, ""},
        {HG_FOR_WAIT, "wait"},
        {HG_FOR_REPORT | HG_FOR_CHECK, "check and report"},
        {HG_FOR_TARGETS, "check, wait, watch, validate and list"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct hg_buf names;
        hg_buf_init(&names);
        hg_command_add_names(rows[i].set, &names);
        UNIT_ASSERT_TEXT(names.len == 0 ? "" : names.data, rows[i].names);
        hg_buf_release(&names);
    }
}

static void some_commands_have_operands_of_their_own(void)
{
    static const struct {
        const char *command;
        bool has_operands;
    } rows[] = {
        {"check", false},   {"wait", false},    {"validate", false}, {"list", false},
        {"report", false},  {"history", false}, {"explain", true},   {"note", true},
        {"generate", true}, {"help", true},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        UNIT_ASSERT_ROW(hg_command_has_operands(hg_command_find(rows[i].command)) ==
                            rows[i].has_operands,
                        rows[i].command);
}

CU_TestInfo command_tests[] = {
    {"rows are complete and bits unique", rows_are_complete_and_bits_unique},
    {"commands are found by name", commands_are_found_by_name},
    {"near misses are told from hosts", near_misses_are_told_from_hosts},
    {"names of a set make a sentence", names_of_a_set_make_a_sentence},
    {"some commands have operands of their own",
     some_commands_have_operands_of_their_own},
    CU_TEST_INFO_NULL,
};
