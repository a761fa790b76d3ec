/* SPDX-License-Identifier: MIT */
/* junit_text: the texts inside a JUnit report. */
#include "report/junit_text.h"

#include <ctype.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "headgate/text.h"
#include "headgate/units.h"
#include "report/junit_plan.h"
#include "report/level.h"
#include "headgate/phrase.h"

#include "headgate/banned.h"

enum { MESSAGE_BYTES_MAX = 200 };

static bool is_continuation_byte(char byte)
{
    return ((unsigned char)byte & 0xC0) == 0x80;
}

void hg_junit_classname(struct hg_buf *out, const char *group)
{
    hg_buf_add_text(out, "headgate.");
    for (const char *p = group; *p != '\0'; p++) {
        if (is_continuation_byte(*p))
            continue;
        const bool is_allowed = isalnum((unsigned char)*p) || *p == '_' || *p == '-';
        hg_buf_add_char(out, is_allowed ? *p : '_');
    }
}

void hg_junit_name(struct hg_buf *out, const struct hg_target *target,
                   const struct hg_result *result)
{
    enum hg_method method = (enum hg_method)result->method;
    if (method == HG_METHOD_AUTO)
        method = target->policy->method;
    if (method == HG_METHOD_AUTO)
        method = HG_METHOD_HEAD;
    /* In pieces: printf() takes longer than the rest of a case. */
    hg_buf_add_text(out, target->name);
    hg_buf_add_text(out, " (");
    hg_buf_add_text(out, hg_method_word(method));
    hg_buf_add_char(out, ' ');
    hg_buf_add_text(out, target->url);
    hg_buf_add_char(out, ')');
}

void hg_junit_seconds(struct hg_buf *out, int64_t ms)
{
    char *at = hg_buf_room(out, HG_UNITS_NUMBER_SIZE + 4);
    at += hg_units_write_number(ms / 1000, at);
    *at++ = '.';
    for (int64_t unit = 100; unit > 0; unit /= 10)
        *at++ = (char)('0' + ms / unit % 10);
    hg_buf_fill(out, at);
}

const char *hg_junit_type(int outcome, int cause)
{
    return cause == HG_CAUSE_NONE ? hg_outcome_word((enum hg_outcome)outcome)
                                  : hg_cause_word((enum hg_cause)cause);
}

void hg_junit_message(struct hg_buf *out, int outcome, const char *reason)
{
    if (reason == NULL || reason[0] == '\0')
        reason = hg_outcome_word((enum hg_outcome)outcome);
    char *message = hg_text_clean(reason, strlen(reason), MESSAGE_BYTES_MAX);
    hg_buf_add_text(out, message);
    free(message);
}

void hg_junit_skipped(struct hg_buf *out, const struct hg_run *run,
                      const struct hg_result *result)
{
    struct hg_buf detail;
    hg_buf_init(&detail);
    hg_level_describe(run, result, &detail);
    hg_junit_message(out, result->outcome, detail.data);
    hg_buf_release(&detail);
}

/* What was asked for and what came, where the reason does not say both in full. */
static void add_comparison(struct hg_buf *out, const struct hg_target *target,
                           const struct hg_result *result)
{
    if (result->cause == HG_CAUSE_STATUS) {
        const struct hg_statuses statuses = hg_policy_statuses(target->policy);
        char expected[256];
        hg_statuses_format(&statuses, expected, sizeof(expected));
        hg_buf_printf(out, "expected: %s\nactual: %d\n", expected, result->status);
    } else if (result->cause == HG_CAUSE_LATENCY) {
        const struct hg_expectations *expect = &target->policy->expect;
        char expected[64];
        char actual[64];
        hg_units_format_duration(result->outcome == HG_OUTCOME_DOWN
                                     ? expect->latency_fail_us
                                     : expect->latency_warn_us,
                                 expected, sizeof(expected));
        hg_units_format_time(result->phases.total_us, actual, sizeof(actual));
        hg_buf_printf(out, "expected: at most %s\nactual: %s\n", expected, actual);
    }
}

static void add_timing(struct hg_buf *out, const struct hg_phases *phases)
{
    char total[64];
    hg_units_format_time(phases->total_us, total, sizeof(total));
    hg_buf_printf(out, "timing: %s in all: ", total);
    hg_phrase_phases(out, phases);
}

static void add_facts(struct hg_buf *out, const struct hg_target *target,
                      const struct hg_result *result)
{
    hg_buf_add_text(out, "method: ");
    hg_phrase_method(out, result);
    hg_buf_add_char(out, '\n');
    add_comparison(out, target, result);
    hg_buf_printf(out, "attempts: %d\n", result->attempts);
    add_timing(out, &result->phases);
    hg_buf_add_char(out, '\n');
    if (result->address.family != 0) {
        hg_buf_add_text(out, "remote: ");
        hg_phrase_remote(out, result);
        hg_buf_add_char(out, '\n');
    }
    if (result->certificate != NULL) {
        hg_buf_add_text(out, "certificate: ");
        hg_phrase_certificate(out, result);
        hg_buf_add_char(out, '\n');
    }
    if (result->detail != NULL && result->detail->hop_count > 0) {
        hg_buf_add_text(out, "redirects: ");
        hg_phrase_redirects(out, target, result);
        hg_buf_add_char(out, '\n');
    }
}

void hg_junit_body(struct hg_buf *out, const struct hg_target *target,
                   const struct hg_result *result)
{
    const char *note = result->detail == NULL ? NULL : result->detail->note;
    const bool is_worse = hg_junit_is_worse(result);
    const char *reason = is_worse ? note : hg_result_reason(result);
    hg_junit_message(out, result->outcome, reason);
    hg_buf_add_char(out, '\n');
    if (strlen(reason) > MESSAGE_BYTES_MAX)
        hg_buf_printf(out, "in full: %s\n", reason);
    hg_buf_printf(out, "url: %s\n", target->url);
    if (result->attempts > 0)
        add_facts(out, target, result);
    if (note != NULL && !is_worse)
        hg_buf_printf(out, "note: %s\n", note);
}

void hg_junit_attempt(struct hg_buf *out, const struct hg_attempts *attempts,
                      size_t index)
{
    const struct hg_attempt *attempt = &attempts->items[index];
    hg_buf_printf(out, "attempt %zu of %zu: ", index + 1, attempts->count);
    hg_phrase_attempt(out, attempt);
    hg_buf_add_char(out, '\n');
    add_timing(out, &attempt->phases);
}

void hg_junit_note(struct hg_buf *out, const struct hg_result *result)
{
    const char *reason = hg_result_reason(result);
    if (reason[0] != '\0')
        hg_buf_printf(out, "%s: %s\n", hg_outcome_word((enum hg_outcome)result->outcome),
                      reason);
    if (result->detail != NULL && result->detail->note != NULL)
        hg_buf_printf(out, "note: %s\n", result->detail->note);
}

void hg_junit_condition(struct hg_buf *out, const struct hg_condition_verdict *verdict)
{
    struct hg_buf detail;
    hg_buf_init(&detail);
    hg_buf_printf(&detail, "%s%s: %s", verdict->condition->text,
                  verdict->state == HG_CONDITION_FAILS ? " does not hold" : "",
                  verdict->detail);
    hg_junit_message(out, HG_OUTCOME_UNKNOWN, detail.data);
    hg_buf_release(&detail);
}
