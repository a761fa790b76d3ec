/* SPDX-License-Identifier: MIT */
/* reporters: the report formats that exist. */
#include "headgate/report.h"

#include <string.h>

#include "report/formats.h"

#include "headgate/banned.h"

/* In the order of --help. */
static const struct hg_reporter *const reporters[] = {
    &hg_reporter_text,       &hg_reporter_json,        &hg_reporter_jsonl,
    &hg_reporter_csv,        &hg_reporter_junit,       &hg_reporter_markdown,
    &hg_reporter_github,     &hg_reporter_codequality, &hg_reporter_nagios,
    &hg_reporter_prometheus, &hg_reporter_tap,         &hg_reporter_ctrf,
};

const struct hg_reporter *const *hg_reporters(size_t *count)
{
    *count = sizeof reporters / sizeof reporters[0];
    return reporters;
}

const struct hg_reporter *hg_reporter_find(const char *name)
{
    for (size_t i = 0; i < sizeof reporters / sizeof reporters[0]; i++) {
        if (strcmp(reporters[i]->name, name) == 0)
            return reporters[i];
    }
    return NULL;
}
