/* SPDX-License-Identifier: MIT */
/* Tests of judge. */
#include "headgate/judge.h"

#include "headgate/memory.h"
#include "headgate/text.h"

#include "fixture.h"
#include "unit.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "headgate/banned.h"

static void an_expected_answer_is_up_and_says_nothing(void)
{
    struct fixture fixture;
    struct hg_reply reply;
    fixture_init(&fixture);
    fixture_answer(&reply, 204);
    fixture_assert_verdict(&fixture.policy, &reply,
                           (struct hg_verdict){.outcome = HG_OUTCOME_UP});
}

static void a_failure_is_down_with_its_message_but_a_local_one_is_unknown(void)
{
    static const struct {
        enum hg_cause cause;
        enum hg_outcome outcome;
    } rows[] = {
        {HG_CAUSE_DNS, HG_OUTCOME_DOWN},          {HG_CAUSE_CONNECT, HG_OUTCOME_DOWN},
        {HG_CAUSE_TLS, HG_OUTCOME_DOWN},          {HG_CAUSE_TIMEOUT, HG_OUTCOME_DOWN},
        {HG_CAUSE_PROTOCOL, HG_OUTCOME_DOWN},     {HG_CAUSE_REDIRECT, HG_OUTCOME_DOWN},
        {HG_CAUSE_LOCAL, HG_OUTCOME_UNKNOWN},     {HG_CAUSE_DEADLINE, HG_OUTCOME_UNKNOWN},
        {HG_CAUSE_CANCELLED, HG_OUTCOME_UNKNOWN},
    };
    struct fixture fixture;
    fixture_init(&fixture);
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        struct hg_reply reply;
        fixture_failure(&reply, rows[i].cause, "the words");
        reply.is_transient = i % 2 == 0;
        reply.status = 200; /* must not count: the failure weighs more */
        fixture_assert_verdict(
            &fixture.policy, &reply,
            (struct hg_verdict){rows[i].outcome, rows[i].cause, i % 2 == 0, "the words"});
    }
}

static void a_status_that_is_not_expected_is_down(void)
{
    static const struct {
        int status;
        int64_t redirects;
        bool is_transient;
        const char *reason;
    } rows[] = {
        {503, 10, true, "expected status 200-299, got 503"},
        {404, 10, false, "expected status 200-299, got 404"},
        {304, 10, false, "expected status 200-299, got 304"},
        {400, 0, false, "expected status 200-399, got 400"},
        {101, 0, false, "expected status 200-399, got 101"},
    };
    struct fixture fixture;
    fixture_init(&fixture);
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        struct hg_reply reply;
        struct hg_verdict expected = {HG_OUTCOME_DOWN, HG_CAUSE_STATUS,
                                      rows[i].is_transient, ""};
        snprintf(expected.reason, sizeof(expected.reason), "%s", rows[i].reason);
        fixture.policy.redirects = rows[i].redirects;
        fixture_answer(&reply, rows[i].status);
        fixture_assert_verdict(&fixture.policy, &reply, expected);
    }
    struct hg_reply reply;
    fixture.policy.redirects = 0;
    fixture_answer(&reply, 302);
    fixture_assert_verdict(&fixture.policy, &reply,
                           (struct hg_verdict){.outcome = HG_OUTCOME_UP});
}

static void own_expectations_replace_the_default_statuses(void)
{
    struct fixture fixture;
    struct hg_reply reply;
    fixture_init(&fixture);
    hg_statuses_add(&fixture.policy.expect.status, 401, 401);
    hg_statuses_add(&fixture.policy.expect.status, 500, 503);
    fixture_answer(&reply, 503);
    fixture_assert_verdict(&fixture.policy, &reply,
                           (struct hg_verdict){.outcome = HG_OUTCOME_UP});
    fixture_answer(&reply, 200);
    fixture_assert_verdict(&fixture.policy, &reply,
                           (struct hg_verdict){HG_OUTCOME_DOWN, HG_CAUSE_STATUS, false,
                                               "expected status 401, 500-503, got 200"});
}

