/* SPDX-License-Identifier: MIT */
/* foreign: tests of the options of other tools. */
#include "unit.h"

#include <stdio.h>
#include <string.h>

#include "app/cli.h"
#include "app/foreign.h"
#include "app/option.h"

static bool is_ours(const char *name, size_t len, char letter)
{
    struct hg_option option;
    for (size_t position = 0; hg_option_next(&position, &option);) {
        if ((letter != 0 && option.letter == letter) ||
            (name != NULL && option.name != NULL && strlen(option.name) == len &&
             strncmp(option.name, name, len) == 0))
            return true;
    }
    return false;
}

static void no_foreign_option_is_one_of_ours(void)
{
    size_t count;
    const struct hg_foreign_option *foreign = hg_foreign_options(&count);
    for (size_t i = 0; i < count; i++) {
        const char *name = foreign[i].name;
        UNIT_ASSERT_ROW(name == NULL || !is_ours(name, strlen(name), 0), name);
        UNIT_ASSERT_ROW(foreign[i].letter == 0 || !is_ours(NULL, 0, foreign[i].letter),
                        foreign[i].answer);
        for (size_t other = 0; other < i; other++) {
            UNIT_ASSERT_ROW(name == NULL || foreign[other].name == NULL ||
                                strcmp(name, foreign[other].name) != 0,
                            name);
            UNIT_ASSERT_ROW(foreign[i].letter == 0 ||
                                foreign[i].letter != foreign[other].letter,
                            foreign[i].answer);
        }
    }
}

/* A word of an answer that begins with a dash, in brackets or not. */
static void every_option_of_an_answer_exists(void)
{
    size_t count;
    const struct hg_foreign_option *foreign = hg_foreign_options(&count);
    for (size_t i = 0; i < count; i++) {
        for (const char *at = strstr(foreign[i].answer, "--"); at != NULL;
             at = strstr(at + 2, "--")) {
            const size_t len = strspn(at + 2, "abcdefghijklmnopqrstuvwxyz-");
            UNIT_ASSERT_ROW(is_ours(at + 2, len, 0), foreign[i].answer);
        }
        const char *letter = strstr(foreign[i].answer, "write -");
        UNIT_ASSERT_ROW(letter == NULL || letter[7] == '-' || is_ours(NULL, 0, letter[7]),
                        foreign[i].answer);
    }
}

static void every_one_is_answered(void)
{
    size_t count;
    const struct hg_foreign_option *foreign = hg_foreign_options(&count);
    for (size_t i = 0; i < count; i++) {
        char words[2][64] = {"", ""};
        if (foreign[i].name != NULL)
            snprintf(words[0], sizeof words[0], "--%s=hunter22", foreign[i].name);
        if (foreign[i].letter != 0)
            snprintf(words[1], sizeof words[1], "-q%chunter22", foreign[i].letter);
        for (size_t word = 0; word < 2; word++) {
            char program[] = "headgate";
            char *arguments[] = {program, words[word], program, NULL};
            struct hg_cli cli;
            struct hg_error err = {0};
            if (words[word][0] == '\0')
                continue;
            UNIT_ASSERT_ROW(hg_cli_parse(&cli, 3, arguments, &err) == -1, words[word]);
            UNIT_ASSERT_ROW(strstr(err.text, foreign[i].answer) != NULL, words[word]);
            UNIT_ASSERT_ROW(strstr(err.text, "hunter22") == NULL, words[word]);
            hg_cli_release(&cli);
        }
    }
}

CU_TestInfo foreign_tests[] = {
    {"no foreign option is one of ours", no_foreign_option_is_one_of_ours},
    {"every option of an answer exists", every_option_of_an_answer_exists},
    {"every one is answered", every_one_is_answered},
    CU_TEST_INFO_NULL,
};
