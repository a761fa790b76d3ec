/* SPDX-License-Identifier: MIT */
/* text: validity, cleaning, and width. */
#include "headgate/text.h"

#include "unit.h"

#include <stdlib.h>
#include <string.h>

#include "headgate/banned.h"

#define R "\xEF\xBF\xBD" /* U+FFFD */
#define E "\xE2\x80\xA6" /* U+2026 */

static void utf8_is_told_from_other_bytes(void)
{
    const struct {
        const char *text;
        size_t len;
        int bad; /* offset; -1: valid */
    } rows[] = {
        {"", 0, -1},
        {"plain", 5, -1},
        {"a\0b", 3, -1},
        {"\xC3\xA4\xE2\x82\xAC\xF0\x9F\x98\x80", 9, -1},
        {"ab\xFFxx", 5, 2},
        {"ab\xC3", 3, 2},                    /* cut off */
        {"\x80", 1, 0},                      /* continuation alone */
        {"x\xC0\xAF", 3, 1},                 /* overlong */
        {"x\xED\xA0\x80", 4, 1},             /* surrogate */
        {"xy\xF4\x90\x80\x80", 6, 2},        /* beyond U+10FFFF */
        {"\xC3\xA4\xE2\x82 \xC3\xA4", 7, 2}, /* broken inside */
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        size_t offset = 99;
        const bool valid = hg_text_is_utf8(rows[i].text, rows[i].len, &offset);
        UNIT_ASSERT_ROW(valid == (rows[i].bad < 0), rows[i].text);
        UNIT_ASSERT_ROW(offset == (valid ? 99 : (size_t)rows[i].bad), rows[i].text);
        UNIT_ASSERT_ROW(hg_text_is_utf8(rows[i].text, rows[i].len, NULL) == valid,
                        rows[i].text);
    }
}

/* Every kind of unclean character with its neighbours that are clean. */
static const struct {
    const char *text;
    size_t len;
    bool is_clean;
} characters[] = {
    {"\0", 1, false},
    {"\t", 1, false},
    {"\n", 1, false},
    {"\x1b", 1, false},
    {"\x1f", 1, false},
    {" ", 1, true},
    {"~", 1, true},
    {"\x7f", 1, false},
    {"\xC2\x80", 2, false},
    {"\xC2\x9B", 2, false},
    {"\xC2\x9F", 2, false},
    {"\xC2\xA0", 2, true},
    {"\xE2\x80\xA7", 3, true},
    {"\xE2\x80\xA8", 3, false},
    {"\xE2\x80\xA9", 3, false},
    {"\xE2\x80\xAA", 3, false},
    {"\xE2\x80\xAE", 3, false},
    {"\xE2\x80\xAF", 3, true},
    {"\xE2\x81\xA5", 3, true},
    {"\xE2\x81\xA6", 3, false},
    {"\xE2\x81\xA9", 3, false},
    {"\xE2\x81\xAA", 3, true},
    {"\xEF\xB7\x8F", 3, true},
    {"\xEF\xB7\x90", 3, false},
    {"\xEF\xB7\xAF", 3, false},
    {"\xEF\xB7\xB0", 3, true},
    {R, 3, true},
    {"\xEF\xBF\xBE", 3, false},
    {"\xEF\xBF\xBF", 3, false},
    {"\xF0\x9F\xBF\xBD", 4, true},
    {"\xF0\x9F\xBF\xBE", 4, false},
    {"\xF4\x8F\xBF\xBF", 4, false},
    {"\xFF", 1, false},
    {"\xC3", 1, false},
};
static const size_t character_count = sizeof characters / sizeof characters[0];

static void unclean_characters_are_found_where_they_are(void)
{
    for (size_t i = 0; i < character_count; i++) {
        char text[16] = "ab";
        size_t offset = 99;
        memcpy(text + 2, characters[i].text, characters[i].len);
        const size_t len = characters[i].len + 2;
        const bool clean = hg_text_is_clean(text, len, &offset);
        UNIT_ASSERT_ROW(clean == characters[i].is_clean, text);
        UNIT_ASSERT_ROW(offset == (clean ? 99 : 2), text);
        UNIT_ASSERT_ROW(hg_text_is_clean(text, len, NULL) == clean, text);
    }
}

static void unclean_characters_are_replaced_one_by_one(void)
{
    for (size_t i = 0; i < character_count; i++) {
        char text[16] = "<";
        char expected[16] = "";
        memcpy(text + 1, characters[i].text, characters[i].len);
        text[characters[i].len + 1] = '>';
        if (characters[i].is_clean)
            memcpy(expected, text, sizeof text);
        else
            memcpy(expected, "<" R ">", sizeof "<" R ">");
        char *clean = hg_text_clean(text, characters[i].len + 2, 100);
        UNIT_ASSERT_TEXT(clean, expected);
        free(clean);
    }
}

