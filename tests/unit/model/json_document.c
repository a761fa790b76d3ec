/* SPDX-License-Identifier: MIT */
/* Tests of json_document. */
#include "headgate/json_document.h"

#include "headgate/pattern.h"
#include "unit.h"

#include <stdio.h>
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
        {{.pointer = "/foo/0", .value = "bar", .kind = HG_JSON_TEXT}, NULL},
        {{.pointer = "/foo/1", .value = "bar", .kind = HG_JSON_TEXT}, "\"baz\""},
        {{.pointer = "/foo/2", .value = "bar", .kind = HG_JSON_TEXT}, ""},
        {{.pointer = "/foo/00", .value = "bar", .kind = HG_JSON_TEXT}, ""},
        {{.pointer = "/foo/-", .value = "bar", .kind = HG_JSON_TEXT}, ""},
        {{.pointer = "/foo/", .value = "bar", .kind = HG_JSON_TEXT}, ""},
        {{.pointer = "/foo/0/x", .value = "bar", .kind = HG_JSON_TEXT}, ""},
        {{.pointer = "/foo", .value = "bar", .kind = HG_JSON_TEXT}, "[\"bar\",\"baz\"]"},
        {{.pointer = "/", .value = "0", .kind = HG_JSON_VALUE}, NULL},
        {{.pointer = "/a~1b", .value = "1", .kind = HG_JSON_VALUE}, NULL},
        {{.pointer = "/m~0n", .value = "8.0", .kind = HG_JSON_VALUE}, NULL},
        {{.pointer = "/t", .value = "true", .kind = HG_JSON_VALUE}, NULL},
        {{.pointer = "/t", .value = "true", .kind = HG_JSON_TEXT}, "true"},
        {{.pointer = "/z", .value = "null", .kind = HG_JSON_VALUE}, NULL},
        {{.pointer = "/s", .value = "1", .kind = HG_JSON_VALUE}, "\"1\""},
        {{.pointer = "/s", .value = "1", .kind = HG_JSON_TEXT}, NULL},
        {{.pointer = "/s", .value = "1", .kind = HG_JSON_EITHER}, NULL},
        {{.pointer = "/a~1b", .value = "1", .kind = HG_JSON_EITHER}, NULL},
        {{.pointer = "/r", .value = "1.5", .kind = HG_JSON_VALUE}, NULL},
        {{.pointer = "/r", .value = "1", .kind = HG_JSON_VALUE}, "1.5"},
        {{.pointer = "/e", .value = "", .kind = HG_JSON_TEXT}, NULL},
        {{.pointer = "/e", .value = "", .kind = HG_JSON_EITHER}, NULL},
        {{.pointer = "/nothing", .value = "", .kind = HG_JSON_EITHER}, ""},
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

