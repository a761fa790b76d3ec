/* SPDX-License-Identifier: MIT */
/* calendar: days of the Gregorian calendar, without zones. */
#ifndef HEADGATE_CALENDAR_H
#define HEADGATE_CALENDAR_H

#include <stdint.h>

#define HG_CALENDAR_S_PER_DAY 86400

struct hg_date {
    int64_t year;
    int month; /* 1 to 12 */
    int day;   /* 1 to 31 */
};

/* Days since 1970-01-01, which may be negative. A month or a day beyond the end of the year or the
 * month (or before its start) runs over. */
int64_t hg_calendar_days(struct hg_date date);
struct hg_date hg_calendar_date(int64_t days_since_1970);
/* A date in ISO 8601 ("2026-12-31", from 1970 on) at the start of `text`; returns the text after it, or
 * NULL when it is not a date of the calendar. */
const char *hg_calendar_parse(const char *text, struct hg_date *date);
/* 0: Sunday. */
int hg_calendar_weekday(int64_t days_since_1970);
/* Seconds since 1970 to days since then, rounded down; *second (may be NULL) is the second of the day. */
int64_t hg_calendar_split(int64_t seconds, int *second);

#endif
