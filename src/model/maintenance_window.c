/* SPDX-License-Identifier: MIT */
/* maintenance_window: reads windows and finds their occurrences. */
#include "headgate/maintenance_window.h"

#include <stddef.h>
#include <string.h>

#include "headgate/ascii.h"
#include "headgate/calendar.h"

#include "headgate/banned.h"

#define EVERY_DAY 0x7f
#define DAYS_MAX  16 /* a week, and one more where clocks skip a whole window */
#define JOINS_MAX 64 /* longer chains of windows that touch are cut */

static const char *const day_names[] = {"sun", "mon", "tue", "wed", "thu", "fri", "sat"};
static const int day_count = (int)(sizeof day_names / sizeof day_names[0]);

/* The number of a day, 0: Sunday; `text` moves past it. -1 when there is none. */
static int read_day(const char **text)
{
    for (int i = 0; i < day_count; i++) {
        if (strncmp(*text, day_names[i], 3) == 0) {
            *text += 3;
            return i;
        }
    }
    return -1;
}

/* "mon", "mon-fri", "sat,sun", "daily" */
static int read_days(const char **text, uint8_t *days)
{
    if (strncmp(*text, "daily", 5) == 0) {
        *text += 5;
        *days = EVERY_DAY;
        return 0;
    }
    for (;;) {
        const int first = read_day(text);
        int last = first;
        if (first >= 0 && **text == '-') {
            (*text)++;
            last = read_day(text);
        }
        if (first < 0 || last < 0)
            return -1;
        for (int day = first; day != last; day = (day + 1) % day_count)
            *days |= (uint8_t)(1U << day);
        *days |= (uint8_t)(1U << last);
        if (**text != ',')
            return 0;
        (*text)++;
    }
}

static int read_pair(const char *text)
{
    return hg_ascii_is_digit(text[0]) && hg_ascii_is_digit(text[1])
               ? (text[0] - '0') * 10 + text[1] - '0'
               : -1;
}

/* "02:00" to "24:00" */
static int read_time(const char **text, struct hg_local *local)
{
    const int hour = read_pair(*text);
    if (hour < 0 || hour > 24 || (*text)[2] != ':')
        return -1;
    const int minute = read_pair(*text + 3);
    if (minute < 0 || minute > (hour == 24 ? 0 : 59))
        return -1;
    local->hour = hour;
    local->minute = minute;
    *text += 5;
    return 0;
}

static int read_character(const char **text, char character)
{
    if (**text != character)
        return -1;
    (*text)++;
    return 0;
}

/* "2026-12-24 18:00" */
static int read_moment(const char **text, struct hg_local *local)
{
    struct hg_date date;
    const char *rest = hg_calendar_parse(*text, &date);
    if (rest == NULL)
        return -1;
    local->year = (int)date.year;
    local->month = date.month;
    local->day = date.day;
    *text = rest;
    return read_character(text, ' ') == 0 ? read_time(text, local) : -1;
}

static int64_t minutes_of(const struct hg_local *local)
{
    const struct hg_date date = {local->year, local->month, local->day};
    const int64_t days = local->year == 0 ? 0 : hg_calendar_days(date);
    return (days * 24 + local->hour) * 60 + local->minute;
}

static int read_weekly(const char **text, struct hg_maintenance_window *window)
{
    window->is_weekly = true;
    if (read_days(text, &window->weekdays) != 0 || read_character(text, ' ') != 0 ||
        read_time(text, &window->begin) != 0 || window->begin.hour == 24 ||
        read_character(text, '-') != 0)
        return -1;
    return read_time(text, &window->end);
}

static int read_once(const char **text, struct hg_maintenance_window *window)
{
    if (read_moment(text, &window->begin) != 0 || read_character(text, '.') != 0 ||
        read_character(text, '.') != 0 || read_moment(text, &window->end) != 0)
        return -1;
    return minutes_of(&window->begin) < minutes_of(&window->end) ? 0 : -1;
}

int hg_maintenance_window_parse(struct hg_maintenance_window *window, const char *text,
                                const char **zone_name)
{
    *window = (struct hg_maintenance_window){.text = text};
    *zone_name = NULL;
    const int result = hg_ascii_is_digit(text[0]) ? read_once(&text, window)
                                                  : read_weekly(&text, window);
    if (result != 0)
        return -1;
    if (*text == '\0')
        return 0;
    if (read_character(&text, ' ') != 0 || *text == '\0')
        return -1;
    *zone_name = text;
    return 0;
}

/* The window `days` days after the day of `local`. */
static struct hg_interval on_day(const struct hg_maintenance_window *window,
                                 const struct hg_local *local, int days)
{
    struct hg_local begin = window->begin;
    struct hg_local end = window->end;
    const bool ends_next_day = minutes_of(&end) <= minutes_of(&begin);
    begin.year = end.year = local->year;
    begin.month = end.month = local->month;
    begin.day = local->day + days;
    end.day = begin.day + (ends_next_day ? 1 : 0);
    return (struct hg_interval){hg_zone_moment(window->zone, &begin),
                                hg_zone_moment(window->zone, &end)};
}

static bool next_weekly(const struct hg_maintenance_window *window, int64_t after_us,
                        struct hg_interval *occurrence)
{
    struct hg_local local;
    hg_zone_local(window->zone, after_us, &local, NULL);
    for (int days = -1; days < DAYS_MAX; days++) {
        const int weekday = (local.weekday + day_count + days) % day_count;
        if ((window->weekdays & 1U << weekday) == 0)
            continue;
        *occurrence = on_day(window, &local, days);
        /* Clocks may skip a whole window. */
        if (occurrence->end_us > after_us && occurrence->begin_us < occurrence->end_us)
            return true;
    }
    return false;
}

bool hg_maintenance_window_next(const struct hg_maintenance_window *window,
                                int64_t after_us, struct hg_interval *occurrence)
{
    if (window->is_weekly)
        return next_weekly(window, after_us, occurrence);
    *occurrence = (struct hg_interval){hg_zone_moment(window->zone, &window->begin),
                                       hg_zone_moment(window->zone, &window->end)};
    return occurrence->end_us > after_us && occurrence->begin_us < occurrence->end_us;
}

/* The window that is active at the moment and ends last; NULL: none. */
static const struct hg_maintenance_window *
last_active(const struct hg_maintenance_windows *windows, int64_t at_us,
            int64_t *until_us)
{
    const struct hg_maintenance_window *last = NULL;
    for (size_t i = 0; i < windows->count; i++) {
        struct hg_interval occurrence;
        if (!hg_maintenance_window_next(&windows->items[i], at_us, &occurrence) ||
            occurrence.begin_us > at_us ||
            (last != NULL && occurrence.end_us <= *until_us))
            continue;
        last = &windows->items[i];
        *until_us = occurrence.end_us;
    }
    return last;
}

bool hg_maintenance_windows_are_active(const struct hg_maintenance_windows *windows,
                                       int64_t at_us, int64_t *until_us,
                                       const struct hg_zone **zone)
{
    const struct hg_maintenance_window *window = last_active(windows, at_us, until_us);
    if (window == NULL)
        return false;
    for (int i = 0; i < JOINS_MAX && window != NULL; i++) {
        *zone = window->zone;
        window = last_active(windows, *until_us, until_us);
    }
    return true;
}
