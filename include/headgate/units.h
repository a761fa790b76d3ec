/* SPDX-License-Identifier: MIT */
/* units: durations, whole numbers and limits as people write them. Strict: the whole text must be the
 * value, without blanks, independent of the locale. Parsers return 0, or -1 without a change of the
 * output. */
#ifndef HEADGATE_UNITS_H
#define HEADGATE_UNITS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define HG_US_PER_MS   INT64_C(1000)
#define HG_US_PER_S    INT64_C(1000000)
#define HG_MS_PER_HOUR INT64_C(3600000)
#define HG_MS_PER_DAY  (24 * HG_MS_PER_HOUR)

/* "250ms", "10s", "1.5s", "2m", "1h", "1d", "2w", "3y" (of 365 days) or several parts, larger units
 * first ("1m30s"), to microseconds. A unit is needed ("0" alone is refused too), and weeks and years
 * are whole numbers. At most 100 years. */
int hg_units_parse_duration(const char *text, int64_t *us)
    __attribute__((warn_unused_result));
/* The shortest exact form that the parser reads back ("250ms", "1m30s", "0s"). */
void hg_units_format_duration(int64_t us, char *out, size_t size);
/* For programs, without a NUL at the end; written by hand because a million results have a dozen each,
 * and snprintf(3) takes six times as long. Returns the number of bytes, at most 20. */
#define HG_UNITS_NUMBER_SIZE 20
size_t hg_units_write_number(int64_t number, char *out);
/* Likewise: milliseconds with one decimal, "1234.5". Not negative. */
size_t hg_units_write_ms(int64_t us, char *out);
/* For people: "0.2 ms", "87 ms", "1.24 s", "2 m 05 s", "3 h 07 m"; "-" when negative (not
 * reached). */
void hg_units_format_time(int64_t us, char *out, size_t size);
/* How long something lasted, for people, the same everywhere: "45 s", "2 m 05 s", "25 m", "3 h 07 m", "2 d 05 h",
 * "1 h" where the rest is nothing. Rounded to seconds below ten minutes, to minutes below two days, else to hours, so
 * that runs which begin some milliseconds early or late don't show. */
void hg_units_format_elapsed(int64_t us, char *out, size_t size);
/* Decimal digits only: no sign, octal, hex, underscore or sexagesimal. "0" itself is fine, "007"
 * is not. */
int hg_units_parse_number(const char *text, int64_t *value)
    __attribute__((warn_unused_result));

/* "100" (bytes), "64KiB" or "1MiB", to bytes. */
int hg_units_parse_size(const char *text, int64_t *bytes)
    __attribute__((warn_unused_result));
/* "1 MiB", "64 KiB" or "100 bytes": the largest unit that is exact. */
void hg_units_format_size(int64_t bytes, char *out, size_t size);

/* "5" or "5%" (a percentage is at most 100 and may have up to six decimals: "0.5%"). */
struct hg_limit {
    double value;
    bool is_percent;
};
int hg_units_parse_limit(const char *text, struct hg_limit *limit)
    __attribute__((warn_unused_result));
/* How many of `total` the limit allows, at most `total`: a percentage is rounded down. */
int64_t hg_units_limit_of(struct hg_limit limit, int64_t total);
void hg_units_format_limit(struct hg_limit limit, char *out, size_t size);

/* "21d", "10%" of a whole, or "14d or 25%": the lesser of the two. "off" and "0s" are no threshold. */
struct hg_threshold {
    int64_t us; /* 0: only a percentage */
    double percent;
};
int hg_units_parse_threshold(const char *text, struct hg_threshold *threshold)
    __attribute__((warn_unused_result));
/* The part of a threshold that counts for this whole. */
struct hg_threshold hg_units_threshold_part(const struct hg_threshold *threshold,
                                            int64_t whole_us);
/* In microseconds, given the whole. */
int64_t hg_units_threshold_of(const struct hg_threshold *threshold, int64_t whole_us);
void hg_units_format_threshold(const struct hg_threshold *threshold, char *out,
                               size_t size);

#endif
