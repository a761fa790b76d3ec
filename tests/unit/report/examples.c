/* SPDX-License-Identifier: MIT */
/* examples: the reports of the sample run are the files in reports/, byte for byte. After
 * a change that is meant, write them anew with HEADGATE_UPDATE_EXAMPLES=1 unit_report,
 * and read the diff. */
#include "unit.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "headgate/input.h"
#include "render.h"
#include "report/suites.h"
#include "sample.h"

static void write_example(const char *path, const char *text)
{
    FILE *file = fopen(path, "w");
    CU_ASSERT_PTR_NOT_NULL_FATAL(file);
    CU_ASSERT_EQUAL(fputs(text, file) < 0, 0);
    CU_ASSERT_EQUAL(fclose(file), 0);
}

static void check_example(const char *format, const char *name)
{
    char path[1024];
    struct hg_run run;
    struct hg_buf expected;
    struct hg_error err = {0};
    snprintf(path, sizeof(path), "%s/reports/%s", PROJECT_DIR, name);
    sample_init(&run);
    char *actual = render_report(format, &run);
    if (getenv("HEADGATE_UPDATE_EXAMPLES") != NULL)
        write_example(path, actual);
    hg_buf_init(&expected);
    CU_ASSERT_EQUAL(hg_input_read(path, 1 << 20, &expected, &err), 0);
    UNIT_ASSERT_TEXT(err.text, "");
    UNIT_ASSERT_TEXT(actual, expected.data);
    hg_buf_release(&expected);
    free(actual);
    hg_run_release(&run);
}

static void test_text(void)
{
    check_example("text", "example.txt");
}

static void test_json(void)
{
    check_example("json", "example.json");
}

static void test_jsonl(void)
{
    check_example("jsonl", "example.jsonl");
}

static void test_csv(void)
{
    check_example("csv", "example.csv");
}

static void test_junit(void)
{
    check_example("junit", "example.junit.xml");
}

CU_TestInfo examples_tests[] = {
    {"the_text_example_is_what_is_written", test_text},
    {"the_json_example_is_what_is_written", test_json},
    {"the_jsonl_example_is_what_is_written", test_jsonl},
    {"the_csv_example_is_what_is_written", test_csv},
    {"the_junit_example_is_what_is_written", test_junit},
    CU_TEST_INFO_NULL,
};
