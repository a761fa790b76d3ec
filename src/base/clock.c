/* SPDX-License-Identifier: MIT */
/* clock: what time it is, and how it is written. */
#include "headgate/clock.h"

#include "headgate/units.h"

#include <stdio.h>
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

void hg_clock_format_rfc3339(int64_t wall_us, char *out, size_t size)
{
    char seconds[HG_CLOCK_RFC3339_SIZE];
    hg_clock_format(wall_us, "%Y-%m-%dT%H:%M:%S", seconds, sizeof seconds);
    const int64_t rest_us = wall_us - seconds_of(wall_us) * HG_US_PER_S;
    snprintf(out, size, "%s.%03dZ", seconds, (int)(rest_us / HG_US_PER_MS));
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
