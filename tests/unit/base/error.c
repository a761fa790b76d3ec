/* SPDX-License-Identifier: MIT */
/* error: first one wins, cut texts, the system's words. */
#include "headgate/error.h"

#include "unit.h"

#include <errno.h>
#include <string.h>

#include "headgate/banned.h"

static void setting_returns_minus_one_and_keeps_kind_and_text(void)
{
    struct hg_error usage = {0};
    struct hg_error machine = {0};
    CU_ASSERT_EQUAL(hg_error_usage(&usage, "option \"%s\" needs a value", "-o"), -1);
    CU_ASSERT_EQUAL(hg_error_system(&machine, "%d files are open", 7), -1);
    CU_ASSERT_EQUAL(usage.kind, HG_ERROR_USAGE);
    UNIT_ASSERT_TEXT(usage.text, "option \"-o\" needs a value");
    CU_ASSERT_EQUAL(machine.kind, HG_ERROR_SYSTEM);
    UNIT_ASSERT_TEXT(machine.text, "7 files are open");
}

static void the_first_error_wins(void)
{
    struct hg_error err = {0};
    hg_error_usage(&err, "first");
    CU_ASSERT_EQUAL(hg_error_system(&err, "second"), -1);
    CU_ASSERT_EQUAL(err.kind, HG_ERROR_USAGE);
    UNIT_ASSERT_TEXT(err.text, "first");
}

static void err_may_be_null(void)
{
    CU_ASSERT_EQUAL(hg_error_usage(NULL, "lost"), -1);
    CU_ASSERT_EQUAL(hg_error_system(NULL, "lost"), -1);
}

static void a_long_text_is_cut_between_characters(void)
{
    struct hg_error err = {0};
    char text[2049];
    /* Two bytes each, so that the last byte that fits would be half of one. */
    for (size_t i = 0; i < 2048; i += 2)
        memcpy(text + i, "\xC3\xA4", 2);
    text[2048] = '\0';
    hg_error_usage(&err, "%s", text);
    CU_ASSERT_EQUAL(strlen(err.text), sizeof err.text - 2);
    CU_ASSERT_EQUAL(strncmp(err.text, text, sizeof err.text - 2), 0);
}

static void a_text_of_the_last_length_that_fits_is_whole(void)
{
    struct hg_error err = {0};
    hg_error_usage(&err, "%*s", (int)sizeof err.text - 1, "end");
    CU_ASSERT_EQUAL(strlen(err.text), sizeof err.text - 1);
    UNIT_ASSERT_TEXT(err.text + sizeof err.text - 4, "end");
}

static void system_messages_are_lower_case(void)
{
    char message[64];
    UNIT_ASSERT_TEXT(hg_error_message(ENOENT, message, sizeof message),
                     "no such file or directory");
    UNIT_ASSERT_TEXT(hg_error_message(ENOSPC, message, sizeof message),
                     "no space left on device");
    UNIT_ASSERT_TEXT(hg_error_message(98765, message, sizeof message), "error 98765");
    UNIT_ASSERT_TEXT(hg_error_message(ENOENT, message, 0), "");
}

CU_TestInfo error_tests[] = {
    {"setting_returns_minus_one_and_keeps_kind_and_text",
     setting_returns_minus_one_and_keeps_kind_and_text},
    {"the_first_error_wins", the_first_error_wins},
    {"err_may_be_null", err_may_be_null},
    {"a_long_text_is_cut_between_characters", a_long_text_is_cut_between_characters},
    {"a_text_of_the_last_length_that_fits_is_whole",
     a_text_of_the_last_length_that_fits_is_whole},
    {"system_words_are_lower_case", system_messages_are_lower_case},
    CU_TEST_INFO_NULL,
};
