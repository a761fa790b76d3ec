/* SPDX-License-Identifier: MIT */
/* zone: local time from a table of changes.
 *
 * DESIGN: the C library reads tzdata and applies the rules for years beyond its tables, but for one zone
 * at a time, named by an environment variable. So all changes are found once: the offset from UTC is
 * compared every two days, and where it differs, bisection finds the second. */
#include "headgate/zone.h"

#include "headgate/ascii.h"
#include "headgate/calendar.h"
#include "headgate/memory.h"
#include "headgate/units.h"

#include <fcntl.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "headgate/banned.h"

#define STEP_S      (INT64_C(2) * HG_CALENDAR_S_PER_DAY)
#define UNTIL_S     INT64_C(4102444800)                  /* 2100-01-01 */
#define SHIFT_MAX_S (INT64_C(2) * HG_CALENDAR_S_PER_DAY) /* no zone is so far from UTC */
#define ZONE_FOLDER "/usr/share/zoneinfo"

static const char *zone_folder(void)
{
    const char *folder = getenv("TZDIR");
    return folder != NULL ? folder : ZONE_FOLDER;
}

static bool is_name(const char *name)
{
    const size_t len = strlen(name);
    if (len == 0 || len >= HG_ZONE_NAME_SIZE || name[0] == '/' ||
        strstr(name, "..") != NULL)
        return false;
    for (size_t i = 0; i < len; i++) {
        if (!hg_ascii_is_letter(name[i]) && !hg_ascii_is_digit(name[i]) &&
            strchr("/_+-", name[i]) == NULL)
            return false;
    }
    return true;
}

/* The C library takes unknown names, and files that are not zones, for UTC. */
static bool is_known(const char *name)
{
    char path[512];
    char magic[4] = "";
    if (!is_name(name))
        return false;
    const int len = snprintf(path, sizeof path, "%s/%s", zone_folder(), name);
    if (len < 0 || (size_t)len >= sizeof path)
        return false;
    const int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (fd < 0)
        return false;
    const bool is_zone = read(fd, magic, sizeof magic) == (ssize_t)sizeof magic &&
                         memcmp(magic, "TZif", sizeof magic) == 0; /* RFC 8536 3.1 */
    close(fd);
    return is_zone;
}

static void set_environment(const char *value)
{
    if (value != NULL)
        setenv("TZ", value, 1);
    else
        unsetenv("TZ");
    tzset();
}

static int32_t offset_at(int64_t at_s)
{
    const time_t moment = (time_t)at_s;
    struct tm local;
    if (localtime_r(&moment, &local) == NULL)
        return 0;
    const int64_t days = hg_calendar_days(
        (struct hg_date){local.tm_year + INT64_C(1900), local.tm_mon + 1, local.tm_mday});
    return (int32_t)(days * HG_CALENDAR_S_PER_DAY + local.tm_hour * 3600 +
                     local.tm_min * 60 + local.tm_sec - at_s);
}

static void add_change(struct hg_zone *zone, int64_t at_s, int32_t offset_s)
{
    zone->changes = hg_memory_grow(zone->changes, zone->count, sizeof *zone->changes);
    zone->changes[zone->count++] = (struct hg_zone_change){at_s, offset_s};
}

/* The first second after `from_s` with another offset; that of `until_s` is different. */
static int64_t find_change(int64_t from_s, int64_t until_s, int32_t offset_s)
{
    while (until_s - from_s > 1) {
        const int64_t middle_s = from_s + (until_s - from_s) / 2;
        if (offset_at(middle_s) == offset_s)
            from_s = middle_s;
        else
            until_s = middle_s;
    }
    return until_s;
}

static void read_changes(struct hg_zone *zone)
{
    int32_t offset_s = offset_at(0);
    add_change(zone, 0, offset_s);
    for (int64_t from_s = 0; from_s < UNTIL_S;) {
        const int64_t until_s = from_s + STEP_S;
        int64_t next_s = until_s;
        if (offset_at(until_s) != offset_s) {
            next_s = find_change(from_s, until_s, offset_s);
            offset_s = offset_at(next_s);
            add_change(zone, next_s, offset_s);
        }
        from_s = next_s;
    }
}

/* "/usr/share/zoneinfo/Europe/Berlin" */
static const char *name_in_path(const char *path)
{
    const char *folder = strstr(path, "/zoneinfo/");
    return folder == NULL ? "local time" : folder + strlen("/zoneinfo/");
}

/* The name of this machine's zone, as far as TZ or /etc/localtime show it. */
static void name_own(struct hg_zone *zone, const char *variable)
{
    char target[256] = "";
    const char *name = variable;
    if (variable == NULL) {
        const ssize_t len = readlink("/etc/localtime", target, sizeof target - 1);
        target[len > 0 ? len : 0] = '\0';
        name = name_in_path(target);
    } else {
        name += name[0] == ':' ? 1 : 0;
        /* Rules such as "CET-1CEST" have a number; other unknown values are UTC to the C library. */
        if (name[0] == '/')
            name = name_in_path(name);
        else if (strpbrk(name, "0123456789") == NULL && !is_known(name))
            name = "UTC";
    }
    snprintf(zone->name, sizeof zone->name, "%s", name);
}

