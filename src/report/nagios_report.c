/* SPDX-License-Identifier: MIT */
/* nagios_report: what a plugin of Nagios, Icinga and their kin prints (Monitoring Plugins' guidelines): a line, after
 * a "|" the performance data, then further lines. On standard output it also decides the exit status. */
#include "report/formats.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "headgate/text.h"
#include "headgate/units.h"

#include "report/level.h"

#include "headgate/banned.h"

#define LINES_MAX    20
#define REASON_BYTES 300

enum { OK, WARNING, CRITICAL, UNKNOWN };

static const char *const words[] = {"OK", "WARNING", "CRITICAL", "UNKNOWN"};

/* The first "|" begins the performance data, wherever it stands. */
static void write_text(struct hg_sink *sink, const char *text)
{
    for (const char *at = text; *at != '\0'; at++)
        hg_sink_write(sink, *at == '|' ? "/" : *at == '\n' ? " " : at, 1);
}

static int state_of(const struct hg_run *run)
{
    if (run->is_interrupted || run->gate.state == HG_GATE_UNKNOWN)
        return UNKNOWN;
    if (run->gate.state == HG_GATE_CLOSED)
        return CRITICAL;
    if (hg_level_next(run, HG_LEVEL_TOLERATED, 0) < run->count ||
        run->summary.outcomes[HG_OUTCOME_DEGRADED] > 0)
        return WARNING;
    return OK;
}

static void write_counts(struct hg_sink *sink, const struct hg_run *run)
{
    static const enum hg_outcome order[] = {HG_OUTCOME_DOWN,     HG_OUTCOME_UNKNOWN,
                                            HG_OUTCOME_DEGRADED, HG_OUTCOME_FLAKY,
                                            HG_OUTCOME_SKIPPED,  HG_OUTCOME_UP};
    const char *separator = "";
    for (size_t i = 0; i < sizeof order / sizeof *order; i++) {
        const size_t count = run->summary.outcomes[order[i]];
        if (count == 0)
            continue;
        hg_sink_printf(sink, "%s%zu %s", separator, count, hg_outcome_word(order[i]));
        separator = ", ";
    }
}

static void write_first_line(struct hg_sink *sink, const struct hg_run *run)
{
    hg_sink_printf(sink, "HEADGATE %s - gate %s", words[state_of(run)],
                   hg_gate_word(run->gate.state));
    if (run->gate.reason[0] != '\0') {
        hg_sink_text(sink, ": ");
        write_text(sink, run->gate.reason);
    }
    hg_sink_text(sink, "; ");
    write_counts(sink, run);
    if (run->count == 0)
        hg_sink_text(sink, "no targets");
}

static void write_seconds(struct hg_sink *sink, const char *label, int64_t us)
{
    if (us >= 0)
        hg_sink_printf(sink, " %s=%" PRId64 ".%06" PRId64 "s", label, us / HG_US_PER_S,
                       us % HG_US_PER_S);
}

static void write_summary(struct hg_sink *sink, const struct hg_run *run)
{
    for (int i = 0; i < HG_OUTCOME_COUNT; i++)
        hg_sink_printf(sink, " %s=%zu;;;0;%zu", hg_outcome_word((enum hg_outcome)i),
                       run->summary.outcomes[i], run->count);
    write_seconds(sink, "time", run->duration_us);
    write_seconds(sink, "p50", run->summary.p50_us);
    write_seconds(sink, "p95", run->summary.p95_us);
    write_seconds(sink, "max", run->summary.max_us);
}

/* Labels of the summary: of two that are equal, readers keep one. */
static bool is_taken(const char *name)
{
    static const char *const times[] = {"time", "p50", "p95", "max"};
    for (size_t i = 0; i < sizeof times / sizeof *times; i++) {
        if (strcmp(name, times[i]) == 0)
            return true;
    }
    for (int i = 0; i < HG_OUTCOME_COUNT; i++) {
        if (strcmp(name, hg_outcome_word((enum hg_outcome)i)) == 0)
            return true;
    }
    return false;
}

/* A label in quotes, in which a quote is doubled; "=" ends it for some readers. */
static void write_label(struct hg_sink *sink, const char *name)
{
    hg_sink_text(sink, is_taken(name) ? " 'target " : " '");
    for (const char *at = name; *at != '\0'; at++) {
        if (*at == '\'')
            hg_sink_text(sink, "'");
        hg_sink_write(sink, strchr("=|\n", *at) != NULL ? "_" : at, 1);
    }
    hg_sink_text(sink, "'");
}

static void write_targets(struct hg_sink *sink, const struct hg_run *run)
{
    for (size_t i = 0; i < run->count; i++) {
        const struct hg_result *result = &run->results[i];
        if (result->status == 0 || result->phases.total_us < 0)
            continue;
        write_label(sink, run->targets[i].name);
        hg_sink_printf(sink, "=%" PRId64 ".%06" PRId64 "s",
                       (int64_t)result->phases.total_us / HG_US_PER_S,
                       (int64_t)result->phases.total_us % HG_US_PER_S);
    }
}

static void write_performance(struct hg_sink *sink, const struct hg_run *run)
{
    const enum hg_perfdata perfdata = run->settings->reports.perfdata;
    if (perfdata == HG_PERFDATA_NONE)
        return;
    hg_sink_text(sink, " |");
    write_summary(sink, run);
    if (perfdata == HG_PERFDATA_ALL)
        write_targets(sink, run);
}

static void write_line(struct hg_sink *sink, const struct hg_run *run, size_t index)
{
    const struct hg_result *result = &run->results[index];
    struct hg_buf reason;
    hg_buf_init(&reason);
    hg_level_describe(run, result, &reason);
    char *cut = hg_text_clean(reason.data, reason.len, REASON_BYTES);
    hg_sink_printf(sink, "%s ", hg_outcome_word((enum hg_outcome)result->outcome));
    write_text(sink, run->targets[index].name);
    hg_sink_text(sink, ": ");
    write_text(sink, cut);
    hg_sink_text(sink, "\n");
    free(cut);
    hg_buf_release(&reason);
}

static void write_failing_channel(void *sink, const char *line)
{
    write_text(sink, line);
    hg_sink_text(sink, "\n");
}

static int write_nagios(const struct hg_run *run, struct hg_sink *sink,
                        struct hg_error *err)
{
    size_t written = 0;
    size_t left = 0;
    (void)err;
    write_first_line(sink, run);
    write_performance(sink, run);
    hg_sink_text(sink, "\n");
    for (int level = HG_LEVEL_ERROR; level <= HG_LEVEL_WARNING; level++) {
        for (size_t i = hg_level_next(run, (enum hg_level)level, 0); i < run->count;
             i = hg_level_next(run, (enum hg_level)level, i + 1)) {
            if (written < LINES_MAX)
                write_line(sink, run, i);
            left += written++ >= LINES_MAX;
        }
    }
    if (left > 0)
        hg_sink_printf(sink, "... and %zu more\n", left);
    hg_failing_channels_write(&run->failing_channels, write_failing_channel, sink);
    return 0;
}

const struct hg_reporter hg_reporter_nagios = {
    .name = "nagios",
    .extension = "nagios",
    .summary = "for Nagios and Icinga; on standard output it sets the exit status",
    .notation = HG_NOTATION_TEXT,
    .write = write_nagios,
    .plugin_status = state_of,
};
