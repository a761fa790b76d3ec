/* SPDX-License-Identifier: MIT */
/* codequality_report: the list of findings that GitLab (Code Quality) and Jenkins (warnings-ng, tool code-climate)
 * read. Of findings with equal fingerprints GitLab shows one: it is made of the target and its cause, so that the
 * same trouble is the same finding in the next run. */
#include "report/formats.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "headgate/hash.h"
#include "headgate/json_writer.h"

#include "report/level.h"
#include "report/source_path.h"

#include "headgate/banned.h"

static const char *const severities[] = {
    [HG_LEVEL_ERROR] = "critical",
    [HG_LEVEL_TOLERATED] = "major",
    [HG_LEVEL_WARNING] = "minor",
    [HG_LEVEL_NOTICE] = "info",
};

struct findings {
    struct hg_json_writer json;
    const struct hg_run *run;
    const char *file; /* that of the last finding; neighbours have the same */
    struct hg_buf path;
};

/* With its NUL, so that where a text ends counts too. */
static uint64_t hash(uint64_t so_far, const char *text)
{
    return hg_hash_add_bytes(so_far, text, strlen(text) + 1);
}

static void write_fingerprint(struct hg_json_writer *json, const char *name,
                              const char *what)
{
    char fingerprint[17];
    snprintf(fingerprint, sizeof fingerprint, "%016" PRIx64,
             hash(hash(HG_HASH_BASIS, name), what));
    hg_json_write_text(json, "fingerprint", fingerprint);
}

/* A target of the command line has no place, and a finding must have one. */
static void write_location(struct findings *findings, const char *file, size_t line)
{
    struct hg_json_writer *json = &findings->json;
    if (file == NULL)
        file = "headgate.yml";
    if (findings->file == NULL || strcmp(file, findings->file) != 0) {
        hg_buf_clear(&findings->path);
        hg_source_path_add(&findings->path, file);
        findings->file = file;
    }
    hg_json_begin_object(json, "location");
    hg_json_write_text(json, "path", findings->path.data);
    hg_json_begin_object(json, "lines");
    hg_json_write_integer(json, "begin", line == 0 ? 1 : (int64_t)line);
    hg_json_end_object(json);
    hg_json_end_object(json);
}

static void write_finding(struct findings *findings, size_t index)
{
    struct hg_json_writer *json = &findings->json;
    const struct hg_run *run = findings->run;
    const struct hg_target *target = &run->targets[index];
    const struct hg_result *result = &run->results[index];
    const char *what = result->cause == HG_CAUSE_NONE
                           ? hg_outcome_word((enum hg_outcome)result->outcome)
                           : hg_cause_word((enum hg_cause)result->cause);
    struct hg_buf text;
    hg_buf_init(&text);
    hg_buf_printf(&text, "%s: ", target->name);
    hg_level_describe(run, result, &text);
    hg_json_begin_object(json, NULL);
    hg_json_write_text(json, "description", text.data);
    hg_buf_clear(&text);
    hg_buf_printf(&text, "headgate/%s", what);
    hg_json_write_text(json, "check_name", text.data);
    write_fingerprint(json, target->name, what);
    hg_json_write_text(json, "severity", severities[hg_level_of(run, result)]);
    write_location(findings, target->origin->file, target->line);
    hg_json_end_object(json);
    hg_buf_release(&text);
}

static void write_condition(struct findings *findings,
                            const struct hg_condition_verdict *verdict)
{
    struct hg_json_writer *json = &findings->json;
    const struct hg_condition *condition = verdict->condition;
    struct hg_buf text;
    if (verdict->state == HG_CONDITION_HOLDS)
        return;
    hg_buf_init(&text);
    hg_buf_printf(&text, "%s%s: %s", condition->text,
                  verdict->state == HG_CONDITION_FAILS ? " does not hold" : "",
                  verdict->detail);
    hg_json_begin_object(json, NULL);
    hg_json_write_text(json, "description", text.data);
    hg_json_write_text(json, "check_name", "headgate/condition");
    write_fingerprint(json, condition->text, "condition");
    hg_json_write_text(json, "severity", severities[HG_LEVEL_ERROR]);
    write_location(findings, condition->file, condition->line);
    hg_json_end_object(json);
    hg_buf_release(&text);
}

static int write_codequality(const struct hg_run *run, struct hg_sink *sink,
                             struct hg_error *err)
{
    struct findings findings = {.run = run};
    (void)err;
    hg_json_writer_init(&findings.json, sink, 1);
    hg_buf_init(&findings.path);
    hg_json_begin_array(&findings.json, NULL);
    for (size_t i = 0; i < run->settings->gate.conditions.count; i++)
        write_condition(&findings, &run->conditions[i]);
    for (int level = HG_LEVEL_ERROR; level < HG_LEVEL_NONE; level++) {
        for (size_t i = hg_level_next(run, (enum hg_level)level, 0); i < run->count;
             i = hg_level_next(run, (enum hg_level)level, i + 1))
            write_finding(&findings, i);
    }
    hg_json_end_array(&findings.json);
    hg_buf_release(&findings.path);
    return 0;
}

const struct hg_reporter hg_reporter_codequality = {
    .name = "codequality",
    .extension = "codequality.json",
    .summary = "findings for merge requests of GitLab, and for Jenkins (code-climate)",
    .notation = HG_NOTATION_JSON,
    .write = write_codequality,
};
