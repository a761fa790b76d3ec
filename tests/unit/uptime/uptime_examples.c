/* SPDX-License-Identifier: MIT */
/* uptime_examples: the reports of the sample are the files in reports/, byte for byte. As
 * in examples.c, HEADGATE_UPDATE_EXAMPLES=1 writes them anew. */
#include "unit.h"

#include <stdlib.h>

#include "report/example.h"
#include "report/render.h"
#include "uptime_sample.h"

static void check_uptime_example(const char *format, const char *name)
{
    static const char *const to[] = {"ops@example.com",
                                     "Leitung Süd <leitung@example.com>"};
    const struct hg_uptime_style style = {
        .from = "headgate <headgate@example.com>",
        .to = {to, sizeof to / sizeof to[0]},
    };
    struct uptime_sample sample;
    uptime_sample_init(&sample);
    char *actual = uptime_render(format, &sample.uptime, &style);
    check_example(name, actual);
    free(actual);
    uptime_sample_release(&sample);
}

static void test_text(void)
{
    check_uptime_example("text", "example-uptime.txt");
}

static void test_html(void)
{
    check_uptime_example("html", "example-uptime.html");
}

static void test_csv(void)
{
    check_uptime_example("csv", "example-uptime.csv");
}

static void test_eml(void)
{
    check_uptime_example("eml", "example-uptime.eml");
}

static void test_markdown(void)
{
    check_uptime_example("markdown", "example-uptime.md");
}

static void test_page(void)
{
    check_uptime_example("page", "example-uptime-page.html");
}

static void test_json(void)
{
    check_uptime_example("json", "example-uptime.json");
}

CU_TestInfo uptime_examples_tests[] = {
    {"the_text_example_is_what_is_written", test_text},
    {"the_html_example_is_what_is_written", test_html},
    {"the_csv_example_is_what_is_written", test_csv},
    {"the_eml_example_is_what_is_written", test_eml},
    {"the_markdown_example_is_what_is_written", test_markdown},
    {"the_page_example_is_what_is_written", test_page},
    {"the_json_example_is_what_is_written", test_json},
    CU_TEST_INFO_NULL,
};
