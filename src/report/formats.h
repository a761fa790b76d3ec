/* SPDX-License-Identifier: MIT */
/* formats: the rows of the table of reporters, each beside its functions. A new format is a file with
 * its row, a line here and a line in reporters.c. */
#ifndef HEADGATE_REPORT_FORMATS_H
#define HEADGATE_REPORT_FORMATS_H

#include "headgate/report.h"

extern const struct hg_reporter hg_reporter_text;
extern const struct hg_reporter hg_reporter_json;
extern const struct hg_reporter hg_reporter_jsonl;
extern const struct hg_reporter hg_reporter_csv;
extern const struct hg_reporter hg_reporter_junit;
extern const struct hg_reporter hg_reporter_markdown;
extern const struct hg_reporter hg_reporter_github;
extern const struct hg_reporter hg_reporter_codequality;
extern const struct hg_reporter hg_reporter_nagios;
extern const struct hg_reporter hg_reporter_prometheus;
extern const struct hg_reporter hg_reporter_tap;
extern const struct hg_reporter hg_reporter_ctrf;

#endif
