/* SPDX-License-Identifier: MIT */
/* json_run: the run as a whole, as members of JSON objects. */
#include "report/json_run.h"

#include <string.h>

#include "report/json_value.h"

#include "headgate/banned.h"

static const enum hg_outcome outcome_order[] = {
    HG_OUTCOME_UP,   HG_OUTCOME_FLAKY,   HG_OUTCOME_DEGRADED,
    HG_OUTCOME_DOWN, HG_OUTCOME_UNKNOWN, HG_OUTCOME_SKIPPED,
};

json_t *hg_json_tool(const struct hg_run *run)
{
    json_t *tool = json_object();
    hg_json_set(tool, "name", hg_json_text("headgate"));
    hg_json_set(tool, "version", hg_json_text(run->tool_version));
    hg_json_set(tool, "libcurl", hg_json_text(run->curl_version));
    return tool;
}

void hg_json_add_start(json_t *object, const struct hg_run *run)
{
    hg_json_set(object, "id", hg_json_text(run->id));
    hg_json_set(object, "name", hg_json_text(run->settings->name));
    hg_json_set(object, "started_at", hg_json_time(run->started_at_us));
    hg_json_set(object, "host", hg_json_text(run->host));
    hg_json_set(object, "location", hg_json_text(run->settings->location));
    hg_json_set(object, "config", hg_json_text(run->config));
    hg_json_set(object, "proxy", hg_json_text(run->proxy));
}

static json_t *measured_to_json(const struct hg_condition_verdict *verdict,
                                const char *unit)
{
    if (verdict->state == HG_CONDITION_UNKNOWN)
        return json_null();
    if (strcmp(unit, "us") == 0)
        return hg_json_ms((int64_t)verdict->value);
    if (strcmp(unit, "percent") == 0)
        return json_real(verdict->value);
    return json_integer((json_int_t)verdict->value);
}

static json_t *conditions_to_json(const struct hg_run *run)
{
    json_t *array = json_array();
    for (size_t i = 0; i < run->settings->gate.conditions.count; i++) {
        const struct hg_condition_verdict *verdict = &run->conditions[i];
        const char *unit = hg_condition_unit(verdict->condition);
        json_t *object = json_object();
        hg_json_set(object, "text", hg_json_text(verdict->condition->text));
        hg_json_set(object, "holds",
                    verdict->state == HG_CONDITION_UNKNOWN
                        ? json_null()
                        : json_boolean(verdict->state == HG_CONDITION_HOLDS));
        hg_json_set(object, "value", measured_to_json(verdict, unit));
        hg_json_set(object, "unit", hg_json_text(strcmp(unit, "us") == 0 ? "ms" : unit));
        hg_json_append(array, object);
    }
    return array;
}

void hg_json_add_end(json_t *object, const struct hg_run *run)
{
    const char *reason = run->gate.reason[0] == '\0' ? NULL : run->gate.reason;
    hg_json_set(object, "finished_at", hg_json_time(run->finished_at_us));
    hg_json_set(object, "duration_ms", hg_json_ms(run->duration_us));
    hg_json_set(object, "interrupted", json_boolean(run->is_interrupted));
    hg_json_set(object, "gate", hg_json_text(hg_gate_word(run->gate.state)));
    hg_json_set(object, "gate_reason", hg_json_text(reason));
    hg_json_set(object, "conditions", conditions_to_json(run));
    hg_json_set(object, "exit_status", json_integer(run->exit_status));
}

static json_t *causes_to_json(const struct hg_summary *summary)
{
    json_t *causes = json_object();
    for (int cause = HG_CAUSE_NONE + 1; cause < HG_CAUSE_COUNT; cause++) {
        if (summary->causes[cause] > 0)
            hg_json_set(causes, hg_cause_word((enum hg_cause)cause),
                        json_integer((json_int_t)summary->causes[cause]));
    }
    return causes;
}

void hg_json_add_summary(json_t *object, const struct hg_run *run)
{
    const struct hg_summary *summary = &run->summary;
    hg_json_set(object, "total", json_integer((json_int_t)summary->total));
    for (size_t i = 0; i < sizeof(outcome_order) / sizeof(outcome_order[0]); i++) {
        const enum hg_outcome outcome = outcome_order[i];
        hg_json_set(object, hg_outcome_word(outcome),
                    json_integer((json_int_t)summary->outcomes[outcome]));
    }
    hg_json_set(object, "causes", causes_to_json(summary));
    json_t *latency = hg_json_member(object, "latency_ms");
    hg_json_set(latency, "p50", hg_json_ms(summary->p50_us));
    hg_json_set(latency, "p95", hg_json_ms(summary->p95_us));
    hg_json_set(latency, "max", hg_json_ms(summary->max_us));
}
