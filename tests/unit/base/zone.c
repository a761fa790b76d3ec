/* SPDX-License-Identifier: MIT */
/* zone: clock changes of zones that are unlike each other, held against the C library. */
#include "headgate/zone.h"

#include "unit.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "headgate/units.h"

#include "headgate/banned.h"

#define HOUR_US (INT64_C(3600) * HG_US_PER_S)

static const char *const zones[] = {
    "Europe/Berlin",     "America/New_York", "Australia/Lord_Howe", "Asia/Kathmandu",
    "Pacific/Apia",      "America/St_Johns", "America/Sao_Paulo",   "America/Havana",
    "Africa/Casablanca", "Asia/Gaza",        "Antarctica/Troll",    "UTC",
};
static const size_t zone_count = sizeof zones / sizeof zones[0];

static void open_zone(struct hg_zone *zone, const char *name)
{
    struct hg_error err = {0};
    CU_ASSERT_EQUAL_FATAL(hg_zone_open(zone, name, &err), 0);
}

static int64_t moment(const struct hg_zone *zone, int year, int month, int day, int hour,
                      int minute)
{
    const struct hg_local local = {year, month, day, hour, minute, 0, 0};
    return hg_zone_moment(zone, &local);
}

static void local_times_are_those_of_the_c_library(void)
{
    for (size_t i = 0; i < zone_count; i++) {
        struct hg_zone zone;
        open_zone(&zone, zones[i]);
        setenv("TZ", zones[i], 1);
        tzset();
        bool is_same = true;
        for (int64_t s = 0; s < INT64_C(4102444800) && is_same; s += 50021) {
            const time_t at = (time_t)s;
            struct hg_local local;
            struct tm expected;
            localtime_r(&at, &expected);
            hg_zone_local(&zone, s * HG_US_PER_S, &local, NULL);
            is_same =
                local.year == expected.tm_year + 1900 &&
                local.month == expected.tm_mon + 1 && local.day == expected.tm_mday &&
                local.hour == expected.tm_hour && local.minute == expected.tm_min &&
                local.second == expected.tm_sec && local.weekday == expected.tm_wday;
        }
        setenv("TZ", "UTC", 1);
        tzset();
        UNIT_ASSERT_ROW(is_same, zones[i]);
        hg_zone_release(&zone);
    }
}

static void a_moment_is_the_first_with_that_local_time(void)
{
    const struct {
        const char *zone;
        int local[5];
        const char *utc; /* of the moment */
    } rows[] = {
        {"Europe/Berlin", {2026, 3, 29, 1, 59}, "2026-03-29 00:59"},
        {"Europe/Berlin", {2026, 3, 29, 2, 30}, "2026-03-29 01:00"}, /* skipped */
        {"Europe/Berlin", {2026, 3, 29, 3, 0}, "2026-03-29 01:00"},
        {"Europe/Berlin", {2026, 10, 25, 2, 30}, "2026-10-25 00:30"}, /* twice */
        {"Europe/Berlin", {2026, 10, 25, 3, 0}, "2026-10-25 02:00"},
        {"Europe/Berlin", {2026, 1, 31, 24, 0}, "2026-01-31 23:00"},
        {"Europe/Berlin", {2026, 2, 30, 0, 0}, "2026-03-01 23:00"},
        {"Europe/Berlin", {2099, 7, 1, 0, 0}, "2099-06-30 22:00"},
        {"America/New_York", {2026, 3, 8, 2, 30}, "2026-03-08 07:00"},
        {"America/New_York", {2026, 11, 1, 1, 30}, "2026-11-01 05:30"},
        {"Australia/Lord_Howe", {2026, 10, 4, 2, 15}, "2026-10-03 15:30"},
        {"Australia/Lord_Howe", {2026, 4, 5, 1, 45}, "2026-04-04 14:45"},
        {"Asia/Kathmandu", {2026, 11, 21, 0, 0}, "2026-11-20 18:15"},
        {"Pacific/Apia", {2011, 12, 29, 23, 59}, "2011-12-30 09:59"},
        {"Pacific/Apia", {2011, 12, 30, 12, 0}, "2011-12-30 10:00"},
        {"Pacific/Apia", {2011, 12, 31, 0, 0}, "2011-12-30 10:00"},
        {"UTC", {2024, 2, 29, 12, 0}, "2024-02-29 12:00"},
    };
    struct hg_zone utc;
    open_zone(&utc, "UTC");
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct hg_zone zone;
        char text[HG_ZONE_TIME_SIZE];
        const int *local = rows[i].local;
        open_zone(&zone, rows[i].zone);
        const int64_t at_us =
            moment(&zone, local[0], local[1], local[2], local[3], local[4]);
        hg_zone_format(&utc, at_us, "%Y-%m-%d %H:%M", text);
        UNIT_ASSERT_TEXT(text, rows[i].utc);
        hg_zone_release(&zone);
    }
    hg_zone_release(&utc);
}

