/* SPDX-License-Identifier: MIT */
/* Tests of judge: expectations of bodies, versions and types, bot protection, and no answer. */
#include "headgate/judge.h"

#include "headgate/memory.h"

#include "fixture.h"
#include "unit.h"

#include <stdio.h>

#include "headgate/banned.h"

static void where_no_answer_is_expected_silence_is_up(void)
{
    static const struct {
        enum hg_cause failure;
        struct hg_verdict verdict;
    } rows[] = {
        {HG_CAUSE_DNS, {HG_OUTCOME_UP, HG_CAUSE_NONE, false, "down as expected: words"}},
        {HG_CAUSE_CONNECT,
         {HG_OUTCOME_UP, HG_CAUSE_NONE, false, "down as expected: words"}},
        {HG_CAUSE_TIMEOUT,
         {HG_OUTCOME_UP, HG_CAUSE_NONE, false, "down as expected: words"}},
        {HG_CAUSE_TLS,
         {HG_OUTCOME_DOWN, HG_CAUSE_TLS, false, "expected no answer, but: words"}},
        {HG_CAUSE_PROTOCOL,
         {HG_OUTCOME_DOWN, HG_CAUSE_PROTOCOL, false, "expected no answer, but: words"}},
        {HG_CAUSE_REDIRECT,
         {HG_OUTCOME_DOWN, HG_CAUSE_REDIRECT, false, "expected no answer, but: words"}},
        {HG_CAUSE_LOCAL, {HG_OUTCOME_UNKNOWN, HG_CAUSE_LOCAL, true, "words"}},
        {HG_CAUSE_CANCELLED, {HG_OUTCOME_UNKNOWN, HG_CAUSE_CANCELLED, true, "words"}},
        {HG_CAUSE_PROXY, {HG_OUTCOME_UNKNOWN, HG_CAUSE_PROXY, true, "words"}},
        {HG_CAUSE_RESOLVER, {HG_OUTCOME_UNKNOWN, HG_CAUSE_RESOLVER, true, "words"}},
    };
    struct fixture fixture;
    struct hg_reply reply;
    fixture_init(&fixture);
    fixture.policy.expect.down = true;
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        fixture_failure(&reply, rows[i].failure, "words");
        fixture_assert_verdict(&fixture.policy, &reply, rows[i].verdict);
    }
    static const int statuses[] = {200, 404, 503};
    for (size_t i = 0; i < sizeof(statuses) / sizeof(statuses[0]); i++) {
        struct hg_verdict expected = {HG_OUTCOME_DOWN, HG_CAUSE_STATUS, false, ""};
        snprintf(expected.reason, sizeof(expected.reason), "expected no answer, got %d",
                 statuses[i]);
        fixture_answer(&reply, statuses[i]);
        fixture_assert_verdict(&fixture.policy, &reply, expected);
    }
}

static void silence_after_an_answer_is_none(void)
{
    static const struct hg_verdict redirected = {HG_OUTCOME_DOWN, HG_CAUSE_STATUS, false,
                                                 "expected no answer, got 302"};
    static const struct hg_verdict refused = {HG_OUTCOME_DOWN, HG_CAUSE_STATUS, false,
                                              "expected no answer, got 405"};
    static const struct hg_verdict begun = {HG_OUTCOME_DOWN, HG_CAUSE_TIMEOUT, false,
                                            "expected no answer, but: words"};
    struct fixture fixture;
    struct hg_reply reply;
    fixture_init(&fixture);
    fixture.policy.expect.down = true;

    fixture_failure(&reply, HG_CAUSE_CONNECT, "words");
    reply.hops = hg_memory_new(1, sizeof(*reply.hops));
    reply.hops[0] = (struct hg_hop){hg_memory_copy_text(FIXTURE_URL), 302};
    reply.hop_count = 1;
    fixture_assert_verdict(&fixture.policy, &reply, redirected);

    fixture_failure(&reply, HG_CAUSE_TIMEOUT, "words");
    reply.head_status = 405;
    fixture_assert_verdict(&fixture.policy, &reply, refused);

    fixture_failure(&reply, HG_CAUSE_TIMEOUT, "words");
    reply.phases.wait_us = 1000;
    fixture_assert_verdict(&fixture.policy, &reply, begun);

    fixture_failure(&reply, HG_CAUSE_TIMEOUT, "words");
    reply.phases.tls_us = 1000;
    fixture_assert_verdict(&fixture.policy, &reply, begun);
}

