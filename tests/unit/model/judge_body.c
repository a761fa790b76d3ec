/* SPDX-License-Identifier: MIT */
/* Tests of judge_body. */
#include "headgate/judge.h"

#include "headgate/policy.h"
#include "headgate/text.h"

#include "unit.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "headgate/banned.h"

static void check_words(const struct hg_policy *policy, const char *data, size_t len,
                        bool is_cut, const char *expected)
{
    const struct hg_body body = {data, len, is_cut, NULL};
    char *words = hg_judge_body(policy, &body);
    UNIT_ASSERT_TEXT(words, expected);
    free(words);
}

static const char *const needles[] = {"ready", "now"};

static void texts_must_and_must_not_be_there(void)
{
    struct hg_policy policy = {0};
    CU_ASSERT_FALSE(hg_policy_expects_body(&policy));
    policy.expect.body.contains = (struct hg_texts){needles, 2};
    CU_ASSERT_TRUE(hg_policy_expects_body(&policy));
    check_words(&policy, "now ready", 9, false, NULL);
    check_words(&policy, "\0readready\0now", 14, false, NULL);
    check_words(&policy, "now read", 8, false,
                "body: expected \"ready\", got \"now read\"");
    check_words(&policy, "ready", 5, true,
                "body: expected \"now\", only the first 5 bytes were read (body_limit)");
    check_words(&policy, "ready now", 9, true, NULL);
    check_words(&policy, "", 0, false, "body: expected \"ready\", got nothing");
    check_words(&policy, "\"now\"", 5, false, "body: expected \"ready\", got '\"now\"'");
    check_words(&policy, "\n a\r\n\t\nb\0c", 10, false,
                "body: expected \"ready\", got \"\\n a\\r\\n\\t\\nb\\x00c\"");
    policy.expect.body = (struct hg_body_expectations){.not_contains = {needles, 2}};
    check_words(&policy, "no", 2, false, NULL);
    check_words(&policy, "not now", 7, false,
                "body: expected no \"now\", found at byte 5");
    check_words(&policy, "no", 2, true,
                "body: expected no \"ready\", only the first 2 bytes were read "
                "(body_limit)");
}

static void expressions_must_and_must_not_match(void)
{
    char problem[128];
    struct hg_pattern *pattern = hg_pattern_new("a(b|\\x00)c", problem, sizeof problem);
    const struct hg_expression item = {"a(b|\\x00)c", pattern};
    struct hg_policy policy = {.expect.body.matches = {&item, 1}};
    check_words(&policy,
                "\xff"
                "abc",
                4, false, NULL);
    check_words(&policy, "a\0c", 3, true, NULL);
    check_words(&policy, "ac", 2, false,
                "body: expected a match of \"a(b|\\x00)c\", got \"ac\"");
    check_words(&policy, "ac", 2, true,
                "body: expected a match of \"a(b|\\x00)c\", only the first 2 bytes were "
                "read (body_limit)");
    policy.expect.body = (struct hg_body_expectations){.not_matches = {&item, 1}};
    check_words(&policy, "ac", 2, false, NULL);
    check_words(&policy, "xabc", 4, false,
                "body: expected no match of \"a(b|\\x00)c\", found at byte 2");
    check_words(&policy, "ac", 2, true,
                "body: expected no match of \"a(b|\\x00)c\", only the first 2 bytes were "
                "read (body_limit)");
    hg_pattern_free(pattern);
}

static void a_search_that_takes_too_many_steps_is_never_as_expected(void)
{
    char problem[128];
    struct hg_pattern *pattern = hg_pattern_new("^(a+)+$", problem, sizeof problem);
    const struct hg_expression item = {"^(a+)+$", pattern};
    static const char clever[] = "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!";
    struct hg_policy policy = {.expect.body.not_matches = {&item, 1}};
    check_words(&policy, clever, sizeof clever - 1, false,
                "body: expected no match of \"^(a+)+$\", the search took too many steps");
    policy.expect.body = (struct hg_body_expectations){.matches = {&item, 1}};
    check_words(&policy, clever, sizeof clever - 1, false,
                "body: expected a match of \"^(a+)+$\", the search took too many steps");
    hg_pattern_free(pattern);
}

