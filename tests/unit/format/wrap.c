/* SPDX-License-Identifier: MIT */
/* wrap: tests of text in lines. */
#include "unit.h"

#include "format/wrap.h"

static const struct {
    const char *text;
    size_t indent, columns;
    const char *lines;
} rows[] = {
    {"", 2, 20, ""},
    {"short", 2, 20, "  short\n"},
    {"one two three", 0, 7, "one two\nthree\n"},
    {"one two three", 2, 7, "  one\n  two\n  three\n"},
    {"exactly ten", 0, 11, "exactly ten\n"},
    {"a\nb", 1, 10, " a\n b\n"},
    {"a\n", 0, 10, "a\n"},
    {"abcdefghij", 0, 4, "abcd\nefgh\nij\n"},
    {"two  blanks", 0, 6, "two \nblanks\n"},
    {"日本語日本語", 0, 5, "日本\n語日\n本語\n"},
    {"日", 0, 1, "日\n"},
    {"::error::x", 2, 40, "  · ::error::x\n"},
    {"see ::error::x", 0, 9, "see\n· ::error\n· ::x\n"},
    {"##[group] x", 0, 40, "· ##[group] x\n"},
    {"#1", 0, 40, "#1\n"},
    {"for 7\xC2\xA0"
     "d\xC2\xA0"
     "06\xC2\xA0"
     "h",
     0, 10, "for\n7 d 06 h\n"},
    {"\xC2\xA0\xC2\xA0::error", 0, 40, "·   ::error\n"},
};

static void test_lines(void)
{
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct hg_sink sink;
        hg_sink_init(&sink, -1);
        hg_wrap_write(&sink, rows[i].text, rows[i].indent, rows[i].columns);
        UNIT_ASSERT_TEXT(sink.buffer.data, rows[i].lines);
        hg_sink_release(&sink);
    }
}

static void test_cut(void)
{
    static const struct {
        const char *text;
        size_t columns;
        const char *cut;
        size_t width;
    } cuts[] = {
        {"short", 5, "short", 5}, {"shorter", 5, "shor…", 5},
        {"日本語", 4, "日…", 3},  {"日本語", 6, "日本語", 6},
        {"x", 0, "", 0},
    };
    for (size_t i = 0; i < sizeof cuts / sizeof cuts[0]; i++) {
        struct hg_buf out;
        hg_buf_init(&out);
        const size_t width = hg_wrap_cut(&out, cuts[i].text, cuts[i].columns);
        UNIT_ASSERT_TEXT(out.data, cuts[i].cut);
        UNIT_ASSERT_ROW(width == cuts[i].width, cuts[i].text);
        hg_buf_release(&out);
    }
}

CU_TestInfo wrap_tests[] = {
    {"lines_break_at_blanks_by_width_and_never_begin_a_command", test_lines},
    {"a_cut_text_ends_with_an_ellipsis", test_cut},
    CU_TEST_INFO_NULL,
};
