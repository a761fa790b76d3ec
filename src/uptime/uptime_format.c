/* SPDX-License-Identifier: MIT */
/* uptime_format: how figures of an uptime are put for people. */
#include "uptime/uptime_format.h"

#include <inttypes.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "headgate/units.h"
#include "format/wrap.h"

#include "headgate/banned.h"

#define DECIMALS_MIN 2
#define DECIMALS_MAX 6
#define FIGURE_SIZE  32
#define NOISE_PART   100
#define DATE_BYTES   (sizeof "2026-10-22 " - 1)

int hg_uptime_format_decimals(const struct hg_sla *sla)
{
    int decimals = DECIMALS_MIN;
    if (!sla->is_set || sla->promised.whole <= 0)
        return decimals;
    int64_t rest = sla->promised.part % sla->promised.whole;
    for (int i = 0; i < 2 + DECIMALS_MIN; i++)
        rest = rest * 10 % sla->promised.whole;
    for (; rest != 0 && decimals < DECIMALS_MAX; decimals++)
        rest = rest * 10 % sla->promised.whole;
    return decimals;
}

/* Every blank of a figure. */
static void keep_together(const char *figure, char out[HG_UPTIME_FORMAT_SIZE])
{
    size_t len = 0;
    for (; *figure != '\0'; figure++) {
        if (*figure == ' ')
            len += (size_t)snprintf(out + len, HG_UPTIME_FORMAT_SIZE - len, "%s",
                                    HG_WRAP_NO_BREAK);
        else
            out[len++] = *figure;
    }
    out[len] = '\0';
}

void hg_uptime_format_duration(int64_t us, char out[HG_UPTIME_FORMAT_SIZE])
{
    char figure[FIGURE_SIZE];
    hg_units_format_elapsed(us, figure, sizeof figure);
    keep_together(figure, out);
}

void hg_uptime_format_latency(int64_t us, char out[HG_UPTIME_FORMAT_SIZE])
{
    char figure[FIGURE_SIZE];
    hg_units_format_time(us, figure, sizeof figure);
    keep_together(figure, out);
}

bool hg_uptime_format_is_noise(const struct hg_uptime_target *target, int64_t us)
{
    return us < HG_US_PER_S / 2 || us < target->interval_us / NOISE_PART;
}

static void format_time(const struct hg_uptime *uptime, int64_t wall_us,
                        const char *format, char out[HG_UPTIME_FORMAT_SIZE])
{
    char time[HG_ZONE_TIME_SIZE];
    if (wall_us <= 0) {
        snprintf(out, HG_UPTIME_FORMAT_SIZE, "-");
        return;
    }
    hg_zone_format(uptime->zone, wall_us, format, time);
    snprintf(out, HG_UPTIME_FORMAT_SIZE, "%s", time);
}

void hg_uptime_format_time(const struct hg_uptime *uptime, int64_t wall_us,
                           char out[HG_UPTIME_FORMAT_SIZE])
{
    format_time(uptime, wall_us, "%Y-%m-%d %H:%M", out);
}

void hg_uptime_format_day(const struct hg_uptime *uptime, int64_t wall_us,
                          char out[HG_UPTIME_FORMAT_SIZE])
{
    format_time(uptime, wall_us, "%Y-%m-%d", out);
}

void hg_uptime_format_interval_name(const struct hg_uptime *uptime, int64_t begin_us,
                                    char out[HG_UPTIME_FORMAT_SIZE])
{
    static const char *const weekdays[] = {"Sun", "Mon", "Tue", "Wed",
                                           "Thu", "Fri", "Sat"};
    struct hg_local local;
    char time[HG_UPTIME_FORMAT_SIZE];
    hg_zone_local(uptime->zone, begin_us, &local, NULL);
    if (uptime->intervals_are_hours)
        hg_uptime_format_time(uptime, begin_us, time);
    else
        hg_uptime_format_day(uptime, begin_us, time);
    snprintf(out, HG_UPTIME_FORMAT_SIZE, "%s%s%.16s", weekdays[local.weekday],
             HG_WRAP_NO_BREAK, time);
}

