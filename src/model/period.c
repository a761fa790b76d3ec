/* SPDX-License-Identifier: MIT */
/* period: names of intervals of time, read in a zone.
 *
 * DESIGN: every form but a duration becomes two calendar dates, the second excluded, and only then
 * moments; so days of 23 and 25 hours need no special case. */
#include "headgate/period.h"

#include "headgate/ascii.h"
#include "headgate/calendar.h"
#include "headgate/units.h"

#include <inttypes.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "headgate/banned.h"

#define MINUTE     (60 * HG_US_PER_S)
#define HOUR       (60 * MINUTE)
#define DAY        (24 * HOUR)
#define TEXT_SIZE  48
#define YEAR_MAX   9000         /* later years overflow somewhere */
#define LENGTH_MAX (3660 * DAY) /* a report has a figure for each day */

static const char expected[] =
    "expected a duration such as 24h or 7d, today, yesterday, this-week, last-week, "
    "this-month, last-month, 2026-10, 2026-10-31 or 2026-10-01..2026-10-31";

static struct hg_date date_of(const struct hg_zone *zone, int64_t wall_us)
{
    struct hg_local local;
    hg_zone_local(zone, wall_us, &local, NULL);
    return (struct hg_date){local.year, local.month, local.day};
}

static int64_t begin_of(const struct hg_zone *zone, struct hg_date date)
{
    const struct hg_local local = {
        .year = (int)date.year, .month = date.month, .day = date.day};
    return hg_zone_moment(zone, &local);
}

static struct hg_date days_later(struct hg_date date, int64_t days)
{
    return hg_calendar_date(hg_calendar_days(date) + days);
}

static struct hg_date month_later(struct hg_date date, int64_t months)
{
    const int64_t month = date.year * 12 + date.month - 1 + months;
    return (struct hg_date){month / 12, (int)(month % 12) + 1, 1};
}

static bool is_day_begin(const struct hg_zone *zone, int64_t wall_us)
{
    return hg_zone_day_begin(zone, wall_us) == wall_us;
}

/* "2026-10-01 to 2026-10-31", one date for a day, and with times where it is not made of days. */
static void describe(struct hg_period *period, const struct hg_zone *zone)
{
    char begin[HG_ZONE_TIME_SIZE];
    char end[HG_ZONE_TIME_SIZE];
    const bool has_days =
        is_day_begin(zone, period->begin_us) && is_day_begin(zone, period->end_us);
    const char *format = has_days ? "%Y-%m-%d" : "%Y-%m-%d %H:%M";
    /* Its last moment. */
    const int64_t last_us = has_days ? period->end_us - 1 : period->end_us;
    hg_zone_format(zone, period->begin_us, format, begin);
    hg_zone_format(zone, last_us, format, end);
    if (has_days && strcmp(begin, end) == 0)
        snprintf(period->description, sizeof period->description, "%s", begin);
    else
        snprintf(period->description, sizeof period->description, "%s to %s", begin, end);
}

static void set_dates(struct hg_period *period, const struct hg_zone *zone,
                      struct hg_date begin, struct hg_date end)
{
    period->begin_us = begin_of(zone, begin);
    period->end_us = begin_of(zone, end);
    describe(period, zone);
}

/* "last 24 hours": in the largest unit that divides it, but one day is 24 hours. */
static void set_last(struct hg_period *period, int64_t length_us, int64_t now_us)
{
    static const struct {
        int64_t us;
        const char *word;
    } units[] = {
        {DAY, "day"}, {HOUR, "hour"}, {MINUTE, "minute"}, {HG_US_PER_S, "second"}};
    char text[TEXT_SIZE];

    period->begin_us = now_us - length_us;
    period->end_us = now_us;
    for (size_t i = 0; i < sizeof units / sizeof units[0]; i++) {
        const int64_t count = length_us / units[i].us;
        if (length_us % units[i].us != 0 || (units[i].us == DAY && count == 1))
            continue;
        snprintf(period->description, sizeof period->description, "last %" PRId64 " %s%s",
                 count, units[i].word, count == 1 ? "" : "s");
        return;
    }
    hg_units_format_duration(length_us, text, sizeof text);
    snprintf(period->description, sizeof period->description, "last %s", text);
}

/* "today" and its like. */
static bool set_named(struct hg_period *period, const char *text,
                      const struct hg_zone *zone, int64_t now_us)
{
    const struct hg_date today = date_of(zone, now_us);
    const int weekday = hg_calendar_weekday(hg_calendar_days(today));
    const struct hg_date monday = days_later(today, -((weekday + 6) % 7));
    const struct hg_date month = {today.year, today.month, 1};
    const struct {
        const char *name;
        struct hg_date begin;
        struct hg_date end;
    } names[] = {
        {"today", today, days_later(today, 1)},
        {"yesterday", days_later(today, -1), today},
        {"this-week", monday, days_later(monday, 7)},
        {"last-week", days_later(monday, -7), monday},
        {"this-month", month, month_later(month, 1)},
        {"last-month", month_later(month, -1), month},
    };
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        if (strcmp(text, names[i].name) != 0)
            continue;
        set_dates(period, zone, names[i].begin, names[i].end);
        return true;
    }
    return false;
}

