/* SPDX-License-Identifier: MIT */
/* markdown_report: a table for the summary of a job, a merge request or an issue: GitHub, GitLab, Azure and
 * Buildkite read it. The worst come first; a long table is capped, and says so. */
#include "report/formats.h"

#include <stdlib.h>
#include <string.h>

#include "headgate/text.h"
#include "headgate/units.h"

#include "format/markdown.h"
#include "report/level.h"

#include "headgate/banned.h"

#define ROWS_MAX     100
#define REASON_BYTES 300

static const enum hg_outcome order[] = {
    HG_OUTCOME_DOWN,  HG_OUTCOME_UNKNOWN, HG_OUTCOME_DEGRADED,
    HG_OUTCOME_FLAKY, HG_OUTCOME_UP,      HG_OUTCOME_SKIPPED,
};

static void write_cut(struct hg_sink *sink, const char *text, size_t max_bytes)
{
    char *cut = hg_text_clean(text, strlen(text), max_bytes);
    hg_markdown_text(sink, cut);
    free(cut);
}

static void write_head(struct hg_sink *sink, const struct hg_run *run)
{
    const char *name = run->settings->name;
    const char *separator = "";
    char time[64];
    hg_sink_text(sink, "### ");
    hg_markdown_text(sink, name == NULL ? "headgate" : name);
    hg_sink_printf(sink, ": gate %s\n\n", hg_gate_word(run->gate.state));
    if (run->gate.reason[0] != '\0') {
        hg_markdown_text(sink, run->gate.reason);
        hg_sink_text(sink, "\n\n");
    }
    hg_units_format_time(run->duration_us, time, sizeof time);
    hg_sink_printf(sink, "%zu target%s in %s: ", run->count, run->count == 1 ? "" : "s",
                   time);
    for (size_t i = 0; i < sizeof order / sizeof *order; i++) {
        const size_t count = run->summary.outcomes[order[i]];
        if (count == 0)
            continue;
        hg_sink_printf(sink, "%s%zu %s", separator, count, hg_outcome_word(order[i]));
        separator = ", ";
    }
    hg_sink_text(sink, "\n");
}

static void write_row(struct hg_sink *sink, const struct hg_run *run, size_t index)
{
    const struct hg_result *result = &run->results[index];
    struct hg_buf reason;
    char time[64] = "-";
    hg_buf_init(&reason);
    hg_level_describe(run, result, &reason);
    if (result->phases.total_us >= 0 && result->attempts > 0)
        hg_units_format_time(result->phases.total_us, time, sizeof time);
    hg_sink_printf(sink, "| %s | ", hg_outcome_word((enum hg_outcome)result->outcome));
    hg_markdown_text(sink, run->targets[index].name);
    if (result->status > 0)
        hg_sink_printf(sink, " | %d | %s | ", result->status, time);
    else
        hg_sink_printf(sink, " | - | %s | ", time);
    write_cut(sink, reason.data, REASON_BYTES);
    hg_sink_text(sink, " |\n");
    hg_buf_release(&reason);
}

static void write_conditions(struct hg_sink *sink, const struct hg_run *run)
{
    const size_t count = run->settings->gate.conditions.count;
    for (size_t i = 0; i < count; i++) {
        const struct hg_condition_verdict *verdict = &run->conditions[i];
        hg_sink_text(sink, i == 0 ? "\n- " : "- ");
        hg_markdown_text(sink, verdict->condition->text);
        hg_sink_text(sink, verdict->state == HG_CONDITION_HOLDS   ? " holds: "
                           : verdict->state == HG_CONDITION_FAILS ? " does not hold: "
                                                                  : ": ");
        hg_markdown_text(sink, verdict->detail);
        hg_sink_text(sink, "\n");
    }
}

static void write_failing_channel(void *sink, const char *line)
{
    hg_sink_text(sink, "- ");
    hg_markdown_text(sink, line);
    hg_sink_text(sink, "\n");
}

static int write_markdown(const struct hg_run *run, struct hg_sink *sink,
                          struct hg_error *err)
{
    size_t written = 0;
    (void)err;
    write_head(sink, run);
    write_conditions(sink, run);
    for (int level = HG_LEVEL_ERROR; level <= HG_LEVEL_NONE; level++) {
        for (size_t i = hg_level_next(run, (enum hg_level)level, 0);
             i < run->count && written < ROWS_MAX;
             i = hg_level_next(run, (enum hg_level)level, i + 1)) {
            if (written++ == 0)
                hg_sink_text(sink, "\n| outcome | target | status | time | reason |\n"
                                   "|---|---|--:|--:|---|\n");
            write_row(sink, run, i);
        }
    }
    if (run->count > written)
        hg_sink_printf(sink, "\n... and %zu more\n", run->count - written);
    if (run->failing_channels.count > 0)
        hg_sink_text(sink, "\n");
    hg_failing_channels_write(&run->failing_channels, write_failing_channel, sink);
    return 0;
}

const struct hg_reporter hg_reporter_markdown = {
    .name = "markdown",
    .extension = "markdown", /* a host may end in .md */
    .summary = "a table for the summary of a job, a merge request or an issue",
    .notation = HG_NOTATION_MARKDOWN,
    .write = write_markdown,
};