static void a_rate_limited_target_is_degraded_unless_429_is_expected(void)
{
    struct fixture fixture;
    struct hg_reply reply;
    fixture_init(&fixture);
    fixture_answer(&reply, 429);
    fixture_assert_verdict(&fixture.policy, &reply,
                           (struct hg_verdict){HG_OUTCOME_DEGRADED, HG_CAUSE_RATE_LIMITED,
                                               true, "rate limited"});
    fixture_answer(&reply, 429);
    reply.retry_after_s = 0;
    fixture_assert_verdict(&fixture.policy, &reply,
                           (struct hg_verdict){HG_OUTCOME_DEGRADED, HG_CAUSE_RATE_LIMITED,
                                               true, "rate limited: retry after 0 s"});
    fixture_answer(&reply, 429);
    reply.retry_after_s = 30;
    fixture_assert_verdict(&fixture.policy, &reply,
                           (struct hg_verdict){HG_OUTCOME_DEGRADED, HG_CAUSE_RATE_LIMITED,
                                               true, "rate limited: retry after 30 s"});
    hg_statuses_add(&fixture.policy.expect.status, 429, 429);
    fixture_answer(&reply, 429);
    fixture_assert_verdict(&fixture.policy, &reply,
                           (struct hg_verdict){.outcome = HG_OUTCOME_UP});
}

static void the_final_url_has_the_whole_host_and_port_of_its_prefix(void)
{
    static const struct {
        const char *prefix;
        const char *url;
        bool is_met;
    } rows[] = {
        {"http://www.shop.test", "http://www.shop.test/", true},
        {"http://www.shop.test", "http://www.shop.test/cart?x", true},
        {"http://www.shop.test", "http://www.shop.test:8080/", true},
        {"http://www.shop.test", "http://www.shop.test.evil.test/", false},
        {"http://www.shop.test", "http://www.shop.test-evil.test/", false},
        {"http://www.shop.te", "http://www.shop.test/", false},
        {"http://www.", "http://www.shop.test/", false},
        {"http://www.shop.test:80", "http://www.shop.test:8080/", false},
        {"http://www.shop.test:8080", "http://www.shop.test:8080/", true},
        {"http://www.shop.test:", "http://www.shop.test:8080/", false},
        {"http://[2001", "http://[2001:db8::1]/", false},
        {"http://[2001:db8::1]", "http://[2001:db8::1]/", true},
        {"http://[2001:db8::1]", "http://[2001:db8::1]:81/", true},
        {"https://", "https://www.shop.test/", true},
        {"http://", "https://www.shop.test/", false},
        {"http://www.shop.test/car", "http://www.shop.test/cart", true},
        {"http://www.shop.test/?a", "http://www.shop.test/?ab", true},
        {"http://www.shop.test/cart", "http://www.shop.test/", false},
    };
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        struct fixture fixture;
        struct hg_reply reply;
        struct hg_verdict verdict;
        fixture_init(&fixture);
        fixture.policy.expect.final_url = rows[i].prefix;
        fixture_answer(&reply, 200);
        free(reply.final_url);
        reply.final_url = hg_memory_copy_text(rows[i].url);
        hg_judge(&fixture.policy, &reply, &verdict);
        UNIT_ASSERT_ROW((verdict.outcome == HG_OUTCOME_UP) == rows[i].is_met,
                        rows[i].prefix);
        hg_reply_release(&reply);
    }
}

static void the_final_url_must_begin_with_its_prefix(void)
{
    struct fixture fixture;
    struct hg_reply reply;
    fixture_init(&fixture);
    fixture.policy.expect.final_url = "https://api.example/";
    fixture_answer(&reply, 200);
    fixture_assert_verdict(&fixture.policy, &reply,
                           (struct hg_verdict){.outcome = HG_OUTCOME_UP});
    fixture.policy.expect.final_url = "https://a/";
    fixture_answer(&reply, 200);
    free(reply.final_url);
    reply.final_url = hg_memory_copy_text("https://b/");
    fixture_assert_verdict(
        &fixture.policy, &reply,
        (struct hg_verdict){HG_OUTCOME_DOWN, HG_CAUSE_REDIRECT, false,
                            "final URL: expected prefix \"https://a/\", got "
                            "\"https://b/\""});
}

