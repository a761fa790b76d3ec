/* SPDX-License-Identifier: MIT */
/* judge: the verdict on a reply under a policy.
 *
 * DESIGN: a list of checks, the gravest first. The first that fails sets the verdict and returns true; if
 * none does, the target is up. */
#include "headgate/judge.h"

#include "headgate/buf.h"
#include "headgate/media.h"
#include "headgate/memory.h"
#include "headgate/text.h"
#include "headgate/units.h"
#include "headgate/url.h"

#include <ctype.h>
#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "headgate/banned.h"

#define TOO_MANY_REQUESTS 429 /* RFC 6585 4 */

typedef bool check_fn(const struct hg_policy *policy, const struct hg_reply *reply,
                      struct hg_verdict *verdict);

/* A sentence that is too long ends with an ellipsis, never within a character. */
static void cut_reason(struct hg_verdict *verdict)
{
    static const char ellipsis[] = "\xe2\x80\xa6";
    size_t len = sizeof(verdict->reason) - sizeof(ellipsis);
    while (len > 0 && ((unsigned char)verdict->reason[len] & 0xc0) == 0x80)
        len--;
    memcpy(verdict->reason + len, ellipsis, sizeof(ellipsis));
}

/* Always true: the verdict is set. */
__attribute__((format(printf, 4, 5))) static bool set_verdict(struct hg_verdict *verdict,
                                                              enum hg_outcome outcome,
                                                              enum hg_cause cause,
                                                              const char *format, ...)
{
    verdict->outcome = outcome;
    verdict->cause = cause;
    va_list arguments;
    va_start(arguments, format);
    const int len =
        vsnprintf(verdict->reason, sizeof(verdict->reason), format, arguments);
    va_end(arguments);
    if (len >= (int)sizeof(verdict->reason))
        cut_reason(verdict);
    return true;
}

/* The final URL as people may see it. Free with free(). */
static char *shown_url(const struct hg_policy *policy, const struct hg_reply *reply)
{
    if (reply->final_url == NULL && reply->shown_url != NULL)
        return hg_memory_copy_text(reply->shown_url);
    return hg_policy_show_url(policy, hg_reply_final_url(reply));
}

/* With the final URL, if there were redirects. */
static bool set_verdict_at(const struct hg_policy *policy, struct hg_verdict *verdict,
                           const struct hg_reply *reply, enum hg_outcome outcome,
                           enum hg_cause cause, const char *message)
{
    if (reply->hop_count == 0)
        return set_verdict(verdict, outcome, cause, "%s", message);
    char *url = shown_url(policy, reply);
    set_verdict(verdict, outcome, cause, "%s, at %s", message, url);
    free(url);
    return true;
}

/* The status that came back before the last request; 0: none. */
static int earlier_status(const struct hg_reply *reply)
{
    if (reply->hop_count > 0)
        return reply->hops[0].status;
    return reply->head_status > 0 ? reply->head_status : 0;
}

/* The first status that came back, on the way or at its end; 0: none. */
static int first_status(const struct hg_reply *reply)
{
    const int earlier = earlier_status(reply);
    return earlier > 0 ? earlier : reply->status;
}

/* A failure of our own side: decided before `expect: down` accepts silence. There, an answer before it
 * has decided already. */
static bool check_own_side(const struct hg_policy *policy, const struct hg_reply *reply,
                           struct hg_verdict *verdict)
{
    if (reply->failure == HG_CAUSE_NONE || reply->side != HG_SIDE_OWN ||
        (policy->expect.down && earlier_status(reply) > 0))
        return false;
    verdict->is_transient = reply->is_transient;
    return set_verdict_at(policy, verdict, reply, HG_OUTCOME_UNKNOWN, reply->failure,
                          reply->message == NULL ? "" : reply->message);
}

static bool check_failure(const struct hg_policy *policy, const struct hg_reply *reply,
                          struct hg_verdict *verdict)
{
    if (reply->failure == HG_CAUSE_NONE)
        return false;
    verdict->is_transient = reply->is_transient;
    return set_verdict_at(policy, verdict, reply, HG_OUTCOME_DOWN, reply->failure,
                          reply->message == NULL ? "" : reply->message);
}

