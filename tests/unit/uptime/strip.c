/* SPDX-License-Identifier: MIT */
/* strip: tests of rows of bars. */
#include "unit.h"

#include <stdio.h>
#include <string.h>

#include "headgate/units.h"
#include "uptime/strip.h"

#define DAY_S 86400

#define TIME(an_outcome, some_s) [HG_OUTCOME_##an_outcome] = (some_s)*HG_US_PER_S

static void test_levels(void)
{
    static const struct {
        const char *what;
        struct hg_tally tally;
        enum hg_strip_level level;
    } rows[] = {
        {"nothing", {.maintenance_us = 0}, HG_STRIP_UNKNOWN},
        {"up", {.time_us = {TIME(UP, 1000)}}, HG_STRIP_UP},
        {"half unknown", {.time_us = {TIME(UP, 500), TIME(UNKNOWN, 500)}}, HG_STRIP_UP},
        {"mostly unknown",
         {.time_us = {TIME(UP, 499), TIME(UNKNOWN, 501)}},
         HG_STRIP_UNKNOWN},
        {"unknown", {.time_us = {TIME(UNKNOWN, 1)}}, HG_STRIP_UNKNOWN},
        {"a single check",
         {.time_us = {TIME(UNKNOWN, 1)}, .checks = {[HG_OUTCOME_UP] = 1}},
         HG_STRIP_UP},
        {"a check, and mostly unknown",
         {.time_us = {TIME(UP, 1), TIME(UNKNOWN, 2)}, .checks = {[HG_OUTCOME_UP] = 1}},
         HG_STRIP_UNKNOWN},
        {"flaky",
         {.time_us = {TIME(UP, 1000)}, .checks = {[HG_OUTCOME_FLAKY] = 1}},
         HG_STRIP_WARNING},
        {"degraded",
         {.time_us = {TIME(UP, 1)}, .checks = {[HG_OUTCOME_DEGRADED] = 1}},
         HG_STRIP_WARNING},
        {"maintenance", {.maintenance_us = 1}, HG_STRIP_PLANNED},
        {"skipped", {.time_us = {TIME(SKIPPED, 1)}}, HG_STRIP_PLANNED},
        {"up beside maintenance",
         {.time_us = {TIME(UP, 1)}, .maintenance_us = 9},
         HG_STRIP_UP},
        {"a failed check",
         {.time_us = {TIME(UP, 1000)}, .checks = {[HG_OUTCOME_DOWN] = 1}},
         HG_STRIP_DOWN},
        {"failed, and nothing known", {.checks = {[HG_OUTCOME_DOWN] = 1}}, HG_STRIP_DOWN},
        {"0.9 %", {.time_us = {TIME(UP, 991), TIME(DOWN, 9)}}, HG_STRIP_DOWN},
        {"1 %", {.time_us = {TIME(UP, 990), TIME(DOWN, 10)}}, HG_STRIP_DOWN_LONG},
        {"9.9 %", {.time_us = {TIME(UP, 901), TIME(DOWN, 99)}}, HG_STRIP_DOWN_LONG},
        {"10 %", {.time_us = {TIME(UP, 900), TIME(DOWN, 100)}}, HG_STRIP_DOWN_MOST},
        {"all", {.time_us = {TIME(DOWN, 1)}}, HG_STRIP_DOWN_MOST},
        {"a moment of an hour with one check",
         {.time_us = {TIME(UP, 3565), TIME(DOWN, 35)}, .checks = {[HG_OUTCOME_UP] = 1}},
         HG_STRIP_UP},
        {"more than a moment",
         {.time_us = {TIME(UP, 3564), TIME(DOWN, 36)}, .checks = {[HG_OUTCOME_UP] = 1}},
         HG_STRIP_DOWN_LONG},
        {"a moment of an hour with ten checks",
         {.time_us = {TIME(UP, 3597), TIME(DOWN, 3)}, .checks = {[HG_OUTCOME_UP] = 10}},
         HG_STRIP_UP},
        {"more than a moment between ten checks",
         {.time_us = {TIME(UP, 3596), TIME(DOWN, 4)}, .checks = {[HG_OUTCOME_UP] = 10}},
         HG_STRIP_DOWN},
        {"a moment without any check",
         {.time_us = {TIME(UP, 60), [HG_OUTCOME_DOWN] = 499999}},
         HG_STRIP_UP},
        {"half a second without any check",
         {.time_us = {TIME(UP, 60), [HG_OUTCOME_DOWN] = 500000}},
         HG_STRIP_DOWN},
        {"down though mostly unknown",
         {.time_us = {TIME(DOWN, 1), TIME(UNKNOWN, 999)}},
         HG_STRIP_DOWN_MOST},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        UNIT_ASSERT_ROW(hg_strip_level_of(&rows[i].tally) == rows[i].level, rows[i].what);
}

/* From 2026-11-03, a Tuesday, in UTC. */
static void check_strip(const struct hg_tally *tallies, size_t count, bool are_hours,
                        const char *expected)
{
    struct hg_zone_change change = {0};
    const struct hg_zone zone = {.name = "UTC", .changes = &change, .count = 1};
    const struct hg_uptime uptime = {
        .zone = &zone, .interval_count = count, .intervals_are_hours = are_hours};
    struct hg_report_interval intervals[8] = {{0}};
    struct hg_sink sink;
    for (size_t i = 0; i < count; i++) {
        const int64_t step_s = are_hours ? 3600 : DAY_S;
        intervals[i].begin_us = (1793664000 + (int64_t)i * step_s) * 1000000;
        intervals[i].tally = tallies[i];
    }
    hg_sink_init(&sink, -1);
    hg_strip_write(&sink, &uptime, intervals);
    UNIT_ASSERT_TEXT(sink.buffer.data, expected);
    hg_sink_release(&sink);
}

#define OPEN(a_width, a_label)                                                           \
    "<svg class=\"strip\" viewBox=\"0 0 " a_width " 20\" preserveAspectRatio=\"none\" "  \
    "role=\"img\" aria-label=\"" a_label "\">"
#define NB "\xC2\xA0"

static void test_merged(void)
{
    static const struct hg_tally up[] = {{.time_us = {TIME(UP, 1)}},
                                         {.time_us = {TIME(UP, 1)}},
                                         {.time_us = {TIME(UP, 1)}}};
    static const struct hg_tally mixed[] = {
        {.time_us = {TIME(UP, 1)}}, {.time_us = {TIME(UP, 900), TIME(DOWN, 100)}},
        {.time_us = {TIME(UP, 1)}}, {.time_us = {TIME(UP, 1)}},
        {.maintenance_us = 1},      {.maintenance_us = 0},
    };
    check_strip(
        up, 3, false,
        OPEN("3", "3 days, up without a break") "<path class=\"lu\" d=\"M0 13h3V20H0z\"/>"
                                                "<use href=\"#lines\"/></svg>");
    check_strip(mixed, 6, false,
                OPEN("6", "6 days, 1 with down time, 1 in maintenance or skipped, 1 "
                          "unknown") "<path class=\"ln\" d=\"M5 19h1V20H5z\"/><path "
                                     "class=\"lp\" d=\"M4 16h1V20H4z\"/>"
                                     "<path class=\"lu\" d=\"M0 13h1V20H0zM2 "
                                     "13h2V20H2z\"/>"
                                     "<path class=\"lf\" d=\"M1 0h1V20H1z\"/><use "
                                     "href=\"#lines\"/>"
                                     "<path class=\"t\" d=\"M1 0h1v20h-1z\"><title>Wed" NB
                                     "2026-11-04: 90.00 %, down 1" NB "m" NB "40" NB
                                     "s</title></path></svg>");
    check_strip(
        &mixed[1], 1, true,
        OPEN("1", "1 hour, 1 with down time") "<path class=\"lf\" d=\"M0 "
                                              "0h1V20H0z\"/><use href=\"#lines\"/>"
                                              "<path class=\"t\" d=\"M0 "
                                              "0h1v20h-1z\"><title>Tue" NB
                                              "2026-11-03 00:00: 90.00 %, down 1" NB
                                              "m" NB "40" NB "s</title></path></svg>");
}

/* Lines between bars where there is room for bars, and from 2026-11-03, a Tuesday, on also between weeks or days. */
static void check_lines(size_t count, bool are_hours, const char *gaps, const char *weeks)
{
    struct hg_zone_change change = {0};
    const struct hg_zone zone = {.name = "UTC", .changes = &change, .count = 1};
    const struct hg_uptime uptime = {
        .zone = &zone, .interval_count = count, .intervals_are_hours = are_hours};
    struct hg_report_interval intervals[94] = {{.begin_us = 0}};
    char expected[100];
    struct hg_sink sink;
    for (size_t i = 0; i < count; i++) {
        const int64_t step_s = are_hours ? 3600 : DAY_S;
        intervals[i].begin_us = (1793664000 + (int64_t)i * step_s) * HG_US_PER_S;
    }
    hg_sink_init(&sink, -1);
    hg_strip_definitions(&sink, &uptime, intervals);
    snprintf(expected, sizeof expected, "%s\"/><path class=\"weeks\" d=\"%s", gaps,
             weeks);
    UNIT_ASSERT_ROW(strstr(sink.buffer.data, expected) != NULL, expected);
    hg_sink_release(&sink);
}

static void test_lines(void)
{
    check_lines(1, false, "class=\"gaps\" d=\"", "\"/></g>");
    check_lines(6, false, "d=\"M1 0v20M2 0v20M3 0v20M4 0v20M5 0v20", "\"/></g>");
    check_lines(14, false, "M13 0v20", "M6 0v20M13 0v20\"/></g>");
    check_lines(93, false, "M92 0v20", "M6 0v20M13 0v20M20 0v20");
    check_lines(94, false, "class=\"gaps\" d=\"", "M6 0v20M13 0v20M20 0v20");
    check_lines(49, true, "M48 0v20", "M24 0v20M48 0v20\"/></g>");
}

CU_TestInfo strip_tests[] = {
    {"a_level_is_the_gravest_of_the_interval", test_levels},
    {"equal_neighbours_are_one_bar_and_down_times_have_titles", test_merged},
    {"bars_are_separated_where_they_are_wide_enough_and_weeks_always", test_lines},
    CU_TEST_INFO_NULL,
};