/* An answer with a header on these lines, separated by "|"; NULL: none. */
static void answer_with_header(struct hg_reply *reply, const char *lines)
{
    fixture_answer(reply, 200);
    while (lines != NULL) {
        const size_t len = strcspn(lines, "|");
        reply->headers =
            hg_memory_grow(reply->headers, reply->header_count, sizeof(*reply->headers));
        reply->headers[reply->header_count++] = (struct hg_header_value){
            hg_memory_copy_text("x-version"), hg_text_clean(lines, len, len)};
        lines = lines[len] == '\0' ? NULL : lines + len + 1;
    }
}

static void headers_are_held_against_their_rules(void)
{
    char problem[128];
    struct hg_pattern *pattern = hg_pattern_new("^2\\.", problem, sizeof(problem));
    static const struct {
        enum hg_header_rule rule;
        const char *lines, *reason;
    } rows[] = {
        {HG_HEADER_PRESENT, "", ""},
        {HG_HEADER_PRESENT, NULL, "header \"X-Version\" is missing"},
        {HG_HEADER_ABSENT, NULL, ""},
        {HG_HEADER_ABSENT, "1.9", "header \"X-Version\": expected none, got \"1.9\""},
        {HG_HEADER_ABSENT, "1.9|",
         "header \"X-Version\": expected none, got \"1.9\", \"\""},
        {HG_HEADER_ANY, "2.0", ""},
        {HG_HEADER_ANY, "1.9|2.0", ""},
        {HG_HEADER_ANY, "1.9|1.8|2.0", ""},
        {HG_HEADER_ANY, NULL, "header \"X-Version\" is missing"},
        {HG_HEADER_ANY, "1.9",
         "header \"X-Version\": expected a match of \"^2\\.\", got \"1.9\""},
        {HG_HEADER_ANY, "1.9|1.8, 2.0",
         "header \"X-Version\": expected a match of \"^2\\.\", got \"1.9\", "
         "\"1.8, 2.0\""},
        {HG_HEADER_EVERY, "2.0|2.1", ""},
        {HG_HEADER_EVERY, NULL, "header \"X-Version\" is missing"},
        {HG_HEADER_EVERY, "2.0|1.9|1.8",
         "header \"X-Version\": expected every line to match \"^2\\.\", got \"1.9\""},
        {HG_HEADER_NONE, NULL, ""},
        {HG_HEADER_NONE, "1.9|1.8", ""},
        {HG_HEADER_NONE, "1.9|2.0|2.1",
         "header \"X-Version\": expected no match of \"^2\\.\", got \"2.0\""},
    };
    struct fixture fixture;
    fixture_init(&fixture);
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        const struct hg_header_expectation expected[] = {
            {"X-Other", HG_HEADER_ABSENT, NULL, NULL},
            {"X-Version", rows[i].rule, "^2\\.", pattern}};
        struct hg_verdict verdict = {.outcome = HG_OUTCOME_UP};
        if (rows[i].reason[0] != '\0')
            verdict = (struct hg_verdict){HG_OUTCOME_DOWN, HG_CAUSE_HEADER, false, ""};
        snprintf(verdict.reason, sizeof(verdict.reason), "%s", rows[i].reason);
        fixture.policy.expect.headers = (struct hg_header_expectations){expected, 2};
        struct hg_reply reply;
        answer_with_header(&reply, rows[i].lines);
        fixture_assert_verdict(&fixture.policy, &reply, verdict);
    }
    hg_pattern_free(pattern);
}

