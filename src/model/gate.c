/* SPDX-License-Identifier: MIT */
/* gate: open, closed or unknown, from the counts of a run. */
#include "headgate/gate.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "headgate/text.h"

#include "headgate/banned.h"

/* Append one clause to the reason, which is cut when it gets too long. */
__attribute__((format(printf, 2, 3))) static void
give_reason(struct hg_gate_verdict *verdict, const char *format, ...)
{
    size_t len = strlen(verdict->reason);
    if (len > 0 && len < sizeof(verdict->reason) - 2) {
        memcpy(verdict->reason + len, "; ", sizeof("; "));
        len += 2;
    }
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(verdict->reason + len, sizeof(verdict->reason) - len, format, arguments);
    va_end(arguments);
    verdict->reason[hg_text_whole(verdict->reason, strlen(verdict->reason))] = '\0';
}

/* Changes that close the gate though the target does not fail. */
static const struct {
    enum hg_change change;
    const char *detail;
} changes[] = {
    {HG_CHANGE_SLOWER, "slower than in the baseline"},
    {HG_CHANGE_MOVED, "at another URL than in the baseline"},
    {HG_CHANGE_CERTIFICATE, "with another certificate than in the baseline"},
};

static void judge_changes(const struct hg_gate *gate, const size_t *counts,
                          struct hg_gate_verdict *verdict)
{
    for (size_t i = 0; i < sizeof(changes) / sizeof(changes[0]); i++) {
        const size_t count = counts[changes[i].change];
        if (count == 0 || gate->fail_on == 0)
            continue;
        verdict->state = HG_GATE_CLOSED;
        give_reason(verdict, "%zu %s", count, changes[i].detail);
    }
}

/* Those that the baseline does not have. */
static size_t fresh(const struct hg_gate_counts *counts, enum hg_outcome outcome)
{
    return counts->outcomes[outcome] - counts->known[outcome];
}

/* "" or " (3 more known from the baseline)". */
static const char *say_known(size_t known, char *out, size_t size)
{
    out[0] = '\0';
    if (known > 0)
        snprintf(out, size, " (%zu more known from the baseline)", known);
    return out;
}

static bool fails_on(const struct hg_gate *gate, enum hg_outcome outcome)
{
    return (gate->fail_on >> outcome & 1U) != 0;
}

static void tolerate(struct hg_gate_verdict *verdict, enum hg_outcome outcome)
{
    verdict->tolerated |= 1U << outcome;
}

static void judge_down(const struct hg_gate *gate, const struct hg_gate_counts *counts,
                       size_t checked, struct hg_gate_verdict *verdict)
{
    const int64_t allowed = hg_units_limit_of(gate->max_down, (int64_t)checked);
    const size_t down = fresh(counts, HG_OUTCOME_DOWN);
    if (!fails_on(gate, HG_OUTCOME_DOWN) || (int64_t)down <= allowed) {
        tolerate(verdict, HG_OUTCOME_DOWN);
        return;
    }
    verdict->state = HG_GATE_CLOSED;
    char limit[32];
    char known[64];
    hg_units_format_limit(gate->max_down, limit, sizeof(limit));
    say_known(counts->known[HG_OUTCOME_DOWN], known, sizeof(known));
    if (gate->max_down.is_percent)
        give_reason(verdict, "%zu down%s, at most %s of %zu allowed", down, known, limit,
                    checked);
    else
        give_reason(verdict, "%zu down%s, at most %s allowed", down, known, limit);
}

static void judge_outcome(const struct hg_gate *gate, enum hg_outcome outcome,
                          const struct hg_gate_counts *counts,
                          struct hg_gate_verdict *verdict)
{
    const size_t count = fresh(counts, outcome);
    if (count == 0 || !fails_on(gate, outcome))
        return;
    verdict->state = HG_GATE_CLOSED;
    char known[64];
    const char *word = hg_outcome_word(outcome);
    give_reason(verdict, "%zu %s%s, and fail_on includes %s", count, word,
                say_known(counts->known[outcome], known, sizeof(known)), word);
}

