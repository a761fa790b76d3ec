/* SPDX-License-Identifier: MIT */
/* baseline_reader: earlier reports, right and wrong. */
#include "fixture.h"
#include "unit.h"

#include <string.h>

#include "headgate/baseline.h"

#include "headgate/banned.h"

#define YAML                                                                             \
    "baseline: old.json\n"                                                               \
    "targets:\n- {name: a, url: http://a/}\n- {name: b, url: http://b/, tags: x}\n"      \
    "- {name: c, url: http://c/, tags: x}\n"
#define HEAD "{\"schema\": \"headgate-report/1\", \"targets\": ["

static void what_was_is_read(void)
{
    static const char *const options[] = {"--tag=x", "--baseline-slower=0", NULL};
    struct fixture fixture;
    fixture_init(&fixture);
    fixture_write("headgate.yml", YAML);
    fixture_write("old.json", HEAD
                  "{\"name\": \"gone\", \"outcome\": \"up\"},"
                  "{\"name\": \"a\", \"outcome\": \"down\"},"
                  "{\"name\": \"b\", \"outcome\": \"degraded\", \"url\": \"http://b/\","
                  " \"final_url\": \"http://b/\\u001b[2J\", \"http_status\": 200,"
                  " \"phases_ms\": {\"resolve\": null, \"connect\": 0.3, \"tls\": 2,"
                  " \"total\": 14.6}, \"later\": []}]}");
    fixture_load(&fixture, (const char *const[]){"headgate.yml", NULL}, options);
    UNIT_ASSERT_TEXT(fixture.printed.data, "");
    CU_ASSERT_EQUAL_FATAL(fixture.config.target_count, 2);
    const struct hg_previous_result *previous =
        hg_target_get_extra(&fixture.config.targets[0])->previous;
    CU_ASSERT_PTR_NOT_NULL_FATAL(previous);
    CU_ASSERT_EQUAL(previous->outcome, HG_OUTCOME_DEGRADED);
    CU_ASSERT_EQUAL(previous->answer_us, 12300);
    UNIT_ASSERT_TEXT(previous->url, "http://b/");
    UNIT_ASSERT_TEXT(previous->final_url, "http://b/\xEF\xBF\xBD[2J");
    CU_ASSERT_PTR_NULL(hg_target_get_extra(&fixture.config.targets[1])->previous);
    CU_ASSERT_EQUAL(fixture.config.settings.baseline_slower, 0);
    CU_ASSERT_EQUAL_FATAL(fixture.config.note_count, 1);
    UNIT_ASSERT_TEXT(fixture.config.notes[0],
                     "baseline old.json: 1 of its targets is not in the configuration");
    fixture_release(&fixture);
}

static void rows_of_a_target_are_found_by_its_name(void)
{
    struct fixture fixture;
    fixture_init(&fixture);
    fixture_write("old.json", HEAD "{\"name\": \"a\", \"outcome\": \"up\"},"
                                   "{\"name\": \"a [::1]\", \"outcome\": \"down\"},"
                                   "{\"name\": \"b [::1]\", \"outcome\": \"down\"},"
                                   "{\"name\": \"a[::1]\", \"outcome\": \"down\"},"
                                   "{\"name\": \"[::1]\", \"outcome\": \"down\"}]}");
    UNIT_ASSERT_TEXT(
        fixture_load_yaml(&fixture,
                          "baseline: old.json\ntargets:\n"
                          "- {name: a, url: http://a/, addresses: all}\n- http://b/\n"
                          "- {name: b, url: http://b/}\n"),
        "");
    const struct hg_previous_result *previous =
        hg_target_get_extra(&fixture.config.targets[0])->previous;
    CU_ASSERT_PTR_NOT_NULL_FATAL(previous);
    UNIT_ASSERT_TEXT(previous->name, "a [::1]");
    CU_ASSERT_EQUAL(previous->outcome, HG_OUTCOME_DOWN);
    CU_ASSERT_PTR_NOT_NULL_FATAL(previous->next);
    UNIT_ASSERT_TEXT(previous->next->name, "a");
    CU_ASSERT_PTR_NULL(hg_target_get_extra(&fixture.config.targets[2])->previous);
    CU_ASSERT_EQUAL_FATAL(fixture.config.note_count, 1);
    UNIT_ASSERT_TEXT(fixture.config.notes[0],
                     "baseline old.json: 3 of its targets are not in the configuration");
    fixture_release(&fixture);
}

