/* SPDX-License-Identifier: MIT */
/* canary: whether this machine is offline, from the results of the canaries. */
#include "headgate/canary.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "headgate/text.h"
#include "headgate/url.h"

#include "headgate/banned.h"

/* Of binary fractions: 30% of 10 is three, not four. */
#define ROUNDING       1e-9
#define WWW            "www."
#define LOGIN_REQUIRED 511

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

static bool is_https(const char *url)
{
    return strncmp(url, "https:", strlen("https:")) == 0;
}

static size_t hop_count(const struct hg_result *result)
{
    return result->detail == NULL ? 0 : result->detail->hop_count;
}

/* The host of the canary, or "www." of it. */
static bool is_at_home(const struct hg_target *canary, const char *text)
{
    struct hg_url home;
    struct hg_url url;
    if (strcmp(text, canary->url) == 0)
        return true;
    hg_url_read(&home, canary->url);
    hg_url_read(&url, text);
    const char *host = url.host;
    bool is_same = strcmp(host, home.host) == 0;
    if (!is_same && strncmp(host, WWW, strlen(WWW)) == 0)
        is_same = strcmp(host + strlen(WWW), home.host) == 0;
    hg_url_release(&url);
    hg_url_release(&home);
    return is_same;
}

static bool stays_at_home(const struct hg_target *canary, const struct hg_result *result)
{
    for (size_t i = 0; i < hop_count(result); i++) {
        if (!is_at_home(canary, result->detail->hops[i].url))
            return false;
    }
    return is_at_home(canary, hg_result_final_url(result, canary));
}

bool hg_canary_has_answered(const struct hg_target *canary,
                            const struct hg_result *result)
{
    if (result->status == 0 && hop_count(result) == 0)
        return false;
    /* A bare host may have been asked by http. */
    const char *asked = hop_count(result) > 0 ? result->detail->hops[0].url
                                              : hg_result_final_url(result, canary);
    if (is_https(asked))
        return true;
    /* Where a redirect that can't be followed would have led is not known. */
    return result->status != LOGIN_REQUIRED && result->cause != HG_CAUSE_REDIRECT &&
           stays_at_home(canary, result);
}

/* Somebody answered, but not the canary. */
static void disown(const struct hg_target *canary, struct hg_result *result)
{
    char reason[640];
    if ((result->status == 0 && hop_count(result) == 0) ||
        hg_canary_has_answered(canary, result))
        return;
    if (stays_at_home(canary, result))
        snprintf(reason, sizeof reason,
                 "status %d, as the login page of a network answers", result->status);
    else
        snprintf(reason, sizeof reason,
                 "it redirects to another host, as the login page of a network does: "
                 "%.400s",
                 hg_result_final_url(result, canary));
    reason[hg_text_whole(reason, strlen(reason))] = '\0';
    hg_result_end(result, HG_OUTCOME_DOWN, HG_CAUSE_REDIRECT, reason);
}

size_t hg_canary_answer_count(const struct hg_run *run)
{
    size_t count = 0;
    for (size_t i = 0; run->canary_results != NULL && i < run->canary_count; i++)
        count +=
            hg_canary_has_answered(&run->canaries[i], &run->canary_results[i]) ? 1 : 0;
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
        struct hg_result *result = &run->canary_results[i];
        const bool counts = hg_canary_has_answered(&run->canaries[i], result);
        possible += counts || is_cut_off(result) ? 1 : 0;
        disown(&run->canaries[i], result);
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