/* True when too many targets have no verdict. A run without any verdict says nothing, whatever is
 * tolerated. */
static bool judge_unknown(const struct hg_gate *gate, size_t unknown, size_t checked,
                          struct hg_gate_verdict *verdict)
{
    const int64_t allowed = hg_units_limit_of(gate->max_unknown, (int64_t)checked);
    const bool is_blind = unknown > 0 && unknown == checked;
    if ((int64_t)unknown <= allowed && !is_blind) {
        if (!fails_on(gate, HG_OUTCOME_UNKNOWN))
            tolerate(verdict, HG_OUTCOME_UNKNOWN);
        return false;
    }
    if (verdict->state == HG_GATE_CLOSED)
        return true;
    char limit[32];
    hg_units_format_limit(gate->max_unknown, limit, sizeof(limit));
    verdict->state = HG_GATE_UNKNOWN;
    give_reason(verdict, "%zu target%s no verdict", unknown,
                unknown == 1 ? " has" : "s have");
    if (allowed > 0 && !is_blind)
        give_reason(verdict, "at most %s allowed", limit);
    return true;
}

void hg_gate_judge(const struct hg_gate *gate, const struct hg_gate_counts *counts,
                   struct hg_gate_verdict *verdict)
{
    memset(verdict, 0, sizeof(*verdict));
    size_t total = 0;
    for (size_t i = 0; i < HG_OUTCOME_COUNT; i++)
        total += counts->outcomes[i];
    const size_t skipped = counts->outcomes[HG_OUTCOME_SKIPPED];
    const size_t unknown = counts->outcomes[HG_OUTCOME_UNKNOWN];

    verdict->state = HG_GATE_OPEN;
    judge_down(gate, counts, total - skipped, verdict);
    for (int i = 0; i < HG_OUTCOME_COUNT; i++) {
        if (i != HG_OUTCOME_DOWN)
            judge_outcome(gate, (enum hg_outcome)i, counts, verdict);
    }
    judge_changes(gate, counts->changes, verdict);
    if (judge_unknown(gate, unknown, total - skipped, verdict) ||
        verdict->state == HG_GATE_CLOSED)
        return;
    if (total > 0 && skipped == total && counts->excused == 0) {
        verdict->state = HG_GATE_UNKNOWN;
        give_reason(verdict, "every target was skipped");
    }
}

void hg_gate_judge_conditions(const struct hg_condition_verdict *conditions, size_t count,
                              struct hg_gate_verdict *verdict)
{
    for (size_t i = 0; i < count; i++) {
        const struct hg_condition_verdict *condition = &conditions[i];
        const char *text = condition->condition->text;
        if (condition->state == HG_CONDITION_FAILS) {
            verdict->state = HG_GATE_CLOSED;
            give_reason(verdict, "%s does not hold: %s", text, condition->detail);
        } else if (condition->state == HG_CONDITION_UNKNOWN) {
            if (verdict->state == HG_GATE_OPEN)
                verdict->state = HG_GATE_UNKNOWN;
            give_reason(verdict, "%s: %s", text, condition->detail);
        }
    }
}

void hg_gate_describe_tolerance(const struct hg_gate *gate, enum hg_outcome outcome,
                                struct hg_buf *out)
{
    const bool is_down = outcome == HG_OUTCOME_DOWN;
    char limit[32];
    hg_units_format_limit(is_down ? gate->max_down : gate->max_unknown, limit,
                          sizeof(limit));
    if (is_down && !fails_on(gate, outcome))
        hg_buf_add_text(out, "tolerated: fail_on does not include down");
    else
        hg_buf_printf(out, "tolerated by max_%s %s", hg_outcome_word(outcome), limit);
}

const char *hg_gate_word(enum hg_gate_state state)
{
    switch (state) {
    case HG_GATE_UNKNOWN:
        return "unknown";
    case HG_GATE_OPEN:
        return "open";
    case HG_GATE_CLOSED:
        return "closed";
    }
    return "";
}
