/* SPDX-License-Identifier: MIT */
/* junit_text: names, messages and bodies of a JUnit report. */
#include "unit.h"

#include <string.h>

#include "report/junit_text.h"
#include "sample.h"

static void test_classnames(void)
{
    static const struct {
        const char *group;
        const char *classname;
    } rows[] = {
        {"default", "headgate.default"},
        {"docs & guides", "headgate.docs___guides"},
        {"shop.example.com", "headgate.shop_example_com"},
        {"A-z_09", "headgate.A-z_09"},
        {"日本", "headgate.__"},
        {"é/", "headgate.__"},
    };
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        struct hg_buf out;
        hg_buf_init(&out);
        hg_junit_classname(&out, rows[i].group);
        UNIT_ASSERT_TEXT(out.data, rows[i].classname);
        hg_buf_release(&out);
    }
}

static void test_names(void)
{
    static const struct {
        enum hg_method method;
        enum hg_method used;
        const char *name;
    } rows[] = {
        {HG_METHOD_AUTO, HG_METHOD_HEAD, "t (HEAD http://a/)"},
        {HG_METHOD_AUTO, HG_METHOD_GET, "t (GET http://a/)"},
        {HG_METHOD_AUTO, HG_METHOD_AUTO, "t (HEAD http://a/)"},
        {HG_METHOD_GET, HG_METHOD_AUTO, "t (GET http://a/)"},
        {HG_METHOD_HEAD, HG_METHOD_HEAD, "t (HEAD http://a/)"},
    };
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        const struct hg_policy policy = {.method = rows[i].method};
        const struct hg_target target = {
            .name = "t", .url = "http://a/", .policy = &policy};
        const struct hg_result result = {.method = (uint8_t)rows[i].used};
        struct hg_buf out;
        hg_buf_init(&out);
        hg_junit_name(&out, &target, &result);
        UNIT_ASSERT_TEXT(out.data, rows[i].name);
        hg_buf_release(&out);
    }
}

static void test_seconds(void)
{
    static const struct {
        int64_t ms;
        const char *seconds;
    } rows[] = {
        {0, "0.000"},    {7, "0.007"},          {999, "0.999"},
        {5001, "5.001"}, {3600000, "3600.000"},
    };
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        struct hg_buf out;
        hg_buf_init(&out);
        hg_junit_seconds(&out, rows[i].ms);
        UNIT_ASSERT_TEXT(out.data, rows[i].seconds);
        hg_buf_release(&out);
    }
}

static void test_types(void)
{
    UNIT_ASSERT_TEXT(hg_junit_type(HG_OUTCOME_DOWN, HG_CAUSE_STATUS), "status");
    UNIT_ASSERT_TEXT(hg_junit_type(HG_OUTCOME_FLAKY, HG_CAUSE_NONE), "flaky");
    UNIT_ASSERT_TEXT(hg_junit_type(HG_OUTCOME_UNKNOWN, HG_CAUSE_NONE), "unknown");
}

static void test_long_message(void)
{
    char reason[512];
    memset(reason, 'x', sizeof(reason) - 1);
    reason[sizeof(reason) - 1] = '\0';
    struct hg_buf out;
    hg_buf_init(&out);
    hg_junit_message(&out, HG_OUTCOME_DOWN, reason);
    CU_ASSERT(out.len <= 200);
    CU_ASSERT(out.len > 190);
    UNIT_ASSERT_TEXT(out.data + out.len - strlen("x…"), "x…");
    hg_buf_release(&out);
}

static void test_message_without_reason(void)
{
    struct hg_buf out;
    hg_buf_init(&out);
    hg_junit_message(&out, HG_OUTCOME_UNKNOWN, NULL);
    UNIT_ASSERT_TEXT(out.data, "unknown");
    hg_buf_clear(&out);
    hg_junit_message(&out, HG_OUTCOME_DOWN, "");
    UNIT_ASSERT_TEXT(out.data, "down");
    hg_buf_release(&out);
}

static void test_body(void)
{
    struct hg_run run;
    struct hg_buf out;
    sample_init(&run);
    hg_buf_init(&out);
    hg_junit_body(&out, &run.targets[2], &run.results[2]);
    UNIT_ASSERT_TEXT(out.data,
                     "expected status 200-299, got 503\n"
                     "url: https://shop.example.com/checkout\n"
                     "method: GET (HEAD was answered 503)\n"
                     "expected: 200-299\n"
                     "actual: 503\n"
                     "attempts: 3\n"
                     "timing: 131 ms in all: resolve 4.0 · connect 21 · tls 45 · "
                     "wait 61 · transfer 0.2 ms\n"
                     "remote: 203.0.113.10:443 (HTTP/2)\n");
    hg_buf_release(&out);
    hg_run_release(&run);
}

static void test_long_body(void)
{
    struct sample_plain plain;
    struct hg_buf out;
    char reason[301];
    memset(reason, 'y', sizeof(reason) - 1);
    reason[sizeof(reason) - 1] = '\0';
    sample_plain_init(&plain, 1);
    sample_plain_set(&plain, 0, HG_OUTCOME_DOWN, HG_CAUSE_REDIRECT, reason);
    hg_buf_init(&out);
    hg_junit_body(&out, &plain.targets[0], &plain.run.results[0]);
    CU_ASSERT_PTR_NOT_NULL(strstr(out.data, "…\nin full: yyy"));
    CU_ASSERT_PTR_NOT_NULL(strstr(out.data, reason));
    hg_buf_release(&out);
    sample_plain_release(&plain);
}

static void test_latency_body(void)
{
    struct sample_plain plain;
    struct hg_buf out;
    sample_plain_init(&plain, 1);
    plain.policy.expect.latency_warn_us = 5000;
    plain.policy.expect.latency_fail_us = 8000;
    sample_plain_set(&plain, 0, HG_OUTCOME_DOWN, HG_CAUSE_LATENCY, "slow");
    hg_buf_init(&out);
    hg_junit_body(&out, &plain.targets[0], &plain.run.results[0]);
    CU_ASSERT_PTR_NOT_NULL(strstr(out.data, "\nexpected: at most 8ms\nactual: 10 ms\n"));
    hg_buf_clear(&out);
    plain.run.results[0].outcome = HG_OUTCOME_DEGRADED;
    hg_junit_body(&out, &plain.targets[0], &plain.run.results[0]);
    CU_ASSERT_PTR_NOT_NULL(strstr(out.data, "\nexpected: at most 5ms\nactual: 10 ms\n"));
    hg_buf_release(&out);
    sample_plain_release(&plain);
}

CU_TestInfo junit_text_tests[] = {
    {"a_classname_has_one_dot_and_no_odd_characters", test_classnames},
    {"a_name_has_the_configured_method_and_a_number_when_repeated", test_names},
    {"seconds_have_three_decimals", test_seconds},
    {"the_type_is_the_cause_or_else_the_outcome", test_types},
    {"a_long_message_is_cut_at_two_hundred_bytes", test_long_message},
    {"a_message_is_never_empty", test_message_without_reason},
    {"a_body_tells_everything_about_a_wrong_status", test_body},
    {"a_body_repeats_a_cut_message_in_full", test_long_body},
    {"a_body_names_the_latency_limit_that_was_passed", test_latency_body},
    CU_TEST_INFO_NULL,
};