static void the_side_decides_before_the_cause(void)
{
    static const struct {
        enum hg_side side;
        enum hg_outcome outcome;
        enum hg_outcome when_down;
    } rows[] = {
        {HG_SIDE_TARGET, HG_OUTCOME_DOWN, HG_OUTCOME_UP},
        {HG_SIDE_BETWEEN, HG_OUTCOME_DOWN, HG_OUTCOME_UNKNOWN},
        {HG_SIDE_OWN, HG_OUTCOME_UNKNOWN, HG_OUTCOME_UNKNOWN},
    };
    struct fixture fixture;
    fixture_init(&fixture);
    for (size_t i = 0; i < 2 * sizeof(rows) / sizeof(rows[0]); i++) {
        struct hg_reply reply;
        struct hg_verdict verdict;
        fixture_failure(&reply, HG_CAUSE_CONNECT, "words");
        reply.side = rows[i / 2].side;
        fixture.policy.expect.down = i % 2 == 1;
        hg_judge(&fixture.policy, &reply, &verdict);
        UNIT_ASSERT_ROW(verdict.outcome ==
                            (i % 2 == 1 ? rows[i / 2].when_down : rows[i / 2].outcome),
                        verdict.reason);
        hg_reply_release(&reply);
    }
}

static void where_no_answer_is_expected_one_that_came_before_our_own_failure_counts(void)
{
    static const struct hg_verdict expected = {HG_OUTCOME_DOWN, HG_CAUSE_STATUS, false,
                                               "expected no answer, got 302"};
    struct fixture fixture;
    struct hg_reply reply;
    fixture_init(&fixture);
    for (size_t i = 0; i < 2; i++) {
        fixture.policy.expect.down = i == 0;
        fixture_failure(&reply, HG_CAUSE_RESOLVER, "words");
        reply.hops = hg_memory_new(1, sizeof(*reply.hops));
        reply.hops[0] = (struct hg_hop){hg_memory_copy_text(FIXTURE_URL), 302};
        reply.hop_count = 1;
        fixture_assert_verdict(&fixture.policy, &reply,
                               i == 0 ? expected
                                      : (struct hg_verdict){HG_OUTCOME_UNKNOWN,
                                                            HG_CAUSE_RESOLVER, true,
                                                            "words, at " FIXTURE_URL});
    }
}

static void the_word_of_a_name_server_that_fails_is_no_proof(void)
{
    struct fixture fixture;
    struct hg_reply reply;
    fixture_init(&fixture);
    fixture.policy.expect.down = true;
    fixture_failure(&reply, HG_CAUSE_DNS, "words");
    reply.side = HG_SIDE_BETWEEN;
    fixture_assert_verdict(
        &fixture.policy, &reply,
        (struct hg_verdict){HG_OUTCOME_UNKNOWN, HG_CAUSE_DNS, true,
                            "expected no answer, which can't be seen from here: words"});
}

static void a_mark_changes_the_words_and_never_the_outcome(void)
{
    static const struct hg_proxy_mark mark = {"connection_refused", HG_CAUSE_CONNECT,
                                              true};
    struct fixture fixture;
    struct hg_reply reply;
    fixture_init(&fixture);
    fixture_answer(&reply, 502);
    reply.mark = mark;
    fixture_assert_verdict(
        &fixture.policy, &reply,
        (struct hg_verdict){HG_OUTCOME_DOWN, HG_CAUSE_CONNECT, true,
                            "expected status 200-299, got 502 from the proxy: "
                            "connection_refused"});
    fixture_answer(&reply, 200);
    reply.mark = mark;
    fixture_assert_verdict(&fixture.policy, &reply,
                           (struct hg_verdict){.outcome = HG_OUTCOME_UP});
    fixture.policy.expect.down = true;
    fixture_answer(&reply, 502);
    reply.mark = mark;
    fixture_assert_verdict(
        &fixture.policy, &reply,
        (struct hg_verdict){HG_OUTCOME_UNKNOWN, HG_CAUSE_PROXY, false,
                            "expected no answer, and the proxy answered in its place: "
                            "status 502, connection_refused"});
}

static void bot_protection_has_its_own_severity(void)
{
    static const struct {
        enum hg_blocked blocked;
        enum hg_outcome outcome;
        enum hg_cause cause;
    } rows[] = {
        {HG_BLOCKED_DEGRADED, HG_OUTCOME_DEGRADED, HG_CAUSE_BLOCKED},
        {HG_BLOCKED_DOWN, HG_OUTCOME_DOWN, HG_CAUSE_BLOCKED},
        {HG_BLOCKED_UP, HG_OUTCOME_UP, HG_CAUSE_NONE},
    };
    struct fixture fixture;
    struct hg_reply reply;
    fixture_init(&fixture);
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        fixture.policy.blocked = rows[i].blocked;
        fixture_answer(&reply, 503);
        reply.bot_protection = "Cloudflare";
        fixture_assert_verdict(
            &fixture.policy, &reply,
            (struct hg_verdict){rows[i].outcome, rows[i].cause, false,
                                "blocked by Cloudflare bot protection (status 503)"});
    }
    hg_statuses_add(&fixture.policy.expect.status, 503, 503);
    fixture_answer(&reply, 503);
    reply.bot_protection = "Cloudflare";
    fixture_assert_verdict(&fixture.policy, &reply,
                           (struct hg_verdict){.outcome = HG_OUTCOME_UP});
}