static void days_follow_one_another_without_a_gap(void)
{
    for (size_t i = 0; i < zone_count; i++) {
        struct hg_zone zone;
        open_zone(&zone, zones[i]);
        int64_t at_us = hg_zone_day_begin(&zone, INT64_C(86400) * 400 * HG_US_PER_S);
        bool is_whole = true;
        for (int day = 0; day < 40000 && is_whole; day++) {
            const int64_t end_us = hg_zone_day_end(&zone, at_us);
            is_whole = hg_zone_day_begin(&zone, at_us) == at_us &&
                       hg_zone_day_begin(&zone, end_us - 1) == at_us &&
                       hg_zone_day_end(&zone, end_us - 1) == end_us &&
                       end_us - at_us >= 22 * HOUR_US && end_us - at_us <= 26 * HOUR_US;
            at_us = end_us;
        }
        UNIT_ASSERT_ROW(is_whole, zones[i]);
        hg_zone_release(&zone);
    }
}

static void days_have_the_hours_that_the_clock_gives_them(void)
{
    const struct {
        const char *zone;
        int date[3];
        int64_t minutes;
    } rows[] = {
        {"Europe/Berlin", {2026, 3, 29}, 23 * 60},
        {"Europe/Berlin", {2026, 10, 25}, 25 * 60},
        {"Europe/Berlin", {2026, 10, 26}, 24 * 60},
        {"Australia/Lord_Howe", {2026, 4, 5}, 24 * 60 + 30},
        {"Australia/Lord_Howe", {2026, 10, 4}, 23 * 60 + 30},
        {"Asia/Kathmandu", {2024, 2, 29}, 24 * 60},
        {"Pacific/Apia", {2011, 12, 29}, 24 * 60},
        {"America/Sao_Paulo", {2018, 11, 4}, 23 * 60}, /* begins at 01:00 */
        {"America/Havana", {2021, 11, 7}, 25 * 60},    /* 00:30 comes twice */
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct hg_zone zone;
        open_zone(&zone, rows[i].zone);
        const int64_t noon_us =
            moment(&zone, rows[i].date[0], rows[i].date[1], rows[i].date[2], 12, 0);
        const int64_t length_us =
            hg_zone_day_end(&zone, noon_us) - hg_zone_day_begin(&zone, noon_us);
        UNIT_ASSERT_ROW(length_us == rows[i].minutes * 60 * HG_US_PER_S, rows[i].zone);
        hg_zone_release(&zone);
    }
}

static void names_that_are_none_are_refused(void)
{
    static const char *const names[] = {
        "Europe/Berlim",
        "europe/berlin",
        "",
        "/etc/localtime",
        "/UTC",
        "../../etc/passwd",
        "Europe/../Europe/Berlin",
        "Europe",
        "zone.tab",
        "tzdata.zi",
        "CET-1CEST",
        "Europe/Berlin ",
        "Europe/Berlin\n",
        "a/name/that/is/longer/than/any/zone/of/the/database/has/ever/been",
    };
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        struct hg_zone zone;
        struct hg_error err = {0};
        UNIT_ASSERT_ROW(hg_zone_open(&zone, names[i], &err) == -1, names[i]);
        UNIT_ASSERT_ROW(err.kind == HG_ERROR_USAGE, names[i]);
        hg_zone_release(&zone);
    }
    struct hg_zone zone;
    struct hg_error err = {0};
    CU_ASSERT_EQUAL(hg_zone_open(&zone, "Europe/Berlim", &err), -1);
    UNIT_ASSERT_TEXT(err.text,
                     "time zone \"Europe/Berlim\" is not known: expected a name "
                     "of the IANA database (tzdata) such as Europe/Berlin, or UTC");
}

