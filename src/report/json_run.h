/* SPDX-License-Identifier: MIT */
/* json_run: the run as a whole, as members of JSON objects. */
#ifndef HEADGATE_REPORT_JSON_RUN_H
#define HEADGATE_REPORT_JSON_RUN_H

#include "headgate/run.h"
#include "headgate/json_writer.h"

#define HG_JSON_SCHEMA "headgate-report/1"

/* The member "tool": what wrote the report. */
void hg_json_write_tool(struct hg_json_writer *json, const struct hg_run *run);
/* What is known before the first result: id, name, started_at, host, location, config,
 * proxy, baseline. */
void hg_json_write_start(struct hg_json_writer *json, const struct hg_run *run);
/* What is known after the last: finished_at, duration_ms, interrupted, gate,
 * exit_status. */
void hg_json_write_end(struct hg_json_writer *json, const struct hg_run *run);
/* Counts by outcome and by cause, and latencies. */
void hg_json_write_summary(struct hg_json_writer *json, const struct hg_run *run);

#endif
