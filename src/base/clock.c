/* SPDX-License-Identifier: MIT */
/* clock: reads the clocks and formats time stamps. */
#include "headgate/clock.h"

#include "headgate/calendar.h"
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

/* Digits, padded with zeroes to `width`, and the character after them. */
static char *write_part(char *at, int value, int width, char behind)
{
    for (int i = width; i-- > 0; value /= 10)
        at[i] = (char)('0' + value % 10);
    at[width] = behind;
    return at + width + 1;
}

/* By hand: reports have two or three of them for each of a million results. 430 instructions, where
 * gmtime_r(3) and strftime(3) take 2,200. */
void hg_clock_format_rfc3339(int64_t wall_us, char *out, size_t size)
{
    int second = 0; /* of the day */
    const int64_t seconds = seconds_of(wall_us);
    const struct hg_date date = hg_calendar_date(hg_calendar_split(seconds, &second));
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

/* The format is the caller's; gcc has an attribute for that with printf, but not with
 * strftime. */
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