/* Where nobody knows whether it matches, no rule is met. */
static void a_header_that_takes_too_many_steps_meets_no_rule(void)
{
    static const enum hg_header_rule rules[] = {HG_HEADER_ANY, HG_HEADER_EVERY,
                                                HG_HEADER_NONE};
    char problem[128];
    struct hg_pattern *pattern = hg_pattern_new("^(a+)+$", problem, sizeof(problem));
    struct fixture fixture;
    fixture_init(&fixture);
    for (size_t i = 0; i < sizeof(rules) / sizeof(rules[0]); i++) {
        const struct hg_header_expectation expected = {"X-Version", rules[i], "^(a+)+$",
                                                       pattern};
        struct hg_reply reply;
        struct hg_verdict verdict;
        fixture.policy.expect.headers = (struct hg_header_expectations){&expected, 1};
        answer_with_header(&reply,
                           "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!");
        hg_judge(&fixture.policy, &reply, &verdict);
        CU_ASSERT_EQUAL(verdict.outcome, HG_OUTCOME_DOWN);
        hg_reply_release(&reply);
    }
    hg_pattern_free(pattern);
}

static void a_slow_answer_is_degraded_and_a_very_slow_one_down(void)
{
    static const struct {
        int32_t took_us;
        enum hg_outcome outcome;
        const char *reason;
    } rows[] = {
        {250000, HG_OUTCOME_UP, ""},
        {250001, HG_OUTCOME_DEGRADED, "took 250 ms, limit 250 ms"},
        {990000, HG_OUTCOME_DEGRADED, "took 990 ms, limit 250 ms"},
        {1000000, HG_OUTCOME_DEGRADED, "took 1.00 s, limit 250 ms"},
        {1710000, HG_OUTCOME_DOWN, "took 1.71 s, limit 1 s"},
    };
    struct fixture fixture;
    fixture_init(&fixture);
    fixture.policy.expect.latency_warn_us = 250000;
    fixture.policy.expect.latency_fail_us = 1000000;
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        struct hg_verdict expected = {rows[i].outcome,
                                      rows[i].outcome == HG_OUTCOME_UP ? HG_CAUSE_NONE
                                                                       : HG_CAUSE_LATENCY,
                                      false, ""};
        snprintf(expected.reason, sizeof(expected.reason), "%s", rows[i].reason);
        struct hg_reply reply;
        fixture_answer(&reply, 200);
        reply.phases.total_us = rows[i].took_us;
        fixture_assert_verdict(&fixture.policy, &reply, expected);
    }
}

static void a_limit_is_shown_as_it_was_configured(void)
{
    struct fixture fixture;
    struct hg_reply reply;
    fixture_init(&fixture);
    fixture.policy.expect.latency_fail_us = INT64_C(90000000);
    fixture_answer(&reply, 200);
    reply.phases.total_us = 125000000;
    fixture_assert_verdict(&fixture.policy, &reply,
                           (struct hg_verdict){HG_OUTCOME_DOWN, HG_CAUSE_LATENCY, false,
                                               "took 2 m 05 s, limit 1 m 30 s"});
}

static void without_limits_no_answer_is_slow(void)
{
    struct fixture fixture;
    struct hg_reply reply;
    fixture_init(&fixture);
    fixture_answer(&reply, 200);
    reply.phases.total_us = INT32_MAX;
    fixture_assert_verdict(&fixture.policy, &reply,
                           (struct hg_verdict){.outcome = HG_OUTCOME_UP});
}

static void the_first_check_that_fails_is_reported(void)
{
    static const struct hg_header_expectation missing = {"X", HG_HEADER_PRESENT, NULL,
                                                         NULL};
    struct fixture fixture;
    fixture_init(&fixture);
    fixture.policy.expect.latency_fail_us = 1;
    struct hg_reply reply;
    fixture.policy.expect.headers = (struct hg_header_expectations){&missing, 1};
    fixture_answer(&reply, 200);
    fixture_assert_verdict(&fixture.policy, &reply,
                           (struct hg_verdict){HG_OUTCOME_DOWN, HG_CAUSE_HEADER, false,
                                               "header \"X\" is missing"});
    fixture.policy.expect.final_url = "https://a/";
    fixture_answer(&reply, 200);
    fixture_assert_verdict(
        &fixture.policy, &reply,
        (struct hg_verdict){HG_OUTCOME_DOWN, HG_CAUSE_REDIRECT, false,
                            "final URL: expected prefix \"https://a/\", got "
                            "\"" FIXTURE_URL "\""});
    fixture_answer(&reply, 500);
    fixture_assert_verdict(&fixture.policy, &reply,
                           (struct hg_verdict){HG_OUTCOME_DOWN, HG_CAUSE_STATUS, true,
                                               "expected status 200-299, got 500"});
}