static void clean_texts_are_cut_with_an_ellipsis(void)
{
    const struct {
        const char *text;
        size_t max_bytes;
        const char *expected;
    } rows[] = {
        {"headgate", 8, "headgate"},
        {"headgate", 9, "headgate"},
        {"headgate", 7, "head" E},
        {"headgate", 4, "h" E},
        {"headgate", 3, E},
        {"headgate", 2, ""},
        {"headgate", 0, ""},
        {"", 0, ""},
        {"", 10, ""},
        {"abc", 3, "abc"},
        {"ab", 2, "ab"},
        /* Never between the bytes of a character, nor of a replacement. */
        {"a\xC3\xA4\xC3\xA4\xC3\xA4", 7, "a\xC3\xA4\xC3\xA4\xC3\xA4"},
        {"a\xC3\xA4\xC3\xA4\xC3\xA4", 6, "a\xC3\xA4" E},
        {"a\xC3\xA4\xC3\xA4\xC3\xA4", 5, "a" E},
        {"\n\n\n", 9, R R R},
        {"\n\n\n", 8, R E},
        {"\n\n\n", 5, E},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        char *clean =
            hg_text_clean(rows[i].text, strlen(rows[i].text), rows[i].max_bytes);
        UNIT_ASSERT_TEXT(clean, rows[i].expected);
        free(clean);
    }
}

static void all_bytes_can_be_cleaned(void)
{
    char bytes[512];
    for (size_t i = 0; i < sizeof bytes; i++)
        bytes[i] = (char)(i * 7 + i / 256);
    for (size_t len = 0; len <= sizeof bytes; len++) {
        char *clean = hg_text_clean(bytes, len, 600);
        UNIT_ASSERT_ROW(hg_text_is_clean(clean, strlen(clean), NULL), clean);
        UNIT_ASSERT_ROW(strlen(clean) <= 600, clean);
        free(clean);
    }
}

