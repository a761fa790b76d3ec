/* SPDX-License-Identifier: MIT */
/* reporters: the formats that exist, and that all of them tell the same. */
#include "unit.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "render.h"
#include "sample.h"

static void test_names(void)
{
    static const char *const expected[] = {
        "text",   "json",        "jsonl",  "csv",        "junit", "markdown",
        "github", "codequality", "nagios", "prometheus", "tap",   "ctrf"};
    size_t count = 0;
    const struct hg_reporter *const *reporters = hg_reporters(&count);
    CU_ASSERT_EQUAL_FATAL(count, sizeof(expected) / sizeof(expected[0]));
    for (size_t i = 0; i < count; i++) {
        UNIT_ASSERT_TEXT(reporters[i]->name, expected[i]);
        UNIT_ASSERT_ROW(reporters[i]->summary[0] != '\0', expected[i]);
        UNIT_ASSERT_ROW(hg_reporter_find(expected[i]) == reporters[i], expected[i]);
    }
}

static void test_unknown_name(void)
{
    CU_ASSERT_PTR_NULL(hg_reporter_find("xml"));
    CU_ASSERT_PTR_NULL(hg_reporter_find("JSON"));
    CU_ASSERT_PTR_NULL(hg_reporter_find(""));
}

static void test_streaming(void)
{
    size_t count = 0;
    const struct hg_reporter *const *reporters = hg_reporters(&count);
    for (size_t i = 0; i < count; i++) {
        const bool streams = strcmp(reporters[i]->name, "jsonl") == 0;
        UNIT_ASSERT_ROW(reporters[i]->write != NULL, reporters[i]->name);
        UNIT_ASSERT_ROW((reporters[i]->begin != NULL) == streams, reporters[i]->name);
        UNIT_ASSERT_ROW((reporters[i]->result != NULL) == streams, reporters[i]->name);
        UNIT_ASSERT_ROW((reporters[i]->end != NULL) == streams, reporters[i]->name);
    }
}

/* The texts by which each format tells an outcome, in the sample. */
static void test_counts_agree(void)
{
    struct hg_run run;
    sample_init(&run);
    char *json = render_report("json", &run);
    char *jsonl = render_report("jsonl", &run);
    char *csv = render_report("csv", &run);
    for (int i = 0; i < HG_OUTCOME_COUNT; i++) {
        const char *word = hg_outcome_word((enum hg_outcome)i);
        const size_t count = run.summary.outcomes[i];
        char part[64];
        UNIT_ASSERT_ROW(count > 0, word);
        snprintf(part, sizeof(part), ",\"outcome\":\"%s\"", word);
        UNIT_ASSERT_ROW(count_of(json, part) == count, word);
        snprintf(part, sizeof(part), "\n    \"%s\": %zu,", word, count);
        UNIT_ASSERT_ROW(count_of(json, part) == 1, word);
        snprintf(part, sizeof(part), "\"%s\":%zu,", word, count);
        UNIT_ASSERT_ROW(count_of(jsonl, part) == 1, word);
        snprintf(part, sizeof(part), ",%s,", word);
        UNIT_ASSERT_ROW(count_of(csv, part) == count, word);
    }
    free(json);
    free(jsonl);
    free(csv);
    hg_run_release(&run);
}

static void test_failing_sink(void)
{
    size_t count = 0;
    const struct hg_reporter *const *reporters = hg_reporters(&count);
    /* Open for reading only: every write fails. */
    const int fd = open(PROJECT_DIR "/reports/headgate-junit.xsd", O_RDONLY);
    struct hg_run run;
    CU_ASSERT_FATAL(fd >= 0);
    sample_init(&run);
    for (size_t i = 0; i < count; i++) {
        struct hg_sink sink;
        struct hg_error err = {0};
        hg_sink_init(&sink, fd);
        UNIT_ASSERT_ROW(reporters[i]->write(&run, &sink, &err) == 0, reporters[i]->name);
        hg_sink_flush(&sink);
        UNIT_ASSERT_ROW(sink.failure == EBADF, reporters[i]->name);
        hg_sink_release(&sink);
    }
    hg_run_release(&run);
    close(fd);
}

CU_TestInfo reporters_tests[] = {
    {"all_formats_are_found_by_name", test_names},
    {"other_names_are_not_found", test_unknown_name},
    {"only_jsonl_streams_and_all_write_whole_runs", test_streaming},
    {"json_jsonl_and_csv_agree_on_every_count", test_counts_agree},
    {"a_failing_sink_is_left_to_whoever_commits_it", test_failing_sink},
    CU_TEST_INFO_NULL,
};
