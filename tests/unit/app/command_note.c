/* SPDX-License-Identifier: MIT */
/* Tests of command_note. */
#include "unit.h"

#include <stdio.h>
#include <string.h>

#include "command_line.h"

#include "headgate/banned.h"

static struct fixture fixture;
static char config_path[FOLDER_PATH_SIZE];

static void a_note_is_added_clean_and_bounded(void)
{
    static char text[6000];
    past_open(&fixture, config_path);
    fixture_add(&fixture, PAST_S, "D");
    command_line_check((const char *const[]){"note", "--history", fixture.path, "1",
                                             "disk \x1b[31mwas\nfull", NULL},
                       0, "", "");
    command_line_check(
        (const char *const[]){"note", "-c", config_path, "1", "and again", NULL}, 0, "",
        "");
    UNIT_ASSERT_TEXT(fixture_text(&fixture, "SELECT text FROM notes WHERE incident = 1"),
                     "disk \xef\xbf\xbd[31mwas\xef\xbf\xbd"
                     "full and again");
    memset(text, 'x', sizeof text - 1);
    command_line_check((const char *const[]){"note", "-c", config_path, "1", text, NULL},
                       0, "", "");
    CU_ASSERT_EQUAL(
        fixture_number(&fixture, "SELECT max(length(CAST(text AS BLOB))) FROM notes"),
        4096);
    fixture_close(&fixture);
}

static void wrong_arguments_are_refused(void)
{
    static const struct {
        const char *arguments[4];
        const char *message;
    } rows[] = {
        {{NULL},
         "note takes the number of an incident (see \"headgate history\") and a text in "
         "quotes"},
        {{"1", NULL},
         "note takes the number of an incident (see \"headgate history\") and a text in "
         "quotes"},
        {{"1", "", NULL},
         "note takes the number of an incident (see \"headgate history\") and a text in "
         "quotes"},
        {{"1", "a", "b", NULL},
         "note takes the number of an incident (see \"headgate history\") and a text in "
         "quotes"},
        {{"a", "b", NULL},
         "note: expected the number of an incident (see \"headgate history\"), got "
         "\"a\""},
        {{"17", "b", NULL}, "there is no incident 17"},
    };
    past_open(&fixture, config_path);
    fixture_add(&fixture, PAST_S, "D");
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        const char *arguments[8] = {"note", "-c", config_path};
        char message[512];
        for (size_t k = 0; rows[i].arguments[k] != NULL; k++)
            arguments[3 + k] = rows[i].arguments[k];
        snprintf(message, sizeof message, "headgate: error: %s\n", rows[i].message);
        command_line_check(arguments, 2, "", message);
    }
    CU_ASSERT_EQUAL(fixture_number(&fixture, "SELECT count(*) FROM notes"), 0);
    fixture_close(&fixture);
}

static void a_history_that_is_missing_is_not_made(void)
{
    struct command_line line;
    past_open(&fixture, config_path);
    command_line_run(&line,
                     (const char *const[]){"note", "--history",
                                           folder_join(&fixture.folder, "other.db"), "1",
                                           "x", NULL});
    CU_ASSERT_EQUAL(line.status, 2);
    folder_assert(&fixture.folder, "other.db", NULL);
    fixture_close(&fixture);
}

CU_TestInfo command_note_tests[] = {
    {"a note is added clean and bounded", a_note_is_added_clean_and_bounded},
    {"wrong arguments are refused", wrong_arguments_are_refused},
    {"a history that is missing is not made", a_history_that_is_missing_is_not_made},
    CU_TEST_INFO_NULL,
};
