/* SPDX-License-Identifier: MIT */
/* Tests of policy. */
#include "headgate/policy.h"

#include "unit.h"

#include <stdlib.h>

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

static void assert_shown(const struct hg_policy *policy, const char *text,
                         const char *expected)
{
    char *shown = hg_policy_show(policy, text);
    UNIT_ASSERT_TEXT(shown, expected);
    free(shown);
}

static void own_headers_that_come_back_are_not_shown(void)
{
    static const struct hg_header headers[] = {
        {"X-Sent", "hunter2hunter2"}, {"Accept", "text/html"}, {"X-Short", "seven77"}};
    const struct hg_policy policy = {.headers = {headers, 3}};
    assert_shown(&policy, "got hunter2hunter2hunter2hunter2 and text/html, seven77",
                 "got ****** and text/html, seven77");
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
    static const struct hg_header field = {"password", "hunter22"};
    const struct hg_policy policy = {
        .method = HG_METHOD_AUTO, .form = {&field, 1}, .content = "password=hunter22"};
    assert_shown(&policy, "got hunter22 and password=hunter22", "got *** and ***");
    CU_ASSERT_EQUAL(hg_policy_method(&policy), HG_METHOD_POST);
}

static void what_is_sent_is_found_as_json_writes_it(void)
{
    const struct hg_policy policy = {.content = "a\"b\\cdefg"};
    assert_shown(&policy, "{\"a\": \"a\\\"b\\\\cdefg\"}, a\"b\\cdefg",
                 "{\"a\": \"***\"}, ***");
}

static void urls_are_shown_as_their_host_where_they_are_hidden(void)
{
    static const char *const rows[][2] = {
        {"https://a.example/", "https://a.example/"},
        {"https://a.example/x", "https://a.example/***"},
        {"http://a.example:81/?x=1", "http://a.example:81/***"},
        {"http://[::1]:81/x/y?z", "http://[::1]:81/***"},
    };
    const struct hg_policy policy = {.hide_url = true};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char *shown = hg_policy_show_url(&policy, rows[i][0]);
        UNIT_ASSERT_TEXT(shown, rows[i][1]);
        free(shown);
    }
}

CU_TestInfo policy_tests[] = {
    {"urls_are_shown_as_their_host_where_they_are_hidden",
     urls_are_shown_as_their_host_where_they_are_hidden},
    {"what_is_sent_is_found_as_json_writes_it", what_is_sent_is_found_as_json_writes_it},
    {"what_is_sent_is_not_shown", what_is_sent_is_not_shown},
    {"a_body_that_is_expected_is_asked_for_with_get",
     a_body_that_is_expected_is_asked_for_with_get},
    {"own_headers_that_come_back_are_not_shown",
     own_headers_that_come_back_are_not_shown},
    {"the_default_statuses_depend_on_redirects",
     the_default_statuses_depend_on_redirects},
    {"expected_statuses_replace_the_default", expected_statuses_replace_the_default},
    CU_TEST_INFO_NULL,
};
