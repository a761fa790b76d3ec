/* SPDX-License-Identifier: MIT */
/* Tests of json_document. */
#include "headgate/json_document.h"

#include "unit.h"

#include <stdlib.h>
#include <string.h>

#include "headgate/banned.h"

/* RFC 6901 5, and more. */
static const char document[] =
    "{\"foo\":[\"bar\",\"baz\"],\"\":0,\"a/b\":1,\"m~n\":8,\"t\":true,\"z\":null,"
    "\"s\":\"1\",\"big\":123456789012345678901234567890,\"r\":1.5,\"e\":\"\"}";

static void pointers_lead_to_values(void)
{
    static const struct {
        struct hg_json_expectation expected;
        const char *observed; /* NULL: it is as expected; "": there is nothing */
    } rows[] = {
        {{"/foo/0", "bar", HG_JSON_TEXT}, NULL},
        {{"/foo/1", "bar", HG_JSON_TEXT}, "\"baz\""},
        {{"/foo/2", "bar", HG_JSON_TEXT}, ""},
        {{"/foo/00", "bar", HG_JSON_TEXT}, ""},
        {{"/foo/-", "bar", HG_JSON_TEXT}, ""},
        {{"/foo/", "bar", HG_JSON_TEXT}, ""},
        {{"/foo/0/x", "bar", HG_JSON_TEXT}, ""},
        {{"/foo", "bar", HG_JSON_TEXT}, "[\"bar\",\"baz\"]"},
        {{"/", "0", HG_JSON_VALUE}, NULL},
        {{"/a~1b", "1", HG_JSON_VALUE}, NULL},
        {{"/m~0n", "8.0", HG_JSON_VALUE}, NULL},
        {{"/t", "true", HG_JSON_VALUE}, NULL},
        {{"/t", "true", HG_JSON_TEXT}, "true"},
        {{"/z", "null", HG_JSON_VALUE}, NULL},
        {{"/s", "1", HG_JSON_VALUE}, "\"1\""},
        {{"/s", "1", HG_JSON_TEXT}, NULL},
        {{"/s", "1", HG_JSON_EITHER}, NULL},
        {{"/a~1b", "1", HG_JSON_EITHER}, NULL},
        {{"/r", "1.5", HG_JSON_VALUE}, NULL},
        {{"/r", "1", HG_JSON_VALUE}, "1.5"},
        {{"/e", "", HG_JSON_TEXT}, NULL},
        {{"/e", "", HG_JSON_EITHER}, NULL},
        {{"/nothing", "", HG_JSON_EITHER}, ""},
    };
    enum hg_json_fault fault;
    struct hg_json_document *json =
        hg_json_document_parse(document, strlen(document), &fault);
    CU_ASSERT_PTR_NOT_NULL_FATAL(json);
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        char *observed = NULL;
        const bool is_so = hg_json_document_matches(json, &rows[i].expected, &observed);
        UNIT_ASSERT_ROW(is_so == (rows[i].observed == NULL), rows[i].expected.pointer);
        if (rows[i].observed != NULL && rows[i].observed[0] != '\0')
            UNIT_ASSERT_TEXT(observed, rows[i].observed);
        else
            CU_ASSERT_PTR_NULL(observed);
        free(observed);
    }
    hg_json_document_free(json);
}

static void the_empty_pointer_is_the_whole(void)
{
    static const struct hg_json_expectation expected = {"", "ok", HG_JSON_TEXT};
    enum hg_json_fault fault;
    struct hg_json_document *json = hg_json_document_parse("\"ok\"", 4, &fault);
    CU_ASSERT_EQUAL(fault, HG_JSON_SOUND);
    char *observed = NULL;
    CU_ASSERT_PTR_NOT_NULL_FATAL(json);
    CU_ASSERT_TRUE(hg_json_document_matches(json, &expected, &observed));
    hg_json_document_free(json);
    hg_json_document_free(NULL);
}

static void what_is_not_json_or_repeats_a_name_is_refused(void)
{
    static const struct {
        const char *text;
        enum hg_json_fault fault;
    } rows[] = {
        {"", HG_JSON_MALFORMED},
        {"{", HG_JSON_MALFORMED},
        {"{}x", HG_JSON_MALFORMED},
        {"'a'", HG_JSON_MALFORMED},
        {"nul", HG_JSON_MALFORMED},
        {"<html>", HG_JSON_MALFORMED},
        {"[1,]", HG_JSON_MALFORMED},
        {"{\"a\":1,\"a\":1}", HG_JSON_REPEATED},
        {"[{\"b\":{\"a\":1,\"A\":2,\"a\":3}}]", HG_JSON_REPEATED},
        {"{\"a\":1,\"\\u0061\":2}", HG_JSON_REPEATED},
        {"{\"\":1,\"\":2}", HG_JSON_REPEATED},
        {"{\"n\":123456789012345678901234567890,\"a\":1,\"a\":2}", HG_JSON_REPEATED},
        {"[{\"a\":1},{\"a\":1},{\"A\":{\"a\":1}}]", HG_JSON_SOUND},
        {"{\"a\":\"\xe9\"}", HG_JSON_NOT_UTF8},
        {"\xff\xfe{\"a\":1}", HG_JSON_NOT_UTF8},
        {"{\"a\":1e999}", HG_JSON_LARGE},
        {"{\"a\\u0000\":1}", HG_JSON_SOUND},
        {"{\"a\\u0000\":1,\"a\":1,\"a\\\\u0000\":1}", HG_JSON_SOUND},
        {"{\"a\\u0000\":1,\"a\\u0000\":1}", HG_JSON_REPEATED},
        {"{\"a\\u000\":1}", HG_JSON_MALFORMED},
        {"{\"a\\u0000\":x}", HG_JSON_MALFORMED},
        {"[\"\\ud800\",\"\\uDFFF\\ud800\",\"\\ud83d\\ude00\"]", HG_JSON_SOUND},
        {"\"\\ud83d\\", HG_JSON_MALFORMED},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        enum hg_json_fault fault;
        struct hg_json_document *json =
            hg_json_document_parse(rows[i].text, strlen(rows[i].text), &fault);
        UNIT_ASSERT_ROW(fault == rows[i].fault, rows[i].text);
        UNIT_ASSERT_ROW((json != NULL) == (fault == HG_JSON_SOUND), rows[i].text);
        hg_json_document_free(json);
    }
}