static void values_are_compared_by_rules(void)
{
    static const char text[] =
        "{\"n\":7,\"r\":1.0,\"h\":1.5,\"big\":9007199254740993,\"neg\":-3,"
        "\"max\":9223372036854775807,\"s\":\"caf\xc3\xa9\",\"d\":\"7\",\"z\":null,"
        "\"t\":true,\"l\":[1,\"a\",{\"x\":1}],\"o\":{\"a\":1,\"b\":[2.0]},"
        "\"e\":[],\"f\":false}";
    static const struct {
        const char *pointer;
        enum hg_json_rule rule;
        const char *value;
        enum hg_json_kind kind;
        bool of_length;
        bool holds;
    } rows[] = {
        {"/n", HG_JSON_LESS, "8", HG_JSON_VALUE, false, true},
        {"/n", HG_JSON_LESS, "7", HG_JSON_VALUE, false, false},
        {"/n", HG_JSON_LESS, "7.5", HG_JSON_VALUE, false, true},
        {"/n", HG_JSON_AT_MOST, "7", HG_JSON_VALUE, false, true},
        {"/n", HG_JSON_AT_MOST, "7.0", HG_JSON_VALUE, false, true},
        {"/n", HG_JSON_AT_MOST, "6.9", HG_JSON_VALUE, false, false},
        {"/n", HG_JSON_MORE, "6", HG_JSON_VALUE, false, true},
        {"/n", HG_JSON_MORE, "7", HG_JSON_VALUE, false, false},
        {"/n", HG_JSON_AT_LEAST, "7", HG_JSON_VALUE, false, true},
        {"/n", HG_JSON_AT_LEAST, "8", HG_JSON_VALUE, false, false},
        {"/neg", HG_JSON_LESS, "-2.5", HG_JSON_VALUE, false, true},
        {"/neg", HG_JSON_LESS, "-3.5", HG_JSON_VALUE, false, false},
        {"/h", HG_JSON_MORE, "1", HG_JSON_VALUE, false, true},
        {"/h", HG_JSON_LESS, "2", HG_JSON_VALUE, false, true},
        {"/big", HG_JSON_EQUALS, "9007199254740992", HG_JSON_VALUE, false, false},
        {"/big", HG_JSON_MORE, "9007199254740992", HG_JSON_VALUE, false, true},
        {"/big", HG_JSON_EQUALS, "9007199254740992.0", HG_JSON_VALUE, false, false},
        {"/max", HG_JSON_LESS, "1e300", HG_JSON_VALUE, false, true},
        {"/max", HG_JSON_MORE, "-1e300", HG_JSON_VALUE, false, true},
        {"/max", HG_JSON_LESS, "9223372036854775808.0", HG_JSON_VALUE, false, true},
        /* Never by text. */
        {"/d", HG_JSON_LESS, "8", HG_JSON_VALUE, false, false},
        {"/d", HG_JSON_AT_LEAST, "0", HG_JSON_VALUE, false, false},
        {"/z", HG_JSON_LESS, "8", HG_JSON_VALUE, false, false},
        {"/t", HG_JSON_AT_LEAST, "0", HG_JSON_VALUE, false, false},
        {"/l", HG_JSON_AT_LEAST, "0", HG_JSON_VALUE, false, false},
        {"/none", HG_JSON_LESS, "8", HG_JSON_VALUE, false, false},
        {"/n", HG_JSON_DIFFERS, "8", HG_JSON_VALUE, false, true},
        {"/n", HG_JSON_DIFFERS, "7.0", HG_JSON_VALUE, false, false},
        {"/s", HG_JSON_DIFFERS, "caf\xc3\xa9", HG_JSON_TEXT, false, false},
        {"/s", HG_JSON_DIFFERS, "cafe", HG_JSON_TEXT, false, true},
        {"/none", HG_JSON_DIFFERS, "x", HG_JSON_TEXT, false, false},
        {"/l", HG_JSON_EQUALS, "[1.0,\"a\",{\"x\":1}]", HG_JSON_VALUE, false, true},
        {"/l", HG_JSON_EQUALS, "[\"a\",1,{\"x\":1}]", HG_JSON_VALUE, false, false},
        {"/l", HG_JSON_EQUALS, "[1,\"a\"]", HG_JSON_VALUE, false, false},
        {"/l", HG_JSON_EQUALS, "[1,\"a\",{\"x\":1},2]", HG_JSON_VALUE, false, false},
        {"/o", HG_JSON_EQUALS, "{\"b\":[2],\"a\":1}", HG_JSON_VALUE, false, true},
        {"/o", HG_JSON_EQUALS, "{\"a\":1}", HG_JSON_VALUE, false, false},
        {"/o", HG_JSON_EQUALS, "{\"b\":[2],\"a\":1,\"c\":0}", HG_JSON_VALUE, false,
         false},
        {"/e", HG_JSON_EQUALS, "[]", HG_JSON_VALUE, false, true},
        {"/e", HG_JSON_EQUALS, "{}", HG_JSON_VALUE, false, false},
        {"/z", HG_JSON_EXISTS, NULL, HG_JSON_TEXT, false, true},
        {"/none", HG_JSON_EXISTS, NULL, HG_JSON_TEXT, false, false},
        {"/z", HG_JSON_ABSENT, NULL, HG_JSON_TEXT, false, false},
        {"/none", HG_JSON_ABSENT, NULL, HG_JSON_TEXT, false, true},
        {"/s", HG_JSON_TYPE, "string", HG_JSON_TEXT, false, true},
        {"/d", HG_JSON_TYPE, "number", HG_JSON_TEXT, false, false},
        {"/n", HG_JSON_TYPE, "number", HG_JSON_TEXT, false, true},
        {"/n", HG_JSON_TYPE, "integer", HG_JSON_TEXT, false, true},
        {"/r", HG_JSON_TYPE, "integer", HG_JSON_TEXT, false, true},
        {"/h", HG_JSON_TYPE, "integer", HG_JSON_TEXT, false, false},
        {"/h", HG_JSON_TYPE, "number", HG_JSON_TEXT, false, true},
        {"/t", HG_JSON_TYPE, "boolean", HG_JSON_TEXT, false, true},
        {"/f", HG_JSON_TYPE, "boolean", HG_JSON_TEXT, false, true},
        {"/z", HG_JSON_TYPE, "null", HG_JSON_TEXT, false, true},
        {"/z", HG_JSON_TYPE, "boolean", HG_JSON_TEXT, false, false},
        {"/l", HG_JSON_TYPE, "array", HG_JSON_TEXT, false, true},
        {"/o", HG_JSON_TYPE, "object", HG_JSON_TEXT, false, true},
        {"/o", HG_JSON_TYPE, "array", HG_JSON_TEXT, false, false},
        {"/none", HG_JSON_TYPE, "null", HG_JSON_TEXT, false, false},
        {"/s", HG_JSON_CONTAINS, "caf", HG_JSON_TEXT, false, true},
        {"/s", HG_JSON_CONTAINS, "x", HG_JSON_TEXT, false, false},
        {"/d", HG_JSON_CONTAINS, "7", HG_JSON_VALUE, false, false},
        {"/l", HG_JSON_CONTAINS, "a", HG_JSON_TEXT, false, true},
        {"/l", HG_JSON_CONTAINS, "1.0", HG_JSON_VALUE, false, true},
        {"/l", HG_JSON_CONTAINS, "1", HG_JSON_TEXT, false, false},
        {"/l", HG_JSON_CONTAINS, "1", HG_JSON_EITHER, false, true},
        {"/l", HG_JSON_CONTAINS, "{\"x\":1}", HG_JSON_VALUE, false, true},
        {"/o", HG_JSON_CONTAINS, "a", HG_JSON_TEXT, false, true},
        {"/o", HG_JSON_CONTAINS, "c", HG_JSON_TEXT, false, false},
        {"/n", HG_JSON_CONTAINS, "7", HG_JSON_EITHER, false, false},
        {"/l", HG_JSON_EQUALS, "3", HG_JSON_VALUE, true, true},
        {"/e", HG_JSON_MORE, "0", HG_JSON_VALUE, true, false},
        {"/o", HG_JSON_AT_LEAST, "2", HG_JSON_VALUE, true, true},
        {"/s", HG_JSON_EQUALS, "4", HG_JSON_VALUE, true, true},
        {"/n", HG_JSON_AT_LEAST, "0", HG_JSON_VALUE, true, false},
        {"/n", HG_JSON_DIFFERS, "1", HG_JSON_VALUE, true, false},
        {"/none", HG_JSON_AT_LEAST, "0", HG_JSON_VALUE, true, false},
    };
    enum hg_json_fault fault;
    struct hg_json_document *json = hg_json_document_parse(text, strlen(text), &fault);
    CU_ASSERT_PTR_NOT_NULL_FATAL(json);
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        const struct hg_json_expectation expected = {.pointer = rows[i].pointer,
                                                     .value = rows[i].value,
                                                     .kind = rows[i].kind,
                                                     .rule = rows[i].rule,
                                                     .of_length = rows[i].of_length};
        char label[128];
        char *observed = NULL;
        snprintf(label, sizeof label, "%s %s %s", rows[i].pointer,
                 hg_json_rule_word(rows[i].rule),
                 rows[i].value == NULL ? "" : rows[i].value);
        UNIT_ASSERT_ROW(
            hg_json_document_matches(json, &expected, &observed) == rows[i].holds, label);
        UNIT_ASSERT_ROW((observed == NULL) ==
                            (rows[i].holds || strcmp(rows[i].pointer, "/none") == 0),
                        label);
        free(observed);
    }
    hg_json_document_free(json);
}

