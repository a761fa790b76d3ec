/* SPDX-License-Identifier: MIT */
/* formats: the functions behind the table of reporters; their contracts are those of its
 * columns. */
#ifndef HEADGATE_REPORT_FORMATS_H
#define HEADGATE_REPORT_FORMATS_H

#include "headgate/error.h"
#include "headgate/output.h"
#include "headgate/run.h"

int hg_report_text(const struct hg_run *run, struct hg_sink *sink, struct hg_error *err);
int hg_report_json(const struct hg_run *run, struct hg_sink *sink, struct hg_error *err);
int hg_report_csv(const struct hg_run *run, struct hg_sink *sink, struct hg_error *err);
int hg_report_junit(const struct hg_run *run, struct hg_sink *sink, struct hg_error *err);
int hg_report_jsonl(const struct hg_run *run, struct hg_sink *sink, struct hg_error *err);
void hg_report_jsonl_begin(const struct hg_run *run, struct hg_sink *sink);
void hg_report_jsonl_result(const struct hg_run *run, size_t index, struct hg_sink *sink);
void hg_report_jsonl_end(const struct hg_run *run, struct hg_sink *sink);

#endif