static void a_reason_that_is_too_long_is_cut_between_characters(void)
{
    struct fixture fixture;
    fixture_init(&fixture);
    /* Two-byte characters at both parities of the cut. */
    for (size_t shift = 0; shift < 2; shift++) {
        char words[802] = "a";
        for (size_t i = shift; i + 2 < sizeof(words); i += 2)
            memcpy(words + i, "ü", 3);
        struct hg_reply reply;
        fixture_failure(&reply, HG_CAUSE_PROTOCOL, words);
        struct hg_verdict verdict;
        hg_judge(&fixture.policy, &reply, &verdict);
        const size_t len = strlen(verdict.reason);
        CU_ASSERT_TRUE(len >= sizeof(verdict.reason) - 3);
        CU_ASSERT_TRUE(hg_text_is_clean(verdict.reason, len, NULL));
        UNIT_ASSERT_TEXT(verdict.reason + len - 3, "…");
        CU_ASSERT_EQUAL(strncmp(verdict.reason, words, len - 3), 0);
        hg_reply_release(&reply);
    }
}

static void the_longest_reason_that_fits_is_not_cut(void)
{
    struct fixture fixture;
    fixture_init(&fixture);
    for (size_t len = 511; len <= 512; len++) {
        char words[513];
        memset(words, 'a', len);
        words[len] = '\0';
        struct hg_reply reply;
        fixture_failure(&reply, HG_CAUSE_PROTOCOL, words);
        struct hg_verdict verdict;
        hg_judge(&fixture.policy, &reply, &verdict);
        if (len == 511)
            UNIT_ASSERT_TEXT(verdict.reason, words);
        else
            UNIT_ASSERT_TEXT(verdict.reason + 508, "…");
        hg_reply_release(&reply);
    }
}

static void only_transient_statuses_are_worth_a_retry(void)
{
    int found = 0;
    for (int status = 0; status < 700; status++)
        found += hg_judge_status_is_transient(status);
    CU_ASSERT_EQUAL(found, 7);
    static const int transient[] = {408, 425, 429, 500, 502, 503, 504};
    for (size_t i = 0; i < sizeof(transient) / sizeof(transient[0]); i++)
        CU_ASSERT_TRUE(hg_judge_status_is_transient(transient[i]));
}

/* One row: what the policy expects of a certificate that has `left_s` of its 100 days. */
struct certificate_row {
    const char *warn, *fail;
    int64_t left_s;
    bool insecure;
    int status;
    int64_t took_us; /* latency.warn is 1 s */
    struct hg_verdict expected;
};

#define DAYS(count) ((count)*HG_SECONDS_PER_DAY)
#define ENDS        "the certificate of a.example expires in "