void hg_uptime_format_interval(const struct hg_uptime *uptime, int64_t begin_us,
                               int64_t end_us, struct hg_buf *out)
{
    char begin[HG_UPTIME_FORMAT_SIZE];
    char end[HG_UPTIME_FORMAT_SIZE];
    hg_uptime_format_time(uptime, begin_us, begin);
    hg_uptime_format_time(uptime, end_us, end);
    const bool is_same_day = strncmp(begin, end, DATE_BYTES) == 0;
    hg_buf_printf(out, "%s to %s", begin, is_same_day ? end + DATE_BYTES : end);
}

void hg_uptime_format_checks(const struct hg_tally *tally,
                             char out[HG_UPTIME_FORMAT_SIZE])
{
    const struct hg_share share = hg_tally_by_checks(tally);
    if (share.whole == 0)
        snprintf(out, HG_UPTIME_FORMAT_SIZE, "-");
    else
        snprintf(out, HG_UPTIME_FORMAT_SIZE, "%" PRId64 "/%" PRId64, share.part,
                 share.whole);
}

void hg_uptime_format_period(const struct hg_uptime *uptime, struct hg_buf *out)
{
    const struct hg_period *period = &uptime->period;
    char begin[HG_UPTIME_FORMAT_SIZE];
    char end[HG_UPTIME_FORMAT_SIZE];
    hg_uptime_format_day(uptime, period->begin_us, begin);
    hg_buf_add_text(out, period->description);
    if (strstr(period->description, begin) != NULL) {
        hg_buf_printf(out, " (%s)", uptime->zone->name);
        return;
    }
    hg_uptime_format_time(uptime, period->begin_us, begin);
    hg_uptime_format_time(uptime, period->end_us, end);
    hg_buf_printf(out, ": %s to %s (%s)", begin, end, uptime->zone->name);
}

void hg_uptime_format_comparison(const struct hg_uptime *uptime, struct hg_buf *out)
{
    if (hg_tally_by_time(&uptime->before_tally).whole > 0)
        hg_buf_printf(out, "compared with %s before it", uptime->before.description);
    else
        hg_buf_printf(out, "no results of %s before it to compare with",
                      uptime->before.description);
    if (uptime->run_count == 0)
        hg_buf_add_text(out, "\nthere was no run in this period: headgate check adds one "
                             "to the history");
    else if (uptime->run_count == 1 && hg_tally_by_time(&uptime->tally).whole == 0)
        hg_buf_add_text(out, "\nthere was one run only: how long anything was up or down "
                             "is known from the second one on");
}

void hg_uptime_format_scope(const struct hg_uptime *uptime, struct hg_buf *out)
{
    hg_buf_add_text(out, "uptime");
    if (uptime->name != NULL)
        hg_buf_printf(out, " of %s", uptime->name);
    hg_buf_add_text(out, ", ");
    hg_uptime_format_period(uptime, out);
    hg_buf_add_char(out, '\n');
    hg_uptime_format_comparison(uptime, out);
}

void hg_uptime_format_origin(const struct hg_uptime *uptime, struct hg_buf *out)
{
    char time[HG_UPTIME_FORMAT_SIZE];
    hg_uptime_format_time(uptime, uptime->generated_us, time);
    hg_buf_printf(out, "Made by headgate %s on %s from %s", uptime->tool_version, time,
                  uptime->history);
    if (uptime->host != NULL)
        hg_buf_printf(out, "; %s made the last run", uptime->host);
    hg_buf_add_char(out, '.');
}

void hg_uptime_format_join(struct hg_buf *out, const char *format, ...)
{
    va_list arguments;
    if (out->len > 0 && out->data[out->len - 1] != '\n')
        hg_buf_add_text(out, ", ");
    va_start(arguments, format);
    hg_buf_vprintf(out, format, arguments);
    va_end(arguments);
}
