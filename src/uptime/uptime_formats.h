/* SPDX-License-Identifier: MIT */
/* uptime_formats: the rows of the table of uptime reporters, each beside its functions. A new format is
 * a file with its row, a line here and a line in uptime_reporters.c. */
#ifndef HEADGATE_UPTIME_UPTIME_FORMATS_H
#define HEADGATE_UPTIME_UPTIME_FORMATS_H

#include "headgate/uptime_report.h"

extern const struct hg_uptime_reporter hg_uptime_reporter_text;
extern const struct hg_uptime_reporter hg_uptime_reporter_markdown;
extern const struct hg_uptime_reporter hg_uptime_reporter_html;
extern const struct hg_uptime_reporter hg_uptime_reporter_page;
extern const struct hg_uptime_reporter hg_uptime_reporter_csv;
extern const struct hg_uptime_reporter hg_uptime_reporter_json;
extern const struct hg_uptime_reporter hg_uptime_reporter_eml;

#endif
