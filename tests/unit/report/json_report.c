/* SPDX-License-Identifier: MIT */
/* json_report: both JSON formats, read back with Jansson. */
#include "unit.h"

#include <stdlib.h>
#include <string.h>

#include "render.h"
#include "sample.h"

#include <jansson.h>

static json_t *parse(const char *text)
{
    json_error_t err;
    json_t *value = json_loads(text, JSON_REJECT_DUPLICATES, &err);
    if (value == NULL)
        UNIT_ASSERT_TEXT(err.text, "");
    CU_ASSERT_PTR_NOT_NULL_FATAL(value);
    return value;
}

static json_t *report_of(const struct hg_run *run)
{
    char *text = render_report("json", run);
    json_t *report = parse(text);
    free(text);
    return report;
}

static const char *string_at(json_t *object, const char *key)
{
    return json_string_value(json_object_get(object, key));
}

static void test_empty_run(void)
{
    struct sample_plain plain;
    sample_plain_init(&plain, 0);
    json_t *report = report_of(&plain.run);
    json_t *summary = json_object_get(report, "summary");
    json_t *latency = json_object_get(summary, "latency_ms");
    CU_ASSERT_EQUAL(json_array_size(json_object_get(report, "targets")), 0);
    CU_ASSERT_EQUAL(json_integer_value(json_object_get(summary, "total")), 0);
    CU_ASSERT_EQUAL(json_object_size(json_object_get(summary, "causes")), 0);
    CU_ASSERT(json_is_null(json_object_get(latency, "p50")));
    json_t *run = json_object_get(report, "run");
    UNIT_ASSERT_TEXT(string_at(run, "gate"), "open");
    CU_ASSERT(json_is_null(json_object_get(run, "gate_reason")));
    CU_ASSERT(json_is_null(json_object_get(run, "name")));
    CU_ASSERT(json_is_false(json_object_get(run, "interrupted")));
    json_decref(report);
    sample_plain_release(&plain);
}

static void test_canaries(void)
{
    const struct hg_target canaries[] = {{.url = "http://a/"}, {.url = "http://b/"}};
    struct sample_plain plain;
    sample_plain_init(&plain, 1);
    json_t *report = report_of(&plain.run);
    json_t *list = json_object_get(json_object_get(report, "run"), "canaries");
    CU_ASSERT(json_is_array(list));
    CU_ASSERT_EQUAL(json_array_size(list), 0);
    json_decref(report);

    plain.run.canaries = canaries;
    plain.run.canary_count = 2;
    plain.run.canary_results = calloc(2, sizeof(struct hg_result));
    plain.run.canary_results[0].status = 500;
    hg_result_end(&plain.run.canary_results[0], HG_OUTCOME_DOWN, HG_CAUSE_STATUS, "500");
    hg_result_end(&plain.run.canary_results[1], HG_OUTCOME_DOWN, HG_CAUSE_DNS, "lost");
    report = report_of(&plain.run);
    list = json_object_get(json_object_get(report, "run"), "canaries");
    CU_ASSERT_EQUAL_FATAL(json_array_size(list), 2);
    UNIT_ASSERT_TEXT(string_at(json_array_get(list, 0), "outcome"), "up");
    CU_ASSERT(json_is_null(json_object_get(json_array_get(list, 0), "reason")));
    UNIT_ASSERT_TEXT(string_at(json_array_get(list, 1), "url"), "http://b/");
    UNIT_ASSERT_TEXT(string_at(json_array_get(list, 1), "outcome"), "down");
    UNIT_ASSERT_TEXT(string_at(json_array_get(list, 1), "reason"), "lost");
    json_decref(report);
    sample_plain_release(&plain);
}

static void test_numbers(void)
{
    struct sample_plain plain;
    sample_plain_init(&plain, 1);
    plain.run.results[0].phases =
        (struct hg_phases){0, 149, 150, 12345, HG_NOT_REACHED, INT32_MAX};
    plain.run.duration_us = INT64_C(86400000000);
    char *text = render_report("json", &plain.run);
    CU_ASSERT_PTR_NOT_NULL(strstr(text, "\"resolve\":0.0,"));
    CU_ASSERT_PTR_NOT_NULL(strstr(text, "\"connect\":0.1,"));
    CU_ASSERT_PTR_NOT_NULL(strstr(text, "\"tls\":0.2,"));
    CU_ASSERT_PTR_NOT_NULL(strstr(text, "\"wait\":12.3,"));
    CU_ASSERT_PTR_NOT_NULL(strstr(text, "\"transfer\":null,"));
    CU_ASSERT_PTR_NOT_NULL(strstr(text, "\"total\":2147483.6}"));
    CU_ASSERT_PTR_NOT_NULL(strstr(text, "\"duration_ms\": 86400000.0,"));
    free(text);
    sample_plain_release(&plain);
}

