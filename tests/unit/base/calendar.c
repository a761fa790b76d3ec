/* SPDX-License-Identifier: MIT */
/* calendar: days and dates. */
#include "headgate/calendar.h"

#include "unit.h"

#include <stdlib.h>
#include <time.h>

#include "headgate/banned.h"

static void dates_are_those_of_the_c_library(void)
{
    for (int64_t days = -800000; days < 3000000; days += 97) {
        const time_t seconds = (time_t)days * HG_CALENDAR_S_PER_DAY;
        struct tm utc;
        gmtime_r(&seconds, &utc);
        const struct hg_date date = hg_calendar_date(days);
        CU_ASSERT_EQUAL_FATAL(date.year, utc.tm_year + INT64_C(1900));
        CU_ASSERT_EQUAL_FATAL(date.month, utc.tm_mon + 1);
        CU_ASSERT_EQUAL_FATAL(date.day, utc.tm_mday);
        CU_ASSERT_EQUAL_FATAL(hg_calendar_weekday(days), utc.tm_wday);
        CU_ASSERT_EQUAL_FATAL(hg_calendar_days(date), days);
    }
}

static void days_and_months_run_over(void)
{
    const struct {
        struct hg_date date;
        struct hg_date same;
    } rows[] = {
        {{2026, 13, 1}, {2027, 1, 1}},  {{2026, 0, 1}, {2025, 12, 1}},
        {{2026, 2, 29}, {2026, 3, 1}},  {{2024, 2, 30}, {2024, 3, 1}},
        {{2026, 1, 0}, {2025, 12, 31}}, {{2026, 12, 32}, {2027, 1, 1}},
        {{2026, -11, 1}, {2025, 1, 1}}, {{2000, 3, 0}, {2000, 2, 29}},
        {{1900, 3, 0}, {1900, 2, 28}},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        CU_ASSERT_EQUAL(hg_calendar_days(rows[i].date), hg_calendar_days(rows[i].same));
}

static void dates_are_read_strictly(void)
{
    const struct {
        const char *text;
        const char *rest; /* NULL: refused */
    } rows[] = {
        {"2026-12-31", ""},   {"2024-02-29", ""},
        {"2026-02-29", NULL}, {"1969-12-31", NULL},
        {"2026-13-01", NULL}, {"2026-00-01", NULL},
        {"2026-04-31", NULL}, {"2026-4-01", NULL},
        {"2026-12-00", NULL}, {"", NULL},
        {"2026", NULL},       {"2026-12", NULL},
        {"2026-12-1", NULL},  {"2026-12-31T06:00", "T06:00"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct hg_date date;
        UNIT_ASSERT_TEXT(hg_calendar_parse(rows[i].text, &date), rows[i].rest);
    }
}

static void seconds_are_split_downwards(void)
{
    int second = 0;
    CU_ASSERT_EQUAL(hg_calendar_split(-1, &second), -1);
    CU_ASSERT_EQUAL(second, 86399);
    CU_ASSERT_EQUAL(hg_calendar_split(86400, &second), 1);
    CU_ASSERT_EQUAL(second, 0);
}

CU_TestInfo calendar_tests[] = {
    {"dates_are_those_of_the_c_library", dates_are_those_of_the_c_library},
    {"days_and_months_run_over", days_and_months_run_over},
    {"dates_are_read_strictly", dates_are_read_strictly},
    {"seconds_are_split_downwards", seconds_are_split_downwards},
    CU_TEST_INFO_NULL,
};
