/* SPDX-License-Identifier: MIT */
/* level: what a result means for the gate. */
#include "report/level.h"

#include "headgate/gate.h"

#include "headgate/banned.h"

static bool is_worse(const struct hg_result *result)
{
    return hg_change_is_worse((enum hg_change)result->change);
}

bool hg_level_is_tolerated(const struct hg_run *run, const struct hg_result *result)
{
    const bool is_unfinished =
        run->is_interrupted && result->outcome == HG_OUTCOME_UNKNOWN;
    return !is_unfinished && (run->gate.tolerated >> result->outcome & 1U) != 0;
}

enum hg_level hg_level_of(const struct hg_run *run, const struct hg_result *result)
{
    const uint32_t fail_on = run->settings->gate.fail_on;
    if (result->change == HG_CHANGE_KNOWN || result->is_waived ||
        result->is_in_maintenance)
        return HG_LEVEL_NOTICE;
    if (is_worse(result) && fail_on != 0)
        return HG_LEVEL_ERROR;
    switch ((enum hg_outcome)result->outcome) {
    case HG_OUTCOME_DOWN:
    case HG_OUTCOME_UNKNOWN:
        return hg_level_is_tolerated(run, result) ? HG_LEVEL_TOLERATED : HG_LEVEL_ERROR;
    case HG_OUTCOME_FLAKY:
    case HG_OUTCOME_DEGRADED:
        return (fail_on >> result->outcome & 1U) != 0 ? HG_LEVEL_ERROR : HG_LEVEL_WARNING;
    case HG_OUTCOME_UP:
        return (fail_on >> result->outcome & 1U) != 0 ? HG_LEVEL_ERROR : HG_LEVEL_NONE;
    case HG_OUTCOME_SKIPPED:
    case HG_OUTCOME_COUNT:
        break;
    }
    return HG_LEVEL_NONE;
}

size_t hg_level_next(const struct hg_run *run, enum hg_level level, size_t index)
{
    while (index < run->count && hg_level_of(run, &run->results[index]) != level)
        index++;
    return index;
}

void hg_level_describe(const struct hg_run *run, const struct hg_result *result,
                       struct hg_buf *out)
{
    const enum hg_outcome outcome = (enum hg_outcome)result->outcome;
    const bool is_passing = outcome == HG_OUTCOME_UP || outcome == HG_OUTCOME_SKIPPED;
    if (result->change == HG_CHANGE_KNOWN)
        hg_buf_add_text(out, "known from the baseline: ");
    else if (is_worse(result))
        hg_buf_printf(out, "%s", result->detail->note);
    else if (!is_passing && hg_level_is_tolerated(run, result)) {
        hg_buf_printf(out, "%s, ", hg_outcome_word(outcome));
        hg_gate_describe_tolerance(&run->settings->gate, outcome, out);
        hg_buf_add_text(out, ": ");
    }
    if (!is_worse(result))
        hg_buf_add_text(out, hg_result_reason(result));
}