/* A finished TLS handshake and a part of an answer are not silence. */
static bool is_silent(const struct hg_reply *reply)
{
    return reply->failure == HG_CAUSE_DNS || reply->failure == HG_CAUSE_CONNECT ||
           (reply->failure == HG_CAUSE_TIMEOUT &&
            reply->phases.tls_us == HG_NOT_REACHED &&
            reply->phases.wait_us == HG_NOT_REACHED);
}

/* A proxy may answer in the target's place: its word is no proof that the target does, or does not. Nor is
 * that of a name server that fails. */
static bool check_hearsay(const struct hg_policy *policy, const struct hg_reply *reply,
                          struct hg_verdict *verdict)
{
    if (reply->hop_count == 0 && reply->mark.error[0] != '\0' && reply->status >= 400) {
        char *mark = hg_policy_show(policy, reply->mark.error);
        set_verdict(verdict, HG_OUTCOME_UNKNOWN, HG_CAUSE_PROXY,
                    "expected no answer, and the proxy answered in its place: "
                    "status %d, %s",
                    reply->status, mark);
        free(mark);
        return true;
    }
    if (reply->failure == HG_CAUSE_NONE || reply->side != HG_SIDE_BETWEEN ||
        first_status(reply) > 0)
        return false;
    verdict->is_transient = reply->is_transient;
    return set_verdict(verdict, HG_OUTCOME_UNKNOWN,
                       reply->failure == HG_CAUSE_DNS ? HG_CAUSE_DNS : HG_CAUSE_PROXY,
                       "expected no answer, which can't be seen from here: %s",
                       reply->message == NULL ? "" : reply->message);
}

/* A redirect, TLS and invalid HTTP are answers, too. */
static bool check_down(const struct hg_policy *policy, const struct hg_reply *reply,
                       struct hg_verdict *verdict)
{
    if (!policy->expect.down)
        return false;
    if (check_hearsay(policy, reply, verdict))
        return true;
    const char *message = reply->message == NULL ? "" : reply->message;
    const int status = first_status(reply);
    if (status > 0)
        return set_verdict(verdict, HG_OUTCOME_DOWN, HG_CAUSE_STATUS,
                           "expected no answer, got %d", status);
    if (is_silent(reply))
        return set_verdict(verdict, HG_OUTCOME_UP, HG_CAUSE_NONE, "down as expected: %s",
                           message);
    return set_verdict(verdict, HG_OUTCOME_DOWN, reply->failure,
                       "expected no answer, but: %s", message);
}

static bool check_status(const struct hg_policy *policy, const struct hg_reply *reply,
                         struct hg_verdict *verdict)
{
    if (hg_policy_accepts(policy, reply->status))
        return false;
    verdict->is_transient = hg_judge_status_is_transient(reply->status);
    if (reply->status == TOO_MANY_REQUESTS && reply->retry_after_s >= 0)
        return set_verdict(verdict, HG_OUTCOME_DEGRADED, HG_CAUSE_RATE_LIMITED,
                           "rate limited: retry after %" PRId64 " s",
                           reply->retry_after_s);
    if (reply->status == TOO_MANY_REQUESTS)
        return set_verdict(verdict, HG_OUTCOME_DEGRADED, HG_CAUSE_RATE_LIMITED,
                           "rate limited");
    const struct hg_statuses accepted = hg_policy_statuses(policy);
    char statuses[256];
    char message[400];
    hg_statuses_format(&accepted, statuses, sizeof(statuses));
    /* An origin can send a mark, too: it explains the failure, and excuses nothing. */
    const bool is_marked = reply->mark.error[0] != '\0';
    char *mark = hg_policy_show(policy, reply->mark.error);
    snprintf(message, sizeof(message), "expected status %s, got %d%s%s", statuses,
             reply->status, is_marked ? " from the proxy: " : "", mark);
    free(mark);
    return set_verdict_at(policy, verdict, reply, HG_OUTCOME_DOWN,
                          is_marked ? reply->mark.cause : HG_CAUSE_STATUS, message);
}