static void sizes_have_limits(void)
{
    struct hg_policy policy = {.expect.body = {.min_size = 2, .max_size = 1024}};
    static char large[1100];
    check_words(&policy, "ab", 2, false, NULL);
    check_words(&policy, "a", 1, false, "body: expected at least 2 bytes, got 1 byte");
    check_words(&policy, large, 1024, false, NULL);
    check_words(&policy, large, 1025, false,
                "body: expected at most 1 KiB, got 1025 bytes");
    check_words(&policy, large, 1024, true, "body: expected at most 1 KiB, got more");
}

static void values_of_json_are_compared(void)
{
    static const struct hg_json_expectation items[] = {
        {.pointer = "/status", .value = "ok", .kind = HG_JSON_TEXT},
        {.pointer = "/n", .value = "1", .kind = HG_JSON_VALUE}};
    struct hg_policy policy = {.expect.body.json = {items, 2}};
    static const char *const rows[][2] = {
        {"{\"status\":\"ok\",\"n\":1}", NULL},
        {"\xef\xbb\xbf{\"status\":\"ok\",\"n\":1.0}", NULL},
        {"{\"status\":\"no\",\"n\":1}",
         "body: expected \"ok\" at \"/status\", got \"no\""},
        {"{\"status\":\"ok\",\"n\":[1]}", "body: expected 1 at \"/n\", got [1]"},
        {"{\"status\":\"ok\"}", "body: expected 1 at \"/n\", got nothing"},
        {"[\"\xe9\"]",
         "body: expected JSON in UTF-8, got \"[\"\xef\xbf\xbd\"]\" in another charset"},
        {"[1e999]", "body: expected JSON with numbers below 1.8e308, got \"[1e999]\""},
        {"<html>", "body: expected JSON, got \"<html>\""},
        {"{\"status\":\"no\",\"status\":\"ok\",\"n\":1}",
         "body: expected JSON without a repeated name, got "
         "\"{\"status\":\"no\",\"status\":\"ok\",\"n\":1}\""},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        check_words(&policy, rows[i][0], strlen(rows[i][0]), false, rows[i][1]);
    check_words(&policy, rows[0][0], strlen(rows[0][0]), true,
                "body: expected JSON, only the first 21 bytes were read (body_limit)");
}

static void text_is_compared_in_its_charset(void)
{
    char problem[128];
    struct hg_pattern *pattern = hg_pattern_new("^caf.$", problem, sizeof problem);
    const struct hg_expression item = {"^caf.$", pattern};
    static const char *const cafe[] = {"café"};
    static const char *const error[] = {"ERROR"};
    const struct hg_policy has_cafe = {.expect.body.contains = {cafe, 1}};
    const struct hg_policy has_no_error = {.expect.body.not_contains = {error, 1}};
    const struct hg_policy matches = {.expect.body.matches = {&item, 1}};
    const struct hg_policy is_small = {.expect.body.max_size = 4};
    static const char latin1[] = "text/plain; charset=iso-8859-1";
    static const char utf16[] = "text/plain; charset=utf-16";
    static const char json[] = "application/json; charset=iso-8859-1";
    static const char missing[] = "body: expected \"café\", got ";
    static const char found[] = "body: expected no \"ERROR\", found at byte ";
    const struct {
        const struct hg_policy *policy;
        struct hg_body body;
        const char *words, *more; /* NULL: as expected */
    } rows[] = {
        {&has_cafe, {"caf\xe9", 4, false, latin1}, NULL, NULL},
        {&has_cafe, {"caf\xe9", 4, false, "text/plain"}, missing, "\"caf\xef\xbf\xbd\""},
        {&has_cafe, {"caf\xc3\xa9", 5, false, "text/plain"}, NULL, NULL},
        {&has_cafe,
         {"caf\xc3\xa9", 5, false, "text/plain; charset=nonsense"},
         NULL,
         NULL},
        {&has_cafe, {"caf\xc3\xa9", 5, false, json}, NULL, NULL},
        {&has_cafe, {"caff\xe9", 5, false, latin1}, missing, "\"caffé\""},
        {&matches, {"caf\xe9", 4, false, latin1}, NULL, NULL},
        {&matches, {"\xef\xbb\xbf\x63\x61\x66\xc3\xa9", 8, false, NULL}, NULL, NULL},
        {&has_no_error,
         {"E\0R\0R\0O\0R\0", 10, false, utf16},
         found,
         "1 of its text in UTF-8"},
        {&has_no_error,
         {"\xff\xfeX\0E\0R\0R\0O\0R\0", 14, false, latin1},
         found,
         "2 of its text in UTF-8"},
        {&has_no_error, {"E\0R\0R\0O\0", 8, false, utf16}, NULL, NULL},
        /* Not UTF-16: bytes. */
        {&has_no_error, {"an ERROR!", 9, false, utf16}, found, "4"},
        {&has_no_error, {"\xef\xbb\xbfX ERROR", 10, false, NULL}, found, "3"},
        /* As it came. */
        {&is_small, {"caf\xe9", 4, false, latin1}, NULL, NULL},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        char expected[200] = "";
        char *words = hg_judge_body(rows[i].policy, &rows[i].body);
        if (rows[i].words != NULL)
            snprintf(expected, sizeof expected, "%s%s", rows[i].words, rows[i].more);
        UNIT_ASSERT_TEXT(words, rows[i].words == NULL ? NULL : expected);
        free(words);
    }
    hg_pattern_free(pattern);
}

static void an_excerpt_is_short_clean_and_without_secrets(void)
{
    static const struct hg_header header = {"X-Key", "hunter2hunter2"};
    struct hg_policy policy = {.headers = {&header, 1},
                               .expect.body.contains = {needles, 1}};
    char text[400];
    memset(text, 'x', sizeof text);
    memcpy(text, "\x1b[1m\0", 5);
    /* Where the excerpt would be cut. */
    memcpy(text + 84, "hunter2hunter2", 14);
    const struct hg_body body = {text, sizeof text, false, NULL};
    char *words = hg_judge_body(&policy, &body);
    CU_ASSERT_PTR_NOT_NULL_FATAL(words);
    CU_ASSERT_TRUE(strlen(words) < 150);
    CU_ASSERT_TRUE(hg_text_is_clean(words, strlen(words), NULL));
    CU_ASSERT_PTR_NULL(strstr(words, "hunt"));
    CU_ASSERT_PTR_NOT_NULL(strstr(words, "***"));
    free(words);
}

/* What is sent may be longer than what of a body is looked at, and be cut there, also within an escape. */
static void content_that_is_longer_than_the_window_is_not_shown(void)
{
    enum { LEN = 9000 };
    static char content[LEN + 1];
    static char encoded[3 * LEN + 16];
    for (size_t shift = 0; shift < 4; shift++) {
        for (size_t i = 0; i < LEN; i++) {
            content[i] = (char)('a' + i * 7 % 26);
            snprintf(encoded + shift + 3 * i, 4, "%%%02X", (unsigned)content[i]);
        }
        memset(encoded, 'x', shift);
        const struct hg_policy policy = {.content = content,
                                         .expect.body.contains = {needles, 1}};
        const struct hg_body bodies[] = {{content, LEN, false, NULL},
                                         {encoded, shift + 3 * LEN, false, NULL}};
        for (size_t i = 0; i < 2; i++) {
            char *words = hg_judge_body(&policy, &bodies[i]);
            CU_ASSERT_PTR_NOT_NULL_FATAL(words);
            UNIT_ASSERT_ROW(strlen(words) < 60 && strstr(words, "***") != NULL, words);
            free(words);
        }
    }
}

CU_TestInfo judge_body_tests[] = {
    {"content_that_is_longer_than_the_window_is_not_shown",
     content_that_is_longer_than_the_window_is_not_shown},
    {"text_is_compared_in_its_charset", text_is_compared_in_its_charset},
    {"texts_must_and_must_not_be_there", texts_must_and_must_not_be_there},
    {"expressions_must_and_must_not_match", expressions_must_and_must_not_match},
    {"a_search_that_takes_too_many_steps_is_never_as_expected",
     a_search_that_takes_too_many_steps_is_never_as_expected},
    {"sizes_have_limits", sizes_have_limits},
    {"values_of_json_are_compared", values_of_json_are_compared},
    {"an_excerpt_is_short_clean_and_without_secrets",
     an_excerpt_is_short_clean_and_without_secrets},
    CU_TEST_INFO_NULL,
};
