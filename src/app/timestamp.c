/* SPDX-License-Identifier: MIT */
/* timestamp: reading dates with times. */
#include "app/timestamp.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "headgate/ascii.h"
#include "headgate/calendar.h"
#include "headgate/text.h"
#include "headgate/units.h"

#include "headgate/banned.h"

#define MAX_SHOWN 80

/* Two digits up to `most`; returns the rest of the text, or NULL. */
static const char *read_pair(const char *at, int most, int *value)
{
    if (at == NULL || !hg_ascii_is_digit(at[0]) || !hg_ascii_is_digit(at[1]))
        return NULL;
    *value = (at[0] - '0') * 10 + at[1] - '0';
    return *value <= most ? at + 2 : NULL;
}

/* The rest after the character; NULL when it is not there. */
static const char *skip(const char *at, char character)
{
    return at != NULL && *at == character ? at + 1 : NULL;
}

static const char *read_time(const char *at, struct hg_local *local)
{
    at = read_pair(at, 23, &local->hour);
    at = read_pair(skip(at, ':'), 59, &local->minute);
    if (at != NULL && *at == ':')
        at = read_pair(at + 1, 60, &local->second);
    /* Fractions of a second are ignored. */
    if (at != NULL && *at == '.')
        at += 1 + strspn(at + 1, "0123456789");
    return at;
}

/* "Z", "+01:00", or nothing; *offset_s is how far local time is ahead. */
static const char *read_offset(const char *at, bool *has_offset, int *offset_s)
{
    int hours = 0, minutes = 0;
    *has_offset = true;
    if (*at == 'Z' || *at == 'z')
        return at + 1;
    *has_offset = *at == '+' || *at == '-';
    if (!*has_offset)
        return at;
    const int sign = *at == '-' ? -1 : 1;
    at = read_pair(at + 1, 23, &hours);
    at = read_pair(skip(at, ':'), 59, &minutes);
    *offset_s = sign * (hours * 60 + minutes) * 60;
    return at;
}

static int refuse(const char *text, struct hg_error *err)
{
    char *shown = hg_text_clean(text, strlen(text), MAX_SHOWN);
    hg_error_usage(err,
                   "--at: expected a time such as \"2026-11-20 19:40\" or "
                   "2026-11-20T19:40:00Z, got \"%s\"",
                   shown);
    free(shown);
    return -1;
}

int hg_timestamp_parse(const char *text, const struct hg_zone *zone, int64_t *wall_us,
                       struct hg_error *err)
{
    struct hg_local local = {0};
    struct hg_date date;
    bool has_offset = false;
    int offset_s = 0;

    const char *at = hg_calendar_parse(text, &date);
    if (at == NULL || *at == '\0' || strchr("Tt ", *at) == NULL)
        return refuse(text, err);
    at = read_time(at + 1, &local);
    if (at != NULL)
        at = read_offset(at, &has_offset, &offset_s);
    if (at == NULL || *at != '\0')
        return refuse(text, err);
    local.year = (int)date.year;
    local.month = date.month;
    local.day = date.day;
    const int64_t day_s = hg_calendar_days(date) * HG_CALENDAR_S_PER_DAY;
    const int64_t time_s = local.hour * 3600 + local.minute * 60 + local.second;
    *wall_us = has_offset ? (day_s + time_s - offset_s) * HG_US_PER_S
                          : hg_zone_moment(zone, &local);
    return 0;
}
