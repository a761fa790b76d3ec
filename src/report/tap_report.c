/* SPDX-License-Identifier: MIT */
/* tap_report: the Test Anything Protocol, version 13: Debian's prove refuses what says version 14. What the gate
 * tolerates is a TODO, whose failure is none. */
#include "report/formats.h"

#include <stdlib.h>
#include <string.h>

#include "headgate/json_writer.h"
#include "headgate/text.h"

#include "report/level.h"

#include "headgate/banned.h"

#define REASON_BYTES 300

/* A description may have no "#", which begins a directive, nor end in a backslash. */
static void write_description(struct hg_sink *sink, const char *text)
{
    for (const char *at = text; *at != '\0'; at++) {
        if (*at == '#' || *at == '\\')
            hg_sink_text(sink, "\\");
        hg_sink_write(sink, at, 1);
    }
}

static void write_block(struct hg_sink *sink, const struct hg_target *target,
                        const struct hg_result *result, const char *reason)
{
    struct hg_json_writer json;
    hg_sink_text(sink, "  ---\n");
    const struct {
        const char *name;
        const char *text;
    } rows[] = {
        {"message", reason},
        {"outcome", hg_outcome_word((enum hg_outcome)result->outcome)},
        {"cause", hg_cause_word((enum hg_cause)result->cause)},
        {"url", target->url},
        {"file", target->origin->file},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        if (rows[i].text == NULL)
            continue;
        hg_sink_printf(sink, "  %s: ", rows[i].name);
        hg_json_writer_init(&json, sink, 0);
        hg_json_write_text(&json, NULL, rows[i].text);
        hg_sink_text(sink, "\n");
    }
    if (target->line > 0)
        hg_sink_printf(sink, "  line: %u\n", (unsigned)target->line);
    hg_sink_text(sink, "  ...\n");
}

static void write_result(struct hg_sink *sink, const struct hg_run *run, size_t index)
{
    const struct hg_target *target = &run->targets[index];
    const struct hg_result *result = &run->results[index];
    const enum hg_level level = hg_level_of(run, result);
    const bool is_tolerated = level == HG_LEVEL_TOLERATED;
    const bool is_skipped =
        result->outcome == HG_OUTCOME_SKIPPED || result->change == HG_CHANGE_KNOWN;
    const bool is_ok = level != HG_LEVEL_ERROR && !is_tolerated;
    struct hg_buf reason;
    hg_buf_init(&reason);
    hg_level_describe(run, result, &reason);
    char *cut = hg_text_clean(reason.data, reason.len, REASON_BYTES);
    hg_sink_printf(sink, "%s %zu - ", is_ok ? "ok" : "not ok", index + 1);
    write_description(sink, target->name);
    if (is_skipped || is_tolerated) {
        hg_sink_text(sink, is_skipped ? " # SKIP " : " # TODO ");
        write_description(sink, cut);
    }
    hg_sink_text(sink, "\n");
    if (level <= HG_LEVEL_WARNING)
        write_block(sink, target, result, reason.data);
    free(cut);
    hg_buf_release(&reason);
}

static void write_condition(struct hg_sink *sink,
                            const struct hg_condition_verdict *verdict, size_t number)
{
    hg_sink_printf(sink, "%s %zu - ",
                   verdict->state == HG_CONDITION_HOLDS ? "ok" : "not ok", number);
    write_description(sink, verdict->condition->text);
    hg_sink_text(sink, ": ");
    write_description(sink, verdict->detail);
    hg_sink_text(sink, "\n");
}

/* A diagnostic is a comment. */
static void write_failing_channel(void *sink, const char *line)
{
    hg_sink_printf(sink, "# %s\n", line);
}

static int write_tap(const struct hg_run *run, struct hg_sink *sink, struct hg_error *err)
{
    const size_t conditions = run->settings->gate.conditions.count;
    (void)err;
    hg_sink_printf(sink, "TAP version 13\n1..%zu%s\n", run->count + conditions,
                   run->count + conditions == 0 ? " # SKIP nothing to check" : "");
    for (size_t i = 0; i < run->count; i++)
        write_result(sink, run, i);
    for (size_t i = 0; i < conditions; i++)
        write_condition(sink, &run->conditions[i], run->count + i + 1);
    hg_failing_channels_write(&run->failing_channels, write_failing_channel, sink);
    return 0;
}

const struct hg_reporter hg_reporter_tap = {
    .name = "tap",
    .extension = "tap",
    .summary = "the Test Anything Protocol, version 13, for prove and others",
    .notation = HG_NOTATION_TEXT,
    .write = write_tap,
};
