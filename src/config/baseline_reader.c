/* SPDX-License-Identifier: MIT */
/* baseline_reader: reads an earlier JSON report; anything unexpected is an error. */
#include "config/baseline_reader.h"

#include "headgate/baseline.h"
#include "headgate/buf.h"
#include "headgate/error.h"
#include "headgate/input.h"
#include "headgate/text.h"
#include "headgate/units.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <jansson.h>

#include "headgate/banned.h"

#define SCHEMA       "headgate-report/1"
#define MAX_BYTES    ((size_t)256 << 20)
#define MAX_TEXT     8192
#define PROBLEM_SIZE 768

struct baseline {
    const struct hg_reader *reader;
    const struct hg_target_set *all;
    struct hg_target *targets;
    const uint32_t *selected;
    struct hg_hash_table names; /* of the targets read so far */
    size_t unknown_count;       /* targets that no configuration has */
    char problem[PROBLEM_SIZE];
};

static int refuse(struct baseline *baseline, size_t number, const char *member,
                  const char *expected)
{
    snprintf(baseline->problem, sizeof baseline->problem,
             "target %zu of the report: \"%s\" must be %s", number + 1, member, expected);
    return -1;
}

/* *text is left alone when there is none. */
static int read_text(struct baseline *baseline, size_t number, const json_t *object,
                     const char *member, const char **text)
{
    const json_t *value = json_object_get(object, member);
    if (value != NULL && !json_is_null(value) && !json_is_string(value))
        return refuse(baseline, number, member, "a string or null");
    if (!json_is_string(value))
        return 0;
    char *clean =
        hg_text_clean(json_string_value(value), json_string_length(value), MAX_TEXT);
    *text = hg_arena_text(&baseline->reader->config->arena, clean);
    free(clean);
    return 0;
}

/* -1: it is null, or not there. */
static int read_phase(struct baseline *baseline, size_t number, const json_t *object,
                      const char *name, int64_t *us)
{
    const json_t *value = json_object_get(json_object_get(object, "phases_ms"), name);
    char member[32];
    *us = -1;
    if (value == NULL || json_is_null(value))
        return 0;
    const double ms = json_number_value(value);
    snprintf(member, sizeof member, "phases_ms.%s", name);
    if (!json_is_number(value) || ms < 0 || ms > 1e9)
        return refuse(baseline, number, member, "milliseconds or null");
    *us = (int64_t)llround(ms * (double)HG_US_PER_MS);
    return 0;
}

/* The total without the time to connect. */
static int read_answer(struct baseline *baseline, size_t number, const json_t *object,
                       int64_t *answer_us)
{
    static const char *const before[] = {"resolve", "connect", "tls"};
    int64_t us;
    if (read_phase(baseline, number, object, "total", answer_us) != 0)
        return -1;
    for (size_t i = 0; i < sizeof before / sizeof before[0]; i++) {
        if (read_phase(baseline, number, object, before[i], &us) != 0)
            return -1;
        if (us > 0 && *answer_us >= us)
            *answer_us -= us;
    }
    return 0;
}

/* Without an answer the time says nothing about the site. */
static int read_status(struct baseline *baseline, size_t number, const json_t *object,
                       struct hg_previous_result *previous)
{
    const json_t *value = json_object_get(object, "http_status");
    if (value != NULL && !json_is_null(value) && !json_is_integer(value))
        return refuse(baseline, number, "http_status", "a number or null");
    if (!json_is_integer(value))
        previous->answer_us = -1;
    return 0;
}

/* "shop [203.0.113.7]" is a row of the target "shop". */
static bool find_by_row(const struct baseline *baseline, const char *name,
                        uint32_t *position)
{
    char whole[MAX_TEXT];
    const size_t len = strlen(name);
    const char *bracket = strrchr(name, '[');
    if (bracket == NULL || bracket - name < 2 || bracket[-1] != ' ' ||
        name[len - 1] != ']' || len >= sizeof whole)
        return false;
    snprintf(whole, sizeof whole, "%.*s", (int)(bracket - name - 1), name);
    return hg_hash_table_find(&baseline->all->names, whole, position);
}

static bool has_rows(const struct hg_target *target)
{
    return target->policy->addresses != HG_ADDRESSES_FIRST;
}

/* As the target's own are shown: a report of before a value became secret has it still. */
static const char *show_url(struct hg_arena *arena, const struct hg_target *target,
                            const char *url)
{
    if (url == NULL)
        return NULL;
    char *shown = hg_policy_show_url(target->policy, url);
    const char *kept = hg_arena_text(arena, shown);
    free(shown);
    return kept;
}

/* The name of the target, or of its row, which may have been another one before a value became secret. */
static const char *show_name(struct hg_arena *arena, const struct hg_target *target,
                             const char *row)
{
    struct hg_buf name;
    hg_buf_init(&name);
    hg_buf_printf(&name, "%s%s", target->name, row);
    const char *kept = hg_arena_text(arena, name.data);
    hg_buf_release(&name);
    return kept;
}

