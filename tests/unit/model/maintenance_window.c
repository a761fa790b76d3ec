/* SPDX-License-Identifier: MIT */
/* maintenance_window: windows as people write them, over clock changes, and what they make of results. */
#include "headgate/maintenance_window.h"

#include "unit.h"

#include <stdio.h>
#include <stdlib.h>

#include "headgate/clock.h"
#include "headgate/result.h"
#include "headgate/units.h"

#include "headgate/banned.h"

static void open_window(struct hg_maintenance_window *window, struct hg_zone *zone,
                        const char *text)
{
    struct hg_error err = {0};
    const char *name = NULL;
    CU_ASSERT_EQUAL_FATAL(hg_maintenance_window_parse(window, text, &name), 0);
    CU_ASSERT_EQUAL_FATAL(hg_zone_open(zone, name == NULL ? "UTC" : name, &err), 0);
    window->zone = zone;
}

static int64_t moment(const char *text)
{
    struct hg_zone utc;
    struct hg_error err = {0};
    struct hg_local local = {0};
    CU_ASSERT_EQUAL_FATAL(sscanf(text, "%d-%d-%d %d:%d", &local.year, &local.month,
                                 &local.day, &local.hour, &local.minute),
                          5);
    CU_ASSERT_EQUAL_FATAL(hg_zone_open(&utc, "UTC", &err), 0);
    const int64_t at_us = hg_zone_moment(&utc, &local);
    hg_zone_release(&utc);
    return at_us;
}

static void the_next_time_of_a_window_is_found(void)
{
    const struct {
        const char *text;
        const char *after; /* UTC, like the next two */
        const char *begin;
        const char *end;
    } rows[] = {
        /* 2026-11-21 is a Saturday. */
        {"sun 02:00-04:00", "2026-11-21 12:00", "2026-11-22 02:00", "2026-11-22 04:00"},
        {"sun 02:00-04:00", "2026-11-22 03:59", "2026-11-22 02:00", "2026-11-22 04:00"},
        {"sun 02:00-04:00", "2026-11-22 04:00", "2026-11-29 02:00", "2026-11-29 04:00"},
        {"daily 03:00-03:30", "2024-02-28 12:00", "2024-02-29 03:00", "2024-02-29 03:30"},
        {"mon-fri 12:00-13:00", "2026-11-20 13:00", "2026-11-23 12:00",
         "2026-11-23 13:00"},
        {"fri-mon 12:00-13:00", "2026-11-20 13:00", "2026-11-21 12:00",
         "2026-11-21 13:00"},
        {"sat,sun 22:00-02:00", "2026-11-22 01:00", "2026-11-21 22:00",
         "2026-11-22 02:00"},
        {"sat 23:00-01:00", "2026-11-22 00:59", "2026-11-21 23:00", "2026-11-22 01:00"},
        {"sat 22:00-24:00", "2026-11-21 12:00", "2026-11-21 22:00", "2026-11-22 00:00"},
        {"sat 12:00-12:00", "2026-11-21 12:00", "2026-11-21 12:00", "2026-11-22 12:00"},
        {"thu 23:30-00:30", "2026-12-31 23:45", "2026-12-31 23:30", "2027-01-01 00:30"},
        {"2026-12-24 18:00..2026-12-26 06:00 Europe/Berlin", "2026-01-01 00:00",
         "2026-12-24 17:00", "2026-12-26 05:00"},
        {"daily 02:00-04:00 Europe/Berlin", "2026-03-28 12:00", "2026-03-29 01:00",
         "2026-03-29 02:00"}, /* an hour of it does not exist */
        {"daily 02:00-04:00 Europe/Berlin", "2026-10-24 12:00", "2026-10-25 00:00",
         "2026-10-25 03:00"}, /* an hour of it comes twice */
        {"daily 02:15-02:45 Europe/Berlin", "2026-03-28 12:00", "2026-03-30 00:15",
         "2026-03-30 00:45"}, /* skipped as a whole */
        {"sun 02:15-02:45 Europe/Berlin", "2026-03-28 12:00", "2026-04-05 00:15",
         "2026-04-05 00:45"},
        {"daily 12:00-13:00 America/New_York", "2026-07-01 00:00", "2026-07-01 16:00",
         "2026-07-01 17:00"},
        {"daily 02:00-03:00 Australia/Lord_Howe", "2026-10-03 12:00", "2026-10-03 15:30",
         "2026-10-03 16:00"},
        {"daily 10:00-11:00 Pacific/Apia", "2011-12-29 22:00", "2011-12-30 20:00",
         "2011-12-30 21:00"}, /* there was no 30th */
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct hg_maintenance_window window;
        struct hg_zone zone;
        struct hg_interval occurrence = {0};
        open_window(&window, &zone, rows[i].text);
        UNIT_ASSERT_ROW(
            hg_maintenance_window_next(&window, moment(rows[i].after), &occurrence),
            rows[i].text);
        UNIT_ASSERT_ROW(occurrence.begin_us == moment(rows[i].begin), rows[i].text);
        UNIT_ASSERT_ROW(occurrence.end_us == moment(rows[i].end), rows[i].text);
        hg_zone_release(&zone);
    }
}

static void a_window_that_is_over_has_no_next_time(void)
{
    struct hg_maintenance_window window;
    struct hg_zone zone;
    struct hg_interval occurrence;
    open_window(&window, &zone, "2026-12-24 18:00..2026-12-26 06:00");
    CU_ASSERT_TRUE(
        hg_maintenance_window_next(&window, moment("2026-12-26 05:59"), &occurrence));
    CU_ASSERT_FALSE(
        hg_maintenance_window_next(&window, moment("2026-12-26 06:00"), &occurrence));
    hg_zone_release(&zone);
}

