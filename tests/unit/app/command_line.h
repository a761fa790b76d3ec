/* SPDX-License-Identifier: MIT */
/* command_line: runs a command in this process, and reads what it printed. */
#ifndef HEADGATE_TESTS_UNIT_APP_COMMAND_LINE_H
#define HEADGATE_TESTS_UNIT_APP_COMMAND_LINE_H

#include "history/fixture.h"

/* 2024-01-01T00:00:00Z, as seconds after the beginning of the fixture. */
#define PAST_S (INT64_C(1704067200) - FIXTURE_BEGIN_S)

struct command_line {
    int status;
    char output[32768];
    char errors[8192];
};

/* `arguments` without the program's name, ended by NULL. */
void command_line_run(struct command_line *line, const char *const *arguments);
/* Assert status, output and errors. */
void command_line_check(const char *const *arguments, int status, const char *output,
                        const char *errors);

/* A history, and a configuration that names it, the zone UTC and the target "a". Close the fixture. */
void past_open(struct fixture *fixture, char config_path[FOLDER_PATH_SIZE]);

#endif
