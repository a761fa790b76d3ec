/* SPDX-License-Identifier: MIT */
/* examples: the reports of the sample run are the files in reports/, byte for byte. After
 * a change that is meant, write them anew with HEADGATE_UPDATE_EXAMPLES=1 unit_report,
 * and read the diff. */
#include "unit.h"

#include <stdlib.h>

#include "example.h"
#include "render.h"
#include "sample.h"

static void check_report(const char *format, const char *name)
{
    struct hg_run run;
    sample_init(&run);
    char *actual = render_report(format, &run);
    check_example(name, actual);
    free(actual);
    hg_run_release(&run);
}

static void test_text(void)
{
    check_report("text", "example.txt");
}

static void test_json(void)
{
    check_report("json", "example.json");
}

static void test_jsonl(void)
{
    check_report("jsonl", "example.jsonl");
}

static void test_csv(void)
{
    check_report("csv", "example.csv");
}

static void test_junit(void)
{
    check_report("junit", "example.junit.xml");
}

static void test_markdown(void)
{
    check_report("markdown", "example.md");
}

static void test_github(void)
{
    check_report("github", "example.github.txt");
}

static void test_codequality(void)
{
    check_report("codequality", "example.codequality.json");
}

static void test_nagios(void)
{
    check_report("nagios", "example.nagios.txt");
}

static void test_prometheus(void)
{
    check_report("prometheus", "example.prom");
}

static void test_tap(void)
{
    check_report("tap", "example.tap");
}

static void test_ctrf(void)
{
    check_report("ctrf", "example.ctrf.json");
}

CU_TestInfo examples_tests[] = {
    {"the_text_example_is_what_is_written", test_text},
    {"the_json_example_is_what_is_written", test_json},
    {"the_jsonl_example_is_what_is_written", test_jsonl},
    {"the_csv_example_is_what_is_written", test_csv},
    {"the_junit_example_is_what_is_written", test_junit},
    {"the_markdown_example_is_what_is_written", test_markdown},
    {"the_github_example_is_what_is_written", test_github},
    {"the_codequality_example_is_what_is_written", test_codequality},
    {"the_nagios_example_is_what_is_written", test_nagios},
    {"the_prometheus_example_is_what_is_written", test_prometheus},
    {"the_tap_example_is_what_is_written", test_tap},
    {"the_ctrf_example_is_what_is_written", test_ctrf},
    CU_TEST_INFO_NULL,
};
