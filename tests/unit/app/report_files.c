/* SPDX-License-Identifier: MIT */
/* report_files: tests of the files that a run writes. */
#include "unit.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "headgate/input.h"

#include "app/report_files.h"

/* 2026-11-20T19:40:12Z */
#define NOW_US INT64_C(1795203612000000)

static char folder[64];
static char path[128];

static void enter_folder(const char *name)
{
    snprintf(folder, sizeof folder, "/tmp/headgate-reports-XXXXXX");
    CU_ASSERT_PTR_NOT_NULL_FATAL(mkdtemp(folder));
    snprintf(path, sizeof path, "%s/%s", folder, name);
}

static void leave_folder(const char *name)
{
    char file[256];
    snprintf(file, sizeof file, "%s/%s", folder, name);
    unlink(file);
    CU_ASSERT_EQUAL(rmdir(folder), 0);
}

static int write_one(const char *format, struct hg_report_files *reports)
{
    const struct hg_report_request request = {format, path};
    const struct hg_settings settings = {.reports = {.items = &request, .count = 1}};
    struct hg_run run;

    if (hg_report_files_init(reports, &settings, NOW_US) != 0) {
        hg_report_files_release(reports);
        return -1;
    }
    hg_run_init(&run, NULL, 0, &settings);
    run.tool_version = run.curl_version = run.host = "x";
    hg_run_summarise(&run);
    const struct hg_observer observer = hg_report_files_observer(reports);
    observer.begin(observer.context, &run);
    hg_report_files_write(reports, &run);
    const bool has_failed = reports->has_failed;
    hg_report_files_release(reports);
    hg_run_release(&run);
    return has_failed ? 1 : 0;
}

static void date_and_time_are_filled_into_names(void)
{
    struct hg_report_files reports;
    enter_folder("{date}-{time}-{other}.csv");
    CU_ASSERT_EQUAL(write_one("csv", &reports), 0);
    leave_folder("2026-11-20-194012-{other}.csv");
}

static void every_format_writes_its_file(void)
{
    size_t count;
    const struct hg_reporter *const *reporters = hg_reporters(&count);
    CU_ASSERT_TRUE(count >= 5);
    for (size_t i = 0; i < count; i++) {
        struct hg_report_files reports;
        enter_folder("report");
        UNIT_ASSERT_ROW(write_one(reporters[i]->name, &reports) == 0, reporters[i]->name);
        UNIT_ASSERT_ROW(access(path, R_OK) == 0, reporters[i]->name);
        leave_folder("report");
    }
}

static void a_folder_that_is_missing_is_found_before_the_run(void)
{
    struct hg_report_files reports;
    enter_folder("missing/report.json");
    CU_ASSERT_EQUAL(write_one("json", &reports), -1);
    leave_folder("");
}

static void text_to_standard_output_is_the_live_view(void)
{
    static const struct hg_report_request requests[] = {{"text", NULL}, {"text", "-"}};
    static const struct hg_report_request json = {"json", NULL};
    const struct hg_settings text = {.reports = {.items = requests, .count = 2}};
    const struct hg_settings other = {.reports = {.items = &json, .count = 1}};
    struct hg_report_files reports;

    CU_ASSERT_EQUAL(hg_report_files_init(&reports, &text, NOW_US), 0);
    CU_ASSERT_EQUAL(reports.count, 0);
    CU_ASSERT_FALSE(reports.owns_stdout);
    hg_report_files_release(&reports);
    CU_ASSERT_EQUAL(hg_report_files_init(&reports, &other, NOW_US), 0);
    CU_ASSERT_EQUAL(reports.count, 1);
    CU_ASSERT_TRUE(reports.owns_stdout);
    hg_report_files_release(&reports);
}

static void two_names_of_one_file_are_refused(void)
{
    struct hg_report_files reports;
    char other[160];
    enter_folder("report");
    snprintf(other, sizeof other, "%s/./report", folder);
    const struct hg_report_request requests[] = {{"json", path}, {"csv", other}};
    const struct hg_settings settings = {.reports = {.items = requests, .count = 2}};
    CU_ASSERT_EQUAL(hg_report_files_init(&reports, &settings, NOW_US), -1);
    hg_report_files_release(&reports);
    leave_folder("");
}

static void a_stream_to_a_file_makes_it_at_the_end_only(void)
{
    struct hg_report_files reports;
    enter_folder("report");
    const struct hg_report_request request = {"jsonl", path};
    const struct hg_settings settings = {.reports = {.items = &request, .count = 1}};
    struct hg_run run;
    hg_run_init(&run, NULL, 0, &settings);
    CU_ASSERT_EQUAL(hg_report_files_init(&reports, &settings, NOW_US), 0);
    const struct hg_observer observer = hg_report_files_observer(&reports);
    observer.begin(observer.context, &run);
    leave_folder(""); /* it is empty */
    hg_report_files_release(&reports);
    hg_run_release(&run);
}

CU_TestInfo report_files_tests[] = {
    {"date and time are filled into names", date_and_time_are_filled_into_names},
    {"every format writes its file", every_format_writes_its_file},
    {"a folder that is missing is found before the run",
     a_folder_that_is_missing_is_found_before_the_run},
    {"text to standard output is the live view",
     text_to_standard_output_is_the_live_view},
    {"two names of one file are refused", two_names_of_one_file_are_refused},
    {"a stream to a file makes it at the end only",
     a_stream_to_a_file_makes_it_at_the_end_only},
    CU_TEST_INFO_NULL,
};
