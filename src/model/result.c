/* SPDX-License-Identifier: MIT */
/* result: attempts become a result.
 *
 * DESIGN: most targets are checked once and are up; they need no detail. The first attempt lives in the
 * result's own fields and becomes the first of `attempts` when another one follows. */
#include "headgate/result.h"

#include "headgate/buf.h"
#include "headgate/memory.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "headgate/banned.h"

void hg_result_init(struct hg_result *result)
{
    memset(result, 0, sizeof(*result));
    result->head_status = -1;
    hg_phases_init(&result->phases);
}

/* It stays with the last attempt, if that has the same. */
static void drop_reason(struct hg_detail *detail)
{
    const size_t count = detail->attempt_count;
    const bool is_kept =
        count > 0 && detail->attempts[count - 1].reason == detail->reason;
    if (!is_kept)
        free(detail->reason);
    detail->reason = NULL;
}

static void clear_last_attempt(struct hg_detail *detail)
{
    drop_reason(detail);
    free(detail->note);
    free(detail->final_url);
    for (size_t i = 0; i < detail->hop_count; i++)
        free(detail->hops[i].url);
    free(detail->hops);
    detail->note = NULL;
    detail->final_url = NULL;
    detail->hops = NULL;
    detail->hop_count = 0;
}

static void release_attempts(struct hg_detail *detail)
{
    const struct hg_attempt *attempts = detail->attempts;
    for (size_t i = 0; i < detail->attempt_count; i++) {
        const bool is_last = i + 1 == detail->attempt_count ||
                             attempts[i + 1].reason != attempts[i].reason;
        if (is_last)
            free(attempts[i].reason);
    }
    free(detail->attempts);
}

void hg_result_release(struct hg_result *result)
{
    if (result == NULL)
        return;
    struct hg_detail *detail = result->detail;
    if (detail != NULL) {
        clear_last_attempt(detail);
        release_attempts(detail);
        free(detail);
    }
    hg_result_init(result);
}

static char *copy_text(const char *text)
{
    return text == NULL ? NULL : hg_memory_copy_text(text);
}

/* Attempts in a row share a reason, which stays so. */
static void copy_attempts(struct hg_detail *copy, const struct hg_detail *detail)
{
    copy->attempts = hg_memory_new(detail->attempt_count, sizeof *copy->attempts);
    copy->attempt_count = detail->attempt_count;
    for (size_t i = 0; i < detail->attempt_count; i++) {
        const bool is_shared =
            i > 0 && detail->attempts[i].reason == detail->attempts[i - 1].reason;
        copy->attempts[i] = detail->attempts[i];
        copy->attempts[i].reason = is_shared ? copy->attempts[i - 1].reason
                                             : copy_text(detail->attempts[i].reason);
    }
}

static struct hg_detail *copy_detail(const struct hg_detail *detail)
{
    struct hg_detail *copy = hg_memory_new(1, sizeof *copy);
    const size_t count = detail->attempt_count;
    copy_attempts(copy, detail);
    copy->reason = count > 0 && detail->attempts[count - 1].reason == detail->reason
                       ? copy->attempts[count - 1].reason
                       : copy_text(detail->reason);
    copy->note = copy_text(detail->note);
    copy->final_url = copy_text(detail->final_url);
    copy->hops = hg_memory_new(detail->hop_count, sizeof *copy->hops);
    copy->hop_count = detail->hop_count;
    for (size_t i = 0; i < detail->hop_count; i++) {
        copy->hops[i] = detail->hops[i];
        copy->hops[i].url = copy_text(detail->hops[i].url);
    }
    return copy;
}

void hg_result_copy(struct hg_result *copy, const struct hg_result *result)
{
    *copy = *result;
    if (result->detail != NULL)
        copy->detail = copy_detail(result->detail);
}

static struct hg_detail *need_detail(struct hg_result *result)
{
    if (result->detail == NULL)
        result->detail = hg_memory_new(1, sizeof(*result->detail));
    return result->detail;
}

/* Attempts mostly fail for the same reason, which is stored once. */
static void share_reason(struct hg_detail *detail)
{
    char *before = detail->attempt_count == 0
                       ? NULL
                       : detail->attempts[detail->attempt_count - 1].reason;
    if (before == NULL || detail->reason == NULL || strcmp(before, detail->reason) != 0)
        return;
    drop_reason(detail);
    detail->reason = before;
}

/* Store the attempt that is in the result's fields. */
static void remember_attempt(struct hg_result *result)
{
    struct hg_detail *detail = need_detail(result);
    share_reason(detail);
    detail->attempts = hg_memory_resize(detail->attempts, detail->attempt_count + 1,
                                        sizeof(*detail->attempts));
    detail->attempts[detail->attempt_count++] =
        (struct hg_attempt){.started_at_us = result->started_at_us,
                            .phases = result->phases,
                            .status = result->status,
                            .outcome = result->outcome,
                            .cause = result->cause,
                            .method = result->method,
                            .reason = detail->reason};
}

/* The target's own URL is shown as it is in every report, another one without secrets. */
static void show_url(const struct hg_target *target, char **url)
{
    const char *request_url = hg_target_get_extra(target)->request_url;
    char *shown;
    if (request_url != NULL && strcmp(*url, request_url) == 0)
        shown = hg_memory_copy_text(target->url);
    else
        shown = hg_policy_show_url(target->policy, *url);
    free(*url);
    *url = shown;
}