/* The response of a bot protection is not the site's own. */
static bool check_bot_protection(const struct hg_policy *policy,
                                 const struct hg_reply *reply, struct hg_verdict *verdict)
{
    static const enum hg_outcome outcomes[] = {[HG_BLOCKED_DEGRADED] =
                                                   HG_OUTCOME_DEGRADED,
                                               [HG_BLOCKED_DOWN] = HG_OUTCOME_DOWN,
                                               [HG_BLOCKED_UP] = HG_OUTCOME_UP};
    if (reply->bot_protection == NULL || hg_policy_accepts(policy, reply->status))
        return false;
    const enum hg_outcome outcome = outcomes[policy->blocked];
    return set_verdict(
        verdict, outcome, outcome == HG_OUTCOME_UP ? HG_CAUSE_NONE : HG_CAUSE_BLOCKED,
        "blocked by %s bot protection (status %d)", reply->bot_protection, reply->status);
}

static bool check_http_version(const struct hg_policy *policy,
                               const struct hg_reply *reply, struct hg_verdict *verdict)
{
    static const struct {
        int version;
        const char *word;
    } versions[] = {{10, "1.0"}, {11, "1.1"}, {20, "2"}, {30, "3"}};
    char expected[32] = "";
    const char *got = "an unknown version";
    for (size_t i = 0; i < sizeof(versions) / sizeof(versions[0]); i++) {
        const bool is_expected = (policy->expect.http_versions & 1U << i) != 0;
        const bool is_got = versions[i].version == reply->http_version;
        const size_t len = strlen(expected);
        if (policy->expect.http_versions == 0 || (is_expected && is_got))
            return false;
        if (is_expected)
            snprintf(expected + len, sizeof(expected) - len, "%s%s",
                     len == 0 ? "" : " or ", versions[i].word);
        if (is_got)
            got = versions[i].word;
    }
    return set_verdict(verdict, HG_OUTCOME_DOWN, HG_CAUSE_HEADER,
                       "HTTP version: expected %s, got %s", expected, got);
}

static bool check_content_type(const struct hg_policy *policy,
                               const struct hg_reply *reply, struct hg_verdict *verdict)
{
    const struct hg_texts *types = &policy->expect.content_types;
    char expected[256] = "";
    for (size_t i = 0; i < types->count; i++) {
        if (reply->content_type != NULL &&
            hg_media_matches(types->items[i], reply->content_type))
            return false;
        const size_t len = strlen(expected);
        snprintf(expected + len, sizeof(expected) - len, "%s%.80s", i == 0 ? "" : " or ",
                 types->items[i]);
    }
    if (types->count == 0)
        return false;
    if (reply->content_type == NULL)
        return set_verdict(verdict, HG_OUTCOME_DOWN, HG_CAUSE_HEADER,
                           "content type: expected %s, got none", expected);
    char *got = hg_policy_show(policy, reply->content_type);
    const char *mark = hg_text_quotation_mark(got);
    set_verdict(verdict, HG_OUTCOME_DOWN, HG_CAUSE_HEADER,
                "content type: expected %s, got %s%s%s", expected, mark, got, mark);
    free(got);
    return true;
}

static bool check_final_url(const struct hg_policy *policy, const struct hg_reply *reply,
                            struct hg_verdict *verdict)
{
    const char *prefix = policy->expect.final_url;
    if (prefix == NULL || hg_url_has_prefix(hg_reply_final_url(reply), prefix))
        return false;
    char *expected = hg_policy_show_url(policy, prefix);
    char *got = shown_url(policy, reply);
    set_verdict(verdict, HG_OUTCOME_DOWN, HG_CAUSE_REDIRECT,
                "final URL: expected prefix \"%s\", got \"%s\"", expected, got);
    free(expected);
    free(got);
    return true;
}

static bool check_headers(const struct hg_policy *policy, const struct hg_reply *reply,
                          struct hg_verdict *verdict)
{
    char *sentence = hg_judge_headers(policy, reply);
    if (sentence == NULL)
        return false;
    set_verdict(verdict, HG_OUTCOME_DOWN, HG_CAUSE_HEADER, "%s", sentence);
    free(sentence);
    return true;
}

