/* SPDX-License-Identifier: MIT */
/* Tests of secrets. */
#include "headgate/secrets.h"

#include "unit.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "headgate/buf.h"

#include "headgate/banned.h"

/* Values are separated by line feeds. */
static void make(struct hg_secrets *secrets, const char *values)
{
    *secrets = (struct hg_secrets){0};
    while (*values != '\0') {
        struct hg_buf value;
        const size_t len = strcspn(values, "\n");
        hg_buf_init(&value);
        hg_buf_add(&value, values, len);
        hg_secrets_add(secrets, value.data);
        hg_buf_release(&value);
        values += len + (values[len] == '\n' ? 1 : 0);
    }
    hg_secrets_complete(secrets);
}

static void assert_mask(const char *values, const char *text, const char *expected)
{
    struct hg_secrets secrets;
    make(&secrets, values);
    char *shown = hg_secrets_mask(&secrets, text);
    UNIT_ASSERT_TEXT(shown, expected);
    if (strcmp(text, expected) != 0)
        UNIT_ASSERT_ROW(hg_secrets_may_occur(&secrets, text), text);
    free(shown);
    hg_secrets_release(&secrets);
}

static void most_texts_need_no_search(void)
{
    struct hg_secrets secrets;
    make(&secrets, "hunter22\nhunter2233");
    CU_ASSERT_FALSE(hg_secrets_may_occur(NULL, "hunter22"));
    CU_ASSERT_FALSE(hg_secrets_may_occur(&secrets, ""));
    CU_ASSERT_FALSE(hg_secrets_may_occur(&secrets, "hunter2"));
    CU_ASSERT_FALSE(hg_secrets_may_occur(&secrets, "https://a.example/?a=b&c=100%+1\\"));
    CU_ASSERT_TRUE(hg_secrets_may_occur(&secrets, "a%20b"));
    hg_secrets_release(&secrets);
}

struct row {
    const char *values, *text, *expected;
};

#define CHECK_ROWS(rows)                                                                 \
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)                              \
    assert_mask(rows[i].values, rows[i].text, rows[i].expected)

static void values_are_hidden_wherever_they_stand(void)
{
    static const struct row rows[] = {
        {"hunter22", "hunter22", "***"},
        {"hunter22", "a hunter22b", "a ***b"},
        {"hunter22", "hunter22hunter22 hunter22", "*** ***"},
        {"hunter22", "hunter2", "hunter2"},
        {"hunter22", "Hunter22", "Hunter22"},
        {"hunter22", "", ""},
        {"", "hunter22", "hunter22"},
        {"hunter2", "hunter2", "hunter2"}, /* too short */
        {"hunter2", "hunter22", "hunter22"},
        {"hunter22\nhunter2233", "hunter2233 hunter22", "*** ***"},
        {"hunter2233\nhunter22", "hunter223 hunter2244", "***3 ***44"},
        {"hunter22\nunter22ab", "hunter22ab", "***"}, /* they overlap */
        {"secret-a\nsecret-b\nsecret-b", "secret-a secret-b secret-c",
         "*** *** secret-c"},
        {"\xc3\xbc\xc3\xbc\xc3\xbc\xc3\xbc", "<\xc3\xbc\xc3\xbc\xc3\xbc\xc3\xbc>",
         "<***>"},
        {"***-***-", "***-***-*", "****"},
        /* as a part of a host, in small letters; not in other letters, nor what can be in none */
        {"Hunter-22.AB", "http://x.hunter-22.ab.example/Hunter-22.AB HUNTER-22.AB",
         "http://x.***.example/*** HUNTER-22.AB"},
        {"Hunter 22", "hunter 22 Hunter 22", "hunter 22 ***"},
    };
    CHECK_ROWS(rows);
}

static void escapes_hide_nothing(void)
{
    static const struct row rows[] = {
        {"s3cr&t/pass", "/x?key=s3cr%26t%2Fpass&y=1", "/x?key=***&y=1"},
        {"s3cr&t/pass", "/x?key=s3cr%26t%2fpass", "/x?key=***"},
        {"s3cr&t/pass", "/x?key=s3cr%26t/pass", "/x?key=***"},
        {"hunter22", "%68unter2%32 %68", "*** %68"},
        {"hunter22", "/?next=%2Fx%3Fkey%3D%2568unter22%26z",
         "/?next=%2Fx%3Fkey%3D***%26z"},
        {"a b+c d e", "x=a+b%2Bc+d+e.", "x=***."},
        {"a b+c d e", "x=a%20b+c%20d%20e.", "x=***."},
        {"a b+c d e", "a b+c d e", "***"},
        {"hunter+22", "hunter+22 hunter%2B22", "*** ***"},
        {"100%2525!", "100%2525! 100%252525!", "*** ***"},
        {"a\"b\\c/d\xc3\xa9"
         "f",
         "{\"a\\\"b\\\\c\\/d\\u00e9f\"}", "{\"***\"}"},
        {"<hunter&\"2'>", "<b>&lt;hunter&amp;&quot;2&#39;&gt;</b>", "<b>***</b>"},
        {"<hunter&\"2'>", "&#60;hunter&#x26;&#34;2&apos;&#x3E;", "***"},
        {"%2&#x41;\\/+", "%252&#x41;\\/+ %25252&#x41;\\/%252B", "*** ***"},
        {"a\\/b&lt;%41", "a\\\\/b&lt;%41 a\\/b&amp;lt;%41", "*** ***"},
        {"hunter22", "hunter2%", "hunter2%"},
        {"hunter22", "%%%hunter22%", "%%%***%"},
        {"hunter22", "&#;&#x;\\u12\\", "&#;&#x;\\u12\\"},
    };
    CHECK_ROWS(rows);
}

