/* SPDX-License-Identifier: MIT */
/* canary: whether this machine is offline, from the results of the canaries. */
#include "headgate/canary.h"

#include <math.h>
#include <stdio.h>

#include "headgate/banned.h"

/* Of binary fractions: 30% of 10 is three, not four. */
#define ROUNDING 1e-9

/* Only `expect: down` is up without a status. */
static bool is_unreachable_as_expected(const struct hg_result *result)
{
    return result->outcome == HG_OUTCOME_UP && result->status == 0 &&
           result->attempts > 0;
}

bool hg_canary_is_doubtful(const struct hg_result *result)
{
    const bool is_not_reached =
        result->outcome == HG_OUTCOME_DOWN &&
        (result->cause == HG_CAUSE_DNS || result->cause == HG_CAUSE_CONNECT ||
         result->cause == HG_CAUSE_TIMEOUT);
    return is_not_reached || is_unreachable_as_expected(result);
}

size_t hg_canary_needed(struct hg_limit need, size_t count)
{
    const double wanted = need.is_percent ? need.value / 100 * (double)count : need.value;
    const double whole = ceil(wanted - ROUNDING);
    return whole >= (double)count ? count : (size_t)whole;
}

static bool has_answered(const struct hg_result *result)
{
    return result->status != 0;
}

size_t hg_canary_answer_count(const struct hg_run *run)
{
    size_t count = 0;
    for (size_t i = 0; run->canary_results != NULL && i < run->canary_count; i++)
        count += has_answered(&run->canary_results[i]) ? 1 : 0;
    return count;
}

static bool has_doubtful(const struct hg_run *run)
{
    for (size_t i = 0; i < run->count; i++) {
        if (hg_canary_is_doubtful(&run->results[i]))
            return true;
    }
    return false;
}

/* The run ended before it could answer. What fails on this side is no answer: it shows that this
 * machine is offline. */
static bool is_cut_off(const struct hg_result *result)
{
    return result->outcome == HG_OUTCOME_UNKNOWN &&
           (result->cause == HG_CAUSE_NONE || result->cause == HG_CAUSE_DEADLINE ||
            result->cause == HG_CAUSE_CANCELLED);
}

bool hg_canary_is_undecided(const struct hg_run *run)
{
    bool is_undecided = run->canary_count > 0 && run->canary_results == NULL;
    for (size_t i = 0; run->canary_results != NULL && i < run->canary_count; i++)
        is_undecided = is_undecided || is_cut_off(&run->canary_results[i]);
    return is_undecided && has_doubtful(run);
}

void hg_canary_judge(struct hg_run *run)
{
    const size_t needed =
        hg_canary_needed(run->settings->canaries_need, run->canary_count);
    size_t possible = 0;
    if (run->canary_results == NULL)
        return;
    for (size_t i = 0; i < run->canary_count; i++) {
        const struct hg_result *result = &run->canary_results[i];
        possible += has_answered(result) || is_cut_off(result) ? 1 : 0;
    }
    if (possible < needed)
        snprintf(run->offline_reason, sizeof run->offline_reason,
                 "this machine appears to be offline: %zu of %zu canar%s answered, %zu "
                 "required",
                 hg_canary_answer_count(run), run->canary_count,
                 run->canary_count == 1 ? "y" : "ies", needed);
}

void hg_canary_make_unknown(const struct hg_run *run, struct hg_result *result)
{
    char reason[640];
    if (run->offline_reason[0] == '\0' || !hg_canary_is_doubtful(result))
        return;
    snprintf(reason, sizeof(reason),
             "this machine appears to be offline; the check reported: %s",
             hg_result_reason(result));
    hg_result_end(result, HG_OUTCOME_UNKNOWN, HG_CAUSE_CANARY, reason);
}