static void what_looks_like_utf_16_is_not_utf_8(void)
{
    static const char *const texts[] = {"{\0}\0", "\0{\0}", "{\0\0\0"};
    static const char nothing[4] = {0};
    enum hg_json_fault fault;
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        CU_ASSERT_PTR_NULL(hg_json_document_parse(texts[i], 4, &fault));
        CU_ASSERT_EQUAL(fault, HG_JSON_NOT_UTF8);
    }
    CU_ASSERT_PTR_NULL(hg_json_document_parse(nothing, 4, &fault));
    CU_ASSERT_EQUAL(fault, HG_JSON_MALFORMED);
}

static void what_is_nested_too_deeply_is_not_read(void)
{
    char text[5000];
    enum hg_json_fault fault;
    memset(text, '[', 2500);
    memset(text + 2500, ']', 2500);
    CU_ASSERT_PTR_NULL(hg_json_document_parse(text, sizeof text, &fault));
    CU_ASSERT_EQUAL(fault, HG_JSON_DEEP);
    struct hg_json_document *json =
        hg_json_document_parse(text + 1500, sizeof text - 3000, &fault);
    CU_ASSERT_PTR_NOT_NULL(json);
    hg_json_document_free(json);
}

/* RFC 8259 7: any character may be escaped, NUL and half of a pair too. */
static void escapes_that_stand_for_no_text_hide_no_value(void)
{
    static const char text[] =
        "{\"a\\u0000\":1,\"a\":2,\"\\ud800\":3,\"n\":\"x\\u0000\"}";
    static const struct hg_json_expectation expected[] = {
        {"/a", "2", HG_JSON_VALUE}, {"/\xef\xbf\xbd", "3", HG_JSON_VALUE}};
    static const struct hg_json_expectation cut = {"/n", "x", HG_JSON_TEXT};
    enum hg_json_fault fault;
    struct hg_json_document *json = hg_json_document_parse(text, strlen(text), &fault);
    char *observed = NULL;
    CU_ASSERT_PTR_NOT_NULL_FATAL(json);
    for (size_t i = 0; i < 2; i++)
        CU_ASSERT_TRUE(hg_json_document_matches(json, &expected[i], &observed));
    CU_ASSERT_FALSE(hg_json_document_matches(json, &cut, &observed));
    free(observed);
    hg_json_document_free(json);
}

static void scalars_are_numbers_truths_and_null(void)
{
    static const char *const right[] = {"1", "-1.5e3", "true", "false", "null"};
    static const char *const wrong[] = {"ok", "\"1\"", "[]", "{}", "", "01", "yes"};
    for (size_t i = 0; i < sizeof right / sizeof right[0]; i++)
        UNIT_ASSERT_ROW(hg_json_is_scalar(right[i]), right[i]);
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++)
        UNIT_ASSERT_ROW(!hg_json_is_scalar(wrong[i]), wrong[i]);
}

static void pointers_have_a_form(void)
{
    static const char *const right[] = {"", "/", "/a/0", "/~0~1", "/ü"};
    static const char *const wrong[] = {"a", "a/b", "/~", "/~2", "/a~b"};
    for (size_t i = 0; i < sizeof right / sizeof right[0]; i++)
        UNIT_ASSERT_ROW(hg_json_is_pointer(right[i]), right[i]);
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++)
        UNIT_ASSERT_ROW(!hg_json_is_pointer(wrong[i]), wrong[i]);
}

CU_TestInfo json_document_tests[] = {
    {"what_looks_like_utf_16_is_not_utf_8", what_looks_like_utf_16_is_not_utf_8},
    {"what_is_nested_too_deeply_is_not_read", what_is_nested_too_deeply_is_not_read},
    {"escapes_that_stand_for_no_text_hide_no_value",
     escapes_that_stand_for_no_text_hide_no_value},
    {"pointers_lead_to_values", pointers_lead_to_values},
    {"the_empty_pointer_is_the_whole", the_empty_pointer_is_the_whole},
    {"what_is_not_json_or_repeats_a_name_is_refused",
     what_is_not_json_or_repeats_a_name_is_refused},
    {"scalars_are_numbers_truths_and_null", scalars_are_numbers_truths_and_null},
    {"pointers_have_a_form", pointers_have_a_form},
    CU_TEST_INFO_NULL,
};
