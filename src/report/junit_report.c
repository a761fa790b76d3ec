/* SPDX-License-Identifier: MIT */
/* junit_report: JUnit XML as Jenkins, GitLab and their kin read it: a suite per group, failures
 * (a wrong answer) apart from errors (no answer), and retries in the elements of Maven
 * Surefire.
 *
 * DESIGN. Elements stand in the order of Surefire's schema (failure, rerunFailure,
 * flakyFailure, skipped, error, rerunError, flakyError, system-out), which the others
 * accept too. The verdict of a target is its failure or error; attempts before it are
 * rerun* elements; failed attempts of a target that passes in the end are flaky*
 * elements. */
#include "report/formats.h"

#include "headgate/clock.h"
#include "headgate/units.h"
#include "report/junit_plan.h"
#include "report/junit_text.h"
#include "format/xml.h"

#include "headgate/banned.h"

struct junit {
    struct hg_xml xml;
    const struct hg_run *run;
    struct hg_buf classname; /* of the suite's cases */
    struct hg_buf scratch;
};

/* Element names of one kind of trouble. */
struct elements {
    enum hg_junit_kind kind;
    const char *verdict;
    const char *rerun;
    const char *flaky;
};

static const struct elements failure_elements = {HG_JUNIT_FAILURE, "failure",
                                                 "rerunFailure", "flakyFailure"};
static const struct elements error_elements = {HG_JUNIT_ERROR, "error", "rerunError",
                                               "flakyError"};

static void start(struct junit *junit, const char *element)
{
    hg_xml_start(&junit->xml, element);
}

static void end(struct junit *junit)
{
    hg_xml_end(&junit->xml);
}

static void text(struct junit *junit, const char *value)
{
    hg_xml_text(&junit->xml, value);
}

static void attribute(struct junit *junit, const char *name, const char *value)
{
    hg_xml_attribute(&junit->xml, name, value);
}

static void attribute_count(struct junit *junit, const char *name, size_t value)
{
    char number[HG_UNITS_NUMBER_SIZE + 1];
    number[hg_units_write_number((int64_t)value, number)] = '\0';
    attribute(junit, name, number);
}

static void attribute_seconds(struct junit *junit, const char *name, int64_t ms)
{
    hg_buf_clear(&junit->scratch);
    hg_junit_seconds(&junit->scratch, ms);
    attribute(junit, name, junit->scratch.data);
}

static void write_failure_attributes(struct junit *junit, int outcome, int cause,
                                     const char *reason)
{
    hg_buf_clear(&junit->scratch);
    hg_junit_message(&junit->scratch, outcome, reason);
    attribute(junit, "message", junit->scratch.data);
    attribute(junit, "type", hg_junit_type(outcome, cause));
}

/* What is well has no reason; what changed is in the note. */
static void write_change_attributes(struct junit *junit, const struct hg_result *result)
{
    hg_buf_clear(&junit->scratch);
    hg_junit_message(&junit->scratch, result->outcome, result->detail->note);
    attribute(junit, "message", junit->scratch.data);
    attribute(junit, "type", hg_change_word((enum hg_change)result->change));
}

static void write_verdict(struct junit *junit, const struct hg_target *target,
                          const struct hg_result *result, const char *element)
{
    start(junit, element);
    if (hg_junit_is_worse(result))
        write_change_attributes(junit, result);
    else
        write_failure_attributes(junit, result->outcome, result->cause,
                                 hg_result_reason(result));
    hg_buf_clear(&junit->scratch);
    hg_junit_body(&junit->scratch, target, result);
    text(junit, junit->scratch.data);
    end(junit);
}

static void write_attempt(struct junit *junit, const struct hg_attempts *attempts,
                          size_t index, const char *element)
{
    const struct hg_attempt *attempt = &attempts->items[index];
    start(junit, element);
    write_failure_attributes(junit, attempt->outcome, attempt->cause, attempt->reason);
    start(junit, "stackTrace");
    hg_buf_clear(&junit->scratch);
    hg_junit_attempt(&junit->scratch, attempts, index);
    text(junit, junit->scratch.data);
    end(junit);
    end(junit);
}

/* Failed attempts that the verdict does not tell of already: the last attempt is the
 * verdict, unless the target ended without one (deadline, cancelled). */
