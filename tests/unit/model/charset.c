/* SPDX-License-Identifier: MIT */
/* Tests of charset. */
#include "model/charset.h"

#include "unit.h"

#include <string.h>

#include "headgate/banned.h"

static const struct hg_charset *find(const char *label)
{
    return hg_charset_find(label, strlen(label));
}

static void labels_are_those_of_browsers(void)
{
    static const char *const same[][2] = {
        {"utf-8", "UTF8"},
        {"utf-8", " unicode-1-1-utf-8\n"},
        {"windows-1252", "iso-8859-1"},
        {"windows-1252", "ISO8859-1"},
        {"windows-1252", "latin1"},
        {"windows-1252", "us-ascii"},
        {"windows-1252", "x-cp1252"},
        {"windows-1254", "latin5"},
        {"windows-874", "tis-620"},
        {"iso-8859-8", "visual"},
        {"gb18030", "gb18030"},
        {"gbk", "gb2312"},
        {"big5", "big5-hkscs"},
        {"euc-kr", "ks_c_5601-1987"},
        {"shift_jis", "windows-31j"},
        {"koi8-u", "koi8-ru"},
        {"utf-16le", "utf-16"},
        {"utf-16le", "csunicode"},
        {"utf-16be", "unicodefffe"},
        {"macintosh", "x-mac-roman"},
    };
    static const char *const none[] = {
        "",
        " ",
        "utf",
        "utf-7",
        "utf-32-le",
        "latin",
        "cp437",
        "ebcdic",
        "-8859-",
        "8859-1 l1",
        "utf-8;",
        "replacement",
        "x-user-defined",
        "hz-gb-2312",
        "a label that is longer than all of the labels there are"};
    for (size_t i = 0; i < sizeof same / sizeof same[0]; i++) {
        UNIT_ASSERT_ROW(find(same[i][0]) != NULL, same[i][0]);
        UNIT_ASSERT_ROW(find(same[i][0]) == find(same[i][1]), same[i][1]);
    }
    for (size_t i = 0; i < sizeof none / sizeof none[0]; i++)
        UNIT_ASSERT_ROW(find(none[i]) == NULL, none[i]);
    CU_ASSERT_PTR_NULL(hg_charset_find("utf-8\0", 6));
    CU_ASSERT_TRUE(hg_charset_is_utf8(find("utf-8")));
    CU_ASSERT_FALSE(hg_charset_is_utf8(find("windows-1252")));
}

static void bytes_become_utf_8(void)
{
    static const struct {
        const char *label;
        const char *bytes;
        size_t len;
        const char *text; /* NULL: they are not in this charset */
    } rows[] = {
        {"iso-8859-1", "caf\xe9", 4, "café"},
        {"iso-8859-1", "\x80\x93\x94", 3, "€“”"},
        {"iso-8859-1", "a\x81\x9d", 3, "a\xc2\x81\xc2\x9d"},
        {"iso-8859-15", "\xa4", 1, "€"},
        {"windows-1251", "\xcf\xf0\xe8\xe2\xe5\xf2", 6, "Привет"},
        {"koi8-r", "\xf0\xd2\xc9", 3, "При"},
        {"windows-1255", "\xf9\xec\xe5\xed", 4, "שלום"},
        {"tis-620", "\xa1\xa2", 2, "กข"},
        {"shift_jis", "\x93\xfa\x96\x7b", 4, "日本"},
        {"euc-jp", "\xc6\xfc\xcb\xdc", 4, "日本"},
        {"iso-2022-jp", "\x1b$BF|K\\\x1b(B", 10, "日本"},
        {"gb2312", "\xd6\xd0\xb9\xfa", 4, "中国"},
        {"gb18030", "\xa2\xe3\x94\x39\xfc\x36", 6, "€😀"},
        {"big5", "\xa4\xa4\xb0\xea", 4, "中國"},
        {"euc-kr", "\xc7\xd1\xb1\xdb", 4, "한글"},
        {"utf-16", "E\0R\0", 4, "ER"},
        {"utf-16be", "\0E\0R", 4, "ER"},
        {"utf-16le", "\x3d\xd8\x00\xde", 4, "😀"},
        {"utf-16le", "\x00\xde", 2, "\uFFFD"},
        {"utf-16le", "E\0R", 3, "E\uFFFD"},
        {"utf-16le", "\x3d\xd8", 2, "\uFFFD"},
        {"utf-16le", "E\0\x3d\xd8R\0\x00\xdeO\0", 10, "E\uFFFDR\uFFFDO"},
        {"utf-16le", "E\0\x3d\xd8!", 5, "E\uFFFD"},
        {"utf-16be", "\0E\xde\0\0R\0", 7, "E\uFFFDR\uFFFD"},
        {"utf-32le", "E\0\0\0R\0\0\0", 8, "ER"},
        {"utf-32", "\0\0\0E\0\1\xf6\0", 8, "E😀"},
        {"utf-32be", "\0\0\0E\xff\0\0\0\0\0\0R\0\0\0", 15, "E\uFFFDR\uFFFD"},
        {"shift_jis", "\x93", 1, NULL},
        {"shift_jis", "\x93\xff", 2, NULL},
        {"windows-1253", "\xff", 1, NULL},
        {"iso-8859-7", "\xff", 1, NULL},
        {"iso-8859-1", "", 0, ""},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct hg_buf text;
        hg_buf_init(&text);
        CU_ASSERT_PTR_NOT_NULL_FATAL(find(rows[i].label));
        const bool is_decoded = hg_charset_decode(find(rows[i].label), rows[i].bytes,
                                                  rows[i].len, false, &text);
        UNIT_ASSERT_ROW(is_decoded == (rows[i].text != NULL), rows[i].label);
        if (rows[i].text != NULL)
            UNIT_ASSERT_TEXT(text.data, rows[i].text);
        hg_buf_release(&text);
    }
}

static void half_a_character_at_a_cut_is_left_out(void)
{
    struct hg_buf text;
    hg_buf_init(&text);
    CU_ASSERT_TRUE(hg_charset_decode(find("utf-16le"), "E\0R", 3, true, &text));
    UNIT_ASSERT_TEXT(text.data, "E");
    CU_ASSERT_TRUE(hg_charset_decode(find("utf-16le"), "\x3d\xd8", 2, true, &text));
    UNIT_ASSERT_TEXT(text.data, "E");
    CU_ASSERT_FALSE(hg_charset_decode(find("shift_jis"), "\x93\xff", 2, true, &text));
    hg_buf_release(&text);
}

static void long_texts_are_decoded_piece_by_piece(void)
{
    static char bytes[100001];
    struct hg_buf text;
    hg_buf_init(&text);
    memset(bytes, '\x80', sizeof bytes);
    CU_ASSERT_TRUE(
        hg_charset_decode(find("iso-8859-1"), bytes, sizeof bytes, false, &text));
    CU_ASSERT_EQUAL(text.len, 3 * sizeof bytes);
    CU_ASSERT_EQUAL(memcmp(text.data + text.len - 3, "€", 3), 0);
    hg_buf_release(&text);
}

CU_TestInfo charset_tests[] = {
    {"labels_are_those_of_browsers", labels_are_those_of_browsers},
    {"bytes_become_utf_8", bytes_become_utf_8},
    {"half_a_character_at_a_cut_is_left_out", half_a_character_at_a_cut_is_left_out},
    {"long_texts_are_decoded_piece_by_piece", long_texts_are_decoded_piece_by_piece},
    CU_TEST_INFO_NULL,
};
