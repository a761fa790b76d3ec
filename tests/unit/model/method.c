/* SPDX-License-Identifier: MIT */
/* Tests of method. */
#include "headgate/method.h"

#include "unit.h"

#include "headgate/banned.h"

/* Histories have these numbers: a failure here is not mended here. */
static void the_number_of_a_method_never_changes(void)
{
    static const char *const words[] = {
        [0] = "auto", [1] = "HEAD", [2] = "GET",   [3] = "OPTIONS",
        [4] = "POST", [5] = "PUT",  [6] = "PATCH", [7] = "DELETE",
    };
    CU_ASSERT_EQUAL(sizeof words / sizeof words[0], HG_METHOD_COUNT);
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

static void only_post_and_patch_are_never_retried(void)
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
    {"the_number_of_a_method_never_changes", the_number_of_a_method_never_changes},
    {"any_case_is_read_and_other_words_are_not",
     any_case_is_read_and_other_words_are_not},
    {"only_post_and_patch_are_never_retried", only_post_and_patch_are_never_retried},
    CU_TEST_INFO_NULL,
};