static void write_attempts(struct junit *junit, const struct hg_result *result,
                           enum hg_junit_kind kind, const char *element)
{
    struct hg_attempts attempts;
    hg_attempts_of(result, &attempts);
    for (size_t i = 0; i < attempts.count; i++) {
        const struct hg_attempt *attempt = &attempts.items[i];
        const bool is_verdict =
            i + 1 == attempts.count && attempt->cause == result->cause;
        if (!is_verdict && hg_junit_attempt_kind(attempt) == kind)
            write_attempt(junit, &attempts, i, element);
    }
}

static void write_failures(struct junit *junit, const struct hg_target *target,
                           const struct hg_result *result,
                           const struct elements *elements)
{
    const enum hg_junit_kind kind = hg_junit_kind_of(junit->run, result);
    if (kind == elements->kind)
        write_verdict(junit, target, result, elements->verdict);
    if (kind == HG_JUNIT_FAILURE || kind == HG_JUNIT_ERROR)
        write_attempts(junit, result, elements->kind, elements->rerun);
    else if (result->outcome == HG_OUTCOME_FLAKY)
        write_attempts(junit, result, elements->kind, elements->flaky);
}

/* A target that was checked has more to tell than its message. */
static void write_skipped(struct junit *junit, const struct hg_target *target,
                          const struct hg_result *result)
{
    start(junit, "skipped");
    hg_buf_clear(&junit->scratch);
    hg_junit_skipped(&junit->scratch, junit->run, result);
    attribute(junit, "message", junit->scratch.data);
    if (hg_junit_is_tolerated(junit->run, result)) {
        hg_buf_clear(&junit->scratch);
        hg_junit_body(&junit->scratch, target, result);
    }
    text(junit, junit->scratch.data);
    end(junit);
}

static void write_note(struct junit *junit, const struct hg_result *result)
{
    hg_buf_clear(&junit->scratch);
    hg_junit_note(&junit->scratch, result);
    if (junit->scratch.len == 0)
        return;
    start(junit, "system-out");
    text(junit, junit->scratch.data);
    end(junit);
}

static void write_place(struct junit *junit, const char *file, size_t line)
{
    if (file == NULL || line == 0)
        return;
    attribute(junit, "file", file);
    attribute_count(junit, "line", line);
}

static void write_case_attributes(struct junit *junit, const struct hg_target *target,
                                  const struct hg_result *result)
{
    attribute(junit, "classname", junit->classname.data);
    hg_buf_clear(&junit->scratch);
    hg_junit_name(&junit->scratch, target, result);
    attribute(junit, "name", junit->scratch.data);
    attribute_seconds(junit, "time", hg_junit_time_ms(result));
    write_place(junit, target->origin->file, target->line);
}

static void write_case(struct junit *junit, size_t index)
{
    const struct hg_target *target = &junit->run->targets[index];
    const struct hg_result *result = &junit->run->results[index];
    const enum hg_junit_kind kind = hg_junit_kind_of(junit->run, result);
    start(junit, "testcase");
    write_case_attributes(junit, target, result);
    write_failures(junit, target, result, &failure_elements);
    if (kind == HG_JUNIT_SKIPPED)
        write_skipped(junit, target, result);
    write_failures(junit, target, result, &error_elements);
    if (kind == HG_JUNIT_PASS)
        write_note(junit, result);
    end(junit);
}

static void write_property(struct junit *junit, const char *name, const char *value)
{
    if (value == NULL || value[0] == '\0')
        return;
    start(junit, "property");
    attribute(junit, "name", name);
    attribute(junit, "value", value);
    end(junit);
}

static void write_failing_channel(void *junit, const char *line)
{
    write_property(junit, "headgate.failing_channel", line);
}

static void write_properties(struct junit *junit)
{
    const struct hg_run *run = junit->run;
    char started_at[HG_CLOCK_RFC3339_SIZE];
    hg_clock_format_rfc3339(run->started_at_us, started_at, sizeof(started_at));
    start(junit, "properties");
    write_property(junit, "headgate.version", run->tool_version);
    write_property(junit, "headgate.libcurl", run->curl_version);
    write_property(junit, "headgate.run_id", run->id);
    write_property(junit, "headgate.config", run->config);
    write_property(junit, "headgate.location", run->settings->location);
    write_property(junit, "headgate.proxy", run->proxy);
    write_property(junit, "headgate.baseline", run->settings->baseline);
    write_property(junit, "headgate.started_at", started_at);
    write_property(junit, "headgate.interrupted", run->is_interrupted ? "true" : NULL);
    write_property(junit, "headgate.gate", hg_gate_word(run->gate.state));
    hg_failing_channels_write(&run->failing_channels, write_failing_channel, junit);
    end(junit);
}

