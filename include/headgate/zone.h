/* SPDX-License-Identifier: MIT */
/* zone: a time zone as plain data: when it changes its distance to UTC. Read once from the C
 * library's database (tzdata, IANA names); afterwards nothing depends on the environment. */
#ifndef HEADGATE_ZONE_H
#define HEADGATE_ZONE_H

#include <stddef.h>
#include <stdint.h>

#include "headgate/error.h"

#define HG_ZONE_NAME_SIZE 64

struct hg_zone_change {
    int64_t at_s;     /* from then on */
    int32_t offset_s; /* local time is so far ahead of UTC */
};

struct hg_zone {
    char name
        [HG_ZONE_NAME_SIZE]; /* "Europe/Berlin"; for this machine's, what is known of it */
    struct hg_zone_change
        *changes; /* owned: in order; the first holds for all time before it, too */
    size_t count;
};

/* A calendar date and the time of that day. */
struct hg_local {
    int year, month, day; /* 1970 .., 1 .. 12, 1 .. 31 */
    int hour, minute, second;
    int weekday; /* 0: Sunday */
};

/* `name`: an IANA name ("Europe/Berlin"), "UTC", or NULL for this machine's own zone (TZ, else
 * /etc/localtime). Knows all changes from 1970 to 2100. -1 (usage) when there is none of that name.
 * Sets TZ for a moment: to be called while no other thread runs. */
int hg_zone_open(struct hg_zone *zone, const char *name, struct hg_error *err);
void hg_zone_release(struct hg_zone *zone);

/* Wall clock microseconds to local time and its distance to UTC. */
void hg_zone_local(const struct hg_zone *zone, int64_t wall_us, struct hg_local *local,
                   int32_t *offset_s);
/* The moment at which it is (or for the first time is) that local time; of a time that the clock leaps
 * over, the moment of the leap. A day beyond the month's end and an hour of 24 run over as in mktime(3). */
int64_t hg_zone_moment(const struct hg_zone *zone, const struct hg_local *local);
/* Begin of the day in which `wall_us` lies, and of the one after it: 23, 24 or 25 hours apart. */
int64_t hg_zone_day_begin(const struct hg_zone *zone, int64_t wall_us);
int64_t hg_zone_day_end(const struct hg_zone *zone, int64_t wall_us);
/* "2026-11-20 19:40", or with seconds; in the zone. */
#define HG_ZONE_TIME_SIZE 24
void hg_zone_format(const struct hg_zone *zone, int64_t wall_us, const char *format,
                    char out[HG_ZONE_TIME_SIZE]);

#endif
