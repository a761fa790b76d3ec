/* SPDX-License-Identifier: MIT */
/* uptime_format: how figures of an uptime are put for people, the same in every format.
 * Nothing is computed here that the uptime doesn't say. */
#ifndef HEADGATE_UPTIME_UPTIME_FORMAT_H
#define HEADGATE_UPTIME_UPTIME_FORMAT_H

#include <stdbool.h>
#include <stdint.h>

#include "headgate/buf.h"
#include "headgate/uptime.h"

#define HG_UPTIME_FORMAT_SIZE 64

/* How many decimals a percentage needs where this service level was promised: as many as
 * the promise, from 2 to 6. */
int hg_uptime_format_decimals(const struct hg_sla *sla);
/* As hg_units_format_elapsed() and hg_units_format_time(), with blanks at which no line is broken (U+00A0). */
void hg_uptime_format_duration(int64_t us, char out[HG_UPTIME_FORMAT_SIZE]);
void hg_uptime_format_latency(int64_t us, char out[HG_UPTIME_FORMAT_SIZE]);
/* Whether so little time is not worth a word: less than a hundredth of the target's usual interval. It comes from runs
 * that begin some milliseconds early or late, and from clocks. */
bool hg_uptime_format_is_noise(const struct hg_uptime_target *target, int64_t us);
/* "2026-11-20 19:40" in the uptime's zone; "-" for 0. */
void hg_uptime_format_time(const struct hg_uptime *uptime, int64_t wall_us,
                           char out[HG_UPTIME_FORMAT_SIZE]);
/* The day of a moment: "2026-11-20". */
void hg_uptime_format_day(const struct hg_uptime *uptime, int64_t wall_us,
                          char out[HG_UPTIME_FORMAT_SIZE]);
/* A report interval by its beginning: "Tue 2026-11-20" for a day, "Tue 2026-11-20 19:00" for an hour. */
void hg_uptime_format_interval_name(const struct hg_uptime *uptime, int64_t begin_us,
                                    char out[HG_UPTIME_FORMAT_SIZE]);
/* Append "2026-10-22 03:00 to 05:05", with the second date where it is another one. */
void hg_uptime_format_interval(const struct hg_uptime *uptime, int64_t begin_us,
                               int64_t end_us, struct hg_buf *out);
/* "8924/8928"; "-" when nobody checked. */
void hg_uptime_format_checks(const struct hg_tally *tally,
                             char out[HG_UPTIME_FORMAT_SIZE]);

/* Append "2026-10-01 to 2026-10-31 (Europe/Berlin)", with begin and end where the words
 * of the period don't tell them. */
void hg_uptime_format_period(const struct hg_uptime *uptime, struct hg_buf *out);
/* Append what it is compared with, and what is missing to say more: lines. */
void hg_uptime_format_comparison(const struct hg_uptime *uptime, struct hg_buf *out);
/* Append what the report is about: the run's name, the period, and the one that it is
 * compared with. */
void hg_uptime_format_scope(const struct hg_uptime *uptime, struct hg_buf *out);
/* Append who made the report, and from what: one sentence. */
void hg_uptime_format_origin(const struct hg_uptime *uptime, struct hg_buf *out);
/* Append a piece of a line, ", " before it unless it is the line's first. */
void hg_uptime_format_join(struct hg_buf *out, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

#endif