/* "2026-10" */
static bool set_month(struct hg_period *period, const char *text,
                      const struct hg_zone *zone)
{
    char day[TEXT_SIZE];
    struct hg_date date;
    snprintf(day, sizeof day, "%s-01", text);
    const char *rest = hg_calendar_parse(day, &date);
    if (rest == NULL || *rest != '\0' || strlen(text) != 7 || date.year > YEAR_MAX)
        return false;
    set_dates(period, zone, date, month_later(date, 1));
    return true;
}

/* Two digits up to `max`, or -1. */
static int read_pair(const char *text, int max)
{
    if (!hg_ascii_is_digit(text[0]) || !hg_ascii_is_digit(text[1]))
        return -1;
    const int value = (text[0] - '0') * 10 + text[1] - '0';
    return value <= max ? value : -1;
}

/* An end of a range: a date, which as the last one is included, or a date with a time. */
static int read_end(const char *text, const struct hg_zone *zone, bool is_last,
                    int64_t *wall_us)
{
    struct hg_date date;
    const char *rest = hg_calendar_parse(text, &date);
    if (rest == NULL || date.year > YEAR_MAX)
        return -1;
    if (*rest == '\0') {
        *wall_us = begin_of(zone, days_later(date, is_last ? 1 : 0));
        return 0;
    }
    if (strlen(rest) != strlen("T06:00") || rest[0] != 'T' || rest[3] != ':')
        return -1;
    const int hour = read_pair(rest + 1, 24);
    const int minute = read_pair(rest + 4, hour == 24 ? 0 : 59);
    if (hour < 0 || minute < 0)
        return -1;
    const struct hg_local local = {.year = (int)date.year,
                                   .month = date.month,
                                   .day = date.day,
                                   .hour = hour,
                                   .minute = minute};
    *wall_us = hg_zone_moment(zone, &local);
    return 0;
}

/* "2026-10-01..2026-10-31", or one date alone. */
static bool set_range(struct hg_period *period, const char *text,
                      const struct hg_zone *zone)
{
    char first[TEXT_SIZE];
    const char *dots = strstr(text, "..");
    const size_t len = dots == NULL ? strlen(text) : (size_t)(dots - text);
    if (len >= sizeof first)
        return false;
    snprintf(first, sizeof first, "%.*s", (int)len, text);
    if (read_end(first, zone, false, &period->begin_us) != 0 ||
        read_end(dots == NULL ? text : dots + 2, zone, true, &period->end_us) != 0)
        return false;
    describe(period, zone);
    return true;
}

static void refuse(const char *text, char *problem, size_t size)
{
    const size_t digits = strspn(text, "0123456789");
    if (digits > 0 && digits < 4 && text[digits] == '\0')
        snprintf(problem, size, "expected a unit such as %sh or %sd", text, text);
    else
        snprintf(problem, size, "%s", expected);
}

int hg_period_parse(struct hg_period *period, const char *text,
                    const struct hg_zone *zone, int64_t now_us, char *problem,
                    size_t size)
{
    int64_t length_us = 0;
    *period = (struct hg_period){0};
    if (hg_units_parse_duration(text, &length_us) == 0 && length_us > 0)
        set_last(period, length_us, now_us);
    else if (!set_named(period, text, zone, now_us) && !set_month(period, text, zone) &&
             !set_range(period, text, zone)) {
        refuse(text, problem, size);
        return -1;
    }
    if (period->end_us <= period->begin_us) {
        snprintf(problem, size, "the end must be later than the start");
        return -1;
    }
    if (period->end_us - period->begin_us > LENGTH_MAX) {
        snprintf(problem, size, "the period must not be longer than ten years");
        return -1;
    }
    if (period->begin_us >= now_us) {
        snprintf(problem, size, "the period must not start in the future");
        return -1;
    }
    return 0;
}

/* Whole months between two dates, 0 when they are not the first of a month. */
static int64_t months_between(struct hg_date begin, struct hg_date end)
{
    if (begin.day != 1 || end.day != 1)
        return 0;
    return (end.year - begin.year) * 12 + end.month - begin.month;
}

void hg_period_before(const struct hg_period *period, const struct hg_zone *zone,
                      struct hg_period *before)
{
    const struct hg_date begin = date_of(zone, period->begin_us);
    const struct hg_date end = date_of(zone, period->end_us);
    const int64_t months = months_between(begin, end);
    const int64_t days = hg_calendar_days(end) - hg_calendar_days(begin);
    *before = (struct hg_period){.end_us = period->begin_us};
    if (!is_day_begin(zone, period->begin_us) || !is_day_begin(zone, period->end_us))
        before->begin_us = period->begin_us - (period->end_us - period->begin_us);
    else if (months > 0)
        before->begin_us = begin_of(zone, month_later(begin, -months));
    else
        before->begin_us = begin_of(zone, days_later(begin, -days));
    describe(before, zone);
}
