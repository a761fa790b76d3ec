/* SPDX-License-Identifier: MIT */
/* period: what people write, in zones. */
#include "headgate/period.h"

#include "unit.h"

#include <stdlib.h>

#include "headgate/clock.h"
#include "headgate/units.h"

#include "headgate/banned.h"

#define NOW_US INT64_C(1795228205000000) /* 2026-11-21T02:30:05Z, a Saturday */

struct row {
    const char *zone;
    const char *text;
    const char *begin; /* in UTC */
    const char *end;
    const char *description;
    const char *before; /* its begin */
    const char *before_words;
};

static void check_moment(int64_t wall_us, const char *expected)
{
    char text[HG_CLOCK_RFC3339_SIZE];
    hg_clock_format(wall_us, "%Y-%m-%dT%H:%M:%S", text, sizeof text);
    UNIT_ASSERT_TEXT(text, expected);
}

static void check(const struct row *row)
{
    struct hg_zone zone;
    struct hg_error err = {0};
    struct hg_period period;
    struct hg_period before;
    char problem[256] = "";
    CU_ASSERT_EQUAL_FATAL(hg_zone_open(&zone, row->zone, &err), 0);
    UNIT_ASSERT_ROW(
        hg_period_parse(&period, row->text, &zone, NOW_US, problem, sizeof problem) == 0,
        row->text);
    check_moment(period.begin_us, row->begin);
    check_moment(period.end_us, row->end);
    UNIT_ASSERT_TEXT(period.description, row->description);
    hg_period_before(&period, &zone, &before);
    CU_ASSERT_EQUAL(before.end_us, period.begin_us);
    check_moment(before.begin_us, row->before);
    UNIT_ASSERT_TEXT(before.description, row->before_words);
    hg_zone_release(&zone);
}