static const struct certificate_row certificate_rows[] = {
    {"14d", "off", DAYS(14), false, 200, 1, {.outcome = HG_OUTCOME_UP}},
    {"14d",
     "off",
     DAYS(14) - 1,
     false,
     200,
     1,
     {HG_OUTCOME_DEGRADED, HG_CAUSE_CERTIFICATE, false,
      ENDS "13 days (1970-01-15), limit 14d"}},
    {"21d",
     "7d",
     DAYS(7),
     false,
     200,
     1,
     {HG_OUTCOME_DEGRADED, HG_CAUSE_CERTIFICATE, false,
      ENDS "7 days (1970-01-08), limit 21d"}},
    {"21d",
     "7d",
     DAYS(7) - 1,
     false,
     200,
     1,
     {HG_OUTCOME_DOWN, HG_CAUSE_CERTIFICATE, false,
      ENDS "6 days (1970-01-08), limit 7d"}},
    {"10%", "off", DAYS(10), false, 200, 1, {.outcome = HG_OUTCOME_UP}},
    {"10%",
     "off",
     DAYS(10) - 1,
     false,
     200,
     1,
     {HG_OUTCOME_DEGRADED, HG_CAUSE_CERTIFICATE, false,
      ENDS "9 days (1970-01-11), limit 10%"}},
    {"off", "off", -DAYS(3), false, 200, 1, {.outcome = HG_OUTCOME_UP}},
    {"14d", "off", -DAYS(3), true, 200, 1, {.outcome = HG_OUTCOME_UP}},
    {"14d",
     "1d",
     -DAYS(3),
     true,
     200,
     1,
     {HG_OUTCOME_DOWN, HG_CAUSE_CERTIFICATE, false,
      "the certificate of a.example expired 3 days ago (1969-12-29), limit 1d"}},
    {"14d",
     "7d",
     DAYS(1),
     false,
     404,
     1,
     {HG_OUTCOME_DOWN, HG_CAUSE_STATUS, false, "expected status 200-299, got 404"}},
    {"14d",
     "7d",
     DAYS(2),
     false,
     429,
     1,
     {HG_OUTCOME_DOWN, HG_CAUSE_CERTIFICATE, false,
      ENDS "2 days (1970-01-03), limit 7d"}},
    {"14d",
     "7d",
     DAYS(2),
     false,
     200,
     1500000,
     {HG_OUTCOME_DOWN, HG_CAUSE_CERTIFICATE, false,
      ENDS "2 days (1970-01-03), limit 7d"}},
};

static void the_worst_of_answer_and_certificate_wins(void)
{
    for (size_t i = 0; i < sizeof(certificate_rows) / sizeof(certificate_rows[0]); i++) {
        const struct certificate_row *row = &certificate_rows[i];
        struct fixture fixture;
        struct hg_reply reply;
        fixture_init(&fixture);
        fixture_answer(&reply, row->status);
        reply.phases.total_us = (int32_t)row->took_us;
        reply.certificate = fixture_certificate("a.example", 1, 1 + row->left_s);
        fixture.policy.insecure = row->insecure;
        fixture.policy.expect.latency_warn_us = 1000000;
        CU_ASSERT_EQUAL(
            hg_units_parse_threshold(row->warn, &fixture.policy.expect.certificate_warn),
            0);
        CU_ASSERT_EQUAL(
            hg_units_parse_threshold(row->fail, &fixture.policy.expect.certificate_fail),
            0);
        fixture_assert_verdict(&fixture.policy, &reply, row->expected);
    }
}

/* Its own lifetime decides what a quarter of it is. */
static void the_first_of_the_chain_to_expire_is_judged(void)
{
    static const struct {
        int64_t left_s, lifetime_s;
        struct hg_verdict expected;
    } rows[] = {
        {DAYS(3),
         DAYS(365),
         {HG_OUTCOME_DEGRADED, HG_CAUSE_CERTIFICATE, false,
          "the certificate of CN=Subject in the chain of a.example expires in 3 days "
          "(1970-01-04), limit 14d"}},
        {DAYS(3),
         DAYS(20),
         {HG_OUTCOME_DEGRADED, HG_CAUSE_CERTIFICATE, false,
          "the certificate of CN=Subject in the chain of a.example expires in 3 days "
          "(1970-01-04), limit 25%"}},
        {DAYS(5), DAYS(6), {.outcome = HG_OUTCOME_UP}},
        {DAYS(30), DAYS(365), {.outcome = HG_OUTCOME_UP}},
    };
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        struct fixture fixture;
        struct hg_reply reply;
        fixture_init(&fixture);
        fixture_answer(&reply, 200);
        reply.started_at_us = HG_US_PER_S;
        reply.certificate = fixture_certificate("a.example", 1, DAYS(200));
        struct hg_certificate *first = fixture_certificate("CA", 2, 1 + rows[i].left_s);
        first->not_before_s = first->not_after_s - rows[i].lifetime_s;
        reply.certificate->ends_first = first;
        fixture.policy.expect.certificate_warn =
            (struct hg_threshold){.us = DAYS(14) * HG_US_PER_S, .percent = 25};
        fixture_assert_verdict(&fixture.policy, &reply, rows[i].expected);
    }
}