static void test_single_attempt(void)
{
    struct sample_plain plain;
    sample_plain_init(&plain, 1);
    sample_plain_set(&plain, 0, HG_OUTCOME_DOWN, HG_CAUSE_STATUS, "no");
    json_t *report = report_of(&plain.run);
    json_t *target = json_array_get(json_object_get(report, "targets"), 0);
    json_t *attempts = json_object_get(target, "attempts");
    CU_ASSERT_EQUAL_FATAL(json_array_size(attempts), 1);
    json_t *attempt = json_array_get(attempts, 0);
    static const char *const outage_members[] = {
        "outcome", "cause", "reason", "method", "http_status", "phases_ms", "started_at",
    };
    for (size_t i = 0; i < sizeof(outage_members) / sizeof(outage_members[0]); i++) {
        json_t *value = json_object_get(attempt, outage_members[i]);
        UNIT_ASSERT_ROW(value != NULL, outage_members[i]);
        UNIT_ASSERT_ROW(json_equal(value, json_object_get(target, outage_members[i])),
                        outage_members[i]);
    }
    CU_ASSERT_EQUAL(json_object_size(attempt),
                    sizeof(outage_members) / sizeof(outage_members[0]));
    json_decref(report);
    sample_plain_release(&plain);
}

static void test_several_attempts(void)
{
    struct hg_run run;
    sample_init(&run);
    json_t *report = report_of(&run);
    json_t *target = json_array_get(json_object_get(report, "targets"), 2);
    UNIT_ASSERT_TEXT(string_at(target, "name"), "checkout");
    json_t *attempts = json_object_get(target, "attempts");
    CU_ASSERT_EQUAL_FATAL(json_array_size(attempts), 3);
    UNIT_ASSERT_TEXT(string_at(json_array_get(attempts, 0), "cause"), "status");
    UNIT_ASSERT_TEXT(string_at(json_array_get(attempts, 1), "cause"), "timeout");
    UNIT_ASSERT_TEXT(string_at(json_array_get(attempts, 1), "reason"),
                     "no TLS handshake within 2 s");
    UNIT_ASSERT_TEXT(string_at(json_array_get(attempts, 2), "method"), "GET");
    CU_ASSERT(json_is_null(json_object_get(json_array_get(attempts, 1), "http_status")));
    json_decref(report);
    hg_run_release(&run);
}

static void test_never_asked(void)
{
    struct hg_run run;
    sample_init(&run);
    json_t *report = report_of(&run);
    json_t *target = json_array_get(json_object_get(report, "targets"), 5);
    UNIT_ASSERT_TEXT(string_at(target, "outcome"), "skipped");
    UNIT_ASSERT_TEXT(string_at(target, "reason"), "disabled in the configuration");
    CU_ASSERT_EQUAL(json_array_size(json_object_get(target, "attempts")), 0);
    CU_ASSERT(json_is_null(json_object_get(target, "started_at")));
    CU_ASSERT(json_is_null(json_object_get(target, "final_url")));
    json_decref(report);
    hg_run_release(&run);
}

static void test_redirects(void)
{
    struct hg_run run;
    sample_init(&run);
    json_t *report = report_of(&run);
    json_t *target = json_array_get(json_object_get(report, "targets"), 4);
    json_t *redirects = json_object_get(target, "redirects");
    CU_ASSERT_EQUAL_FATAL(json_array_size(redirects), 2);
    json_t *hop = json_array_get(redirects, 1);
    UNIT_ASSERT_TEXT(string_at(hop, "url"), "https://example.com/shop");
    CU_ASSERT_EQUAL(json_integer_value(json_object_get(hop, "status")), 302);
    json_decref(report);
    hg_run_release(&run);
}

static void test_hostile_names(void)
{
    struct hg_run run;
    sample_init(&run);
    json_t *report = report_of(&run);
    json_t *targets = json_object_get(report, "targets");
    CU_ASSERT_EQUAL_FATAL(json_array_size(targets), run.count);
    for (size_t i = 0; i < run.count; i++)
        UNIT_ASSERT_TEXT(string_at(json_array_get(targets, i), "name"),
                         run.targets[i].name);
    json_decref(report);
    hg_run_release(&run);
}

static void test_bad_utf8(void)
{
    struct sample_plain plain;
    sample_plain_init(&plain, 0);
    plain.run.host = "a\xff"
                     "b";
    json_t *report = report_of(&plain.run);
    UNIT_ASSERT_TEXT(string_at(json_object_get(report, "run"), "host"), "a\xEF\xBF\xBD"
                                                                        "b");
    json_decref(report);
    sample_plain_release(&plain);
}

