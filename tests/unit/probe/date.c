/* SPDX-License-Identifier: MIT */
/* date: tests of Date headers. */
#include "unit.h"

#include <string.h>

#include "probe/date.h"

static void dates_are_read(void)
{
    static const struct {
        const char *text;
        int64_t seconds;
    } rows[] = {
        {"Thu, 01 Jan 1970 00:00:00 GMT", 0},
        {"Sun, 06 Nov 1994 08:49:37 GMT", 784111777},
        {"Tue, 29 Feb 2000 23:59:59 GMT", 951868799},
        {"Wed, 01 Mar 2000 00:00:00 GMT", 951868800},
        {"Fri, 20 Nov 2026 22:25:00 GMT", 1795213500},
        {"Sat, 31 Dec 2016 23:59:60 GMT", 1483228800},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        int64_t seconds = -5;
        UNIT_ASSERT_ROW(hg_date_parse(rows[i].text, strlen(rows[i].text), &seconds),
                        rows[i].text);
        UNIT_ASSERT_ROW(seconds == rows[i].seconds, rows[i].text);
    }
}

static void anything_else_is_none(void)
{
    static const char *const rows[] = {
        "",
        "now",
        "Sunday, 06-Nov-94 08:49:37 GMT",
        "Sun Nov  6 08:49:37 1994",
        "Sun, 06 Nov 1994 08:49:37 UTC",
        "Sun, 06 nov 1994 08:49:37 GMT",
        "Sun, 00 Nov 1994 08:49:37 GMT",
        "Sun, 06 Nov 1994 24:49:37 GMT",
        "Sun, 06 Nov 1994 08:4x:37 GMT",
        "Sun, 06 Nov 1969 08:49:37 GMT",
        "Sun, 06 Nov 1994 08:49:37 GMT ",
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        int64_t seconds = -5;
        UNIT_ASSERT_ROW(!hg_date_parse(rows[i], strlen(rows[i]), &seconds), rows[i]);
        UNIT_ASSERT_ROW(seconds == -5, rows[i]);
    }
}

CU_TestInfo date_tests[] = {
    {"dates are read", dates_are_read},
    {"anything else is none", anything_else_is_none},
    CU_TEST_INFO_NULL,
};
