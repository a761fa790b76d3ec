/* SPDX-License-Identifier: MIT */
/* curl: tests of checks as command lines. */
#include "unit.h"

#include "app/curl.h"

#define BEGIN                                                                            \
    "curl --disable --globoff --silent --show-error --output /dev/null --write-out "     \
    "'%{http_code} after %{time_total} s\\n'"

static void assert_command(const char *url, enum hg_method method,
                           const struct hg_policy *policy, const char *expected)
{
    struct hg_buf out;
    hg_buf_init(&out);
    hg_curl_write(url, method, policy, &out);
    UNIT_ASSERT_TEXT(out.data, expected);
    hg_buf_release(&out);
}

static void every_text_is_quoted_for_the_shell(void)
{
    assert_command("https://example.com/", HG_METHOD_HEAD, NULL,
                   BEGIN " --head -- https://example.com/");
    assert_command("https://example.com/?a=$(id)&b='x'", HG_METHOD_GET, NULL,
                   BEGIN " -- 'https://example.com/?a=$(id)&b='\\''x'\\'''");
    assert_command("https://example.com/~`id`", HG_METHOD_DELETE, NULL,
                   BEGIN " --request DELETE -- 'https://example.com/~`id`'");
    assert_command("a", HG_METHOD_GET, NULL, BEGIN " -- a");
    assert_command("", HG_METHOD_GET, NULL, BEGIN " -- ''");
}

static void a_policy_becomes_options_of_curl(void)
{
    static const char *const addresses[] = {"example.com:443:203.0.113.7"};
    const struct hg_policy policy = {.timeout_us = 2500000,
                                     .connect_timeout_us = 1000000,
                                     .redirects = 3,
                                     .ip_version = HG_IP_6,
                                     .resolve = {addresses, 1},
                                     .proxy = "none",
                                     .min_version = HG_TLS_1_3,
                                     .insecure = true,
                                     .user_agent = "a b",
                                     .pin = "sha256//AAAA="};
    assert_command("https://example.com/", HG_METHOD_AUTO, &policy,
                   BEGIN " --head --connect-timeout 1 --max-time 2.5 --location"
                         " --max-redirs 3 --ipv6 --resolve example.com:443:203.0.113.7"
                         " --noproxy '*' --tlsv1.3 --insecure"
                         " --pinnedpubkey sha256//AAAA= --user-agent 'a b'"
                         " -- https://example.com/");
}

static void http_3_is_asked_for_as_it_is_expected(void)
{
    const struct hg_policy alone = {.min_version = HG_TLS_1_2,
                                    .expect.http_versions = HG_HTTP_3_BIT};
    const struct hg_policy among = {.min_version = HG_TLS_1_2,
                                    .expect.http_versions = HG_HTTP_3_BIT | 4};
    assert_command("https://example.com/", HG_METHOD_GET, &alone,
                   BEGIN " --http3-only -- https://example.com/");
    assert_command("https://example.com/", HG_METHOD_GET, &among,
                   BEGIN " --http3 -- https://example.com/");
}

static void secrets_are_left_out(void)
{
    const struct hg_header headers[] = {{"X-Key", "hidden"}, {"Accept", "text/html"}};
    const struct hg_policy policy = {.min_version = HG_TLS_1_2,
                                     .headers = {headers, 2},
                                     .proxy = "http://me:hidden@proxy.example:3128",
                                     .user = "hidden",
                                     .password = "hidden",
                                     .uses_digest = true,
                                     .content = "hidden"};
    const struct hg_policy bearer = {.min_version = HG_TLS_1_2,
                                     .bearer = "Bearer hidden"};
    assert_command("https://example.com/", HG_METHOD_POST, &policy,
                   BEGIN " --request POST --proxy 'http://***@proxy.example:3128'"
                         " --header 'X-Key: ***' --header 'Accept: text/html' --digest"
                         " --user '***' --data '***' -- https://example.com/");
    assert_command("https://example.com/", HG_METHOD_GET, &bearer,
                   BEGIN " --header 'Authorization: Bearer ***' -- https://example.com/");
}

CU_TestInfo curl_tests[] = {
    {"every_text_is_quoted_for_the_shell", every_text_is_quoted_for_the_shell},
    {"a_policy_becomes_options_of_curl", a_policy_becomes_options_of_curl},
    {"http_3_is_asked_for_as_it_is_expected", http_3_is_asked_for_as_it_is_expected},
    {"secrets_are_left_out", secrets_are_left_out},
    CU_TEST_INFO_NULL,
};