static void start_suite(struct junit *junit, const struct hg_junit_suite *suite,
                        size_t number)
{
    /* Without a zone: the only form that every schema takes. */
    char timestamp[HG_CLOCK_RFC3339_SIZE];
    hg_clock_format(junit->run->started_at_us, "%Y-%m-%dT%H:%M:%S", timestamp,
                    sizeof(timestamp));
    start(junit, "testsuite");
    attribute(junit, "name", suite->name);
    attribute_count(junit, "tests", suite->count);
    attribute_count(junit, "failures", suite->kinds[HG_JUNIT_FAILURE]);
    attribute_count(junit, "errors", suite->kinds[HG_JUNIT_ERROR]);
    attribute_count(junit, "skipped", suite->kinds[HG_JUNIT_SKIPPED]);
    attribute_seconds(junit, "time", suite->time_ms);
    attribute(junit, "timestamp", timestamp);
    if (junit->run->host != NULL)
        attribute(junit, "hostname", junit->run->host);
    attribute_count(junit, "id", number);
    attribute(junit, "package", "headgate");
    write_properties(junit);
}

static void write_suite(struct junit *junit, const struct hg_junit_plan *plan,
                        size_t number)
{
    const struct hg_junit_suite *suite = &plan->suites[number];
    start_suite(junit, suite, number);
    hg_buf_clear(&junit->classname);
    hg_junit_classname(&junit->classname, suite->name);
    for (size_t i = 0; i < suite->count; i++)
        write_case(junit, hg_junit_plan_at(plan, suite->first + i));
    end(junit);
}

static void write_condition(struct junit *junit,
                            const struct hg_condition_verdict *verdict)
{
    const enum hg_junit_kind kind = hg_junit_condition_kind(verdict);
    start(junit, "testcase");
    attribute(junit, "classname", "headgate.gate");
    attribute(junit, "name", verdict->condition->text);
    attribute_seconds(junit, "time", 0);
    write_place(junit, verdict->condition->file, verdict->condition->line);
    if (kind != HG_JUNIT_PASS) {
        hg_buf_clear(&junit->scratch);
        hg_junit_condition(&junit->scratch, verdict);
        start(junit, kind == HG_JUNIT_FAILURE ? "failure" : "error");
        attribute(junit, "message", junit->scratch.data);
        attribute(junit, "type", "condition");
        text(junit, junit->scratch.data);
        end(junit);
    }
    end(junit);
}

/* The conditions of the gate, as a suite of their own behind those of the targets. */
static void write_conditions(struct junit *junit, const struct hg_junit_plan *plan)
{
    if (plan->conditions.count == 0)
        return;
    start_suite(junit, &plan->conditions, plan->suite_count);
    for (size_t i = 0; i < plan->conditions.count; i++)
        write_condition(junit, &junit->run->conditions[i]);
    end(junit);
}

static void write_document(struct junit *junit, const struct hg_junit_plan *plan)
{
    const char *name = junit->run->settings->name;
    start(junit, "testsuites");
    attribute(junit, "name", name == NULL ? "headgate" : name);
    attribute_count(junit, "tests", junit->run->count + plan->conditions.count);
    attribute_count(junit, "failures", plan->kinds[HG_JUNIT_FAILURE]);
    attribute_count(junit, "errors", plan->kinds[HG_JUNIT_ERROR]);
    attribute_seconds(junit, "time", (junit->run->duration_us + 500) / 1000);
    for (size_t i = 0; i < plan->suite_count; i++)
        write_suite(junit, plan, i);
    write_conditions(junit, plan);
    end(junit);
}

static int write_junit(const struct hg_run *run, struct hg_sink *sink,
                       struct hg_error *err)
{
    (void)err;
    struct junit junit = {.run = run};
    struct hg_junit_plan plan;
    hg_xml_init(&junit.xml, sink);
    hg_junit_plan_init(&plan, run);
    hg_buf_init(&junit.classname);
    hg_buf_init(&junit.scratch);
    write_document(&junit, &plan);
    hg_buf_release(&junit.scratch);
    hg_buf_release(&junit.classname);
    hg_junit_plan_release(&plan);
    return 0;
}

const struct hg_reporter hg_reporter_junit = {
    .name = "junit",
    .extension = "xml",
    .summary = "JUnit XML, for GitLab, Jenkins, GitHub and others",
    .notation = HG_NOTATION_MARKUP,
    .write = write_junit,
};