static void texts_and_other_scalars_are_matched(void)
{
    static const struct {
        const char *pointer;
        const char *expression;
        bool holds;
    } rows[] = {
        {"/s", "^v2\\.", true}, {"/s", "^2", false}, {"/n", "^42$", true},
        {"/b", "true", true},   {"/l", "a", false},  {"/z", "null", true},
        {"/none", "", false},
    };
    static const char text[] =
        "{\"s\":\"v2.1\",\"n\":42,\"b\":true,\"l\":[\"a\"],\"z\":null}";
    enum hg_json_fault fault;
    struct hg_json_document *json = hg_json_document_parse(text, strlen(text), &fault);
    CU_ASSERT_PTR_NOT_NULL_FATAL(json);
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        char problem[128];
        char *observed = NULL;
        struct hg_pattern *pattern =
            hg_pattern_new(rows[i].expression, problem, sizeof problem);
        const struct hg_json_expectation expected = {.pointer = rows[i].pointer,
                                                     .value = rows[i].expression,
                                                     .rule = HG_JSON_MATCHES,
                                                     .pattern = pattern};
        UNIT_ASSERT_ROW(hg_json_document_matches(json, &expected, &observed) ==
                            rows[i].holds,
                        rows[i].expression);
        free(observed);
        hg_pattern_free(pattern);
    }
    hg_json_document_free(json);
}

static void the_empty_pointer_is_the_whole(void)
{
    static const struct hg_json_expectation expected = {
        .pointer = "", .value = "ok", .kind = HG_JSON_TEXT};
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
        {.pointer = "/a", .value = "2", .kind = HG_JSON_VALUE},
        {.pointer = "/\xef\xbf\xbd", .value = "3", .kind = HG_JSON_VALUE}};
    static const struct hg_json_expectation cut = {
        .pointer = "/n", .value = "x", .kind = HG_JSON_TEXT};
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
    {"values are compared by rules", values_are_compared_by_rules},
    {"texts and other scalars are matched", texts_and_other_scalars_are_matched},
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
