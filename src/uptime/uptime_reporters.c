/* SPDX-License-Identifier: MIT */
/* uptime_reporters: the formats of reports over a period that exist. */
#include "headgate/uptime_report.h"

#include <string.h>

#include "uptime/uptime_writers.h"

#include "headgate/banned.h"

static const struct hg_uptime_reporter reporters[] = {
    {"text", "for people: 76 columns, readable in any mail", hg_uptime_text},
    {"markdown", "tables for wikis and merge requests", hg_uptime_markdown},
    {"html", "for mail clients: tables and inline styles, under 100 KB", hg_uptime_html},
    {"page", "for browsers: one HTML page with charts", hg_uptime_page},
    {"csv", "for spreadsheets: a row per target, and per target and day (RFC 4180)",
     hg_uptime_csv},
    {"json", "for programs: everything, as headgate-uptime-1.schema.json says",
     hg_uptime_json},
    {"eml", "a mail for sendmail -t: text and HTML (RFC 5322)", hg_uptime_eml},
};

const struct hg_uptime_reporter *hg_uptime_reporters(size_t *count)
{
    *count = sizeof reporters / sizeof reporters[0];
    return reporters;
}

const struct hg_uptime_reporter *hg_uptime_reporter_find(const char *name)
{
    for (size_t i = 0; i < sizeof reporters / sizeof reporters[0]; i++) {
        if (strcmp(reporters[i].name, name) == 0)
            return &reporters[i];
    }
    return NULL;
}
