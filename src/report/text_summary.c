/* SPDX-License-Identifier: MIT */
/* text_summary: what became of the run, in the order in which people ask: how many, how
 * fast, what failed and why, and what follows from it. */
#include "headgate/report.h"

#include <stdio.h>
#include <string.h>

#include "headgate/units.h"
#include "headgate/waiver.h"
#include "report/certificate_groups.h"
#include "report/text_report.h"

#include "headgate/banned.h"

enum {
    SECTION_ENTRIES_MAX = 10, /* shown of one section unless verbose */
    GROUP_NAMES_MAX = 5,      /* likewise, of one certificate */
    SLOWEST_FROM_COUNT = 6,   /* with fewer targets all of them are in sight */
    OWN_FAILURES_MAX = 3      /* shown of the failures of this side */
};

#define OUTCOME_BIT(outcome) (1U << (outcome))

/* A section of the summary: results of these outcomes, with this cause, for which `is_true` holds. */
struct section {
    uint32_t outcomes; /* bit per enum hg_outcome */
    int cause;         /* enum hg_cause; -1: any */
    const char *word;
    const char *sentence;
    bool (*is_true)(const struct hg_run *run, size_t index); /* NULL: always */
    bool shows_note; /* the note instead of the reason */
};

static const enum hg_outcome outcome_order[] = {
    HG_OUTCOME_UP,   HG_OUTCOME_FLAKY,   HG_OUTCOME_DEGRADED,
    HG_OUTCOME_DOWN, HG_OUTCOME_UNKNOWN, HG_OUTCOME_SKIPPED,
};

