/* SPDX-License-Identifier: MIT */
/* json_report: JSON, one document for a finished run; and JSON Lines, an object a line: the run, each
 * target as it comes, and the summary. */
#include "report/formats.h"

#include "headgate/json_writer.h"

#include "report/json_run.h"
#include "report/json_target.h"

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

static int write_json(const struct hg_run *run, struct hg_sink *sink,
                      struct hg_error *err)
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

static void open_line(struct hg_json_writer *json, struct hg_sink *sink, const char *type)
{
    hg_json_writer_init(json, sink, 0);
    hg_json_begin_object(json, NULL);
    hg_json_write_text(json, "type", type);
}

static void write_jsonl_begin(const struct hg_run *run, struct hg_sink *sink)
{
    struct hg_json_writer json;
    open_line(&json, sink, "run");
    hg_json_write_text(&json, "schema", HG_JSON_SCHEMA);
    hg_json_write_tool(&json, run);
    hg_json_write_start(&json, run);
    hg_json_end_object(&json);
}

static void write_jsonl_result(const struct hg_run *run, size_t index,
                               struct hg_sink *sink)
{
    struct hg_json_writer json;
    open_line(&json, sink, "target");
    hg_json_write_target(&json, &run->targets[index], &run->results[index]);
    hg_json_end_object(&json);
}

static void write_jsonl_end(const struct hg_run *run, struct hg_sink *sink)
{
    struct hg_json_writer json;
    open_line(&json, sink, "summary");
    hg_json_write_summary(&json, run);
    hg_json_write_end(&json, run);
    hg_json_end_object(&json);
}

static int write_jsonl(const struct hg_run *run, struct hg_sink *sink,
                       struct hg_error *err)
{
    (void)err;
    write_jsonl_begin(run, sink);
    for (size_t i = 0; i < run->count; i++)
        write_jsonl_result(run, i, sink);
    write_jsonl_end(run, sink);
    return 0;
}

const struct hg_reporter hg_reporter_json = {
    .name = "json",
    .extension = "json",
    .summary = "for programs: everything, as headgate-report-1.schema.json says",
    .notation = HG_NOTATION_JSON,
    .write = write_json,
};

const struct hg_reporter hg_reporter_jsonl = {
    .name = "jsonl",
    .extension = "jsonl",
    .summary = "JSON Lines: an object per target, written as results come",
    .notation = HG_NOTATION_JSON,
    .write = write_jsonl,
    .begin = write_jsonl_begin,
    .result = write_jsonl_result,
    .end = write_jsonl_end,
};
