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
                 "got *** and text/html, seven77");
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

/* However a server writes what it was sent, also beside a secret of the configuration. */
static void what_is_sent_is_found_in_every_form(void)
{
    static const struct hg_header field = {"q", "Se cret/<1>\"+"};
    static const struct hg_header header = {"X-Stage", "Preview-Of-Header"};
    static const struct hg_header of_body = {"X-Short", "short"};
    const struct hg_policy form = {.form = {&field, 1},
                                   .content = "q=Se+cret%2F%3C1%3E%22%2B",
                                   .headers = {&header, 1}};
    const struct hg_policy body = {.content = "{\"token\": \"literal <value>\"}",
                                   .headers = {&of_body, 1}};
    static const char *const forms[][2] = {
        {"Se cret/<1>\"+", "***"},
        {"?q=Se+cret%2F%3C1%3E%22%2B&x", "?***&x"},
        {"Se%20cret%2f%3c1%3e%22%2b.", "***."},
        {"Se%2520cret%252F%253C1%253E%2522%252B", "***"},
        {"<i>Se cret/&lt;1&gt;&quot;+</i>", "<i>***</i>"},
        {"Se cret/&#60;1&#x3e;&#34;+", "***"},
        {"\"Se cret\\/<1>\\\"+\"", "\"***\""},
        {"Se cret\\/\\u003c1\\u003E\\\"+", "***"},
        {"v=U2UgY3JldC88MT4iKw==;", "v=***;"},
        {"eDpTZSBjcmV0LzwxPiIr", "eDp***"}, /* of "x:" and the value */
        {"UHJldmlldy1PZi1IZWFkZXI=", "***"},
        {"http://preview-of-header.example/", "http://***.example/"},
        {"PREVIEW-OF-HEADER", "PREVIEW-OF-HEADER"},
        {"Se cret/<1>", "Se cret/<1>"},
    };
    static const char *const bodies[][2] = {
        {"got {\"token\": \"literal <value>\"}!", "got ***!"},
        {"%7B%22token%22%3A%20%22literal%20%3Cvalue%3E%22%7D", "***"},
        {"{\"data\": \"{\\\"token\\\": \\\"literal \\u003cvalue>\\\"}\"}",
         "{\"data\": \"***\"}"},
        {"eyJ0b2tlbiI6ICJsaXRlcmFsIDx2YWx1ZT4ifQ==", "***"},
        {"{\"token\": \"literal \xe2\x80\xa6", "***\xe2\x80\xa6"},
        {"short", "short"},
    };
    for (size_t i = 0; i < sizeof forms / sizeof *forms; i++)
        assert_shown(&form, forms[i][0], forms[i][1]);
    for (size_t i = 0; i < sizeof bodies / sizeof *bodies; i++)
        assert_shown(&body, bodies[i][0], bodies[i][1]);
}

static void what_is_public_is_shown_although_it_is_sent(void)
{
    static const struct hg_header headers[] = {{"X-Stage", "production"},
                                               {"X-Other", "production-key"}};
    static const char *const values[] = {"", "production"};
    static const struct hg_texts public_values = {values, 2};
    const struct hg_policy policy = {.headers = {headers, 2},
                                     .public_values = &public_values};
    assert_shown(&policy, "production, production-key", "production, ***");
}

static void what_is_sent_is_found_beside_other_secrets(void)
{
    static const struct hg_header field = {"q", "one literal"};
    struct hg_secrets secrets = {0};
    hg_secrets_add(&secrets, "other secret");
    hg_secrets_add(&secrets, "literal other secret");
    hg_secrets_complete(&secrets);
    const struct hg_policy policy = {
        .form = {&field, 1}, .content = "q=one+literal", .secrets = &secrets};
    const struct hg_policy other = {.secrets = &secrets};
    assert_shown(&policy, "one literal, other%20secret, one literal other secret.",
                 "***, ***, ***.");
    assert_shown(&policy, "one+literal+other+secret", "***");
    assert_shown(&policy, "other+secret", "***");
    assert_shown(&other, "one literal, other%20secret", "one literal, ***");
    const struct hg_policy without_blank = {.content = "a-literal", .secrets = &secrets};
    assert_shown(&without_blank, "other+secret", "***");
    hg_secrets_release(&secrets);
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
    {"what_is_public_is_shown_although_it_is_sent",
     what_is_public_is_shown_although_it_is_sent},
    {"what_is_sent_is_found_in_every_form", what_is_sent_is_found_in_every_form},
    {"what_is_sent_is_found_beside_other_secrets",
     what_is_sent_is_found_beside_other_secrets},
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
