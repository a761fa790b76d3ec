/* SPDX-License-Identifier: MIT */
/* reporters: the report formats that exist. */
#include "headgate/report.h"

#include <string.h>

#include "report/formats.h"

#include "headgate/banned.h"

static const struct hg_reporter reporters[] = {
    {
        .name = "text",
        .summary = "for people: a line per target and a summary",
        .write = hg_report_text,
    },
    {
        .name = "json",
        .summary = "for programs: everything, as headgate-report-1.schema.json says",
        .write = hg_report_json,
    },
    {
        .name = "jsonl",
        .summary = "JSON Lines: an object per target, written as results come",
        .write = hg_report_jsonl,
        .begin = hg_report_jsonl_begin,
        .result = hg_report_jsonl_result,
        .end = hg_report_jsonl_end,
    },
    {
        .name = "csv",
        .summary = "for spreadsheets: a row per target (RFC 4180)",
        .write = hg_report_csv,
    },
    {
        .name = "junit",
        .summary = "JUnit XML, for GitLab, Jenkins, GitHub and others",
        .write = hg_report_junit,
    },
};

const struct hg_reporter *hg_reporters(size_t *count)
{
    *count = sizeof(reporters) / sizeof(reporters[0]);
    return reporters;
}

const struct hg_reporter *hg_reporter_find(const char *name)
{
    for (size_t i = 0; i < sizeof(reporters) / sizeof(reporters[0]); i++) {
        if (strcmp(reporters[i].name, name) == 0)
            return &reporters[i];
    }
    return NULL;
}
