/* SPDX-License-Identifier: MIT */
/* problem: collecting and printing problems. */
#include "headgate/problem.h"
#include "unit.h"

#include <stdio.h>
#include <string.h>

#include "headgate/banned.h"

static void prints_by_file_then_line_then_column(void)
{
    struct hg_problems problems;
    struct hg_buf out;
    hg_problems_init(&problems);
    hg_buf_init(&out);
    hg_problems_add(&problems, (struct hg_source_location){"b.yml", 9, 1}, "nine");
    hg_problems_add(&problems, (struct hg_source_location){"a.yml", 2, 0}, "two");
    hg_problems_add(&problems, (struct hg_source_location){"b.yml", 3, 7}, "seven");
    hg_problems_add(&problems, (struct hg_source_location){"b.yml", 3, 4}, "four");
    hg_problems_add(&problems, (struct hg_source_location){"--timeout", 0, 0}, "wrong");
    CU_ASSERT_EQUAL(
        hg_problems_add(&problems, (struct hg_source_location){NULL, 0, 0}, "bare"), -1);
    hg_problems_print(&problems, &out);
    UNIT_ASSERT_TEXT(out.data, "b.yml:3:4: four\nb.yml:3:7: seven\nb.yml:9:1: nine\n"
                               "a.yml:2: two\n--timeout: wrong\nbare\n");
    hg_buf_release(&out);
    hg_problems_release(&problems);
}

static void text_is_cleaned_and_cut(void)
{
    struct hg_problems problems;
    char longer[3000];
    memset(longer, 'x', sizeof longer - 1);
    longer[sizeof longer - 1] = '\0';
    hg_problems_init(&problems);
    hg_problems_add(&problems, (struct hg_source_location){0}, "a\033b");
    hg_problems_add(&problems, (struct hg_source_location){0}, "%s", longer);
    UNIT_ASSERT_TEXT(problems.items[0].text, "a\xEF\xBF\xBD"
                                             "b");
    CU_ASSERT(strlen(problems.items[1].text) <= 1000);
    CU_ASSERT(strlen(problems.items[1].text) > 900);
    hg_problems_release(&problems);
}

static void user_info_of_addresses_is_hidden(void)
{
    struct hg_problems problems;
    hg_problems_init(&problems);
    hg_problems_add(&problems, (struct hg_source_location){0},
                    "file \"%s\" can't be read", "http://me:secret@h/");
    UNIT_ASSERT_TEXT(problems.items[0].text, "file \"http://***@h/\" can't be read");
    hg_problems_release(&problems);
}

static void problems_beyond_the_limit_are_counted(void)
{
    struct hg_problems problems;
    struct hg_buf out;
    hg_problems_init(&problems);
    hg_buf_init(&out);
    for (int i = 0; i < HG_PROBLEMS_MAX + 5; i++)
        hg_problems_add(&problems, (struct hg_source_location){"f", 1, 1}, "p");
    CU_ASSERT_EQUAL(problems.count, HG_PROBLEMS_MAX);
    CU_ASSERT_EQUAL(problems.dropped, 5);
    hg_problems_print(&problems, &out);
    CU_ASSERT_PTR_NOT_NULL(strstr(out.data, "\n5 more problems are not shown\n"));
    hg_buf_release(&out);
    hg_problems_release(&problems);
}

CU_TestInfo problem_tests[] = {
    {"prints_by_file_then_line_then_column", prints_by_file_then_line_then_column},
    {"user_info_of_addresses_is_hidden", user_info_of_addresses_is_hidden},
    {"text_is_cleaned_and_cut", text_is_cleaned_and_cut},
    {"problems_beyond_the_limit_are_counted", problems_beyond_the_limit_are_counted},
    CU_TEST_INFO_NULL,
};