static void what_is_no_window_is_refused(void)
{
    static const char *const texts[] = {
        "",
        "sun",
        "sun ",
        "sun 02:00",
        "sun 02:00-",
        "sun 2:00-4:00",
        "sun 02:00-25:00",
        "sun 02:00-24:01",
        "sun 24:00-02:00",
        "sun 02:60-04:00",
        "Sun 02:00-04:00",
        "sunday 02:00-04:00",
        "sun- 02:00-04:00",
        "sun, 02:00-04:00",
        "sun  02:00-04:00",
        "sun 02:00 - 04:00",
        "02:00-04:00",
        "sun 02:00-04:00 ",
        "daily-sun 02:00-04:00",
        "2026-12-24 18:00",
        "2026-12-24 18:00..",
        "2026-12-24..2026-12-26",
        "2026-12-24 18:00..2026-12-24 18:00",
        "2026-12-26 18:00..2026-12-24 18:00",
        "2026-02-29 18:00..2026-03-24 18:00",
        "2026-12-24 18:00-2026-12-26 06:00",
        "sun 02:00-04:00Europe/Berlin",
        "sun 02:00-04:0",
    };
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        struct hg_maintenance_window window;
        const char *zone;
        UNIT_ASSERT_ROW(hg_maintenance_window_parse(&window, texts[i], &zone) == -1,
                        texts[i]);
    }
}

static void windows_that_touch_are_one(void)
{
    struct hg_maintenance_window windows[2];
    struct hg_zone zones[2];
    const struct hg_maintenance_windows all = {windows, 2};
    const struct hg_zone *zone = NULL;
    int64_t until_us = 0;
    open_window(&windows[0], &zones[0], "sat 22:00-24:00");
    open_window(&windows[1], &zones[1], "sun 01:00-03:00 Europe/Berlin");
    CU_ASSERT_TRUE(hg_maintenance_windows_are_active(&all, moment("2026-11-21 23:00"),
                                                     &until_us, &zone));
    CU_ASSERT_EQUAL(until_us, moment("2026-11-22 02:00"));
    UNIT_ASSERT_TEXT(zone->name, "Europe/Berlin");
    CU_ASSERT_FALSE(hg_maintenance_windows_are_active(&all, moment("2026-11-22 02:00"),
                                                      &until_us, &zone));
    CU_ASSERT_FALSE(hg_maintenance_windows_are_active(&all, moment("2026-11-21 21:59"),
                                                      &until_us, &zone));
    hg_zone_release(&zones[0]);
    hg_zone_release(&zones[1]);
    /* One that never ends is not followed for ever. */
    open_window(&windows[0], &zones[0], "daily 00:00-24:00");
    const struct hg_maintenance_windows endless = {windows, 1};
    CU_ASSERT_TRUE(hg_maintenance_windows_are_active(&endless, moment("2026-11-21 23:00"),
                                                     &until_us, &zone));
    hg_zone_release(&zones[0]);
}

static void what_is_found_in_a_window_is_skipped_and_remembered(void)
{
    const struct {
        enum hg_outcome observed;
        const char *at;
        enum hg_outcome outcome;
        const char *reason;
    } rows[] = {
        {HG_OUTCOME_DOWN, "2026-11-22 01:30", HG_OUTCOME_SKIPPED,
         "in maintenance until 2026-11-22 04:00: down: status 503"},
        {HG_OUTCOME_UP, "2026-11-22 01:30", HG_OUTCOME_SKIPPED,
         "in maintenance until 2026-11-22 04:00: up"},
        {HG_OUTCOME_UNKNOWN, "2026-11-22 01:30", HG_OUTCOME_UNKNOWN, ""},
        {HG_OUTCOME_SKIPPED, "2026-11-22 01:30", HG_OUTCOME_SKIPPED, ""},
        {HG_OUTCOME_DOWN, "2026-11-22 03:00", HG_OUTCOME_DOWN, "status 503"},
    };
    struct hg_maintenance_window window;
    struct hg_zone zone;
    const struct hg_maintenance_windows all = {&window, 1};
    open_window(&window, &zone, "sun 02:00-04:00 Europe/Berlin");
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct hg_result result;
        hg_result_init(&result);
        if (rows[i].observed == HG_OUTCOME_DOWN)
            hg_result_end(&result, rows[i].observed, HG_CAUSE_STATUS, "status 503");
        result.outcome = (uint8_t)rows[i].observed;
        result.started_at_us = moment(rows[i].at);
        hg_result_apply_maintenance(&result, &all);
        CU_ASSERT_EQUAL(result.outcome, rows[i].outcome);
        UNIT_ASSERT_TEXT(hg_result_reason(&result), rows[i].reason);
        const bool is_excused = rows[i].outcome == HG_OUTCOME_SKIPPED &&
                                rows[i].observed != HG_OUTCOME_SKIPPED;
        CU_ASSERT_EQUAL(result.is_in_maintenance, is_excused);
        CU_ASSERT_TRUE(!is_excused || result.observed == rows[i].observed);
        hg_result_release(&result);
    }
    hg_zone_release(&zone);
}

CU_TestInfo maintenance_window_tests[] = {
    {"the_next_time_of_a_window_is_found", the_next_time_of_a_window_is_found},
    {"a_window_that_is_over_has_no_next_time", a_window_that_is_over_has_no_next_time},
    {"what_is_no_window_is_refused", what_is_no_window_is_refused},
    {"windows_that_touch_are_one", windows_that_touch_are_one},
    {"what_is_found_in_a_window_is_skipped_and_remembered",
     what_is_found_in_a_window_is_skipped_and_remembered},
    CU_TEST_INFO_NULL,
};
