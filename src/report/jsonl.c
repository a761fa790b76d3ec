/* SPDX-License-Identifier: MIT */
/* jsonl: JSON Lines: the run, each target as it comes, and the summary, an object a
 * line. */
#include "report/formats.h"

#include "report/json_run.h"
#include "report/json_target.h"
#include "report/json_value.h"

#include "headgate/banned.h"

static json_t *new_line(const char *type)
{
    json_t *object = json_object();
    hg_json_set(object, "type", hg_json_text(type));
    return object;
}

void hg_report_jsonl_begin(const struct hg_run *run, struct hg_sink *sink)
{
    json_t *line = new_line("run");
    hg_json_set(line, "schema", hg_json_text(HG_JSON_SCHEMA));
    hg_json_set(line, "tool", hg_json_tool(run));
    hg_json_add_start(line, run);
    hg_json_write_line_take(line, sink);
}

void hg_report_jsonl_result(const struct hg_run *run, size_t index, struct hg_sink *sink)
{
    json_t *line = new_line("target");
    hg_json_add_target(line, &run->targets[index], &run->results[index]);
    hg_json_write_line_take(line, sink);
}

void hg_report_jsonl_end(const struct hg_run *run, struct hg_sink *sink)
{
    json_t *line = new_line("summary");
    hg_json_add_summary(line, run);
    hg_json_add_end(line, run);
    hg_json_write_line_take(line, sink);
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