static void periods_are_read_in_their_zone(void)
{
    const struct row rows[] = {
        {"UTC", "24h", "2026-11-20T02:30:05", "2026-11-21T02:30:05", "last 24 hours",
         "2026-11-19T02:30:05", "2026-11-19 02:30 to 2026-11-20 02:30"},
        {"UTC", "7d", "2026-11-14T02:30:05", "2026-11-21T02:30:05", "last 7 days",
         "2026-11-07T02:30:05", "2026-11-07 02:30 to 2026-11-14 02:30"},
        {"UTC", "90m", "2026-11-21T01:00:05", "2026-11-21T02:30:05", "last 90 minutes",
         "2026-11-20T23:30:05", "2026-11-20 23:30 to 2026-11-21 01:00"},
        {"UTC", "1h", "2026-11-21T01:30:05", "2026-11-21T02:30:05", "last 1 hour",
         "2026-11-21T00:30:05", "2026-11-21 00:30 to 2026-11-21 01:30"},
        {"Europe/Berlin", "today", "2026-11-20T23:00:00", "2026-11-21T23:00:00",
         "2026-11-21", "2026-11-19T23:00:00", "2026-11-20"},
        {"America/New_York", "today", "2026-11-20T05:00:00", "2026-11-21T05:00:00",
         "2026-11-20", "2026-11-19T05:00:00", "2026-11-19"},
        {"UTC", "yesterday", "2026-11-20T00:00:00", "2026-11-21T00:00:00", "2026-11-20",
         "2026-11-19T00:00:00", "2026-11-19"},
        {"UTC", "this-week", "2026-11-16T00:00:00", "2026-11-23T00:00:00",
         "2026-11-16 to 2026-11-22", "2026-11-09T00:00:00", "2026-11-09 to 2026-11-15"},
        {"UTC", "last-week", "2026-11-09T00:00:00", "2026-11-16T00:00:00",
         "2026-11-09 to 2026-11-15", "2026-11-02T00:00:00", "2026-11-02 to 2026-11-08"},
        {"UTC", "this-month", "2026-11-01T00:00:00", "2026-12-01T00:00:00",
         "2026-11-01 to 2026-11-30", "2026-10-01T00:00:00", "2026-10-01 to 2026-10-31"},
        {"Europe/Berlin", "last-month", "2026-09-30T22:00:00", "2026-10-31T23:00:00",
         "2026-10-01 to 2026-10-31", "2026-08-31T22:00:00", "2026-09-01 to 2026-09-30"},
        {"UTC", "2024-02", "2024-02-01T00:00:00", "2024-03-01T00:00:00",
         "2024-02-01 to 2024-02-29", "2024-01-01T00:00:00", "2024-01-01 to 2024-01-31"},
        {"UTC", "2026-01", "2026-01-01T00:00:00", "2026-02-01T00:00:00",
         "2026-01-01 to 2026-01-31", "2025-12-01T00:00:00", "2025-12-01 to 2025-12-31"},
        {"UTC", "2026-01-01..2026-03-31", "2026-01-01T00:00:00", "2026-04-01T00:00:00",
         "2026-01-01 to 2026-03-31", "2025-10-01T00:00:00", "2025-10-01 to 2025-12-31"},
        {"Europe/Berlin", "2026-03-29", "2026-03-28T23:00:00", "2026-03-29T22:00:00",
         "2026-03-29", "2026-03-27T23:00:00", "2026-03-28"},
        {"Europe/Berlin", "2026-10-25", "2026-10-24T22:00:00", "2026-10-25T23:00:00",
         "2026-10-25", "2026-10-23T22:00:00", "2026-10-24"},
        {"Europe/Berlin", "2026-03-25..2026-03-31", "2026-03-24T23:00:00",
         "2026-03-31T22:00:00", "2026-03-25 to 2026-03-31", "2026-03-17T23:00:00",
         "2026-03-18 to 2026-03-24"},
        {"Australia/Lord_Howe", "2026-10-04", "2026-10-03T13:30:00",
         "2026-10-04T13:00:00", "2026-10-04", "2026-10-02T13:30:00", "2026-10-03"},
        {"Asia/Kathmandu", "2026-10-31", "2026-10-30T18:15:00", "2026-10-31T18:15:00",
         "2026-10-31", "2026-10-29T18:15:00", "2026-10-30"},
        {"UTC", "2026-10-01T06:00..2026-10-02", "2026-10-01T06:00:00",
         "2026-10-03T00:00:00", "2026-10-01 06:00 to 2026-10-03 00:00",
         "2026-09-29T12:00:00", "2026-09-29 12:00 to 2026-10-01 06:00"},
        {"UTC", "2026-10-01T00:00..2026-10-01T24:00", "2026-10-01T00:00:00",
         "2026-10-02T00:00:00", "2026-10-01", "2026-09-30T00:00:00", "2026-09-30"},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
        check(&rows[i]);
}

static void what_is_no_period_is_refused_with_a_reason(void)
{
    static const char expected[] =
        "expected a duration such as 24h or 7d, today, yesterday, this-week, last-week, "
        "this-month, last-month, 2026-10, 2026-10-31 or 2026-10-01..2026-10-31";
    const struct {
        const char *text;
        const char *problem;
    } rows[] = {
        {"", expected},
        {"0s", expected},
        {"tomorrow", expected},
        {"24", "expected a unit such as 24h or 24d"},
        {"7", "expected a unit such as 7h or 7d"},
        {"Today", expected},
        {"2026", expected},
        {"2026-13", expected},
        {"2026-1", expected},
        {"2026-02-29", expected},
        {"2026-10-01..", expected},
        {"..2026-10-01", expected},
        {"2026-10-01..2026-10-02..2026-10-03", expected},
        {"2026-10-01T6:00..2026-10-02", expected},
        {"2026-10-01T24:01..2026-10-02", expected},
        {"2026-10-01T25:00..2026-10-02", expected},
        {"2026-10-01T06:60..2026-10-02", expected},
        {"2026-10-01T12:60..2026-10-02", expected},
        {"2026-10-01T12:00:00..2026-10-02", expected},
        {"9001-01-01", expected},
        {"2026-10-02..2026-09-30", "the end must be later than the start"},
        {"2026-10-02T06:00..2026-10-02T06:00", "the end must be later than the start"},
        {"2026-12", "the period must not start in the future"},
        {"2026-11-22", "the period must not start in the future"},
        {"11y", "the period must not be longer than ten years"},
        {"1999-01-01..2026-01-01", "the period must not be longer than ten years"},
    };
    struct hg_zone zone;
    struct hg_error err = {0};
    CU_ASSERT_EQUAL_FATAL(hg_zone_open(&zone, "UTC", &err), 0);
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct hg_period period;
        char problem[256] = "";
        UNIT_ASSERT_ROW(hg_period_parse(&period, rows[i].text, &zone, NOW_US, problem,
                                        sizeof problem) == -1,
                        rows[i].text);
        UNIT_ASSERT_TEXT(problem, rows[i].problem);
    }
    hg_zone_release(&zone);
}

CU_TestInfo period_tests[] = {
    {"periods_are_read_in_their_zone", periods_are_read_in_their_zone},
    {"what_is_no_period_is_refused_with_a_reason",
     what_is_no_period_is_refused_with_a_reason},
    CU_TEST_INFO_NULL,
};