static void a_character_cut_off_at_the_end_is_left_out(void)
{
    const struct {
        const char *text;
        size_t whole;
    } rows[] = {
        {"", 0},
        {"abc", 3},
        {"a\xC3", 1},
        {"a\xC3\xA4", 3},
        {"a\xE2\x82", 1},
        {"a\xE2\x82\xAC", 4},
        {"a\xF0\x9F\x98", 1},
        {"\xF0", 0},
        {"a\xF0\x9F\x98\x80", 5},
        {"a\xFF", 2}, /* not UTF-8 at all: nothing was cut off */
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        UNIT_ASSERT_ROW(hg_text_whole(rows[i].text, strlen(rows[i].text)) ==
                            rows[i].whole,
                        rows[i].text);
}

static void widths_are_columns_of_a_terminal(void)
{
    const struct {
        const char *text;
        size_t columns;
    } rows[] = {
        {"", 0},
        {"abc", 3},
        {"\xC3\xA4", 1},                 /* a with two dots */
        {"a\xCC\x88", 1},                /* the same, composed */
        {"\xE4\xB8\xAD\xE6\x96\x87", 4}, /* two Chinese characters */
        {"\xEF\xBD\xB6", 1},             /* half-width katakana */
        {"\xE2\x9C\x93", 1},             /* check mark */
        {E, 1},
        {R, 1},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        UNIT_ASSERT_ROW(hg_text_width(rows[i].text) == rows[i].columns, rows[i].text);
}

static void prefixes_fit_into_columns(void)
{
    const struct {
        const char *text;
        size_t columns;
        size_t bytes;
    } rows[] = {
        {"abc", 0, 0},
        {"abc", 2, 2},
        {"abc", 3, 3},
        {"abc", 9, 3},
        {"", 5, 0},
        {"\xE4\xB8\xAD\xE6\x96\x87", 1, 0}, /* half of a wide one doesn't fit */
        {"\xE4\xB8\xAD\xE6\x96\x87", 2, 3},
        {"\xE4\xB8\xAD\xE6\x96\x87", 3, 3},
        {"\xE4\xB8\xAD\xE6\x96\x87", 4, 6},
        {"a\xCC\x88z", 1, 3}, /* marks stay with their letter */
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        UNIT_ASSERT_ROW(hg_text_prefix(rows[i].text, rows[i].columns) == rows[i].bytes,
                        rows[i].text);
}

static void commands_of_ci_services_are_known(void)
{
    CU_ASSERT_TRUE(hg_text_is_command("::error::x"));
    CU_ASSERT_TRUE(hg_text_is_command("##[group]"));
    CU_ASSERT_TRUE(hg_text_is_command("  ##vso[x]"));
    CU_ASSERT_FALSE(hg_text_is_command(""));
    CU_ASSERT_FALSE(hg_text_is_command(":"));
    CU_ASSERT_FALSE(hg_text_is_command("a ::error::x"));
    CU_ASSERT_FALSE(hg_text_is_command("[::1]"));
}

#define NBSP    "\xC2\xA0"
#define SHY     "\xC2\xAD" /* soft hyphen */
#define ZWSP    "\xE2\x80\x8B"
#define ZWNJ    "\xE2\x80\x8C"
#define ZWJ     "\xE2\x80\x8D"
#define LRM     "\xE2\x80\x8E"
#define LRE     "\xE2\x80\xAA"
#define WJ      "\xE2\x81\xA0" /* word joiner */
#define WIDE    "\xE3\x80\x80" /* ideographic space */
#define BOM     "\xEF\xBB\xBF"
#define VS16    "\xEF\xB8\x8F"
#define HEART   "\xE2\x9D\xA4"
#define WOMAN   "\xF0\x9F\x91\xA9"
#define LAPTOP  "\xF0\x9F\x92\xBB"
#define ARABIC  "\xD9\x87"
#define FLAG    "\xF0\x9F\x8F\xB4"
#define TAG_G   "\xF3\xA0\x81\xA7"
#define TAG_END "\xF3\xA0\x81\xBF"

static void invisible_characters_are_found(void)
{
    const struct {
        const char *text;
        uint32_t character; /* 0: none */
    } rows[] = {
        {"", 0},
        {"a b", 0},
        {"\xC3\xA4\xC3\xB6", 0},
        {"a" NBSP "b", 0xA0},
        {"a" SHY "b", 0xAD},
        {"a" ZWSP "b", 0x200B},
        {"\xC3\xA4" ZWSP "\xC3\xA4", 0x200B},
        {"a" LRM, 0x200E},
        {WJ "a", 0x2060},
        {"a" BOM, 0xFEFF},
        {WIDE, 0x3000},
        {ARABIC ZWNJ ARABIC, 0},
        {"a" ZWNJ "b", 0x200C},
        {ARABIC ZWNJ "b", 0x200C},
        {ARABIC ZWNJ, 0x200C},
        {ARABIC ZWJ ZWJ ARABIC, 0x200D},
        {HEART VS16, 0},
        {"a" VS16, 0xFE0F},
        {WOMAN ZWJ LAPTOP, 0},
        {HEART VS16 ZWJ WOMAN "/a", 0},
        {FLAG TAG_G TAG_END, 0},
        {"a" TAG_G, 0xE0067},
        {"\xFF" NBSP, 0xA0},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        uint32_t character = 0;
        const size_t len = strlen(rows[i].text);
        const size_t at = hg_text_find_invisible(rows[i].text, len, &character);
        UNIT_ASSERT_ROW((at == len) == (rows[i].character == 0), rows[i].text);
        UNIT_ASSERT_ROW(character == rows[i].character, rows[i].text);
    }
}

static void invisible_characters_are_trimmed_at_both_ends(void)
{
    static const char *const rows[][2] = {
        {"", ""},
        {"a", "a"},
        {" \t a b\r", "a b"},
        {NBSP "a" NBSP, "a"},
        {BOM " " ZWSP "a" LRM "\t" SHY, "a"},
        {LRE "a" WIDE, "a"},
        {" " NBSP " " BOM, ""},
        {"a" ZWSP "b", "a" ZWSP "b"},
        {HEART VS16 NBSP, HEART VS16},
        {ARABIC ZWNJ, ARABIC},
        {"\xC3\xA4", "\xC3\xA4"},
        {"\xFF"
         "a\xFF",
         "\xFF"
         "a\xFF"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        size_t len = strlen(rows[i][0]);
        const char *begin = rows[i][0] + hg_text_trim(rows[i][0], &len);
        UNIT_ASSERT_ROW(len == strlen(rows[i][1]) && memcmp(begin, rows[i][1], len) == 0,
                        rows[i][0]);
    }
}

static void quotation_marks_are_never_doubled(void)
{
    static const char *const rows[][2] = {
        {"", "\""},     {"a", "\""},      {"a \"b\" c", "\""}, {"\"", "'"},
        {"\"a\"", "'"}, {"W/\"a\"", "'"}, {"'a'", "\""}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        UNIT_ASSERT_TEXT(hg_text_quotation_mark(rows[i][0]), rows[i][1]);
}

CU_TestInfo text_tests[] = {
    {"quotation_marks_are_never_doubled", quotation_marks_are_never_doubled},
    {"invisible_characters_are_found", invisible_characters_are_found},
    {"invisible_characters_are_trimmed_at_both_ends",
     invisible_characters_are_trimmed_at_both_ends},
    {"commands of CI services are known", commands_of_ci_services_are_known},
    {"utf8_is_told_from_other_bytes", utf8_is_told_from_other_bytes},
    {"unclean_characters_are_found_where_they_are",
     unclean_characters_are_found_where_they_are},
    {"unclean_characters_are_replaced_one_by_one",
     unclean_characters_are_replaced_one_by_one},
    {"clean_texts_are_cut_with_an_ellipsis", clean_texts_are_cut_with_an_ellipsis},
    {"all_bytes_can_be_cleaned", all_bytes_can_be_cleaned},
    {"a_character_cut_off_at_the_end_is_left_out",
     a_character_cut_off_at_the_end_is_left_out},
    {"widths_are_columns_of_a_terminal", widths_are_columns_of_a_terminal},
    {"prefixes_fit_into_columns", prefixes_fit_into_columns},
    CU_TEST_INFO_NULL,
};