/* The value with `before` and `after` around it, in Base64; with the digits of RFC 4648 5 and without "="
 * if `is_for_urls`. */
static void encode(const char *value, size_t before, size_t after, bool is_for_urls,
                   struct hg_buf *out)
{
    struct hg_buf plain;
    hg_buf_init(&plain);
    hg_buf_init(out);
    hg_buf_add(&plain, "user:", before);
    hg_buf_add_text(&plain, value);
    hg_buf_add(&plain, "\n{}", after);
    hg_buf_add_base64(out, plain.data, plain.len);
    hg_buf_release(&plain);
    if (!is_for_urls)
        return;
    hg_buf_cut(out, strcspn(out->data, "="));
    for (char *at = out->data; *at != '\0'; at++)
        *at = *at == '+' ? '-' : *at == '/' ? '_' : *at;
}

/* At most two digits with some bits of the value are left at each end. */
static void base64_hides_nothing(void)
{
    static const char *const values[] = {"hunter22", "\xfb\xff\xbf\xfb\xff\xbf\xfb\xff",
                                         "a long one, with blanks", "123456789"};
    for (size_t v = 0; v < sizeof values / sizeof *values; v++) {
        for (size_t i = 0; i < 6 * 4 * 2; i++) {
            struct hg_secrets secrets;
            struct hg_buf text;
            const size_t before = i % 6;
            const size_t after = i / 6 % 4;
            make(&secrets, values[v]);
            encode(values[v], before, after, i >= 24, &text);
            char *shown = hg_secrets_mask(&secrets, text.data);
            const size_t most =
                strlen(HG_HIDDEN) + (before + 2) / 3 * 4 + (after + 2) / 3 * 4;
            UNIT_ASSERT_ROW(strstr(shown, HG_HIDDEN) != NULL, text.data);
            UNIT_ASSERT_ROW(strlen(shown) <= most + 2, text.data);
            if (before % 3 == 0 && after == 0)
                UNIT_ASSERT_ROW(strcmp(shown + strlen(shown) - 3, HG_HIDDEN) == 0, shown);
            free(shown);
            hg_buf_release(&text);
            hg_secrets_release(&secrets);
        }
    }
    assert_mask("hunter22", "aHVudGVyMjI= aHVudGVyMjI%3D aHVudGVyMjI", "*** *** ***");
}

static void a_beginning_before_an_ellipsis_is_hidden(void)
{
    static const struct row rows[] = {
        {"hunter22-and-more", "got \"hunter22-an\xe2\x80\xa6\"",
         "got \"***\xe2\x80\xa6\""},
        {"hunter22-and-more", "hunter22\xe2\x80\xa6", "***\xe2\x80\xa6"},
        {"hunter22-and-more", "hunter2\xe2\x80\xa6", "hunter2\xe2\x80\xa6"},
        {"hunter22-and-more", "hunter22-and", "hunter22-and"},
        {"hunter22-and-more", "hunter22 and\xe2\x80\xa6", "hunter22 and\xe2\x80\xa6"},
    };
    CHECK_ROWS(rows);
}

static void a_text_on_the_heap_is_replaced_only_if_needed(void)
{
    struct hg_secrets secrets;
    make(&secrets, "hunter22");
    char *none = NULL;
    char *text = hg_secrets_mask(NULL, "hunter22");
    const char *before = text;
    hg_secrets_hide(NULL, &text);
    CU_ASSERT_PTR_EQUAL(text, before);
    hg_secrets_hide(&secrets, &none);
    CU_ASSERT_PTR_NULL(none);
    hg_secrets_hide(&secrets, &text);
    UNIT_ASSERT_TEXT(text, "***");
    before = text;
    hg_secrets_hide(&secrets, &text);
    CU_ASSERT_PTR_EQUAL(text, before);
    free(text);
    hg_secrets_release(&secrets);
}

static void each_of_many_values_is_found(void)
{
    struct hg_secrets secrets = {0};
    char text[64];
    for (int i = 0; i < 5000; i++) {
        snprintf(text, sizeof text, "the same beginning %d.", i * 7 % 5000);
        hg_secrets_add(&secrets, text + (i * 7 % 2) * 4);
    }
    hg_secrets_complete(&secrets);
    for (int i = 0; i < 5000; i += 99) {
        snprintf(text, sizeof text, "<the same beginning %d.>", i);
        char *shown = hg_secrets_mask(&secrets, text);
        UNIT_ASSERT_ROW(strstr(shown, HG_HIDDEN) != NULL, text);
        free(shown);
    }
    hg_secrets_release(&secrets);
}

CU_TestInfo secrets_tests[] = {
    {"values_are_hidden_wherever_they_stand", values_are_hidden_wherever_they_stand},
    {"escapes_hide_nothing", escapes_hide_nothing},
    {"most_texts_need_no_search", most_texts_need_no_search},
    {"base64_hides_nothing", base64_hides_nothing},
    {"a_beginning_before_an_ellipsis_is_hidden",
     a_beginning_before_an_ellipsis_is_hidden},
    {"a_text_on_the_heap_is_replaced_only_if_needed",
     a_text_on_the_heap_is_replaced_only_if_needed},
    {"each_of_many_values_is_found", each_of_many_values_is_found},
    CU_TEST_INFO_NULL,
};