/* The lines of a text, which is cut in place. */
static size_t split(char *text, char **lines, size_t limit)
{
    size_t count = 0;
    for (char *p = text; *p != '\0' && count < limit;) {
        lines[count++] = p;
        p = strchr(p, '\n');
        CU_ASSERT_PTR_NOT_NULL_FATAL(p);
        *p++ = '\0';
    }
    return count;
}

static void test_lines(void)
{
    struct hg_run run;
    char *lines[64];
    sample_init(&run);
    char *text = render_report("jsonl", &run);
    const size_t count = split(text, lines, sizeof(lines) / sizeof(lines[0]));
    CU_ASSERT_EQUAL_FATAL(count, run.count + 2);
    for (size_t i = 0; i < count; i++) {
        json_t *line = parse(lines[i]);
        UNIT_ASSERT_TEXT(string_at(line, "type"), i == 0           ? "run"
                                                  : i == count - 1 ? "summary"
                                                                   : "target");
        json_decref(line);
    }
    free(text);
    hg_run_release(&run);
}

/* The objects of the lines are those of the document, but for "type". */
static void test_lines_equal_document(void)
{
    struct hg_run run;
    char *lines[64];
    sample_init(&run);
    json_t *report = report_of(&run);
    char *text = render_report("jsonl", &run);
    const size_t count = split(text, lines, sizeof(lines) / sizeof(lines[0]));
    CU_ASSERT_EQUAL_FATAL(count, run.count + 2);
    for (size_t i = 0; i < run.count; i++) {
        json_t *line = parse(lines[i + 1]);
        json_t *target = json_array_get(json_object_get(report, "targets"), i);
        json_object_del(line, "type");
        UNIT_ASSERT_ROW(json_equal(line, target), run.targets[i].name);
        json_decref(line);
    }
    json_t *facts = json_object();
    json_t *first = parse(lines[0]);
    json_t *last = parse(lines[count - 1]);
    json_object_update(facts, json_object_get(report, "run"));
    json_object_update(facts, json_object_get(report, "summary"));
    json_object_set(facts, "schema", json_object_get(report, "schema"));
    json_object_set(facts, "tool", json_object_get(report, "tool"));
    json_object_update(last, first);
    json_object_del(last, "type");
    CU_ASSERT(json_equal(last, facts));
    json_decref(first);
    json_decref(last);
    json_decref(facts);
    free(text);
    json_decref(report);
    hg_run_release(&run);
}

static void test_stream(void)
{
    struct sample_plain plain;
    struct hg_sink sink;
    char *lines[8];
    const struct hg_reporter *reporter = hg_reporter_find("jsonl");
    sample_plain_init(&plain, 2);
    hg_sink_init(&sink, -1);
    reporter->begin(&plain.run, &sink);
    reporter->result(&plain.run, 1, &sink);
    reporter->result(&plain.run, 0, &sink);
    reporter->end(&plain.run, &sink);
    CU_ASSERT_EQUAL_FATAL(split(sink.buffer.data, lines, 8), 4);
    CU_ASSERT_PTR_NOT_NULL(strstr(lines[0], "{\"type\":\"run\",\"schema\":"));
    CU_ASSERT_PTR_NOT_NULL(strstr(lines[1], "\"name\":\"t1\""));
    CU_ASSERT_PTR_NOT_NULL(strstr(lines[2], "\"name\":\"t0\""));
    CU_ASSERT_PTR_NOT_NULL(strstr(lines[3], "\"total\":2,\"up\":2,"));
    hg_sink_release(&sink);
    sample_plain_release(&plain);
}

CU_TestInfo json_report_tests[] = {
    {"an_empty_run_has_no_targets_and_null_latencies", test_empty_run},
    {"milliseconds_have_one_decimal", test_numbers},
    {"a_single_attempt_repeats_the_facts_of_the_target", test_single_attempt},
    {"several_attempts_are_kept_in_order", test_several_attempts},
    {"a_target_never_asked_has_no_attempts", test_never_asked},
    {"redirects_are_a_chain_of_urls_and_statuses", test_redirects},
    {"names_come_back_as_they_were", test_hostile_names},
    {"bad_utf8_is_replaced_and_not_lost", test_bad_utf8},
    {"jsonl_is_a_run_then_targets_then_a_summary", test_lines},
    {"jsonl_has_the_same_objects_as_json", test_lines_equal_document},
    {"jsonl_streams_in_the_order_of_results", test_stream},
    {"canaries_that_were_asked_are_listed", test_canaries},
    CU_TEST_INFO_NULL,
};
