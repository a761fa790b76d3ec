/* SPDX-License-Identifier: MIT */
/* uptime_format: tests of how figures are put. */
#include "unit.h"

#include <stdio.h>

#include "headgate/units.h"
#include "uptime/uptime_format.h"

#define NB "\xC2\xA0"

static void test_durations(void)
{
    static const struct {
        int64_t us;
        const char *description;
    } rows[] = {
        {0, "0" NB "s"},
        {3600 * HG_US_PER_S - 1, "1" NB "h"},
        {-61 * HG_US_PER_S, "-1" NB "m" NB "01" NB "s"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        char description[HG_UPTIME_FORMAT_SIZE];
        hg_uptime_format_duration(rows[i].us, description);
        UNIT_ASSERT_TEXT(description, rows[i].description);
    }
    char latency[HG_UPTIME_FORMAT_SIZE];
    hg_uptime_format_latency(1240000, latency);
    UNIT_ASSERT_TEXT(latency, "1.24" NB "s");
}

static void test_noise(void)
{
    struct hg_uptime_target target = {0};
    CU_ASSERT_TRUE(hg_uptime_format_is_noise(&target, 0));
    CU_ASSERT_TRUE(hg_uptime_format_is_noise(&target, HG_US_PER_S / 2 - 1));
    CU_ASSERT_FALSE(hg_uptime_format_is_noise(&target, HG_US_PER_S / 2));
    target.interval_us = 3600 * HG_US_PER_S;
    CU_ASSERT_TRUE(hg_uptime_format_is_noise(&target, 36 * HG_US_PER_S - 1));
    CU_ASSERT_FALSE(hg_uptime_format_is_noise(&target, 36 * HG_US_PER_S));
}

static void test_decimals(void)
{
    static const struct {
        struct hg_share promised;
        int decimals;
    } rows[] = {
        {{99, 100}, 2},
        {{1, 1}, 2},
        {{999, 1000}, 2},
        {{9995, 10000}, 2},
        {{99999, 100000}, 3},
        {{99999, 100000 * 10}, 4},
        {{999999, 1000000}, 4},
        {{99999999, 100000000}, 6},
        {{1, 3}, 6},
        {{0, 0}, 2},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        char row[64];
        const struct hg_sla sla = {.is_set = true, .promised = rows[i].promised};
        snprintf(row, sizeof row, "%lld/%lld", (long long)rows[i].promised.part,
                 (long long)rows[i].promised.whole);
        UNIT_ASSERT_ROW(hg_uptime_format_decimals(&sla) == rows[i].decimals, row);
    }
    CU_ASSERT_EQUAL(hg_uptime_format_decimals(&(struct hg_sla){0}), 2);
}

static void check_period(int64_t begin_s, const char *description, const char *expected)
{
    struct hg_zone zone;
    struct hg_uptime uptime = {.zone = &zone};
    struct hg_error err = {0};
    struct hg_buf out;
    CU_ASSERT_EQUAL_FATAL(hg_zone_open(&zone, "Europe/Berlin", &err), 0);
    uptime.period.begin_us = begin_s * HG_US_PER_S;
    uptime.period.end_us = (begin_s + 86400) * HG_US_PER_S;
    snprintf(uptime.period.description, sizeof uptime.period.description, "%s",
             description);
    hg_buf_init(&out);
    hg_uptime_format_period(&uptime, &out);
    UNIT_ASSERT_TEXT(out.data, expected);
    hg_buf_release(&out);
    hg_zone_release(&zone);
}

static void test_periods(void)
{
    check_period(1795203612, "last 24 hours",
                 "last 24 hours: 2026-11-20 20:40 to 2026-11-21 20:40 (Europe/Berlin)");
    check_period(1795129200, "2026-11-20", "2026-11-20 (Europe/Berlin)");
}

CU_TestInfo uptime_format_tests[] = {
    {"figures_are_those_of_units_and_stay_together", test_durations},
    {"what_is_shorter_than_a_hundredth_of_the_interval_is_noise", test_noise},
    {"percentages_have_the_decimals_of_the_promise", test_decimals},
    {"periods_have_begin_and_end_where_their_words_do_not", test_periods},
    CU_TEST_INFO_NULL,
};
