/* SPDX-License-Identifier: MIT */
/* Tests of pattern. */
#include "headgate/pattern.h"

#include "unit.h"

#include <string.h>

#include "headgate/banned.h"

static void a_pattern_is_searched_for_anywhere(void)
{
    static const struct {
        const char *expression, *text;
        bool matches;
    } rows[] = {
        {"^2\\.", "2.1", true},
        {"^2\\.", "1.2.1", false},
        {"html", "text/html", true},
        {"HTML", "text/html", false},
        {"(?i)HTML", "text/html", true},
        {"^.$", "ü", true},
        {"", "", true},
        {"a$", "b\na", true},
    };
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        char problem[128] = "";
        struct hg_pattern *pattern =
            hg_pattern_new(rows[i].expression, problem, sizeof(problem));
        CU_ASSERT_PTR_NOT_NULL_FATAL(pattern);
        UNIT_ASSERT_ROW(hg_pattern_matches(pattern, rows[i].text) == rows[i].matches,
                        rows[i].expression);
        hg_pattern_free(pattern);
    }
    hg_pattern_free(NULL);
}

static void an_invalid_expression_is_refused_with_its_position(void)
{
    static const struct {
        const char *expression, *problem;
    } rows[] = {
        {"a(b", "missing closing parenthesis at character 3"},
        {"*", "quantifier does not follow a repeatable item at character 0"},
        {"[a", "missing terminating ] for character class at character 2"},
    };
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        char problem[128] = "";
        struct hg_pattern *pattern =
            hg_pattern_new(rows[i].expression, problem, sizeof(problem));
        CU_ASSERT_PTR_NULL(pattern);
        UNIT_ASSERT_TEXT(problem, rows[i].problem);
    }
}

static void a_clever_text_reaches_the_limit_and_does_not_match(void)
{
    char problem[128];
    char text[64];
    struct hg_pattern *pattern = hg_pattern_new("^(a+)+$", problem, sizeof(problem));
    CU_ASSERT_PTR_NOT_NULL_FATAL(pattern);
    memset(text, 'a', sizeof(text));
    text[sizeof(text) - 1] = '\0';
    CU_ASSERT_TRUE(hg_pattern_matches(pattern, text));
    text[sizeof(text) - 2] = '!';
    CU_ASSERT_FALSE(hg_pattern_matches(pattern, text));
    hg_pattern_free(pattern);
}

/* Every place in the text is a beginning, and each is searched for thousands of steps. */
static void a_long_clever_text_has_one_budget(void)
{
    static const struct {
        const char *expression;
        const char *piece;
        size_t period;
        enum hg_match match;
    } rows[] = {
        {"a.*(b|c)", "a", 9000, HG_MATCH_LIMIT},
        {"a[^z]*+(?:z|q)", "a", 1 << 30, HG_MATCH_LIMIT},
        {"(?i)fatal error|panic", "all is well ", 80, HG_MATCH_NONE},
        {"[a-z]+@[a-z]+", "all is well ", 80, HG_MATCH_NONE},
        {"(?s)<title>.*</title>", "all is well ", 80, HG_MATCH_NONE},
    };
    static char text[1 << 18];
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        char problem[128];
        for (size_t at = 0; at < sizeof(text); at++)
            text[at] = at % rows[i].period == rows[i].period - 1
                           ? '\n'
                           : rows[i].piece[at % strlen(rows[i].piece)];
        struct hg_pattern *pattern =
            hg_pattern_new(rows[i].expression, problem, sizeof(problem));
        UNIT_ASSERT_ROW(hg_pattern_search(pattern, text, sizeof(text), NULL) ==
                            rows[i].match,
                        rows[i].expression);
        hg_pattern_free(pattern);
    }
}

static void any_bytes_are_searched(void)
{
    static const char bytes[] = "\xff\0ab\0c";
    char problem[128];
    size_t at = 99;
    struct hg_pattern *pattern = hg_pattern_new("b\\x00c$", problem, sizeof(problem));
    CU_ASSERT_PTR_NOT_NULL_FATAL(pattern);
    CU_ASSERT_EQUAL(hg_pattern_search(pattern, bytes, sizeof(bytes) - 1, &at),
                    HG_MATCH_FOUND);
    CU_ASSERT_EQUAL(at, 3);
    CU_ASSERT_EQUAL(hg_pattern_search(pattern, bytes, 4, &at), HG_MATCH_NONE);
    CU_ASSERT_EQUAL(hg_pattern_search(pattern, "", 0, NULL), HG_MATCH_NONE);
    hg_pattern_free(pattern);
}

CU_TestInfo pattern_tests[] = {
    {"a_long_clever_text_has_one_budget", a_long_clever_text_has_one_budget},
    {"any_bytes_are_searched", any_bytes_are_searched},
    {"a_pattern_is_searched_for_anywhere", a_pattern_is_searched_for_anywhere},
    {"an_invalid_expression_is_refused_with_its_position",
     an_invalid_expression_is_refused_with_its_position},
    {"a_clever_text_reaches_the_limit_and_does_not_match",
     a_clever_text_reaches_the_limit_and_does_not_match},
    CU_TEST_INFO_NULL,
};