/* The URLs of a reply, before people may see them. */
static void show_urls(const struct hg_target *target, struct hg_reply *reply)
{
    const struct hg_policy *policy = target->policy;
    if (!policy->hide_url && (policy->secrets == NULL || policy->secrets->count == 0))
        return;
    if (reply->final_url != NULL)
        show_url(target, &reply->final_url);
    for (size_t i = 0; i < reply->hop_count; i++)
        show_url(target, &reply->hops[i].url);
}

static void take_facts(struct hg_result *result, const struct hg_target *target,
                       struct hg_reply *reply)
{
    show_urls(target, reply);
    result->started_at_us = reply->started_at_us;
    result->phases = reply->phases;
    result->address = reply->address;
    result->status = (uint16_t)reply->status;
    result->head_status = (int16_t)reply->head_status;
    result->method = (uint8_t)reply->method;
    result->http_version = (uint8_t)reply->http_version;
    if (result->detail != NULL)
        clear_last_attempt(result->detail);
    if (reply->note != NULL) {
        need_detail(result)->note = reply->note;
        reply->note = NULL;
    }
    if (reply->final_url != NULL) {
        need_detail(result)->final_url = reply->final_url;
        reply->final_url = NULL;
    }
    if (reply->hop_count > 0) {
        struct hg_detail *detail = need_detail(result);
        detail->hops = reply->hops;
        detail->hop_count = reply->hop_count;
        reply->hops = NULL;
        reply->hop_count = 0;
    }
}

static void take_judgement(struct hg_result *result, enum hg_outcome outcome,
                           enum hg_cause cause, const char *reason)
{
    result->outcome = (uint8_t)outcome;
    result->cause = (uint8_t)cause;
    if (result->detail != NULL)
        drop_reason(result->detail);
    if (reason != NULL && reason[0] != '\0')
        need_detail(result)->reason = hg_memory_copy_text(reason);
}

/* Up in the end: its reason has the number of the attempt and the failure before. */
static void become_flaky(struct hg_result *result, const struct hg_target *target)
{
    const struct hg_detail *detail = result->detail;
    const struct hg_attempt *before = &detail->attempts[detail->attempt_count - 2];
    const int64_t allowed = target->policy->retries + 1;
    const int made = result->attempts;
    struct hg_buf reason;
    hg_buf_init(&reason);
    hg_buf_printf(&reason, "up on attempt %d of %d; before: %s", made,
                  allowed > made ? (int)allowed : made,
                  before->reason != NULL ? before->reason
                                         : hg_cause_word((enum hg_cause)before->cause));
    take_judgement(result, HG_OUTCOME_FLAKY, HG_CAUSE_NONE, reason.data);
    hg_buf_release(&reason);
}

void hg_result_add_attempt(struct hg_result *result, const struct hg_target *target,
                           struct hg_reply *reply, const struct hg_verdict *verdict)
{
    if (result->attempts == 1)
        remember_attempt(result);
    if (result->attempts < UINT8_MAX)
        result->attempts++;
    result->is_about_dates = hg_judge_is_about_dates(reply, verdict);
    take_facts(result, target, reply);
    take_judgement(result, verdict->outcome, verdict->cause, verdict->reason);
    if (result->attempts == 1)
        return;
    remember_attempt(result);
    if (verdict->outcome == HG_OUTCOME_UP)
        become_flaky(result, target);
}

void hg_result_end(struct hg_result *result, enum hg_outcome outcome, enum hg_cause cause,
                   const char *reason)
{
    if (result->attempts == 1)
        remember_attempt(result);
    take_judgement(result, outcome, cause, reason);
    result->is_final = true;
}

void hg_result_excuse(struct hg_result *result, const char *why)
{
    const enum hg_outcome observed = (enum hg_outcome)result->outcome;
    const char *reason = hg_result_reason(result);
    struct hg_buf message;
    hg_buf_init(&message);
    hg_buf_printf(&message, "%s: %s", why, hg_outcome_word(observed));
    if (reason[0] != '\0')
        hg_buf_printf(&message, ": %s", reason);
    hg_result_end(result, HG_OUTCOME_SKIPPED, (enum hg_cause)result->cause, message.data);
    hg_buf_release(&message);
    result->observed = (uint8_t)observed;
}

void hg_result_apply_maintenance(struct hg_result *result,
                                 const struct hg_maintenance_windows *windows)
{
    const struct hg_zone *zone = NULL;
    int64_t until_us = 0;
    if (result->outcome == HG_OUTCOME_SKIPPED || result->outcome == HG_OUTCOME_UNKNOWN ||
        !hg_maintenance_windows_are_active(windows, result->started_at_us, &until_us,
                                           &zone))
        return;
    char until[HG_ZONE_TIME_SIZE];
    char why[64];
    hg_zone_format(zone, until_us, "%Y-%m-%d %H:%M", until);
    snprintf(why, sizeof why, "in maintenance until %s", until);
    hg_result_excuse(result, why);
    result->is_in_maintenance = true;
}

void hg_result_add_note(struct hg_result *result, const char *note)
{
    struct hg_detail *detail = need_detail(result);
    struct hg_buf text;
    hg_buf_init(&text);
    if (detail->note != NULL)
        hg_buf_printf(&text, "%s; ", detail->note);
    hg_buf_add_text(&text, note);
    free(detail->note);
    detail->note = hg_buf_steal(&text);
}

const char *hg_result_reason(const struct hg_result *result)
{
    const struct hg_detail *detail = result->detail;
    return detail == NULL || detail->reason == NULL ? "" : detail->reason;
}

const char *hg_result_final_url(const struct hg_result *result,
                                const struct hg_target *target)
{
    const struct hg_detail *detail = result->detail;
    return detail == NULL || detail->final_url == NULL ? target->url : detail->final_url;
}