/* Up without a reason, otherwise down by a header. */
static struct hg_verdict header_verdict(const char *reason)
{
    struct hg_verdict verdict = {.outcome = HG_OUTCOME_UP};
    if (reason[0] != '\0')
        verdict = (struct hg_verdict){HG_OUTCOME_DOWN, HG_CAUSE_HEADER, false, ""};
    snprintf(verdict.reason, sizeof(verdict.reason), "%s", reason);
    return verdict;
}

static void the_http_version_may_be_expected(void)
{
    static const struct {
        uint32_t expected;
        int version;
        const char *reason;
    } rows[] = {
        {0, 0, ""},
        {1U << 1, 11, ""},
        {1U << 2, 11, "HTTP version: expected 2, got 1.1"},
        {1U << 2 | 1U << 3, 10, "HTTP version: expected 2 or 3, got 1.0"},
        {1U << 1 | 1U << 2, 20, ""},
        {1U << 1, 30, "HTTP version: expected 1.1, got 3"},
        {1U << 0, 0, "HTTP version: expected 1.0, got an unknown version"},
    };
    struct fixture fixture;
    struct hg_reply reply;
    fixture_init(&fixture);
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        const struct hg_verdict expected = header_verdict(rows[i].reason);
        fixture.policy.expect.http_versions = rows[i].expected;
        fixture_answer(&reply, 200);
        reply.http_version = rows[i].version;
        fixture_assert_verdict(&fixture.policy, &reply, expected);
    }
}

static void the_content_type_may_be_expected(void)
{
    static const char *const types[] = {"text/html", "application/json"};
    static const struct {
        size_t count;
        const char *type;
        const char *reason;
    } rows[] = {
        {1, "Text/HTML; charset=utf-8", ""},
        {2, "application/json", ""},
        {1, "text/plain", "content type: expected text/html, got \"text/plain\""},
        {2, "text/plain",
         "content type: expected text/html or application/json, got \"text/plain\""},
        {1, NULL, "content type: expected text/html, got none"},
    };
    struct fixture fixture;
    struct hg_reply reply;
    fixture_init(&fixture);
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        const struct hg_verdict expected = header_verdict(rows[i].reason);
        fixture.policy.expect.content_types = (struct hg_texts){types, rows[i].count};
        fixture_answer(&reply, 200);
        reply.content_type = hg_memory_copy_text(rows[i].type);
        fixture_assert_verdict(&fixture.policy, &reply, expected);
    }
}

static void a_body_that_is_not_as_expected_is_down(void)
{
    struct fixture fixture;
    struct hg_reply reply;
    fixture_init(&fixture);
    fixture.policy.expect.body.min_size = 5;
    fixture.policy.expect.latency_fail_us = 1;
    fixture_answer(&reply, 200);
    reply.body_bytes = 4;
    reply.body_message = hg_memory_copy_text("body: too small");
    fixture_assert_verdict(
        &fixture.policy, &reply,
        (struct hg_verdict){HG_OUTCOME_DOWN, HG_CAUSE_BODY, false, "body: too small"});
    fixture.policy.expect.latency_fail_us = 0;
    fixture_answer(&reply, 200);
    reply.body_bytes = 5;
    fixture_assert_verdict(&fixture.policy, &reply,
                           (struct hg_verdict){.outcome = HG_OUTCOME_UP});
}

static void a_body_that_was_not_read_is_never_up(void)
{
    struct fixture fixture;
    struct hg_reply reply;
    fixture_init(&fixture);
    fixture.policy.expect.body.min_size = 5;
    fixture_answer(&reply, 200);
    fixture_assert_verdict(&fixture.policy, &reply,
                           (struct hg_verdict){HG_OUTCOME_DOWN, HG_CAUSE_BODY, false,
                                               "the body was not read"});
}

CU_TestInfo judge_expect_tests[] = {
    {"where_no_answer_is_expected_one_that_came_before_our_own_failure_counts",
     where_no_answer_is_expected_one_that_came_before_our_own_failure_counts},
    {"the_word_of_a_name_server_that_fails_is_no_proof",
     the_word_of_a_name_server_that_fails_is_no_proof},
    {"the side decides before the cause", the_side_decides_before_the_cause},
    {"a mark changes the words and never the outcome",
     a_mark_changes_the_words_and_never_the_outcome},
    {"silence_after_an_answer_is_none", silence_after_an_answer_is_none},
    {"where_no_answer_is_expected_silence_is_up",
     where_no_answer_is_expected_silence_is_up},
    {"bot_protection_has_its_own_severity", bot_protection_has_its_own_severity},
    {"the_http_version_may_be_expected", the_http_version_may_be_expected},
    {"the_content_type_may_be_expected", the_content_type_may_be_expected},
    {"a_body_that_is_not_as_expected_is_down", a_body_that_is_not_as_expected_is_down},
    {"a_body_that_was_not_read_is_never_up", a_body_that_was_not_read_is_never_up},
    CU_TEST_INFO_NULL,
};