/* The worker has examined it: bodies are not stored. */
static bool check_body(const struct hg_policy *policy, const struct hg_reply *reply,
                       struct hg_verdict *verdict)
{
    if (hg_policy_expects_body(policy) && reply->body_bytes < 0)
        return set_verdict(verdict, HG_OUTCOME_DOWN, HG_CAUSE_BODY,
                           "the body was not read");
    return reply->body_message != NULL &&
           set_verdict_at(policy, verdict, reply, HG_OUTCOME_DOWN, HG_CAUSE_BODY,
                          reply->body_message);
}

/* The limit as it was configured, for people: "1m30s" becomes "1 m 30 s". */
static void format_limit(int64_t limit_us, char *out, size_t size)
{
    char exact[32];
    hg_units_format_duration(limit_us, exact, sizeof(exact));
    size_t len = 0;
    for (size_t i = 0; exact[i] != '\0' && len + 2 < size; i++) {
        const bool is_word = isalpha((unsigned char)exact[i]) != 0;
        if (i > 0 && is_word != (isalpha((unsigned char)exact[i - 1]) != 0))
            out[len++] = ' ';
        out[len++] = exact[i];
    }
    out[len] = '\0';
}

static bool check_limit(enum hg_outcome outcome, int64_t limit_us, int64_t took_us,
                        struct hg_verdict *verdict)
{
    if (limit_us == 0 || took_us <= limit_us)
        return false;
    char took[32];
    char limit[64];
    hg_units_format_time(took_us, took, sizeof(took));
    format_limit(limit_us, limit, sizeof(limit));
    return set_verdict(verdict, outcome, HG_CAUSE_LATENCY, "took %s, limit %s", took,
                       limit);
}

static bool check_latency(const struct hg_policy *policy, const struct hg_reply *reply,
                          struct hg_verdict *verdict)
{
    const int64_t took_us = reply->phases.total_us;
    return check_limit(HG_OUTCOME_DOWN, policy->expect.latency_fail_us, took_us,
                       verdict) ||
           check_limit(HG_OUTCOME_DEGRADED, policy->expect.latency_warn_us, took_us,
                       verdict);
}

static bool check_tls(const struct hg_policy *policy, const struct hg_reply *reply,
                      struct hg_verdict *verdict)
{
    const bool is_https =
        strncmp(hg_reply_final_url(reply), "https:", strlen("https:")) == 0;
    const enum hg_tls_rule rule = policy->expect.tls;
    if (rule == HG_TLS_ANY || (rule == HG_TLS_REQUIRED) == is_https)
        return false;
    char *got = shown_url(policy, reply);
    set_verdict(verdict, HG_OUTCOME_DOWN, HG_CAUSE_TLS, "final URL: expected %s, got %s",
                is_https ? "http" : "https", got);
    free(got);
    return true;
}

static bool is_below(const struct hg_threshold *limit, int64_t left_us, int64_t whole_us)
{
    const int64_t limit_us = hg_units_threshold_of(limit, whole_us);
    return limit_us > 0 && left_us < limit_us;
}

/* The certificate of any hop, and those of its chain. One that was not accepted has failed the transfer already, or is not
 * verified (tls.insecure); then only expect.certificate.fail applies. */
static bool check_certificate(const struct hg_policy *policy,
                              const struct hg_reply *reply, struct hg_verdict *verdict)
{
    const struct hg_certificate *certificate = reply->certificate;
    if (certificate == NULL)
        return false;
    const struct hg_certificate *first = hg_certificate_first_to_end(certificate);
    const int64_t now_s = reply->started_at_us / HG_US_PER_S;
    const int64_t left_us = (first->not_after_s - now_s) * HG_US_PER_S;
    const int64_t whole_us = (first->not_after_s - first->not_before_s) * HG_US_PER_S;
    const struct hg_expectations *expect = &policy->expect;
    const bool fails = is_below(&expect->certificate_fail, left_us, whole_us);
    const bool warns =
        !policy->insecure && is_below(&expect->certificate_warn, left_us, whole_us);
    if (!fails && !warns)
        return false;

    struct hg_buf message;
    char limit[64];
    hg_buf_init(&message);
    hg_certificate_explain_first_end(certificate, now_s, &message);
    const struct hg_threshold part = hg_units_threshold_part(
        fails ? &expect->certificate_fail : &expect->certificate_warn, whole_us);
    hg_units_format_threshold(&part, limit, sizeof(limit));
    set_verdict(verdict, fails ? HG_OUTCOME_DOWN : HG_OUTCOME_DEGRADED,
                HG_CAUSE_CERTIFICATE, "%s, limit %s", message.data, limit);
    hg_buf_release(&message);
    return true;
}

