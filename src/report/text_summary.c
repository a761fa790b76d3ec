/* SPDX-License-Identifier: MIT */
/* text_summary: what became of the run, in the order in which people ask: how many, how
 * fast, what failed and why, and what follows from it. */
#include "headgate/report.h"

#include <stdio.h>

#include "headgate/units.h"
#include "report/text_mark.h"

#include "headgate/banned.h"

enum {
    SECTION_ENTRIES_MAX = 10, /* shown of one section unless verbose */
    SLOWEST_FROM_COUNT = 6    /* with fewer targets all of them are in sight */
};

#define OUTCOME_BIT(outcome) (1U << (outcome))

/* A part of the list of troubles: results of these outcomes that have this cause. */
struct section {
    uint32_t outcomes; /* bit per enum hg_outcome */
    int cause;         /* enum hg_cause; -1: any */
    const char *word;
    const char *sentence;
};

static const enum hg_outcome outcome_order[] = {
    HG_OUTCOME_UP,   HG_OUTCOME_FLAKY,   HG_OUTCOME_DEGRADED,
    HG_OUTCOME_DOWN, HG_OUTCOME_UNKNOWN, HG_OUTCOME_SKIPPED,
};

static const char *const cause_sentences[HG_CAUSE_COUNT] = {
    [HG_CAUSE_NONE] = "nobody could tell why",
    [HG_CAUSE_DNS] = "the name could not be resolved",
    [HG_CAUSE_CONNECT] = "no connection could be made",
    [HG_CAUSE_TLS] = "no secure connection could be made",
    [HG_CAUSE_TIMEOUT] = "no answer in time",
    [HG_CAUSE_PROTOCOL] = "the answer was not proper HTTP",
    [HG_CAUSE_REDIRECT] = "the redirects did not lead where they should",
    [HG_CAUSE_STATUS] = "not an expected status",
    [HG_CAUSE_LATENCY] = "the answer took too long",
    [HG_CAUSE_HEADER] = "the head of the answer was not as expected",
    [HG_CAUSE_BODY] = "the body was not as expected",
    [HG_CAUSE_RATE_LIMITED] = "the server asked for fewer requests",
    [HG_CAUSE_BLOCKED] = "robots are kept away",
    [HG_CAUSE_LOCAL] = "this machine lacked something",
    [HG_CAUSE_DEADLINE] = "the run's deadline came first",
    [HG_CAUSE_CANCELLED] = "the run was stopped first",
};

static void write_counts(const struct hg_run *run, struct hg_sink *sink)
{
    const struct hg_summary *summary = &run->summary;
    char time[32];
    hg_units_format_time(run->duration_us, time, sizeof(time));
    hg_sink_printf(sink, "\n%zu target%s in %s", summary->total,
                   summary->total == 1 ? "" : "s", time);
    const char *separator = ": ";
    for (size_t i = 0; i < sizeof(outcome_order) / sizeof(outcome_order[0]); i++) {
        const size_t count = summary->outcomes[outcome_order[i]];
        if (count == 0)
            continue;
        hg_sink_printf(sink, "%s%zu %s", separator, count,
                       hg_outcome_word(outcome_order[i]));
        separator = ", ";
    }
    hg_sink_text(sink, run->is_interrupted ? " (stopped before its end)\n" : "\n");
}

static void write_latencies(const struct hg_summary *summary, struct hg_sink *sink)
{
    char p50[32];
    char p95[32];
    char max[32];
    if (summary->max_us < 0)
        return;
    hg_units_format_time(summary->p50_us, p50, sizeof(p50));
    hg_units_format_time(summary->p95_us, p95, sizeof(p95));
    hg_units_format_time(summary->max_us, max, sizeof(max));
    hg_sink_printf(sink, "latency: p50 %s · p95 %s · max %s\n", p50, p95, max);
}

static void write_slowest(const struct hg_run *run, struct hg_sink *sink)
{
    if (run->count < SLOWEST_FROM_COUNT || run->summary.slowest_count == 0)
        return;
    hg_sink_text(sink, "slowest: ");
    for (size_t i = 0; i < run->summary.slowest_count; i++) {
        const size_t index = run->summary.slowest[i];
        char time[32];
        hg_units_format_time(run->results[index].phases.total_us, time, sizeof(time));
        hg_sink_printf(sink, "%s%s %s", i == 0 ? "" : ", ", run->targets[index].name,
                       time);
    }
    hg_sink_text(sink, "\n");
}