static const char *const cause_sentences[HG_CAUSE_COUNT] = {
    [HG_CAUSE_NONE] = "for an unknown reason",
    [HG_CAUSE_DNS] = "the name could not be resolved",
    [HG_CAUSE_CONNECT] = "no connection could be made",
    [HG_CAUSE_TLS] = "no secure connection could be made, or it was not as expected",
    [HG_CAUSE_CERTIFICATE] = "the certificate was not accepted, or expires soon",
    [HG_CAUSE_TIMEOUT] = "no answer in time",
    [HG_CAUSE_PROTOCOL] = "the answer was not valid HTTP",
    [HG_CAUSE_REDIRECT] = "the redirects did not lead to an expected URL",
    [HG_CAUSE_STATUS] = "not an expected status",
    [HG_CAUSE_LATENCY] = "the answer took too long",
    [HG_CAUSE_HEADER] = "the response header was not as expected",
    [HG_CAUSE_BODY] = "the body was not as expected",
    [HG_CAUSE_RATE_LIMITED] = "the server asked for fewer requests",
    [HG_CAUSE_BLOCKED] = "blocked by bot protection",
    [HG_CAUSE_CANARY] = "the canaries did not answer either",
    [HG_CAUSE_LOCAL] = "this machine could not ask",
    [HG_CAUSE_DEADLINE] = "the deadline of the run passed first",
    [HG_CAUSE_CANCELLED] = "the run was stopped first",
    [HG_CAUSE_PROXY] = "the proxy did not pass the request on",
    [HG_CAUSE_RESOLVER] = "the DNS resolver of this machine does not answer",
    [HG_CAUSE_CLOCK] = "the clock of this machine is wrong",
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

/* Targets that could not be asked, for the same kind of reason. */
struct own_failure {
    const char *reason; /* of the first one */
    size_t count;
    bool is_varied; /* others have another reason of the kind */
};

/* Reasons that differ only in what follows are of one kind: each target has an address of its own. */
static const char *const own_kinds[] = {
    "this machine has no route to ",
    "expected no answer, which can't be seen from here: ",
};

/* Of a reason that replaces a verdict: what the check had found is each target's own. */
static size_t length_without_verdict(const char *reason)
{
    const char *end = strstr(reason, "; the check reported: ");
    return end == NULL ? strlen(reason) : (size_t)(end - reason);
}

/* Of what reasons of its kind have in common. */
static size_t kind_length(const char *reason)
{
    for (size_t i = 0; i < sizeof(own_kinds) / sizeof(own_kinds[0]); i++) {
        const size_t len = strlen(own_kinds[i]);
        if (strncmp(reason, own_kinds[i], len) == 0)
            return len;
    }
    return length_without_verdict(reason);
}

static bool is_same_kind(const char *a, const char *b)
{
    const size_t len = kind_length(a);
    return len == kind_length(b) && strncmp(a, b, len) == 0;
}

static bool is_same_reason(const char *a, const char *b)
{
    const size_t len = length_without_verdict(a);
    return len == length_without_verdict(b) && strncmp(a, b, len) == 0;
}

/* Results without a verdict; those of a run that ended early, or was offline, are reported elsewhere. */
static bool is_own_failure(const struct hg_result *result)
{
    static const bool is_elsewhere[HG_CAUSE_COUNT] = {
        [HG_CAUSE_NONE] = true,
        [HG_CAUSE_CANARY] = true,
        [HG_CAUSE_DEADLINE] = true,
        [HG_CAUSE_CANCELLED] = true,
    };
    return result->outcome == HG_OUTCOME_UNKNOWN && !is_elsewhere[result->cause];
}

/* The first kinds of reasons; the last entry counts all further ones, and has no reason. */
static void count_own_failures(const struct hg_run *run,
                               struct own_failure failures[OWN_FAILURES_MAX + 1])
{
    for (size_t i = 0; i < run->count; i++) {
        size_t at = 0;
        if (!is_own_failure(&run->results[i]))
            continue;
        const char *reason = hg_result_reason(&run->results[i]);
        while (at < OWN_FAILURES_MAX && failures[at].count > 0 &&
               !is_same_kind(failures[at].reason, reason))
            at++;
        if (at < OWN_FAILURES_MAX && failures[at].count == 0)
            failures[at].reason = reason;
        failures[at].is_varied =
            failures[at].reason != NULL &&
            (failures[at].is_varied || !is_same_reason(failures[at].reason, reason));
        failures[at].count++;
    }
}

/* "12 targets could not be judged: proxy http://proxy:3128 refused the connection" */
static void write_own_failures(const struct hg_run *run, struct hg_sink *sink)
{
    static const char article[] = "the ";
    struct own_failure failures[OWN_FAILURES_MAX + 1] = {{0}};
    count_own_failures(run, failures);
    for (size_t i = 0; i <= OWN_FAILURES_MAX && failures[i].count > 0; i++) {
        const char *reason =
            failures[i].reason == NULL ? "for other reasons" : failures[i].reason;
        if (strncmp(reason, article, strlen(article)) == 0)
            reason += strlen(article);
        hg_sink_printf(sink, "%zu target%s could not be judged%s %.*s%s\n",
                       failures[i].count, failures[i].count == 1 ? "" : "s",
                       failures[i].reason == NULL ? "" : ":",
                       (int)length_without_verdict(reason), reason,
                       failures[i].is_varied ? ", and others" : "");
    }
}

static bool belongs(const struct section *section, const struct hg_run *run, size_t index)
{
    const struct hg_result *result = &run->results[index];
    return (section->is_true == NULL || section->is_true(run, index)) &&
           (section->outcomes & OUTCOME_BIT(result->outcome)) != 0 &&
           (section->cause < 0 || section->cause == result->cause);
}

static void write_entry(const struct hg_run *run, const struct section *section,
                        size_t index, const struct hg_text_style *style,
                        struct hg_sink *sink)
{
    const struct hg_result *result = &run->results[index];
    const char *reason = hg_result_reason(result);
    const char *note = result->detail == NULL ? NULL : result->detail->note;
    hg_sink_text(sink, "  ");
    /* The mark also keeps a name from standing first in a line, where CI services look
     * for commands ("::error", "##[group]"). */
    hg_text_mark(sink, style->use_color, (enum hg_outcome)result->outcome);
    hg_sink_text(sink, " ");
    if (section->shows_note && note != NULL)
        reason = note;
    if (reason[0] == '\0') {
        hg_sink_text(sink, run->targets[index].name);
    } else {
        hg_text_pad(sink, run->targets[index].name, style->name_columns);
        hg_sink_printf(sink, "  %s", reason);
    }
    hg_sink_text(sink, "\n");
}

/* One line for all targets that have the same trouble with the same certificate. */
static void write_group(const struct hg_run *run,
                        const struct hg_certificate_groups *groups, size_t first,
                        const struct hg_text_style *style, struct hg_sink *sink)
{
    const size_t count = hg_certificate_groups_count(groups, first);
    const size_t limit = style->is_verbose ? count : GROUP_NAMES_MAX;
    size_t shown = 0;
    hg_sink_text(sink, "  ");
    hg_text_mark(sink, style->use_color, (enum hg_outcome)run->results[first].outcome);
    hg_sink_printf(sink, " %s: %zu targets: ", hg_result_reason(&run->results[first]),
                   count);
    for (size_t i = first; i < run->count && shown < limit; i++) {
        if (hg_certificate_groups_first(groups, i) == first)
            hg_sink_printf(sink, "%s%s", shown++ == 0 ? "" : ", ", run->targets[i].name);
    }
    hg_sink_printf(sink, "%s\n", shown < count ? ", …" : "");
}

static void write_section(const struct hg_run *run,
                          const struct hg_certificate_groups *groups,
                          const struct section *section, size_t count,
                          const struct hg_text_style *style, struct hg_sink *sink)
{
    char heading[64];
    size_t lines = 0;
    size_t left = count;
    if (count == 0)
        return;
    snprintf(heading, sizeof(heading), "%s (%zu)", section->word, count);
    hg_sink_text(sink, "\n");
    hg_text_paint(sink, style->use_color, HG_TEXT_BOLD, heading);
    hg_sink_printf(sink, ": %s\n", section->sentence);
    for (size_t i = 0; i < run->count && left > 0; i++) {
        if (!belongs(section, run, i) || hg_certificate_groups_first(groups, i) != i)
            continue;
        if (!style->is_verbose && lines == SECTION_ENTRIES_MAX)
            break;
        if (hg_certificate_groups_count(groups, i) > 1)
            write_group(run, groups, i, style, sink);
        else
            write_entry(run, section, i, style, sink);
        left -= hg_certificate_groups_count(groups, i);
        lines++;
    }
    if (left > 0)
        hg_sink_printf(sink, "  … and %zu more\n", left);
}

/* Known failures have a section of their own. */
static bool is_news(const struct hg_run *run, size_t index)
{
    return run->results[index].change != HG_CHANGE_KNOWN;
}

static void write_counted(const struct hg_run *run,
                          const struct hg_certificate_groups *groups,
                          const struct section *section,
                          const struct hg_text_style *style, struct hg_sink *sink)
{
    size_t count = 0;
    for (size_t i = 0; i < run->count; i++)
        count += belongs(section, run, i) ? 1 : 0;
    write_section(run, groups, section, count, style, sink);
}

/* Down and unknown results by cause; then those that passed, but not as they should. */
static void write_failures(const struct hg_run *run, const struct hg_text_style *style,
                           struct hg_sink *sink)
{
    const uint32_t failed =
        OUTCOME_BIT(HG_OUTCOME_DOWN) | OUTCOME_BIT(HG_OUTCOME_UNKNOWN);
    size_t counts[HG_CAUSE_COUNT] = {0};
    struct hg_certificate_groups groups;
    hg_certificate_groups_init(&groups, run);
    for (size_t i = 0; i < run->count; i++) {
        if ((failed & OUTCOME_BIT(run->results[i].outcome)) != 0 && is_news(run, i))
            counts[run->results[i].cause]++;
    }
    for (int cause = 0; cause < HG_CAUSE_COUNT; cause++) {
        const struct section section = {
            failed,
            cause,
            cause == HG_CAUSE_NONE ? "other" : hg_cause_word((enum hg_cause)cause),
            cause_sentences[cause],
            is_news,
            false};
        write_section(run, &groups, &section, counts[cause], style, sink);
    }
    const struct section passed[] = {
        {OUTCOME_BIT(HG_OUTCOME_DEGRADED), -1, "degraded", "up, but with a warning",
         is_news, false},
        {OUTCOME_BIT(HG_OUTCOME_FLAKY), -1, "flaky", "up, but only on a retry", is_news,
         false},
    };
    for (size_t i = 0; i < sizeof(passed) / sizeof(passed[0]); i++)
        write_counted(run, &groups, &passed[i], style, sink);
    hg_certificate_groups_release(&groups);
}

static bool is_waived(const struct hg_run *run, size_t index)
{
    return run->results[index].is_waived;
}

static bool is_in_maintenance(const struct hg_run *run, size_t index)
{
    return run->results[index].is_in_maintenance;
}

static bool has_waiver(const struct hg_run *run, size_t index)
{
    return hg_waiver_is_active(hg_target_get_extra(&run->targets[index])->waiver,
                               run->started_at_us);
}

static bool has_ended_waiver(const struct hg_run *run, size_t index)
{
    return hg_target_get_extra(&run->targets[index])->waiver != NULL &&
           !has_waiver(run, index);
}

static bool is_known(const struct hg_run *run, size_t index)
{
    return !is_news(run, index);
}

static bool is_recovered(const struct hg_run *run, size_t index)
{
    return run->results[index].change == HG_CHANGE_RECOVERED;
}

static bool is_slower(const struct hg_run *run, size_t index)
{
    return run->results[index].change == HG_CHANGE_SLOWER;
}

static bool is_moved(const struct hg_run *run, size_t index)
{
    return run->results[index].change == HG_CHANGE_MOVED;
}

static bool has_other_certificate(const struct hg_run *run, size_t index)
{
    return run->results[index].change == HG_CHANGE_CERTIFICATE;
}

#define ANY (~0U)

/* Compared with the baseline, with waivers and maintenance windows. */
static const struct section known_sections[] = {
    {ANY, -1, "slower", "than in the baseline", is_slower, true},
    {ANY, -1, "moved", "the final URL differs from the baseline", is_moved, true},
    {ANY, -1, "certificate", "not the one of the baseline", has_other_certificate, true},
    {ANY, -1, "known", "failed in the baseline too; not counted", is_known, false},
    {ANY, -1, "recovered", "failed in the baseline, up now", is_recovered, true},
    {OUTCOME_BIT(HG_OUTCOME_SKIPPED), -1, "waived",
     "not as expected, excused until the waiver expires", is_waived, false},
    {OUTCOME_BIT(HG_OUTCOME_SKIPPED), -1, "in maintenance", "checked, but not counted",
     is_in_maintenance, false},
    {OUTCOME_BIT(HG_OUTCOME_UP), -1, "waiver no longer needed",
     "up again; the waiver can be removed", has_waiver, true},
    {~OUTCOME_BIT(HG_OUTCOME_SKIPPED), -1, "waiver expired", "the result counts again",
     has_ended_waiver, true},
};

static void write_known(const struct hg_run *run, const struct hg_text_style *style,
                        struct hg_sink *sink)
{
    for (size_t i = 0; i < sizeof(known_sections) / sizeof(known_sections[0]); i++)
        write_counted(run, NULL, &known_sections[i], style, sink);
}

static enum hg_outcome mark_of(enum hg_condition_state state)
{
    switch (state) {
    case HG_CONDITION_HOLDS:
        return HG_OUTCOME_UP;
    case HG_CONDITION_FAILS:
        return HG_OUTCOME_DOWN;
    case HG_CONDITION_UNKNOWN:
        break;
    }
    return HG_OUTCOME_UNKNOWN;
}

static void write_conditions(const struct hg_run *run, const struct hg_text_style *style,
                             struct hg_sink *sink)
{
    const size_t count = run->settings->gate.conditions.count;
    char heading[64];
    if (count == 0)
        return;
    snprintf(heading, sizeof(heading), "conditions (%zu)", count);
    hg_sink_text(sink, "\n");
    hg_text_paint(sink, style->use_color, HG_TEXT_BOLD, heading);
    hg_sink_text(sink, ": all must hold for the gate to open\n");
    for (size_t i = 0; i < count; i++) {
        const struct hg_condition_verdict *verdict = &run->conditions[i];
        hg_sink_text(sink, "  ");
        hg_text_mark(sink, style->use_color, mark_of(verdict->state));
        hg_sink_printf(sink, " %s: %s\n", verdict->condition->text, verdict->detail);
    }
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
    char detail[32];
    snprintf(detail, sizeof(detail), "gate %s", hg_gate_word(run->gate.state));
    hg_sink_text(sink, "\n");
    hg_text_paint(sink, style->use_color, gate_color(run->gate.state), detail);
    if (run->gate.reason[0] != '\0')
        hg_sink_printf(sink, ": %s", run->gate.reason);
    hg_sink_text(sink, "\n");
    if (run->gate.state != HG_GATE_OPEN && run->proxy != NULL)
        hg_sink_printf(sink, "proxy settings in effect: %s\n", run->proxy);
}

static void write_failing_channel(void *sink, const char *line)
{
    hg_sink_printf(sink, "%s\n", line);
}

void hg_text_summary(const struct hg_run *run, const struct hg_text_style *style,
                     struct hg_sink *sink)
{
    write_counts(run, sink);
    write_latencies(&run->summary, sink);
    write_slowest(run, sink);
    write_own_failures(run, sink);
    write_failures(run, style, sink);
    write_known(run, style, sink);
    write_conditions(run, style, sink);
    write_gate(run, style, sink);
    hg_failing_channels_write(&run->failing_channels, write_failing_channel, sink);
}
