/* SPDX-License-Identifier: MIT */
/* zone: a time zone as plain data: the moments at which its offset from UTC changes. Read once from the
 * C library's database (tzdata, IANA names); afterwards nothing depends on the environment. */
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
    /* "Europe/Berlin"; for this machine's own zone, as far as it is known */
    char name[HG_ZONE_NAME_SIZE];
    /* owned: in order; the first also holds for all time before it */
    struct hg_zone_change *changes;
    size_t count;
};

/* A calendar date and the time of that day. */
struct hg_local {
    int year, month, day; /* 1970 .., 1 .. 12, 1 .. 31 */
    int hour, minute, second;
    int weekday; /* 0: Sunday */
};

/* `name`: an IANA name ("Europe/Berlin"), "UTC", or NULL for this machine's own zone (TZ, else
 * /etc/localtime). Reads all changes from 1970 to 2100. -1 (usage) when no zone has that name. Sets TZ
 * for a moment: to be called while no other thread runs. */
int hg_zone_open(struct hg_zone *zone, const char *name, struct hg_error *err)
    __attribute__((warn_unused_result));
void hg_zone_release(struct hg_zone *zone);

/* Wall clock microseconds to local time and its offset from UTC. */
void hg_zone_local(const struct hg_zone *zone, int64_t wall_us, struct hg_local *local,
                   int32_t *offset_s);
/* The moment of a local time: the first of two where clocks go back, the moment of the change where
 * clocks skip it. A day beyond the end of the month and an hour of 24 run over as in mktime(3). */
int64_t hg_zone_moment(const struct hg_zone *zone, const struct hg_local *local);
/* Start of the day that contains `wall_us`, and of the next day: 23, 24 or 25 hours apart. */
int64_t hg_zone_day_begin(const struct hg_zone *zone, int64_t wall_us);
int64_t hg_zone_day_end(const struct hg_zone *zone, int64_t wall_us);
/* "2026-11-20 19:40", or with seconds; in the zone. */
#define HG_ZONE_TIME_SIZE 24
void hg_zone_format(const struct hg_zone *zone, int64_t wall_us, const char *format,
                    char out[HG_ZONE_TIME_SIZE]);

#endif
