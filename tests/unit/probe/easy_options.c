/* SPDX-License-Identifier: MIT */
/* easy_options: tests of header lines, time-outs, and of what a handle may remember. */
#include "unit.h"

#include <string.h>

#include "headgate/buf.h"

#include "probe/easy_options.h"

#include <curl/curl.h>

static void expect_list(const struct curl_slist *list, const char *expected)
{
    struct hg_buf lines;
    hg_buf_init(&lines);
    for (; list != NULL; list = list->next)
        hg_buf_printf(&lines, "%s%s", lines.len == 0 ? "" : "|", list->data);
    UNIT_ASSERT_TEXT(lines.data, expected);
    hg_buf_release(&lines);
}

/* Asserts the header lines of requests without and with content. */
static void expect_headers(const struct hg_policy *policy, const char *headers,
                           const char *content_headers)
{
    struct hg_easy_lists lists;
    hg_easy_lists_make(&lists, policy);
    expect_list(lists.headers, headers);
    expect_list(lists.content_headers, content_headers);
    CU_ASSERT_PTR_NULL(lists.resolve);
    hg_easy_lists_release(&lists);
}

#define FORM "Expect:|Content-Type: application/x-www-form-urlencoded"

static void headers_of_the_policy_are_sent(void)
{
    static const struct hg_header headers[] = {{"A", "b"}, {"Empty", ""}};
    const struct hg_policy policy = {.headers = {headers, 2}, .bearer = "Bearer t"};
    expect_headers(&policy, "A: b|Empty;|Authorization: Bearer t",
                   "A: b|Empty;|Authorization: Bearer t|" FORM);
}

static void compression_is_requested_only_when_a_body_is_checked(void)
{
    static const struct hg_header own = {"accept-encoding", "identity"};
    struct hg_policy policy = {0};
    expect_headers(&policy, "", FORM);
    policy.expect.body.min_size = 1;
    expect_headers(&policy, "Accept-Encoding: gzip", "Accept-Encoding: gzip|" FORM);
    policy.headers = (struct hg_headers){&own, 1};
    expect_headers(&policy, "accept-encoding: identity",
                   "accept-encoding: identity|" FORM);
}

static void content_has_a_type_unless_the_headers_have_one(void)
{
    static const struct hg_header own = {"content-type", "a/b"};
    struct hg_policy policy = {.body = "{}"};
    expect_headers(&policy, "", "Expect:|Content-Type: application/json");
    policy.body = "[1]";
    expect_headers(&policy, "", "Expect:|Content-Type: application/json");
    policy.body = "text";
    expect_headers(&policy, "", "Expect:|Content-Type: text/plain; charset=utf-8");
    policy.headers = (struct hg_headers){&own, 1};
    expect_headers(&policy, "content-type: a/b", "content-type: a/b|Expect:");
}

static void addresses_of_the_policy_are_a_list(void)
{
    static const char *const lines[] = {"a:80:192.0.2.1", "b:80:192.0.2.2"};
    const struct hg_policy policy = {.resolve = {lines, 2}};
    struct hg_easy_lists lists;
    hg_easy_lists_make(&lists, &policy);
    expect_list(lists.resolve, "a:80:192.0.2.1|b:80:192.0.2.2");
    hg_easy_lists_release(&lists);
    CU_ASSERT_PTR_NULL(lists.resolve);
}

static void a_handle_forgets_what_holds_for_one_policy_only(void)
{
    static const char *const lines[] = {"a:80:192.0.2.1"};
    const struct hg_policy before = {.pin = "sha256//a"};
    struct hg_policy policy = before;
    CU_ASSERT_TRUE(hg_easy_may_remember(&before, &policy));
    policy.ip_version = HG_IP_6;
    CU_ASSERT_FALSE(hg_easy_may_remember(&before, &policy));
    policy = before;
    policy.proxy = "http://p:1";
    CU_ASSERT_FALSE(hg_easy_may_remember(&before, &policy));
    policy = before;
    policy.pin = "sha256//A";
    CU_ASSERT_FALSE(hg_easy_may_remember(&before, &policy));
    policy = before;
    policy.crl_file = "revoked.pem";
    CU_ASSERT_FALSE(hg_easy_may_remember(&before, &policy));
    policy = before;
    policy.resolve = (struct hg_texts){lines, 1};
    CU_ASSERT_FALSE(hg_easy_may_remember(&before, &policy));
}

static void options_stay_for_requests_that_differ_in_address_and_time_only(void)
{
    const struct hg_policy policy = {0};
    const struct hg_request first = {.policy = &policy, .method = HG_METHOD_GET};
    struct hg_request next = first;
    next.timeout_us = 5;
    CU_ASSERT_TRUE(hg_easy_has_same_options(&first, &next));
    next.method = HG_METHOD_HEAD;
    CU_ASSERT_FALSE(hg_easy_has_same_options(&first, &next));
    next = first;
    next.user = "me";
    CU_ASSERT_FALSE(hg_easy_has_same_options(&next, &next));
    next = first;
    next.content = "a";
    CU_ASSERT_FALSE(hg_easy_has_same_options(&next, &next));
    next = first;
    next.is_own_origin = true;
    CU_ASSERT_FALSE(hg_easy_has_same_options(&first, &next));
    next = first;
    next.is_fresh = true;
    CU_ASSERT_FALSE(hg_easy_has_same_options(&first, &next));
    next = first;
    next.keeps_connection = true;
    CU_ASSERT_FALSE(hg_easy_has_same_options(&first, &next));
    next = first;
    next.watches_goaway = true;
    CU_ASSERT_FALSE(hg_easy_has_same_options(&first, &next));
    next = first;
    next.only_certificate = true;
    CU_ASSERT_FALSE(hg_easy_has_same_options(&first, &next));
}

static void milliseconds_are_rounded_up_and_never_none(void)
{
    static const int64_t rows[][2] = {{-5000, 1}, {0, 1},    {1, 1},
                                      {1000, 1},  {1001, 2}, {2500000, 2500}};
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        CU_ASSERT_EQUAL(hg_easy_timeout_ms(rows[i][0]), rows[i][1]);
}

CU_TestInfo easy_options_tests[] = {
    {"headers of the policy are sent", headers_of_the_policy_are_sent},
    {"compression is requested only when a body is checked",
     compression_is_requested_only_when_a_body_is_checked},
    {"content has a type unless the headers have one",
     content_has_a_type_unless_the_headers_have_one},
    {"addresses of the policy are a list", addresses_of_the_policy_are_a_list},
    {"a handle forgets what holds for one policy only",
     a_handle_forgets_what_holds_for_one_policy_only},
    {"options stay for requests that differ in address and time only",
     options_stay_for_requests_that_differ_in_address_and_time_only},
    {"milliseconds are rounded up and never none",
     milliseconds_are_rounded_up_and_never_none},
    CU_TEST_INFO_NULL,
};
