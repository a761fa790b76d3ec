/* SPDX-License-Identifier: MIT */
/* json: one JSON document for a finished run. */
#include "report/formats.h"

#include "report/json_run.h"
#include "report/json_target.h"
#include "headgate/json_value.h"

#include "headgate/banned.h"

/* The run and the summary value by value, and each target on a line: a person looks at the former,
 * and grep(1) at the latter. A million targets would have forty million lines otherwise. */
#define SPREAD 2

static void add_run(struct hg_json *json, const struct hg_run *run)
{
    hg_json_open_object(json, "run");
    hg_json_add_start(json, run);
    hg_json_add_end(json, run);
    hg_json_close_object(json);
}

static void add_summary(struct hg_json *json, const struct hg_run *run)
{
    hg_json_open_object(json, "summary");
    hg_json_add_summary(json, run);
    hg_json_close_object(json);
}

static void add_targets(struct hg_json *json, const struct hg_run *run)
{
    hg_json_open_array(json, "targets");
    for (size_t i = 0; i < run->count; i++) {
        hg_json_open_object(json, NULL);
        hg_json_add_target(json, &run->targets[i], &run->results[i]);
        hg_json_close_object(json);
    }
    hg_json_close_array(json);
}

int hg_report_json(const struct hg_run *run, struct hg_sink *sink, struct hg_error *err)
{
    (void)err;
    struct hg_json json;
    hg_json_init(&json, sink, SPREAD);
    hg_json_open_object(&json, NULL);
    hg_json_text(&json, "schema", HG_JSON_SCHEMA);
    hg_json_add_tool(&json, run);
    add_run(&json, run);
    add_summary(&json, run);
    add_targets(&json, run);
    hg_json_close_object(&json);
    return 0;
}
