/* SPDX-License-Identifier: MIT */
/* clock: durations come from the monotonic clock, time stamps from the wall clock, both in
 * microseconds as int64_t. Thread-safe. */
#ifndef HEADGATE_CLOCK_H
#define HEADGATE_CLOCK_H

#include <stddef.h>
#include <stdint.h>

#define HG_CLOCK_RFC3339_SIZE 32

int64_t hg_clock_monotonic_us(void);
/* Since 1970-01-01T00:00:00Z. */
int64_t hg_clock_wall_us(void);
/* RFC 3339 in UTC with milliseconds: "2026-11-20T19:40:12.345Z". */
void hg_clock_format_rfc3339(int64_t wall_us, char *out, size_t size);
/* strftime(3) in UTC, for file names ("%Y-%m-%d") and JUnit ("%Y-%m-%dT%H:%M:%S"). */
void hg_clock_format(int64_t wall_us, const char *format, char *out, size_t size);

#endif