static bool belongs(const struct section *section, const struct hg_result *result)
{
    return (section->outcomes & OUTCOME_BIT(result->outcome)) != 0 &&
           (section->cause < 0 || section->cause == result->cause);
}

static void write_entry(const struct hg_run *run, size_t index,
                        const struct hg_text_style *style, struct hg_sink *sink)
{
    const struct hg_result *result = &run->results[index];
    const char *reason = hg_result_reason(result);
    hg_sink_text(sink, "  ");
    /* The mark also keeps a name from standing first in a line, where CI services look
     * for commands ("::error", "##[group]"). */
    hg_text_mark(sink, style->use_color, (enum hg_outcome)result->outcome);
    hg_sink_text(sink, " ");
    if (reason[0] == '\0') {
        hg_sink_text(sink, run->targets[index].name);
    } else {
        hg_text_pad(sink, run->targets[index].name, style->name_columns);
        hg_sink_printf(sink, "  %s", reason);
    }
    hg_sink_text(sink, "\n");
}

static void write_section(const struct hg_run *run, const struct section *section,
                          size_t count, const struct hg_text_style *style,
                          struct hg_sink *sink)
{
    const size_t limit =
        style->is_verbose || count <= SECTION_ENTRIES_MAX ? count : SECTION_ENTRIES_MAX;
    char heading[64];
    if (count == 0)
        return;
    snprintf(heading, sizeof(heading), "%s (%zu)", section->word, count);
    hg_sink_text(sink, "\n");
    hg_text_paint(sink, style->use_color, HG_TEXT_BOLD, heading);
    hg_sink_printf(sink, ": %s\n", section->sentence);
    size_t shown = 0;
    for (size_t i = 0; i < run->count && shown < limit; i++) {
        if (!belongs(section, &run->results[i]))
            continue;
        write_entry(run, i, style, sink);
        shown++;
    }
    if (shown < count)
        hg_sink_printf(sink, "  … and %zu more\n", count - shown);
}

/* Down and unknown results by cause; then those that passed, but not as they should. */
static void write_troubles(const struct hg_run *run, const struct hg_text_style *style,
                           struct hg_sink *sink)
{
    const uint32_t failed =
        OUTCOME_BIT(HG_OUTCOME_DOWN) | OUTCOME_BIT(HG_OUTCOME_UNKNOWN);
    size_t counts[HG_CAUSE_COUNT] = {0};
    for (size_t i = 0; i < run->count; i++) {
        if ((failed & OUTCOME_BIT(run->results[i].outcome)) != 0)
            counts[run->results[i].cause]++;
    }
    for (int cause = 0; cause < HG_CAUSE_COUNT; cause++) {
        const struct section section = {
            failed, cause,
            cause == HG_CAUSE_NONE ? "other" : hg_cause_word((enum hg_cause)cause),
            cause_sentences[cause]};
        write_section(run, &section, counts[cause], style, sink);
    }
    const struct section degraded = {OUTCOME_BIT(HG_OUTCOME_DEGRADED), -1, "degraded",
                                     "up, but not as well as expected"};
    write_section(run, &degraded, run->summary.outcomes[HG_OUTCOME_DEGRADED], style,
                  sink);
    const struct section flaky = {OUTCOME_BIT(HG_OUTCOME_FLAKY), -1, "flaky",
                                  "up, but only on a retry"};
    write_section(run, &flaky, run->summary.outcomes[HG_OUTCOME_FLAKY], style, sink);
}

static enum hg_text_color gate_color(enum hg_gate_state state)
{
    switch (state) {
    case HG_GATE_OPEN:
        return HG_TEXT_GREEN;
    case HG_GATE_CLOSED:
        return HG_TEXT_RED;
    case HG_GATE_UNKNOWN:
        return HG_TEXT_MAGENTA;
    }
    return HG_TEXT_PLAIN;
}

static void write_gate(const struct hg_run *run, const struct hg_text_style *style,
                       struct hg_sink *sink)
{
    char words[32];
    snprintf(words, sizeof(words), "gate %s", hg_gate_word(run->gate.state));
    hg_sink_text(sink, "\n");
    hg_text_paint(sink, style->use_color, gate_color(run->gate.state), words);
    if (run->gate.reason[0] != '\0')
        hg_sink_printf(sink, ": %s", run->gate.reason);
    hg_sink_text(sink, "\n");
}

void hg_text_summary(const struct hg_run *run, const struct hg_text_style *style,
                     struct hg_sink *sink)
{
    write_counts(run, sink);
    write_latencies(&run->summary, sink);
    write_slowest(run, sink);
    write_troubles(run, style, sink);
    write_gate(run, style, sink);
}
