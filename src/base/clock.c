/* SPDX-License-Identifier: MIT */
/* clock: what time it is, and how it is written. */
#include "headgate/clock.h"

#include "headgate/units.h"

#include <string.h>
#include <time.h>

#include "headgate/banned.h"

static int64_t read_clock(clockid_t id)
{
    struct timespec now = {0};
    clock_gettime(id, &now);
    return (int64_t)now.tv_sec * HG_US_PER_S + now.tv_nsec / 1000;
}

/* Rounded down, so that times before 1970 are right too. */
static int64_t seconds_of(int64_t wall_us)
{
    return wall_us / HG_US_PER_S - (wall_us % HG_US_PER_S < 0);
}

int64_t hg_clock_monotonic_us(void)
{
    return read_clock(CLOCK_MONOTONIC);
}

int64_t hg_clock_wall_us(void)
{
    return read_clock(CLOCK_REALTIME);
}

struct date {
    int64_t year;
    int month; /* 1 to 12 */
    int day;
};

/* The Gregorian calendar repeats itself every 400 years. A year is counted from March, so that the
 * leap day is its last; then months have 153 days in five. */
static struct date date_of(int64_t days_since_1970)
{
    enum { DAYS_OF_400_YEARS = 146097, DAYS_UNTIL_1970 = 719468 };
    const int64_t days = days_since_1970 + DAYS_UNTIL_1970; /* since 1 March of year 0 */
    const int64_t era = days / DAYS_OF_400_YEARS - (days % DAYS_OF_400_YEARS < 0);
    const int day = (int)(days - era * DAYS_OF_400_YEARS);
    const int year = (day - day / 1460 + day / 36524 - day / 146096) / 365;
    const int day_of_year = day - (365 * year + year / 4 - year / 100);
    const int month = (5 * day_of_year + 2) / 153; /* 0: March */
    return (struct date){
        .year = era * 400 + year + (month >= 10),
        .month = month < 10 ? month + 3 : month - 9,
        .day = day_of_year - (153 * month + 2) / 5 + 1,
    };
}

/* Digits, filled up with zeroes to `width`, and the character behind them. */
static char *write_part(char *at, int value, int width, char behind)
{
    for (int i = width; i-- > 0; value /= 10)
        at[i] = (char)('0' + value % 10);
    at[width] = behind;
    return at + width + 1;
}

/* By hand: reports have two or three of them for each of a million results, and strftime(3) takes
 * longer than everything else in such a result. */
void hg_clock_format_rfc3339(int64_t wall_us, char *out, size_t size)
{
    enum { S_PER_DAY = 24 * 60 * 60 };
    const int64_t seconds = seconds_of(wall_us);
    const int64_t days = seconds / S_PER_DAY - (seconds % S_PER_DAY < 0);
    const int second = (int)(seconds - days * S_PER_DAY); /* of the day */
    const struct date date = date_of(days);
    char text[HG_CLOCK_RFC3339_SIZE];

    char *at = text + hg_units_write_number(date.year, text);
    *at++ = '-';
    at = write_part(at, date.month, 2, '-');
    at = write_part(at, date.day, 2, 'T');
    at = write_part(at, second / 3600, 2, ':');
    at = write_part(at, second / 60 % 60, 2, ':');
    at = write_part(at, second % 60, 2, '.');
    at = write_part(at, (int)((wall_us - seconds * HG_US_PER_S) / HG_US_PER_MS), 3, 'Z');
    *at++ = '\0';
    if ((size_t)(at - text) <= size)
        memcpy(out, text, (size_t)(at - text));
    else if (size > 0)
        out[0] = '\0';
}

/* The format is the caller's, and gcc can't be told so for strftime as it can for
 * printf. */
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
void hg_clock_format(int64_t wall_us, const char *format, char *out, size_t size)
{
    const time_t seconds = (time_t)seconds_of(wall_us);
    struct tm utc;
    if (size == 0)
        return;
    if (gmtime_r(&seconds, &utc) == NULL || strftime(out, size, format, &utc) == 0)
        out[0] = '\0';
}
#pragma GCC diagnostic pop
