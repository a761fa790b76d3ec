/* SPDX-License-Identifier: MIT */
/* json_run: the run as a whole, as members of JSON objects. */
#include "report/json_run.h"

#include <string.h>

#include "headgate/canary.h"

#include "format/failing_json.h"

#include "headgate/banned.h"

static const enum hg_outcome outcome_order[] = {
    HG_OUTCOME_UP,   HG_OUTCOME_FLAKY,   HG_OUTCOME_DEGRADED,
    HG_OUTCOME_DOWN, HG_OUTCOME_UNKNOWN, HG_OUTCOME_SKIPPED,
};

void hg_json_write_tool(struct hg_json_writer *json, const struct hg_run *run)
{
    hg_json_begin_object(json, "tool");
    hg_json_write_text(json, "name", "headgate");
    hg_json_write_text(json, "version", run->tool_version);
    hg_json_write_text(json, "libcurl", run->curl_version);
    hg_json_end_object(json);
}

void hg_json_write_start(struct hg_json_writer *json, const struct hg_run *run)
{
    hg_json_write_text(json, "id", run->id);
    hg_json_write_text(json, "name", run->settings->name);
    hg_json_write_time(json, "started_at", run->started_at_us);
    hg_json_write_text(json, "host", run->host);
    hg_json_write_text(json, "location", run->settings->location);
    hg_json_write_text(json, "config", run->config);
    hg_json_write_text(json, "proxy", run->proxy);
    hg_json_write_text(json, "baseline", run->settings->baseline);
}

static void add_measured(struct hg_json_writer *json,
                         const struct hg_condition_verdict *verdict, const char *unit)
{
    if (verdict->state == HG_CONDITION_UNKNOWN)
        hg_json_write_null(json, "value");
    else if (strcmp(unit, "us") == 0)
        hg_json_write_ms(json, "value", (int64_t)verdict->value);
    else
        hg_json_write_number(json, "value", verdict->value);
}

static void add_conditions(struct hg_json_writer *json, const struct hg_run *run)
{
    hg_json_begin_array(json, "conditions");
    for (size_t i = 0; i < run->settings->gate.conditions.count; i++) {
        const struct hg_condition_verdict *verdict = &run->conditions[i];
        const char *unit = hg_condition_unit(verdict->condition);
        hg_json_begin_object(json, NULL);
        hg_json_write_text(json, "text", verdict->condition->text);
        if (verdict->state == HG_CONDITION_UNKNOWN)
            hg_json_write_null(json, "holds");
        else
            hg_json_write_boolean(json, "holds", verdict->state == HG_CONDITION_HOLDS);
        add_measured(json, verdict, unit);
        hg_json_write_text(json, "unit", strcmp(unit, "us") == 0 ? "ms" : unit);
        hg_json_end_object(json);
    }
    hg_json_end_array(json);
}

static void add_canaries(struct hg_json_writer *json, const struct hg_run *run)
{
    hg_json_begin_array(json, "canaries");
    for (size_t i = 0; run->canary_results != NULL && i < run->canary_count; i++) {
        const struct hg_result *result = &run->canary_results[i];
        const bool has_answered = hg_canary_has_answered(&run->canaries[i], result);
        const char *reason = has_answered ? "" : hg_result_reason(result);
        hg_json_begin_object(json, NULL);
        hg_json_write_text(json, "url", run->canaries[i].url);
        hg_json_write_text(json, "outcome",
                           hg_outcome_word(has_answered
                                               ? HG_OUTCOME_UP
                                               : (enum hg_outcome)result->outcome));
        hg_json_write_text(json, "reason", reason[0] == '\0' ? NULL : reason);
        hg_json_end_object(json);
    }
    hg_json_end_array(json);
}

void hg_json_write_end(struct hg_json_writer *json, const struct hg_run *run)
{
    const char *reason = run->gate.reason[0] == '\0' ? NULL : run->gate.reason;
    hg_json_write_time(json, "finished_at", run->finished_at_us);
    hg_json_write_ms(json, "duration_ms", run->duration_us);
    hg_json_write_boolean(json, "interrupted", run->is_interrupted);
    hg_json_write_text(json, "gate", hg_gate_word(run->gate.state));
    hg_json_write_text(json, "gate_reason", reason);
    add_conditions(json, run);
    hg_json_write_integer(json, "exit_status", run->exit_status);
    if (run->has_clock_offset)
        hg_json_write_integer(json, "clock_offset_s", run->clock_offset_s);
    else
        hg_json_write_null(json, "clock_offset_s");
    add_canaries(json, run);
    hg_failing_json_write(json, &run->failing_channels);
}

static void add_causes(struct hg_json_writer *json, const struct hg_summary *summary)
{
    hg_json_begin_object(json, "causes");
    for (int cause = HG_CAUSE_NONE + 1; cause < HG_CAUSE_COUNT; cause++) {
        if (summary->causes[cause] > 0)
            hg_json_write_integer(json, hg_cause_word((enum hg_cause)cause),
                                  (int64_t)summary->causes[cause]);
    }
    hg_json_end_object(json);
}

void hg_json_write_summary(struct hg_json_writer *json, const struct hg_run *run)
{
    const struct hg_summary *summary = &run->summary;
    hg_json_write_integer(json, "total", (int64_t)summary->total);
    for (size_t i = 0; i < sizeof(outcome_order) / sizeof(outcome_order[0]); i++) {
        const enum hg_outcome outcome = outcome_order[i];
        hg_json_write_integer(json, hg_outcome_word(outcome),
                              (int64_t)summary->outcomes[outcome]);
    }
    add_causes(json, summary);
    hg_json_begin_object(json, "latency_ms");
    hg_json_write_ms(json, "p50", summary->p50_us);
    hg_json_write_ms(json, "p95", summary->p95_us);
    hg_json_write_ms(json, "max", summary->max_us);
    hg_json_end_object(json);
}
