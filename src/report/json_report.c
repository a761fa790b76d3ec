/* SPDX-License-Identifier: MIT */
/* json_report: one JSON document for a finished run. */
#include "report/formats.h"

#include "report/json_run.h"
#include "report/json_target.h"
#include "headgate/json_writer.h"

#include "headgate/banned.h"

/* The run and the summary value by value, and each target on a line: a person looks at the former,
 * and grep(1) at the latter. A million targets would have forty million lines otherwise. */
#define INDENTED_LEVELS 2

static void add_run(struct hg_json_writer *json, const struct hg_run *run)
{
    hg_json_begin_object(json, "run");
    hg_json_write_start(json, run);
    hg_json_write_end(json, run);
    hg_json_end_object(json);
}

static void add_summary(struct hg_json_writer *json, const struct hg_run *run)
{
    hg_json_begin_object(json, "summary");
    hg_json_write_summary(json, run);
    hg_json_end_object(json);
}

static void add_targets(struct hg_json_writer *json, const struct hg_run *run)
{
    hg_json_begin_array(json, "targets");
    for (size_t i = 0; i < run->count; i++) {
        hg_json_begin_object(json, NULL);
        hg_json_write_target(json, &run->targets[i], &run->results[i]);
        hg_json_end_object(json);
    }
    hg_json_end_array(json);
}

int hg_report_json(const struct hg_run *run, struct hg_sink *sink, struct hg_error *err)
{
    (void)err;
    struct hg_json_writer json;
    hg_json_writer_init(&json, sink, INDENTED_LEVELS);
    hg_json_begin_object(&json, NULL);
    hg_json_write_text(&json, "schema", HG_JSON_SCHEMA);
    hg_json_write_tool(&json, run);
    add_run(&json, run);
    add_summary(&json, run);
    add_targets(&json, run);
    hg_json_end_object(&json);
    return 0;
}
