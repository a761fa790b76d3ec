/* SPDX-License-Identifier: MIT */
/* ctrf_report: the Common Test Report Format (ctrf-io/ctrf, specification 1.0.0), which reporters of many
 * services read. */
#include "report/formats.h"

#include "headgate/json_writer.h"
#include "headgate/units.h"

#include "format/failing_json.h"
#include "report/level.h"
#include "report/result_attempts.h"

#include "headgate/banned.h"

#define US_PER_MS 1000

enum status { PASSED, FAILED, SKIPPED, PENDING, OTHER, STATUS_COUNT };

static const char *const words[STATUS_COUNT] = {"passed", "failed", "skipped", "pending",
                                                "other"};

/* What the gate tolerates, and what has no verdict and closes no gate, is neither passed nor failed. */
static enum status status_of(const struct hg_run *run, const struct hg_result *result)
{
    const enum hg_level level = hg_level_of(run, result);
    if (level == HG_LEVEL_ERROR)
        return FAILED;
    if (level == HG_LEVEL_TOLERATED)
        return OTHER;
    return result->outcome == HG_OUTCOME_SKIPPED || result->change == HG_CHANGE_KNOWN
               ? SKIPPED
               : PASSED;
}

static enum status status_of_condition(const struct hg_condition_verdict *verdict)
{
    return verdict->state == HG_CONDITION_HOLDS ? PASSED : FAILED;
}

static void write_summary(struct hg_json_writer *json, const struct hg_run *run)
{
    const size_t conditions = run->settings->gate.conditions.count;
    size_t counts[STATUS_COUNT] = {0};
    for (size_t i = 0; i < run->count; i++)
        counts[status_of(run, &run->results[i])]++;
    for (size_t i = 0; i < conditions; i++)
        counts[status_of_condition(&run->conditions[i])]++;
    hg_json_begin_object(json, "summary");
    hg_json_write_integer(json, "tests", (int64_t)(run->count + conditions));
    for (int i = 0; i < STATUS_COUNT; i++)
        hg_json_write_integer(json, words[i], (int64_t)counts[i]);
    hg_json_write_integer(json, "flaky",
                          (int64_t)run->summary.outcomes[HG_OUTCOME_FLAKY]);
    hg_json_write_integer(json, "start", run->started_at_us / US_PER_MS);
    hg_json_write_integer(json, "stop", run->finished_at_us / US_PER_MS);
    hg_json_write_integer(json, "duration", run->duration_us / US_PER_MS);
    hg_json_end_object(json);
}

static void write_place(struct hg_json_writer *json, const char *file, size_t line)
{
    if (file == NULL || line == 0)
        return;
    hg_json_write_text(json, "filePath", file);
    hg_json_write_integer(json, "line", (int64_t)line);
}

static void write_texts(struct hg_json_writer *json, const char *key,
                        const struct hg_texts *texts)
{
    if (texts->count == 0)
        return;
    hg_json_begin_array(json, key);
    for (size_t i = 0; i < texts->count; i++)
        hg_json_write_text(json, NULL, texts->items[i]);
    hg_json_end_array(json);
}

static void write_test(struct hg_json_writer *json, const struct hg_run *run,
                       size_t index)
{
    const struct hg_target *target = &run->targets[index];
    const struct hg_result *result = &run->results[index];
    const char *group = target->origin->group == NULL ? "default" : target->origin->group;
    struct hg_buf reason;
    hg_buf_init(&reason);
    hg_level_describe(run, result, &reason);
    hg_json_begin_object(json, NULL);
    hg_json_write_text(json, "name", target->name);
    hg_json_write_text(json, "status", words[status_of(run, result)]);
    hg_json_write_integer(json, "duration", hg_attempts_total_us(result) / US_PER_MS);
    hg_json_begin_array(json, "suite");
    hg_json_write_text(json, NULL, group);
    hg_json_end_array(json);
    if (reason.len > 0)
        hg_json_write_text(json, "message", reason.data);
    hg_json_write_text(json, "rawStatus",
                       hg_outcome_word((enum hg_outcome)result->outcome));
    write_texts(json, "tags", &target->origin->tags);
    write_place(json, target->origin->file, target->line);
    hg_json_write_integer(json, "retries",
                          result->attempts > 0 ? result->attempts - 1 : 0);
    hg_json_write_boolean(json, "flaky", result->outcome == HG_OUTCOME_FLAKY);
    hg_json_begin_object(json, "parameters");
    hg_json_write_text(json, "url", target->url);
    hg_json_end_object(json);
    hg_json_end_object(json);
    hg_buf_release(&reason);
}

static void write_condition(struct hg_json_writer *json,
                            const struct hg_condition_verdict *verdict)
{
    hg_json_begin_object(json, NULL);
    hg_json_write_text(json, "name", verdict->condition->text);
    hg_json_write_text(json, "status", words[status_of_condition(verdict)]);
    hg_json_write_integer(json, "duration", 0);
    hg_json_begin_array(json, "suite");
    hg_json_write_text(json, NULL, "gate");
    hg_json_end_array(json);
    hg_json_write_text(json, "message", verdict->detail);
    write_place(json, verdict->condition->file, verdict->condition->line);
    hg_json_end_object(json);
}

static int write_ctrf(const struct hg_run *run, struct hg_sink *sink,
                      struct hg_error *err)
{
    struct hg_json_writer json;
    (void)err;
    hg_json_writer_init(&json, sink, 3);
    hg_json_begin_object(&json, NULL);
    hg_json_write_text(&json, "reportFormat", "CTRF");
    hg_json_write_text(&json, "specVersion", "1.0.0");
    hg_json_write_text(&json, "runId", run->id);
    hg_json_write_time(&json, "timestamp", run->finished_at_us);
    hg_json_write_text(&json, "generatedBy", "headgate");
    hg_json_begin_object(&json, "results");
    hg_json_begin_object(&json, "tool");
    hg_json_write_text(&json, "name", "headgate");
    hg_json_write_text(&json, "version", run->tool_version);
    hg_json_end_object(&json);
    write_summary(&json, run);
    hg_json_begin_array(&json, "tests");
    for (size_t i = 0; i < run->count; i++)
        write_test(&json, run, i);
    for (size_t i = 0; i < run->settings->gate.conditions.count; i++)
        write_condition(&json, &run->conditions[i]);
    hg_json_end_array(&json);
    hg_json_begin_object(&json, "extra");
    hg_failing_json_write(&json, &run->failing_channels);
    hg_json_end_object(&json);
    hg_json_end_object(&json);
    hg_json_end_object(&json);
    return 0;
}

const struct hg_reporter hg_reporter_ctrf = {
    .name = "ctrf",
    .extension = "ctrf.json",
    .summary = "the Common Test Report Format (JSON)",
    .notation = HG_NOTATION_JSON,
    .write = write_ctrf,
};