static void https_is_required_or_forbidden_at_the_end(void)
{
    static const struct {
        enum hg_tls_rule rule;
        const char *url;
        const char *reason;
    } rows[] = {
        {HG_TLS_ANY, "http://x/", ""},
        {HG_TLS_REQUIRED, "https://x/", ""},
        {HG_TLS_FORBIDDEN, "http://x/", ""},
        {HG_TLS_REQUIRED, "http://x/", "final URL: expected https, got http://x/"},
        {HG_TLS_FORBIDDEN, "https://x/", "final URL: expected http, got https://x/"},
    };
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        struct fixture fixture;
        struct hg_reply reply;
        const bool is_good = rows[i].reason[0] == '\0';
        struct hg_verdict expected = {is_good ? HG_OUTCOME_UP : HG_OUTCOME_DOWN,
                                      is_good ? HG_CAUSE_NONE : HG_CAUSE_TLS, false, ""};
        snprintf(expected.reason, sizeof(expected.reason), "%s", rows[i].reason);
        fixture_init(&fixture);
        fixture_answer(&reply, 200);
        free(reply.final_url);
        reply.final_url = hg_memory_copy_text(rows[i].url);
        fixture.policy.expect.tls = rows[i].rule;
        fixture_assert_verdict(&fixture.policy, &reply, expected);
    }
}

CU_TestInfo judge_tests[] = {
    {"the_first_of_the_chain_to_expire_is_judged",
     the_first_of_the_chain_to_expire_is_judged},
    {"an_expected_answer_is_up_and_says_nothing",
     an_expected_answer_is_up_and_says_nothing},
    {"a_failure_is_down_with_its_message_but_a_local_one_is_unknown",
     a_failure_is_down_with_its_message_but_a_local_one_is_unknown},
    {"a_status_that_is_not_expected_is_down", a_status_that_is_not_expected_is_down},
    {"own_expectations_replace_the_default_statuses",
     own_expectations_replace_the_default_statuses},
    {"a_rate_limited_target_is_degraded_unless_429_is_expected",
     a_rate_limited_target_is_degraded_unless_429_is_expected},
    {"the_final_url_has_the_whole_host_and_port_of_its_prefix",
     the_final_url_has_the_whole_host_and_port_of_its_prefix},
    {"the_final_url_must_begin_with_its_prefix",
     the_final_url_must_begin_with_its_prefix},
    {"a_header_that_takes_too_many_steps_meets_no_rule",
     a_header_that_takes_too_many_steps_meets_no_rule},
    {"headers_are_held_against_their_rules", headers_are_held_against_their_rules},
    {"a_slow_answer_is_degraded_and_a_very_slow_one_down",
     a_slow_answer_is_degraded_and_a_very_slow_one_down},
    {"a_limit_is_shown_as_it_was_configured", a_limit_is_shown_as_it_was_configured},
    {"without_limits_no_answer_is_slow", without_limits_no_answer_is_slow},
    {"the_first_check_that_fails_is_reported", the_first_check_that_fails_is_reported},
    {"a_reason_that_is_too_long_is_cut_between_characters",
     a_reason_that_is_too_long_is_cut_between_characters},
    {"the_longest_reason_that_fits_is_not_cut", the_longest_reason_that_fits_is_not_cut},
    {"the_worst_of_answer_and_certificate_wins",
     the_worst_of_answer_and_certificate_wins},
    {"https_is_required_or_forbidden_at_the_end",
     https_is_required_or_forbidden_at_the_end},
    {"only_passing_statuses_are_worth_a_retry",
     only_transient_statuses_are_worth_a_retry},
    CU_TEST_INFO_NULL,
};
