/* SPDX-License-Identifier: MIT */
/* date: reads an IMF-fixdate at its fixed places. */
#include "probe/date.h"

#include <string.h>

#include "headgate/banned.h"

#define LENGTH 29 /* "Sun, 06 Nov 1994 08:49:37 GMT" */

/* The number of `count` digits, or -1. */
static int64_t digits(const char *text, size_t count)
{
    int64_t value = 0;
    for (size_t i = 0; i < count; i++) {
        if (text[i] < '0' || text[i] > '9')
            return -1;
        value = value * 10 + (text[i] - '0');
    }
    return value;
}

/* 1 to 12, or 0. */
static int64_t month_of(const char *text)
{
    static const char names[] = "JanFebMarAprMayJunJulAugSepOctNovDec";
    for (int64_t month = 0; month < 12; month++) {
        if (memcmp(names + 3 * month, text, 3) == 0)
            return month + 1;
    }
    return 0;
}

/* Days since 1970 in the Gregorian calendar; the year begins in March, so that the leap day is its
 * last one. */
static int64_t days_of(int64_t year, int64_t month, int64_t day)
{
    const int64_t from_march = (month + 9) % 12;
    const int64_t years = year - (month <= 2 ? 1 : 0);
    const int64_t leap_days = years / 4 - years / 100 + years / 400;
    return years * 365 + leap_days + (153 * from_march + 2) / 5 + day - 1 - 719468;
}

bool hg_date_parse(const char *text, size_t len, int64_t *seconds)
{
    if (len != LENGTH || memcmp(text + 3, ", ", 2) != 0 || text[7] != ' ' ||
        text[11] != ' ' || text[16] != ' ' || text[19] != ':' || text[22] != ':' ||
        memcmp(text + 25, " GMT", 4) != 0)
        return false;
    const int64_t day = digits(text + 5, 2);
    const int64_t month = month_of(text + 8);
    const int64_t year = digits(text + 12, 4);
    const int64_t hour = digits(text + 17, 2);
    const int64_t minute = digits(text + 20, 2);
    const int64_t second = digits(text + 23, 2);
    if (day < 1 || day > 31 || month == 0 || year < 1970 || hour < 0 || hour > 23 ||
        minute < 0 || minute > 59 || second < 0 || second > 60)
        return false;
    *seconds = ((days_of(year, month, day) * 24 + hour) * 60 + minute) * 60 + second;
    return true;
}
