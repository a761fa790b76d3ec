/* SPDX-License-Identifier: MIT */
/* clock: both clocks, and times as text. */
#include "headgate/clock.h"

#include "unit.h"

#include <stdlib.h>
#include <time.h>

#include "headgate/banned.h"

static void times_are_written_as_rfc_3339(void)
{
    const struct {
        int64_t wall_us;
        const char *text;
    } rows[] = {
        {0, "1970-01-01T00:00:00.000Z"},
        {INT64_C(1795203612345678), "2026-11-20T19:40:12.345Z"},
        {999, "1970-01-01T00:00:00.000Z"},
        {1000, "1970-01-01T00:00:00.001Z"},
        {999999, "1970-01-01T00:00:00.999Z"},
        {-1, "1969-12-31T23:59:59.999Z"},
        {-1000000, "1969-12-31T23:59:59.000Z"},
        {INT64_C(951782400000000), "2000-02-29T00:00:00.000Z"},
        {INT64_C(4107542399999999), "2100-02-28T23:59:59.999Z"},
        {INT64_C(4107542400000000), "2100-03-01T00:00:00.000Z"},
        {INT64_C(253402300799000000), "9999-12-31T23:59:59.000Z"},
        {INT64_C(253402300800000000), "10000-01-01T00:00:00.000Z"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        char text[HG_CLOCK_RFC3339_SIZE];
        hg_clock_format_rfc3339(rows[i].wall_us, text, sizeof text);
        UNIT_ASSERT_TEXT(text, rows[i].text);
    }
}

static void times_are_those_of_strftime(void)
{
    enum { STEP_S = 19 * 3600 + 47 * 60 + 11 };
    for (int64_t s = -STEP_S * 20000; s < STEP_S * INT64_C(60000); s += STEP_S) {
        char text[HG_CLOCK_RFC3339_SIZE];
        char expected[HG_CLOCK_RFC3339_SIZE];
        hg_clock_format_rfc3339(s * 1000000, text, sizeof text);
        hg_clock_format(s * 1000000, "%Y-%m-%dT%H:%M:%S.000Z", expected, sizeof expected);
        UNIT_ASSERT_TEXT(text, expected);
    }
}

static void times_are_in_utc_whatever_the_zone(void)
{
    char text[HG_CLOCK_RFC3339_SIZE];
    setenv("TZ", "XYZ-05:30", 1);
    tzset();
    hg_clock_format_rfc3339(0, text, sizeof text);
    setenv("TZ", "UTC", 1);
    tzset();
    UNIT_ASSERT_TEXT(text, "1970-01-01T00:00:00.000Z");
}

static void formats_are_those_of_strftime(void)
{
    char text[64];
    hg_clock_format(INT64_C(1795203612345678), "%Y-%m-%d %H%M%S", text, sizeof text);
    UNIT_ASSERT_TEXT(text, "2026-11-20 194012");
}

static void a_text_that_does_not_fit_is_empty(void)
{
    char text[4] = "abc";
    hg_clock_format(0, "%Y-%m-%d", text, sizeof text);
    UNIT_ASSERT_TEXT(text, "");
    text[0] = 'k';
    hg_clock_format(0, "%Y", text, 0);
    CU_ASSERT_EQUAL(text[0], 'k');
    hg_clock_format_rfc3339(0, text, sizeof text);
    UNIT_ASSERT_TEXT(text, "");
}

static void the_monotonic_clock_never_goes_back(void)
{
    int64_t last = hg_clock_monotonic_us();
    CU_ASSERT_TRUE(last > 0);
    for (int i = 0; i < 1000; i++) {
        const int64_t now = hg_clock_monotonic_us();
        CU_ASSERT_TRUE(now >= last);
        last = now;
    }
}

static void the_wall_clock_counts_microseconds_since_1970(void)
{
    const int64_t before_s = (int64_t)time(NULL);
    const int64_t now_us = hg_clock_wall_us();
    /* time(2) reads a coarse clock that may lag behind by a tick. */
    CU_ASSERT_TRUE(now_us >= before_s * 1000000);
    CU_ASSERT_TRUE(now_us <= ((int64_t)time(NULL) + 2) * 1000000);
}

CU_TestInfo clock_tests[] = {
    {"times_are_written_as_rfc_3339", times_are_written_as_rfc_3339},
    {"times_are_those_of_strftime", times_are_those_of_strftime},
    {"times_are_in_utc_whatever_the_zone", times_are_in_utc_whatever_the_zone},
    {"formats_are_those_of_strftime", formats_are_those_of_strftime},
    {"a_text_that_does_not_fit_is_empty", a_text_that_does_not_fit_is_empty},
    {"the_monotonic_clock_never_goes_back", the_monotonic_clock_never_goes_back},
    {"the_wall_clock_counts_microseconds_since_1970",
     the_wall_clock_counts_microseconds_since_1970},
    CU_TEST_INFO_NULL,
};
