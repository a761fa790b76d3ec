/* SPDX-License-Identifier: MIT */
/* calendar: days of the Gregorian calendar.
 *
 * DESIGN: the calendar repeats itself every 400 years. A year is counted from March, so that the leap
 * day is its last; then any five months have 153 days. */
#include "headgate/calendar.h"

#include "headgate/ascii.h"

#include <stddef.h>

#include "headgate/banned.h"

enum { DAYS_OF_400_YEARS = 146097, DAYS_UNTIL_1970 = 719468 };

static int64_t divided(int64_t value, int64_t by)
{
    return value / by - (value % by < 0);
}

int64_t hg_calendar_days(struct hg_date date)
{
    const int64_t months = date.year * 12 + date.month - 3; /* since March of year 0 */
    const int64_t year = divided(months, 12);
    const int64_t era = divided(year, 400);
    const int64_t year_of_era = year - era * 400;
    const int64_t day_of_year = (153 * (months - year * 12) + 2) / 5;
    return era * DAYS_OF_400_YEARS + year_of_era * 365 + year_of_era / 4 -
           year_of_era / 100 + day_of_year + date.day - 1 - DAYS_UNTIL_1970;
}

struct hg_date hg_calendar_date(int64_t days_since_1970)
{
    const int64_t days = days_since_1970 + DAYS_UNTIL_1970; /* since 1 March of year 0 */
    const int64_t era = divided(days, DAYS_OF_400_YEARS);
    const int day = (int)(days - era * DAYS_OF_400_YEARS);
    const int year = (day - day / 1460 + day / 36524 - day / 146096) / 365;
    const int day_of_year = day - (365 * year + year / 4 - year / 100);
    const int month = (5 * day_of_year + 2) / 153; /* 0: March */
    return (struct hg_date){
        .year = era * 400 + year + (month >= 10),
        .month = month < 10 ? month + 3 : month - 9,
        .day = day_of_year - (153 * month + 2) / 5 + 1,
    };
}

/* A number of that many digits; -1 when there are fewer. */
static int read_number(const char *text, int digits)
{
    int number = 0;
    for (int i = 0; i < digits; i++) {
        if (!hg_ascii_is_digit(text[i]))
            return -1;
        number = number * 10 + (text[i] - '0');
    }
    return number;
}

/* 28 to 31. */
static int days_of_month(int64_t year, int month)
{
    return (int)(hg_calendar_days((struct hg_date){year, month + 1, 1}) -
                 hg_calendar_days((struct hg_date){year, month, 1}));
}

const char *hg_calendar_parse(const char *text, struct hg_date *date)
{
    const int year = read_number(text, 4);
    if (year < 1970 || text[4] != '-')
        return NULL;
    const int month = read_number(text + 5, 2);
    if (month < 1 || month > 12 || text[7] != '-')
        return NULL;
    const int day = read_number(text + 8, 2);
    if (day < 1 || day > days_of_month(year, month))
        return NULL;
    *date = (struct hg_date){year, month, day};
    return text + 10;
}

int hg_calendar_weekday(int64_t days_since_1970)
{
    const int64_t days = days_since_1970 + 4; /* it was a Thursday */
    return (int)(days - divided(days, 7) * 7);
}

int64_t hg_calendar_split(int64_t seconds, int *second)
{
    const int64_t days = divided(seconds, HG_CALENDAR_S_PER_DAY);
    if (second != NULL)
        *second = (int)(seconds - days * HG_CALENDAR_S_PER_DAY);
    return days;
}
