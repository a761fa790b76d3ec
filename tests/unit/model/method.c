/* SPDX-License-Identifier: MIT */
/* Tests of method. */
#include "headgate/method.h"

#include "unit.h"

#include "headgate/banned.h"

static void every_method_has_a_word_that_is_read_back(void)
{
    static const char *const words[HG_METHOD_COUNT] = {"auto", "HEAD", "GET",   "OPTIONS",
                                                       "POST", "PUT",  "PATCH", "DELETE"};
    for (int i = 0; i < HG_METHOD_COUNT; i++) {
        enum hg_method method = HG_METHOD_COUNT;
        UNIT_ASSERT_TEXT(hg_method_word((enum hg_method)i), words[i]);
        UNIT_ASSERT_ROW(hg_method_parse(words[i], &method), words[i]);
        UNIT_ASSERT_ROW((int)method == i, words[i]);
    }
}

static void any_case_is_read_and_other_words_are_not(void)
{
    enum hg_method method = HG_METHOD_AUTO;
    CU_ASSERT_TRUE(hg_method_parse("head", &method));
    CU_ASSERT_EQUAL(method, HG_METHOD_HEAD);
    CU_ASSERT_TRUE(hg_method_parse("AUTO", &method));
    CU_ASSERT_EQUAL(method, HG_METHOD_AUTO);
    static const char *const wrong[] = {"", "HEA", "HEADS", "TRACE", "CONNECT", " GET"};
    for (size_t i = 0; i < sizeof(wrong) / sizeof(wrong[0]); i++)
        UNIT_ASSERT_ROW(!hg_method_parse(wrong[i], &method), wrong[i]);
}

static void only_post_and_patch_are_never_asked_again(void)
{
    for (int i = 0; i < HG_METHOD_COUNT; i++) {
        const bool expected = i != HG_METHOD_POST && i != HG_METHOD_PATCH;
        UNIT_ASSERT_ROW(hg_method_is_idempotent((enum hg_method)i) == expected,
                        hg_method_word((enum hg_method)i));
    }
}

static void some_methods_have_content(void)
{
    static const bool has_content[HG_METHOD_COUNT] = {[HG_METHOD_POST] = true,
                                                      [HG_METHOD_PUT] = true,
                                                      [HG_METHOD_PATCH] = true,
                                                      [HG_METHOD_DELETE] = true};
    for (int i = 0; i < HG_METHOD_COUNT; i++)
        UNIT_ASSERT_ROW(hg_method_has_content((enum hg_method)i) == has_content[i],
                        hg_method_word((enum hg_method)i));
}

CU_TestInfo method_tests[] = {
    {"some_methods_have_content", some_methods_have_content},
    {"every_method_has_a_word_that_is_read_back",
     every_method_has_a_word_that_is_read_back},
    {"any_case_is_read_and_other_words_are_not",
     any_case_is_read_and_other_words_are_not},
    {"only_post_and_patch_are_never_asked_again",
     only_post_and_patch_are_never_asked_again},
    CU_TEST_INFO_NULL,
};