static void a_missing_database_is_reported(void)
{
    struct hg_zone zone;
    struct hg_error err = {0};
    setenv("TZDIR", "/nowhere", 1);
    CU_ASSERT_EQUAL(hg_zone_open(&zone, "Europe/Berlin", &err), -1);
    UNIT_ASSERT_TEXT(err.text, "time zone \"Europe/Berlin\" can't be looked up: folder "
                               "/nowhere does not exist (package tzdata)");
    err = (struct hg_error){0};
    open_zone(&zone, "UTC");
    hg_zone_release(&zone);
    unsetenv("TZDIR");
}

static void the_environment_is_left_as_it_was(void)
{
    struct hg_zone zone;
    struct tm local;
    const time_t at = 0;
    setenv("TZ", "XYZ-05:30", 1);
    open_zone(&zone, "America/New_York");
    UNIT_ASSERT_TEXT(getenv("TZ"), "XYZ-05:30");
    localtime_r(&at, &local);
    CU_ASSERT_EQUAL(local.tm_hour, 5);
    hg_zone_release(&zone);
    unsetenv("TZ");
    open_zone(&zone, "America/New_York");
    CU_ASSERT_PTR_NULL(getenv("TZ"));
    hg_zone_release(&zone);
    setenv("TZ", "UTC", 1);
    tzset();
}

static void this_machines_zone_is_that_of_the_environment(void)
{
    const struct {
        const char *variable;
        const char *name;
        int hour; /* at 1970-01-01T00:00Z */
    } rows[] = {
        {"Asia/Tokyo", "Asia/Tokyo", 9},
        {":Asia/Tokyo", "Asia/Tokyo", 9},
        {"XYZ-05:30", "XYZ-05:30", 5},
        {":/usr/share/zoneinfo/Asia/Tokyo", "Asia/Tokyo", 9},
        {"Nowhere/Town", "UTC", 0}, /* as the C library sees it */
        {"", "UTC", 0},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct hg_zone zone;
        struct hg_local local;
        setenv("TZ", rows[i].variable, 1);
        open_zone(&zone, NULL);
        hg_zone_local(&zone, 0, &local, NULL);
        UNIT_ASSERT_TEXT(zone.name, rows[i].name);
        UNIT_ASSERT_ROW(local.hour == rows[i].hour, rows[i].variable);
        hg_zone_release(&zone);
    }
    setenv("TZ", "UTC", 1);
    tzset();
}

static void times_before_1970_and_far_beyond_are_told(void)
{
    struct hg_zone zone;
    char text[HG_ZONE_TIME_SIZE];
    int32_t offset_s = 0;
    struct hg_local local;
    open_zone(&zone, "Europe/Berlin");
    hg_zone_format(&zone, -1, "%Y-%m-%d %H:%M:%S", text);
    UNIT_ASSERT_TEXT(text, "1970-01-01 00:59:59");
    hg_zone_local(&zone, INT64_MAX, &local, &offset_s);
    CU_ASSERT_EQUAL(local.year, 294247);
    CU_ASSERT_EQUAL(offset_s, 3600);
    hg_zone_format(&zone, 0, "%A, %d %B %Y, %H:%M:%S and more", text);
    UNIT_ASSERT_TEXT(text, "");
    hg_zone_release(&zone);
}

CU_TestInfo zone_tests[] = {
    {"local_times_are_those_of_the_c_library", local_times_are_those_of_the_c_library},
    {"a_moment_is_the_first_with_that_local_time",
     a_moment_is_the_first_with_that_local_time},
    {"days_follow_one_another_without_a_gap", days_follow_one_another_without_a_gap},
    {"days_have_the_hours_that_the_clock_gives_them",
     days_have_the_hours_that_the_clock_gives_them},
    {"names_that_are_none_are_refused", names_that_are_none_are_refused},
    {"a_missing_database_is_reported", a_missing_database_is_reported},
    {"the_environment_is_left_as_it_was", the_environment_is_left_as_it_was},
    {"this_machines_zone_is_that_of_the_environment",
     this_machines_zone_is_that_of_the_environment},
    {"times_before_1970_and_far_beyond_are_told",
     times_before_1970_and_far_beyond_are_told},
    CU_TEST_INFO_NULL,
};
