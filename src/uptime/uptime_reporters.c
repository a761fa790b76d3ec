/* SPDX-License-Identifier: MIT */
/* uptime_reporters: the formats of reports over a period that exist. */
#include "headgate/uptime_report.h"

#include <string.h>

#include "uptime/uptime_formats.h"

#include "headgate/banned.h"

/* In the order of --help. */
static const struct hg_uptime_reporter *const reporters[] = {
    &hg_uptime_reporter_text, &hg_uptime_reporter_markdown, &hg_uptime_reporter_html,
    &hg_uptime_reporter_page, &hg_uptime_reporter_csv,      &hg_uptime_reporter_json,
    &hg_uptime_reporter_eml,
};

const struct hg_uptime_reporter *const *hg_uptime_reporters(size_t *count)
{
    *count = sizeof reporters / sizeof reporters[0];
    return reporters;
}

const struct hg_uptime_reporter *hg_uptime_reporter_find(const char *name)
{
    for (size_t i = 0; i < sizeof reporters / sizeof reporters[0]; i++) {
        if (strcmp(reporters[i]->name, name) == 0)
            return reporters[i];
    }
    return NULL;
}
