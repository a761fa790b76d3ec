/* SPDX-License-Identifier: MIT */
/* text_nearest: suggestions for mistyped words, and comparing without case. */
#include "headgate/text.h"

#include "unit.h"

#include "headgate/banned.h"

static const char *const words[] = {
    "timeout", "connect_timeout", "retries",  "method", "url",
    "tags",    "targets",         "insecure", ""};
static const size_t word_count = sizeof words / sizeof words[0];

static void mistyped_words_find_the_nearest(void)
{
    const struct {
        const char *word, *nearest;
    } rows[] = {
        {"timeout", "timeout"},
        {"timeuot", "timeout"},  /* swapped */
        {"itmeuot", "timeout"},  /* twice */
        {"timout", "timeout"},   /* missing */
        {"ttimeout", "timeout"}, /* too many */
        {"tineout", "timeout"},  /* replaced */
        {"TIMEOUT", "timeout"},
        {"Metod", "method"},
        {"retry", NULL},
        {"retrys", "retries"},
        {"conect_timout", "connect_timeout"},
        {"connection_timeouts", "connect_timeout"}, /* 4 away, a third of 19 is 6 */
        {"target", "targets"},
        {"ulr", "url"},
        {"uri", "url"},
        {"xyz", NULL},
        {"zz", NULL},
        {"", NULL},
        {"something else", NULL},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        UNIT_ASSERT_TEXT(hg_text_nearest(rows[i].word, words, word_count),
                         rows[i].nearest);
}

static void the_limit_is_a_third_of_the_word_and_at_least_two(void)
{
    const char *const candidates[] = {"abcdefghi"};
    UNIT_ASSERT_TEXT(hg_text_nearest("abcdefxyz", candidates, 1), "abcdefghi");
    UNIT_ASSERT_TEXT(hg_text_nearest("abcdewxyz", candidates, 1), NULL);
    const char *const short_candidates[] = {"abc"};
    UNIT_ASSERT_TEXT(hg_text_nearest("axy", short_candidates, 1), "abc");
    UNIT_ASSERT_TEXT(hg_text_nearest("xyz", short_candidates, 1), NULL);
}

static void the_distance_from_nothing_is_the_length(void)
{
    CU_ASSERT_EQUAL(hg_text_distance("", "ab"), 2);
    CU_ASSERT_EQUAL(hg_text_distance("", ""), 0);
    CU_ASSERT_EQUAL(hg_text_distance("ab", ""), 2);
}

static void the_first_of_equals_wins_and_a_nearer_one_beats_it(void)
{
    const char *const candidates[] = {"cart", "care", "card"};
    UNIT_ASSERT_TEXT(hg_text_nearest("carx", candidates, 3), "cart");
    UNIT_ASSERT_TEXT(hg_text_nearest("card", candidates, 3), "card");
    UNIT_ASSERT_TEXT(hg_text_nearest("carx", candidates, 0), NULL);
}

#define TEN "abcdefghij"

static void very_long_words_are_near_to_nothing(void)
{
    const char *const candidates[] = {TEN TEN TEN TEN TEN TEN "abcde",
                                      TEN TEN TEN TEN TEN TEN "abcd"};
    UNIT_ASSERT_TEXT(hg_text_nearest(candidates[0], candidates, 2), NULL);
    UNIT_ASSERT_TEXT(hg_text_nearest(candidates[1], candidates, 2), candidates[1]);
}

static void case_is_ignored_for_ascii_letters_only(void)
{
    const struct {
        const char *a, *b;
        bool equal;
    } rows[] = {
        {"", "", true},
        {"Location", "lOCATION", true},
        {"a", "", false},
        {"", "a", false},
        {"abc", "abcd", false},
        {"abcd", "abc", false},
        {"[", "{", false}, /* 0x20 apart as letters are */
        {"@", "`", false},
        {"Z-Z", "z-z", true},
        {"\xC3\x84", "\xC3\xA4", false},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        UNIT_ASSERT_ROW(hg_text_equals_ignoring_case(rows[i].a, rows[i].b) ==
                            rows[i].equal,
                        rows[i].a);
}

static void what_is_missing_equals_nothing_else(void)
{
    const char here[] = "a";
    const char there[] = "a";
    CU_ASSERT_TRUE(hg_text_equals(here, there));
    CU_ASSERT_TRUE(hg_text_equals(NULL, NULL));
    CU_ASSERT_FALSE(hg_text_equals(here, "A"));
    CU_ASSERT_FALSE(hg_text_equals(here, NULL));
    CU_ASSERT_FALSE(hg_text_equals(NULL, ""));
}

CU_TestInfo text_nearest_tests[] = {
    {"the_distance_from_nothing_is_the_length", the_distance_from_nothing_is_the_length},
    {"mistyped_words_find_the_nearest", mistyped_words_find_the_nearest},
    {"the_limit_is_a_third_of_the_word_and_at_least_two",
     the_limit_is_a_third_of_the_word_and_at_least_two},
    {"the_first_of_equals_wins_and_a_nearer_one_beats_it",
     the_first_of_equals_wins_and_a_nearer_one_beats_it},
    {"very_long_words_are_near_to_nothing", very_long_words_are_near_to_nothing},
    {"case_is_ignored_for_ascii_letters_only", case_is_ignored_for_ascii_letters_only},
    {"what_is_missing_equals_nothing_else", what_is_missing_equals_nothing_else},
    CU_TEST_INFO_NULL,
};
