/* SPDX-License-Identifier: MIT */
/* Tests of policy. */
#include "headgate/policy.h"

#include "unit.h"

#include "headgate/banned.h"

static void assert_statuses(const struct hg_policy *policy, const char *expected)
{
    char text[64];
    const struct hg_statuses statuses = hg_policy_statuses(policy);
    hg_statuses_format(&statuses, text, sizeof(text));
    UNIT_ASSERT_TEXT(text, expected);
    for (int status = 0; status <= 1000; status++)
        CU_ASSERT_EQUAL(hg_policy_accepts(policy, status),
                        hg_statuses_has(&statuses, status));
}

static void the_default_statuses_depend_on_redirects(void)
{
    struct hg_policy policy = {.redirects = 10};
    assert_statuses(&policy, "200-299");
    policy.redirects = 1;
    assert_statuses(&policy, "200-299");
    policy.redirects = 0;
    assert_statuses(&policy, "200-399");
}

static void expected_statuses_replace_the_default(void)
{
    struct hg_policy policy = {.redirects = 0};
    hg_statuses_add(&policy.expect.status, 418, 418);
    assert_statuses(&policy, "418");
}

static void secrets_that_come_back_are_not_shown(void)
{
    static const struct hg_header headers[] = {
        {"X-Key", "hunter2"}, {"Accept", "text/html"}, {"X-Short", "abc"}};
    const struct hg_policy policy = {.password = "pass", .headers = {headers, 3}};
    char text[] = "got hunter2hunter2 and pass, text/html, abc";
    hg_policy_redact(&policy, text);
    UNIT_ASSERT_TEXT(text, "got ****** and ***, text/html, abc");
}

static void a_body_that_is_expected_is_asked_for_with_get(void)
{
    struct hg_policy policy = {.method = HG_METHOD_AUTO};
    CU_ASSERT_EQUAL(hg_policy_method(&policy), HG_METHOD_AUTO);
    policy.expect.body.min_size = 1;
    CU_ASSERT_EQUAL(hg_policy_method(&policy), HG_METHOD_GET);
    policy.method = HG_METHOD_OPTIONS;
    CU_ASSERT_EQUAL(hg_policy_method(&policy), HG_METHOD_OPTIONS);
}

static void what_is_sent_is_not_shown(void)
{
    static const struct hg_header field = {"password", "hunter2"};
    const struct hg_policy policy = {.method = HG_METHOD_AUTO,
                                     .authentication.token = "token1",
                                     .credentials = "dTpw",
                                     .form = {&field, 1},
                                     .content = "password=hunter2"};
    char text[] = "got token1, Basic dTpw, hunter2 and password=hunter2";
    hg_policy_redact(&policy, text);
    UNIT_ASSERT_TEXT(text, "got ***, Basic ***, *** and ***");
    CU_ASSERT_EQUAL(hg_policy_method(&policy), HG_METHOD_POST);
}

static void secrets_are_found_as_json_writes_them(void)
{
    const struct hg_policy policy = {.password = "a\"b\\c"};
    char text[] = "{\"a\": \"a\\\"b\\\\c\"}, a\"b\\c";
    hg_policy_redact(&policy, text);
    UNIT_ASSERT_TEXT(text, "{\"a\": \"***\"}, ***");
}

CU_TestInfo policy_tests[] = {
    {"secrets_are_found_as_json_writes_them", secrets_are_found_as_json_writes_them},
    {"what_is_sent_is_not_shown", what_is_sent_is_not_shown},
    {"a_body_that_is_expected_is_asked_for_with_get",
     a_body_that_is_expected_is_asked_for_with_get},
    {"secrets_that_come_back_are_not_shown", secrets_that_come_back_are_not_shown},
    {"the_default_statuses_depend_on_redirects",
     the_default_statuses_depend_on_redirects},
    {"expected_statuses_replace_the_default", expected_statuses_replace_the_default},
    CU_TEST_INFO_NULL,
};
