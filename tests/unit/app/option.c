/* SPDX-License-Identifier: MIT */
/* option: tests of which command has a use for which option, and which it refuses. */
#include "unit.h"

#include <stdio.h>
#include <string.h>

#include "app/option.h"

/* The option "--name", or "-c" of a name of one letter. */
static struct hg_option find(const char *name)
{
    struct hg_option option;
    for (size_t position = 0; hg_option_next(&position, &option);) {
        const bool has_name = option.name != NULL && strcmp(option.name, name) == 0;
        if (has_name || (strlen(name) == 1 && option.letter == name[0]))
            return option;
    }
    CU_FAIL_FATAL(name);
    return (struct hg_option){0};
}

static void options_are_for_commands(void)
{
    static const struct {
        const char *option;
        const char *commands;
        const char *refused_by;
    } rows[] = {
        {"timeout", "check, wait, watch, validate and list", ""},
        {"4", "check, wait, watch, validate and list", ""},
        {"file", "check, wait, watch, validate and list", ""},
        {"config",
         "check, wait, watch, validate, list, report, history, explain, note and notify",
         ""},
        {"history",
         "check, wait, watch, validate, list, report, history, explain, note and notify",
         ""},
        {"max-gap", "check, wait, watch, validate, list, report and explain", ""},
        {"since", "check, wait, watch, validate, list, report and history", ""},
        {"quiet", "check, wait, watch, validate, list and report", ""},
        {"help",
         "check, wait, watch, validate, list, report, history, explain, note, notify, "
         "init, "
         "doctor, generate "
         "and help",
         ""},
        {"at", "explain",
         "check, wait, watch, validate, list, report, history, note, notify, init, "
         "doctor, "
         "generate and help"},
        {"lock", "check, validate and list",
         "wait, watch, report, history, explain, note, notify, init, doctor, generate "
         "and help"},
        {"for", "wait, validate and list",
         "check, watch, report, history, explain, note, notify, init, doctor, generate "
         "and "
         "help"},
        {"mail", "check, validate, list and report",
         "wait, watch, history, explain, note, notify, init, doctor, generate and help"},
        {"tag", "check, wait, watch, validate, list and report",
         "history, explain, note, notify, init, doctor, generate and help"},
        {"output", "check, wait, watch, validate, list, report and history",
         "explain, note, notify, init, doctor, generate and help"},
    };
    size_t command_count;
    const struct hg_command *commands = hg_commands(&command_count);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const struct hg_option option = find(rows[i].option);
        unsigned suits = 0;
        unsigned refused = 0;
        struct hg_buf names;
        for (size_t j = 0; j < command_count; j++) {
            suits |= hg_option_is_for(&option, &commands[j]) ? commands[j].bit : 0;
            refused |= hg_option_is_refused(&option, &commands[j]) ? commands[j].bit : 0;
        }
        hg_buf_init(&names);
        hg_command_add_names(suits, &names);
        UNIT_ASSERT_ROW(strcmp(names.data, rows[i].commands) == 0, rows[i].option);
        hg_buf_clear(&names);
        hg_command_add_names(refused, &names);
        UNIT_ASSERT_ROW(strcmp(names.data, rows[i].refused_by) == 0, rows[i].option);
        hg_buf_release(&names);
    }
}

static void names_and_letters_are_unique(void)
{
    struct hg_option option;
    struct hg_option other;
    for (size_t at = 0; hg_option_next(&at, &option);) {
        for (size_t next = at; hg_option_next(&next, &other);) {
            UNIT_ASSERT_ROW(option.letter == 0 || option.letter != other.letter,
                            other.summary);
            UNIT_ASSERT_ROW(option.name == NULL || other.name == NULL ||
                                strcmp(option.name, other.name) != 0,
                            other.summary);
        }
    }
}

static void every_option_is_in_one_section(void)
{
    struct hg_option option;
    size_t count = 0;
    size_t shown = 0;
    for (size_t at = 0; hg_option_next(&at, &option);)
        count++;
    for (size_t i = 0; i < hg_option_section_count(); i++) {
        for (size_t at = 0; hg_option_next_in(i, &at, &option);)
            shown++;
    }
    CU_ASSERT_TRUE(count > 80);
    CU_ASSERT_EQUAL(count, shown);
}

static void labels_align_letters(void)
{
    static const struct {
        const char *option;
        const char *label;
    } rows[] = {
        {"workers", "-j, --workers N"},
        {"at", "    --at TIME"},
        {"help", "-h, --help"},
        {"4", "-4"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const struct hg_option option = find(rows[i].option);
        char label[HG_OPTION_LABEL_SIZE];
        hg_option_label(&option, label);
        UNIT_ASSERT_TEXT(label, rows[i].label);
    }
}

CU_TestInfo option_tests[] = {
    {"options are for commands", options_are_for_commands},
    {"names and letters are unique", names_and_letters_are_unique},
    {"every option is in one section", every_option_is_in_one_section},
    {"labels align letters", labels_align_letters},
    CU_TEST_INFO_NULL,
};