static void add_previous(struct baseline *baseline, const char *name,
                         const struct hg_previous_result *previous)
{
    struct hg_arena *arena = &baseline->reader->config->arena;
    uint32_t position;
    const bool is_whole = hg_hash_table_find(&baseline->all->names, name, &position);
    if (!is_whole && !find_by_row(baseline, name, &position)) {
        baseline->unknown_count++;
        return;
    }
    if (baseline->selected[position] == UINT32_MAX)
        return;
    struct hg_target *target = &baseline->targets[baseline->selected[position]];
    if (!is_whole && !has_rows(target)) {
        baseline->unknown_count++;
        return;
    }
    struct hg_previous_result *copy = hg_arena_new(arena, 1, sizeof *copy);
    *copy = *previous;
    copy->name = show_name(arena, target, is_whole ? "" : strrchr(name, '[') - 1);
    copy->url = show_url(arena, target, previous->url);
    copy->final_url = show_url(arena, target, previous->final_url);
    struct hg_target_extra *extra = hg_target_new_extra(target, arena);
    copy->next = extra->previous;
    extra->previous = copy;
}

static int read_target(struct baseline *baseline, size_t number, const json_t *object)
{
    uint32_t before;
    struct hg_previous_result previous = {0};
    const char *name = json_string_value(json_object_get(object, "name"));
    const char *outcome = json_string_value(json_object_get(object, "outcome"));
    if (name == NULL)
        return refuse(baseline, number, "name", "a string");
    if (outcome == NULL || !hg_outcome_parse(outcome, &previous.outcome))
        return refuse(baseline, number, "outcome",
                      "an outcome: up, flaky, degraded, down, unknown or skipped");
    if (read_text(baseline, number, object, "url", &previous.url) != 0 ||
        read_text(baseline, number, object, "final_url", &previous.final_url) != 0 ||
        read_text(baseline, number, json_object_get(object, "certificate"), "fingerprint",
                  &previous.fingerprint) != 0 ||
        read_answer(baseline, number, object, &previous.answer_us) != 0 ||
        read_status(baseline, number, object, &previous) != 0)
        return -1;
    if (hg_hash_table_find(&baseline->names, name, &before))
        return refuse(baseline, number, "name", "unique");
    hg_hash_table_set(&baseline->names, name, 0);
    add_previous(baseline, name, &previous);
    return 0;
}

static int read_report(struct baseline *baseline, const json_t *report)
{
    const char *schema = json_string_value(json_object_get(report, "schema"));
    const json_t *targets = json_object_get(report, "targets");
    if (schema == NULL || strcmp(schema, SCHEMA) != 0) {
        snprintf(baseline->problem, sizeof baseline->problem,
                 "it is not a JSON report of headgate: \"schema\" must be \"%s\"",
                 SCHEMA);
        return -1;
    }
    if (!json_is_array(targets)) {
        snprintf(baseline->problem, sizeof baseline->problem,
                 "\"targets\" must be a list");
        return -1;
    }
    for (size_t i = 0; i < json_array_size(targets); i++) {
        if (read_target(baseline, i, json_array_get(targets, i)) != 0)
            return -1;
    }
    return 0;
}

static int read_bytes(struct baseline *baseline, const struct hg_buf *bytes)
{
    json_error_t error;
    json_t *report = json_loadb(bytes->data, bytes->len, JSON_REJECT_DUPLICATES, &error);
    if (report == NULL) {
        snprintf(baseline->problem, sizeof baseline->problem,
                 "it is not valid JSON: line %d: %s", error.line, error.text);
        return -1;
    }
    const int result = read_report(baseline, report);
    hg_hash_table_release(&baseline->names);
    json_decref(report);
    return result;
}

static void note_unknown(const struct hg_reader *reader, const char *path, size_t count)
{
    if (count > 0)
        hg_value_note(reader,
                      "baseline %.200s: %zu of its targets %s not in the configuration",
                      path, count, count == 1 ? "is" : "are");
}

void hg_baseline_read(const struct hg_reader *reader, const struct hg_target_set *all,
                      struct hg_node *node, struct hg_target *targets,
                      const uint32_t *selected)
{
    const char *path = reader->config->settings.baseline;
    struct baseline baseline = {
        .reader = reader, .all = all, .targets = targets, .selected = selected};
    const struct hg_key *key = hg_key_find("baseline");
    struct hg_error err = {0};
    struct hg_buf bytes;
    if (path == NULL || node == NULL)
        return;
    hg_buf_init(&bytes);
    if (hg_input_read(path, MAX_BYTES, &bytes, &err) != 0)
        hg_value_fault(reader, key, node, "%s", err.text);
    else if (read_bytes(&baseline, &bytes) != 0)
        hg_value_fault(reader, key, node, "\"%.200s\": %s", path, baseline.problem);
    else
        note_unknown(reader, path, baseline.unknown_count);
    hg_buf_release(&bytes);
}
