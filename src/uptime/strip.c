/* SPDX-License-Identifier: MIT */
/* strip: a period as a row of bars, as inline SVG. Equal neighbours are one bar, and all bars of a level one path: a page
 * has hundreds of strips. */
#include "uptime/strip.h"

#include <stdbool.h>

#include "headgate/units.h"
#include "uptime/uptime_format.h"

#include "headgate/banned.h"

/* In units of the drawing, which is stretched to the room that there is. */
#define HEIGHT 20
/* Lines between bars would leave nothing of narrower ones. */
#define SEPARATED_MAX 93
#define MONDAY        1
/* As hg_uptime_format_is_noise() has it. */
#define MOMENT_US   (HG_US_PER_S / 2)
#define MOMENT_PART 100
/* More than anyone points at. */
#define TITLES_MAX 24

static const char *const classes[HG_STRIP_LEVEL_COUNT] = {
    [HG_STRIP_UNKNOWN] = "ln",   [HG_STRIP_PLANNED] = "lp", [HG_STRIP_UP] = "lu",
    [HG_STRIP_WARNING] = "lw",   [HG_STRIP_DOWN] = "ld",    [HG_STRIP_DOWN_LONG] = "le",
    [HG_STRIP_DOWN_MOST] = "lf",
};

static const int heights[HG_STRIP_LEVEL_COUNT] = {
    [HG_STRIP_UNKNOWN] = 1,        [HG_STRIP_PLANNED] = 4, [HG_STRIP_UP] = 7,
    [HG_STRIP_WARNING] = 11,       [HG_STRIP_DOWN] = 15,   [HG_STRIP_DOWN_LONG] = 18,
    [HG_STRIP_DOWN_MOST] = HEIGHT,
};

/* Whether it was down in the interval. A moment without a check, less than a hundredth of the time between two of them, is
 * what runs leave that begin some milliseconds late. */
static bool is_down(const struct hg_tally *tally)
{
    const int64_t down_us = tally->time_us[HG_OUTCOME_DOWN];
    const int64_t checks = hg_tally_by_checks(tally).whole;
    const int64_t known_us = hg_tally_by_time(tally).whole;
    if (tally->checks[HG_OUTCOME_DOWN] > 0)
        return true;
    return down_us >= MOMENT_US &&
           (checks == 0 || down_us >= known_us / checks / MOMENT_PART);
}

enum hg_strip_level hg_strip_level_of(const struct hg_tally *tally)
{
    const struct hg_share known = hg_tally_by_time(tally);
    const int64_t down_us = tally->time_us[HG_OUTCOME_DOWN];
    const int64_t unknown_us = tally->time_us[HG_OUTCOME_UNKNOWN];
    if (is_down(tally)) {
        if (down_us < known.whole / 100 || known.whole == 0)
            return HG_STRIP_DOWN;
        return down_us < known.whole / 10 ? HG_STRIP_DOWN_LONG : HG_STRIP_DOWN_MOST;
    }
    /* After a single run no time is known, but that it was up. */
    if (unknown_us > known.whole && known.whole > 0)
        return HG_STRIP_UNKNOWN;
    if (tally->checks[HG_OUTCOME_FLAKY] > 0 || tally->checks[HG_OUTCOME_DEGRADED] > 0)
        return HG_STRIP_WARNING;
    if (known.whole > 0 || hg_tally_by_checks(tally).whole > 0)
        return HG_STRIP_UP;
    return tally->maintenance_us > 0 || tally->time_us[HG_OUTCOME_SKIPPED] > 0
               ? HG_STRIP_PLANNED
               : HG_STRIP_UNKNOWN;
}

/* Whether a week begins with the day, or a day with the hour. */
static bool is_beginning(const struct hg_uptime *uptime,
                         const struct hg_report_interval *interval)
{
    struct hg_local local;
    hg_zone_local(uptime->zone, interval->begin_us, &local, NULL);
    return uptime->intervals_are_hours ? local.hour == 0 : local.weekday == MONDAY;
}

void hg_strip_definitions(struct hg_sink *sink, const struct hg_uptime *uptime,
                          const struct hg_report_interval *intervals)
{
    const size_t count = uptime->interval_count;
    hg_sink_text(sink, "<svg class=\"shared\" aria-hidden=\"true\"><defs>"
                       "<g id=\"lines\"><path class=\"gaps\" d=\"");
    for (size_t i = 1; i < count && count <= SEPARATED_MAX; i++)
        hg_sink_printf(sink, "M%zu 0v%d", i, HEIGHT);
    hg_sink_text(sink, "\"/><path class=\"weeks\" d=\"");
    for (size_t i = 1; i < count; i++) {
        if (is_beginning(uptime, &intervals[i]))
            hg_sink_printf(sink, "M%zu 0v%d", i, HEIGHT);
    }
    hg_sink_text(sink, "\"/></g></defs></svg>\n");
}

/* The first interval after `first` of another level. */
static size_t end_of_same(const struct hg_report_interval *intervals, size_t count,
                          size_t first)
{
    const enum hg_strip_level level = hg_strip_level_of(&intervals[first].tally);
    size_t end = first + 1;
    while (end < count && hg_strip_level_of(&intervals[end].tally) == level)
        end++;
    return end;
}

