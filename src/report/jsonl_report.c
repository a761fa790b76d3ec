/* SPDX-License-Identifier: MIT */
/* jsonl_report: JSON Lines: the run, each target as it comes, and the summary, an object a
 * line. */
#include "report/formats.h"

#include "report/json_run.h"
#include "report/json_target.h"
#include "headgate/json_writer.h"

#include "headgate/banned.h"

static void open_line(struct hg_json_writer *json, struct hg_sink *sink, const char *type)
{
    hg_json_writer_init(json, sink, 0);
    hg_json_begin_object(json, NULL);
    hg_json_write_text(json, "type", type);
}

void hg_report_jsonl_begin(const struct hg_run *run, struct hg_sink *sink)
{
    struct hg_json_writer json;
    open_line(&json, sink, "run");
    hg_json_write_text(&json, "schema", HG_JSON_SCHEMA);
    hg_json_write_tool(&json, run);
    hg_json_write_start(&json, run);
    hg_json_end_object(&json);
}

void hg_report_jsonl_result(const struct hg_run *run, size_t index, struct hg_sink *sink)
{
    struct hg_json_writer json;
    open_line(&json, sink, "target");
    hg_json_write_target(&json, &run->targets[index], &run->results[index]);
    hg_json_end_object(&json);
}

void hg_report_jsonl_end(const struct hg_run *run, struct hg_sink *sink)
{
    struct hg_json_writer json;
    open_line(&json, sink, "summary");
    hg_json_write_summary(&json, run);
    hg_json_write_end(&json, run);
    hg_json_end_object(&json);
}

int hg_report_jsonl(const struct hg_run *run, struct hg_sink *sink, struct hg_error *err)
{
    (void)err;
    hg_report_jsonl_begin(run, sink);
    for (size_t i = 0; i < run->count; i++)
        hg_report_jsonl_result(run, i, sink);
    hg_report_jsonl_end(run, sink);
    return 0;
}
