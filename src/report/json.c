/* SPDX-License-Identifier: MIT */
/* json: one JSON document for a finished run. It is written target by target; a million
 * of them never become one tree in memory. */
#include "report/formats.h"

#include "report/json_run.h"
#include "report/json_target.h"
#include "report/json_value.h"

#include "headgate/banned.h"

/* How far the members of the document, and the targets in their array, are indented. */
static const char member_margin[] = "  ";
static const char target_margin[] = "    ";

static void write_member(struct hg_sink *sink, const char *key, json_t *value)
{
    hg_sink_printf(sink, "%s\"%s\": ", member_margin, key);
    hg_json_write_pretty_take(value, member_margin, sink);
    hg_sink_text(sink, ",\n");
}

static json_t *run_to_json(const struct hg_run *run)
{
    json_t *object = json_object();
    hg_json_add_start(object, run);
    hg_json_add_end(object, run);
    return object;
}

static json_t *summary_to_json(const struct hg_run *run)
{
    json_t *object = json_object();
    hg_json_add_summary(object, run);
    return object;
}

static void write_targets(const struct hg_run *run, struct hg_sink *sink)
{
    hg_sink_text(sink, "  \"targets\": [");
    for (size_t i = 0; i < run->count; i++) {
        json_t *object = json_object();
        hg_json_add_target(object, &run->targets[i], &run->results[i]);
        hg_sink_text(sink, i == 0 ? "\n" : ",\n");
        hg_sink_text(sink, target_margin);
        hg_json_write_pretty_take(object, target_margin, sink);
    }
    hg_sink_text(sink, run->count == 0 ? "]\n" : "\n  ]\n");
}

int hg_report_json(const struct hg_run *run, struct hg_sink *sink, struct hg_error *err)
{
    (void)err;
    hg_sink_printf(sink, "{\n  \"schema\": \"%s\",\n", HG_JSON_SCHEMA);
    write_member(sink, "tool", hg_json_tool(run));
    write_member(sink, "run", run_to_json(run));
    write_member(sink, "summary", summary_to_json(run));
    write_targets(run, sink);
    hg_sink_text(sink, "}\n");
    return 0;
}