/* In the order of their gravity; down times of any length are told as one. */
static const struct {
    enum hg_strip_level first;
    enum hg_strip_level last;
    const char *what;
} parts[] = {
    {HG_STRIP_DOWN, HG_STRIP_DOWN_MOST, "with down time"},
    {HG_STRIP_WARNING, HG_STRIP_WARNING, "flaky or degraded"},
    {HG_STRIP_PLANNED, HG_STRIP_PLANNED, "in maintenance or skipped"},
    {HG_STRIP_UNKNOWN, HG_STRIP_UNKNOWN, "unknown"},
};

static void describe(const struct hg_uptime *uptime,
                     const struct hg_report_interval *intervals, struct hg_buf *out)
{
    const size_t count = uptime->interval_count;
    size_t counts[HG_STRIP_LEVEL_COUNT] = {0};
    for (size_t i = 0; i < count; i++)
        counts[hg_strip_level_of(&intervals[i].tally)]++;
    hg_buf_printf(out, "%zu %s%s", count, uptime->intervals_are_hours ? "hour" : "day",
                  count == 1 ? "" : "s");
    if (counts[HG_STRIP_UP] == count)
        hg_buf_add_text(out, ", up without a break");
    for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++) {
        size_t sum = 0;
        for (size_t level = parts[i].first; level <= parts[i].last; level++)
            sum += counts[level];
        if (sum > 0)
            hg_buf_printf(out, ", %zu %s", sum, parts[i].what);
    }
}

/* One path with all bars of the level; bars end at the bottom. */
static void write_level(struct hg_sink *sink, const struct hg_report_interval *intervals,
                        size_t count, enum hg_strip_level level)
{
    bool is_open = false;
    for (size_t i = 0, end; i < count; i = end) {
        end = end_of_same(intervals, count, i);
        if (hg_strip_level_of(&intervals[i].tally) != level)
            continue;
        if (!is_open)
            hg_sink_printf(sink, "<path class=\"%s\" d=\"", classes[level]);
        hg_sink_printf(sink, "M%zu %dh%zuV%dH%zuz", i, HEIGHT - heights[level], end - i,
                       HEIGHT, i);
        is_open = true;
    }
    if (is_open)
        hg_sink_text(sink, "\"/>");
}

static void write_title(struct hg_sink *sink, const struct hg_uptime *uptime,
                        const struct hg_report_interval *interval)
{
    const struct hg_share share = hg_tally_by_time(&interval->tally);
    char when[HG_UPTIME_FORMAT_SIZE];
    char percent[HG_SHARE_SIZE];
    char down[HG_UPTIME_FORMAT_SIZE];
    hg_uptime_format_interval_name(uptime, interval->begin_us, when);
    hg_share_format(share, 2, percent);
    hg_uptime_format_duration(interval->tally.time_us[HG_OUTCOME_DOWN], down);
    hg_sink_printf(sink, "<title>%s: %s, down %s</title>", when, percent, down);
}

/* What the mouse finds over bars with down time. */
static void write_titles(struct hg_sink *sink, const struct hg_uptime *uptime,
                         const struct hg_report_interval *intervals)
{
    size_t written = 0;
    for (size_t i = 0; i < uptime->interval_count && written < TITLES_MAX; i++) {
        if (hg_strip_level_of(&intervals[i].tally) < HG_STRIP_DOWN)
            continue;
        hg_sink_printf(sink, "<path class=\"t\" d=\"M%zu 0h1v%dh-1z\">", i, HEIGHT);
        write_title(sink, uptime, &intervals[i]);
        hg_sink_text(sink, "</path>");
        written++;
    }
}

static void open_drawing(struct hg_sink *sink, size_t width)
{
    hg_sink_printf(sink,
                   "<svg class=\"strip\" viewBox=\"0 0 %zu %d\" "
                   "preserveAspectRatio=\"none\" ",
                   width, HEIGHT);
}

void hg_strip_write(struct hg_sink *sink, const struct hg_uptime *uptime,
                    const struct hg_report_interval *intervals)
{
    struct hg_buf words;
    hg_buf_init(&words);
    describe(uptime, intervals, &words);
    open_drawing(sink, uptime->interval_count);
    hg_sink_printf(sink, "role=\"img\" aria-label=\"%s\">", words.data);
    for (size_t level = 0; level < HG_STRIP_LEVEL_COUNT; level++)
        write_level(sink, intervals, uptime->interval_count, (enum hg_strip_level)level);
    hg_sink_text(sink, "<use href=\"#lines\"/>");
    write_titles(sink, uptime, intervals);
    hg_sink_text(sink, "</svg>");
    hg_buf_release(&words);
}

void hg_strip_example(struct hg_sink *sink, enum hg_strip_level level)
{
    open_drawing(sink, 1);
    hg_sink_printf(sink,
                   "aria-hidden=\"true\"><path class=\"%s\" d=\"M0 %dh1V%dH0z\"/></svg>",
                   classes[level], HEIGHT - heights[level], HEIGHT);
}