static void without_an_answer_there_is_no_time(void)
{
    struct fixture fixture;
    fixture_init(&fixture);
    fixture_write("old.json", HEAD "{\"name\": \"a\", \"outcome\": \"down\","
                                   " \"http_status\": null, \"final_url\": null,"
                                   " \"phases_ms\": {\"total\": 5000.0}}]}");
    UNIT_ASSERT_TEXT(fixture_load_yaml(&fixture, YAML), "");
    const struct hg_previous_result *previous =
        hg_target_get_extra(&fixture.config.targets[0])->previous;
    CU_ASSERT_PTR_NOT_NULL_FATAL(previous);
    CU_ASSERT_EQUAL(previous->answer_us, -1);
    CU_ASSERT_PTR_NULL(previous->final_url);
    CU_ASSERT_EQUAL(fixture.config.note_count, 0);
    fixture_release(&fixture);
}

static void wrong_reports_are_reported(void)
{
    static const char *const rows[][2] = {
        {"", "\"old.json\": it is not valid JSON: line 1: "},
        {"{\n\"a\": 1,\n}", "\"old.json\": it is not valid JSON: line 3: "},
        {"[]", "\"old.json\": it is not a JSON report of headgate: \"schema\" must be "
               "\"headgate-report/1\""},
        {"{\"schema\": \"headgate-report/2\", \"targets\": []}",
         "\"old.json\": it is not a JSON report of headgate"},
        {"{\"schema\": \"headgate-report/1\"}",
         "\"old.json\": \"targets\" must be a list"},
        {HEAD "1]}", "\"old.json\": target 1 of the report: \"name\" must be a string"},
        {HEAD "{\"name\": \"a\", \"outcome\": \"fine\"}]}",
         "target 1 of the report: \"outcome\" must be an outcome: up, flaky, degraded, "
         "down, unknown or skipped"},
        {HEAD "{\"name\": \"a\", \"outcome\": \"up\"}, {\"name\": \"a\", \"outcome\": "
              "\"up\"}]}",
         "target 2 of the report: \"name\" must be unique"},
        {HEAD "{\"name\": \"a\", \"outcome\": \"up\", \"final_url\": 1}]}",
         "target 1 of the report: \"final_url\" must be a string or null"},
        {HEAD "{\"name\": \"a\", \"outcome\": \"up\", \"phases_ms\": {\"total\": -1}}]}",
         "target 1 of the report: \"phases_ms.total\" must be milliseconds or null"},
        {HEAD "{\"name\": \"a\", \"outcome\": \"up\", \"http_status\": \"200\"}]}",
         "target 1 of the report: \"http_status\" must be a number or null"},
        {HEAD "{\"name\": \"a\", \"name\": \"b\", \"outcome\": \"up\"}]}",
         "it is not valid JSON: line 1: duplicate object key"},
    };
    static const char location[] = "headgate.yml:1:11: baseline: ";
    struct fixture fixture;
    fixture_init(&fixture);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        fixture_write("old.json", rows[i][0]);
        const char *printed = fixture_load_yaml(&fixture, YAML);
        UNIT_ASSERT_ROW(strncmp(printed, location, strlen(location)) == 0, printed);
        UNIT_ASSERT_ROW(strstr(printed, rows[i][1]) != NULL, printed);
        CU_ASSERT_EQUAL(fixture.problems.count, 1);
    }
    fixture_release(&fixture);
}

static void a_report_that_is_not_there_is_reported_where_it_was_named(void)
{
    static const char *const options[] = {"--baseline=none.json", NULL};
    struct fixture fixture;
    fixture_init(&fixture);
    UNIT_ASSERT_TEXT(fixture_load_yaml(&fixture, YAML),
                     "headgate.yml:1:11: baseline: \"old.json\" can't be read: No such "
                     "file or directory\n");
    fixture_write("headgate.yml", "targets: [http://a/]\n");
    fixture_load(&fixture, (const char *const[]){"headgate.yml", NULL}, options);
    UNIT_ASSERT_TEXT(
        fixture.printed.data,
        "--baseline: \"none.json\" can't be read: No such file or directory\n");
    fixture_release(&fixture);
}

CU_TestInfo baseline_reader_tests[] = {
    {"what_was_is_read", what_was_is_read},
    {"rows_of_a_target_are_found_by_its_name", rows_of_a_target_are_found_by_its_name},
    {"without_an_answer_there_is_no_time", without_an_answer_there_is_no_time},
    {"wrong_reports_are_reported", wrong_reports_are_reported},
    {"a_report_that_is_not_there_is_reported_where_it_was_named",
     a_report_that_is_not_there_is_reported_where_it_was_named},
    CU_TEST_INFO_NULL,
};