/* All but the certificate: the first check that fails. */
static void judge_answer(const struct hg_policy *policy, const struct hg_reply *reply,
                         struct hg_verdict *verdict)
{
    static check_fn *const checks[] = {
        check_own_side,     check_down,      check_failure, check_bot_protection,
        check_status,       check_final_url, check_tls,     check_http_version,
        check_content_type, check_headers,   check_body,    check_latency};
    memset(verdict, 0, sizeof(*verdict));
    for (size_t i = 0; i < sizeof(checks) / sizeof(checks[0]); i++) {
        if (checks[i](policy, reply, verdict))
            return;
    }
    verdict->outcome = HG_OUTCOME_UP;
}

/* The path, the query, and its values. */
static void add_parts(struct hg_secrets *parts, const char *url)
{
    struct hg_buf path;
    const char *whole = hg_url_path(url);
    hg_secrets_add(parts, whole);
    hg_buf_init(&path);
    hg_buf_add(&path, whole, strcspn(whole, "?"));
    hg_secrets_add(parts, path.data);
    for (const char *at = strpbrk(whole, "?&="); at != NULL; at = strpbrk(at, "&=")) {
        at++;
        hg_secrets_add(parts, at);
        hg_buf_clear(&path);
        hg_buf_add(&path, at, strcspn(at, "&"));
        hg_secrets_add(parts, path.data);
    }
    hg_buf_release(&path);
}

/* A server may repeat what was requested, in a body or in a header. */
static void hide_parts(const struct hg_reply *reply, struct hg_verdict *verdict)
{
    struct hg_secrets parts = {0};
    add_parts(&parts, reply->requested_url);
    add_parts(&parts, hg_reply_final_url(reply));
    hg_secrets_complete(&parts);
    char *shown = hg_secrets_mask(&parts, verdict->reason);
    snprintf(verdict->reason, sizeof verdict->reason, "%s", shown);
    free(shown);
    hg_secrets_release(&parts);
}

void hg_judge(const struct hg_policy *policy, const struct hg_reply *reply,
              struct hg_verdict *verdict)
{
    struct hg_verdict of_certificate = {0};
    judge_answer(policy, reply, verdict);
    /* The worse verdict wins; unknown and down stay. */
    if ((verdict->outcome == HG_OUTCOME_UP || verdict->outcome == HG_OUTCOME_DEGRADED) &&
        !policy->expect.down && check_certificate(policy, reply, &of_certificate) &&
        (verdict->outcome == HG_OUTCOME_UP || of_certificate.outcome == HG_OUTCOME_DOWN))
        *verdict = of_certificate;
    if (policy->hide_url)
        hide_parts(reply, verdict);
}

bool hg_judge_is_about_dates(const struct hg_reply *reply,
                             const struct hg_verdict *verdict)
{
    if (verdict->outcome != HG_OUTCOME_DOWN && verdict->outcome != HG_OUTCOME_DEGRADED)
        return false;
    /* An accepted certificate is the cause only when it ends soon. */
    if (reply->failure == HG_CAUSE_NONE)
        return verdict->cause == HG_CAUSE_CERTIFICATE;
    return reply->failure == HG_CAUSE_CERTIFICATE &&
           (reply->certificate_problem == HG_CERTIFICATE_EXPIRED ||
            reply->certificate_problem == HG_CERTIFICATE_NOT_YET_VALID ||
            reply->certificate_problem == HG_CERTIFICATE_UNKNOWN_REVOCATION);
}

bool hg_judge_status_is_transient(int status)
{
    static const int transient[] = {408, 425, 429, 500, 502, 503, 504};
    for (size_t i = 0; i < sizeof(transient) / sizeof(transient[0]); i++) {
        if (transient[i] == status)
            return true;
    }
    return false;
}
