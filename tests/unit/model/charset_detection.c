/* SPDX-License-Identifier: MIT */
/* Tests of charset_detection. */
#include "model/charset_detection.h"

#include "unit.h"

#include <stdlib.h>
#include <string.h>

#include "headgate/banned.h"

static void the_first_meta_element_with_a_charset_counts(void)
{
    static const struct {
        const char *page;
        const char *label; /* NULL: none */
    } rows[] = {
        {"<meta charset=koi8-r>", "koi8-r"},
        {"<META CHARSET = 'KOI8-R' />", "koi8-r"},
        {"<meta/charset=\"koi8-r\">", "koi8-r"},
        {"<meta name=x charset=koi8-r", "koi8-r"},
        {"<!doctype html><html lang=a><head><title>x</title><meta charset=koi8-r>",
         "koi8-r"},
        {"<meta http-equiv=Content-Type content='text/html; charset=koi8-r'>", "koi8-r"},
        {"<meta content='text/html;charset = \"koi8-r\"' http-equiv=content-type>",
         "koi8-r"},
        {"<meta content='text/html; charset koi8-r; charset=big5' "
         "http-equiv=content-type>",
         "big5"},
        {"<meta content='text/html; charset=koi8-r'>", NULL},
        {"<meta http-equiv=refresh content='0; charset=koi8-r'>", NULL},
        {"<meta charset=big5 http-equiv=content-type content='a; charset=koi8-r'>",
         "big5"},
        {"<meta charset=nonsense><meta charset=koi8-r>", "koi8-r"},
        {"<meta charset=utf-16><meta charset=koi8-r>", "utf-8"},
        {"<meta charset=utf-16be>", "utf-8"},
        {"<meta charset=x-user-defined>", "windows-1252"},
        {"<!-- <meta charset=big5> --><meta charset=koi8-r>", "koi8-r"},
        {"<!--><meta charset=koi8-r>", "koi8-r"},
        {"<!-- <meta charset=koi8-r>", NULL},
        {"<script src='<meta charset=big5>'></script><meta charset=koi8-r>", "koi8-r"},
        {"<p a=\"<meta charset=big5>\" b><meta charset=koi8-r>", "koi8-r"},
        {"<?xml version='1.0'?><meta charset=koi8-r>", "koi8-r"},
        {"</p <meta charset=big5>><meta charset=koi8-r>", "koi8-r"},
        {"< meta charset=koi8-r>", NULL},
        {"<metadata charset=koi8-r>", NULL},
        {"<meta =charset=koi8-r>", NULL},
        {"<meta charset>", NULL},
        {"<meta charset=>", NULL},
        {"<meta", NULL},
        {"<meta charset='koi8-r", "koi8-r"},
        {"<", NULL},
        {"</", NULL},
        {"", NULL},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        /* Of exactly this size, so that a sanitizer sees who reads on. */
        const size_t len = strlen(rows[i].page);
        char *page = malloc(len == 0 ? 1 : len);
        CU_ASSERT_PTR_NOT_NULL_FATAL(page);
        memcpy(page, rows[i].page, len);
        const struct hg_charset *expected =
            rows[i].label == NULL ? NULL
                                  : hg_charset_find(rows[i].label, strlen(rows[i].label));
        UNIT_ASSERT_ROW(hg_charset_find_meta(page, len) == expected, rows[i].page);
        free(page);
    }
}

static void only_the_first_kilobyte_is_looked_at(void)
{
    static const char meta[] = "<meta charset=koi8-r>";
    char page[2000];
    memset(page, ' ', sizeof page);
    memcpy(page + 1024 - strlen(meta), meta, strlen(meta));
    CU_ASSERT_PTR_NOT_NULL(hg_charset_find_meta(page, sizeof page));
    memset(page, ' ', sizeof page);
    memcpy(page + 1024, meta, strlen(meta));
    CU_ASSERT_PTR_NULL(hg_charset_find_meta(page, sizeof page));
}

static const struct hg_charset *find(const char *label)
{
    return hg_charset_find(label, strlen(label));
}

static void the_mark_comes_before_the_type_and_the_type_before_meta(void)
{
    static const char meta[] = "<meta charset=koi8-r>";
    static const struct {
        const char *type; /* NULL: none */
        const char *bytes;
        size_t len;
        const char *label; /* NULL: unknown */
        size_t mark_len;
    } rows[] = {
        {NULL, "x", 1, NULL, 0},
        {NULL, meta, sizeof meta - 1, "koi8-r", 0},
        {"text/html", meta, sizeof meta - 1, "koi8-r", 0},
        {"application/xhtml+xml", meta, sizeof meta - 1, "koi8-r", 0},
        {"text/plain", meta, sizeof meta - 1, NULL, 0},
        {"text/html; charset=iso-8859-1", meta, sizeof meta - 1, "windows-1252", 0},
        {"text/html; charset=nonsense", meta, sizeof meta - 1, NULL, 0},
        {"text/html; charset=", meta, sizeof meta - 1, "koi8-r", 0},
        {"text/html; Charset=\"UTF-8\"", meta, sizeof meta - 1, "utf-8", 0},
        {"text/html;a=b ; charset=utf-16;charset=utf-8", "x", 2, "utf-16le", 0},
        {"text/plain; charset=iso-8859-1", "\xef\xbb\xbfx", 4, "utf-8", 3},
        {"text/plain; charset=iso-8859-1", "\xff\xfex", 3, "utf-16le", 2},
        {"text/plain", "\xfe\xff", 2, "utf-16be", 2},
        {"text/plain", "\xff\xfe\0\0E\0\0\0", 8, "utf-32le", 4},
        {"text/plain; charset=utf-16", "\0\0\xfe\xff", 4, "utf-32be", 4},
        {"text/plain; charset=utf-16", "ERROR!", 6, NULL, 0},
        {"text/plain; charset=utf-32", "ERROR", 5, NULL, 0},
        {"text/plain; charset=utf-16", "E\0R", 3, "utf-16le", 0},
        {"text/plain; charset=utf-16", "\x2d\x4e\x87\x65", 4, "utf-16le", 0},
        {"text/plain; charset=utf-16", "", 0, "utf-16le", 0},
        {"application/json; charset=iso-8859-1", "{}", 2, "utf-8", 0},
        {"application/problem+json;charset=utf-16", "{}", 2, "utf-8", 0},
        {"application/json", "\xef\xbb\xbf{}", 5, "utf-8", 3},
        {"", "\xef\xbb", 2, NULL, 0},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        size_t mark_len = 99;
        const struct hg_charset *found =
            hg_charset_detect(rows[i].type, rows[i].bytes, rows[i].len, &mark_len);
        UNIT_ASSERT_ROW(found == (rows[i].label == NULL ? NULL : find(rows[i].label)),
                        rows[i].type == NULL ? rows[i].bytes : rows[i].type);
        UNIT_ASSERT_ROW(mark_len == rows[i].mark_len,
                        rows[i].type == NULL ? rows[i].bytes : rows[i].type);
    }
}

CU_TestInfo charset_detection_tests[] = {
    {"the_mark_comes_before_the_type_and_the_type_before_meta",
     the_mark_comes_before_the_type_and_the_type_before_meta},
    {"the_first_meta_element_with_a_charset_counts",
     the_first_meta_element_with_a_charset_counts},
    {"only_the_first_kilobyte_is_looked_at", only_the_first_kilobyte_is_looked_at},
    CU_TEST_INFO_NULL,
};