static int refuse(const char *name, struct hg_error *err)
{
    if (access(zone_folder(), R_OK) != 0)
        return hg_error_usage(err,
                              "time zone \"%s\" can't be looked up: folder %s does "
                              "not exist (package tzdata)",
                              name, zone_folder());
    return hg_error_usage(err,
                          "time zone \"%s\" is not known: expected a name of the IANA "
                          "database (tzdata) such as Europe/Berlin, or UTC",
                          name);
}

int hg_zone_open(struct hg_zone *zone, const char *name, struct hg_error *err)
{
    *zone = (struct hg_zone){0};
    const char *variable = getenv("TZ");
    if (name == NULL) {
        name_own(zone, variable);
        tzset();
        read_changes(zone);
        return 0;
    }
    if (strcmp(name, "UTC") != 0 && !is_known(name))
        return refuse(name, err);
    snprintf(zone->name, sizeof zone->name, "%s", name);
    if (strcmp(name, "UTC") == 0) {
        add_change(zone, 0, 0);
        return 0;
    }
    char *before = variable == NULL ? NULL : hg_memory_copy_text(variable);
    set_environment(name);
    read_changes(zone);
    set_environment(before);
    free(before);
    return 0;
}

void hg_zone_release(struct hg_zone *zone)
{
    if (zone == NULL)
        return;
    free(zone->changes);
    *zone = (struct hg_zone){0};
}

/* The change that is in effect at the moment. */
static size_t index_at(const struct hg_zone *zone, int64_t at_s)
{
    size_t first = 0;
    size_t end = zone->count;
    while (end - first > 1) {
        const size_t middle = first + (end - first) / 2;
        if (zone->changes[middle].at_s <= at_s)
            first = middle;
        else
            end = middle;
    }
    return first;
}

static int64_t seconds_of(int64_t wall_us)
{
    return wall_us / HG_US_PER_S - (wall_us % HG_US_PER_S < 0);
}

void hg_zone_local(const struct hg_zone *zone, int64_t wall_us, struct hg_local *local,
                   int32_t *offset_s)
{
    const int64_t at_s = seconds_of(wall_us);
    const int32_t offset = zone->changes[index_at(zone, at_s)].offset_s;
    int second = 0;
    const int64_t days = hg_calendar_split(at_s + offset, &second);
    const struct hg_date date = hg_calendar_date(days);
    *local = (struct hg_local){
        .year = (int)date.year,
        .month = date.month,
        .day = date.day,
        .hour = second / 3600,
        .minute = second / 60 % 60,
        .second = second % 60,
        .weekday = hg_calendar_weekday(days),
    };
    if (offset_s != NULL)
        *offset_s = offset;
}

int64_t hg_zone_moment(const struct hg_zone *zone, const struct hg_local *local)
{
    const int64_t days =
        hg_calendar_days((struct hg_date){local->year, local->month, local->day});
    const int64_t local_s = days * HG_CALENDAR_S_PER_DAY + local->hour * INT64_C(3600) +
                            local->minute * INT64_C(60) + local->second;
    size_t i = index_at(zone, local_s - SHIFT_MAX_S);
    /* The first interval with one offset that does not end before that local time. */
    while (i + 1 < zone->count &&
           local_s - zone->changes[i].offset_s >= zone->changes[i + 1].at_s)
        i++;
    const int64_t at_s = local_s - zone->changes[i].offset_s;
    const bool is_leapt_over = i > 0 && at_s < zone->changes[i].at_s;
    return (is_leapt_over ? zone->changes[i].at_s : at_s) * HG_US_PER_S;
}

/* The first moment of the day `after` days after the one of `wall_us`. */
static int64_t midnight(const struct hg_zone *zone, int64_t wall_us, int after)
{
    struct hg_local local;
    hg_zone_local(zone, wall_us, &local, NULL);
    const struct hg_local begin = {
        .year = local.year, .month = local.month, .day = local.day + after};
    return hg_zone_moment(zone, &begin);
}

/* Where clocks go back over midnight, as they did in St. John's at 00:01, the repeated hour belongs to the
 * day that has started already. */
int64_t hg_zone_day_begin(const struct hg_zone *zone, int64_t wall_us)
{
    const int64_t next_us = midnight(zone, wall_us, 1);
    return next_us <= wall_us ? next_us : midnight(zone, wall_us, 0);
}

int64_t hg_zone_day_end(const struct hg_zone *zone, int64_t wall_us)
{
    const int64_t next_us = midnight(zone, wall_us, 1);
    return next_us <= wall_us ? midnight(zone, wall_us, 2) : next_us;
}

/* The format is the caller's; gcc has an attribute for that with printf, but not with
 * strftime. */
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
void hg_zone_format(const struct hg_zone *zone, int64_t wall_us, const char *format,
                    char out[HG_ZONE_TIME_SIZE])
{
    struct hg_local local;
    hg_zone_local(zone, wall_us, &local, NULL);
    const struct hg_date date = {local.year, local.month, local.day};
    const struct hg_date new_year = {local.year, 1, 1};
    const struct tm parts = {
        .tm_year = local.year - 1900,
        .tm_mon = local.month - 1,
        .tm_mday = local.day,
        .tm_hour = local.hour,
        .tm_min = local.minute,
        .tm_sec = local.second,
        .tm_wday = local.weekday,
        .tm_yday = (int)(hg_calendar_days(date) - hg_calendar_days(new_year)),
        .tm_isdst = -1,
    };
    if (strftime(out, HG_ZONE_TIME_SIZE, format, &parts) == 0)
        out[0] = '\0';
}
#pragma GCC diagnostic pop
