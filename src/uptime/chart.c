/* SPDX-License-Identifier: MIT */
/* chart: figures over a period as inline SVG. Numbers are short, and points relative to the one before: a page has
 * hundreds of charts. */
#include "uptime/chart.h"

#include <inttypes.h>
#include <stdbool.h>

#include "format/markup.h"
#include "uptime/uptime_format.h"

#include "headgate/banned.h"

/* In units of the drawing, which is stretched to the room that there is. */
enum {
    STEP = 4, /* from one report interval to the next */
    HEIGHT = 50,
    MARGIN = 2, /* above and below lines */
    MARK = 3,   /* at the upper end of an incident */
    COUNT_MIN = 3
};

/* More than anyone points at. */
#define TITLES_MAX 24

static void open_drawing(struct hg_sink *sink, size_t intervals, const char *label)
{
    hg_sink_printf(sink,
                   "<svg class=\"chart\" viewBox=\"0 0 %zu %d\" "
                   "preserveAspectRatio=\"none\" role=\"img\" aria-label=\"%s\">",
                   intervals * STEP, HEIGHT, label);
}

/* The interval whose 95th percentile is the highest; -1: nothing answered. */
static int64_t slowest(const struct hg_uptime *uptime,
                       const struct hg_uptime_target *target)
{
    int64_t slowest = -1;
    for (size_t i = 0; i < uptime->interval_count; i++) {
        const int64_t us = target->intervals[i].latency.p95_us;
        if (us >= 0 && (slowest < 0 || us > target->intervals[slowest].latency.p95_us))
            slowest = (int64_t)i;
    }
    return slowest;
}

static int height_of(int64_t us, int64_t most_us)
{
    const int64_t room = HEIGHT - 2 * MARGIN;
    return HEIGHT - MARGIN - (int)(most_us == 0 ? 0 : us * room / most_us);
}

/* Shorter than absolute points; a minus separates as well as a blank. */
static void write_step(struct hg_sink *sink, bool goes_on, int64_t up)
{
    hg_sink_printf(sink, "%s%d%s%" PRId64, goes_on ? " " : "l", STEP, up < 0 ? "" : " ",
                   up);
}

/* A point alone is drawn as a line to itself, which round ends make a dot. */
static void write_line(struct hg_sink *sink, const struct hg_uptime *uptime,
                       const struct hg_uptime_target *target, int64_t most_us)
{
    int64_t before = -1;  /* height of the point before */
    bool goes_on = false; /* there was a step from the one before it */
    hg_sink_text(sink, "<path class=\"p95\" d=\"");
    for (size_t i = 0; i < uptime->interval_count; i++) {
        const int64_t us = target->intervals[i].latency.p95_us;
        const int height = us < 0 ? -1 : height_of(us, most_us);
        if (height >= 0 && before >= 0)
            write_step(sink, goes_on, height - before);
        else if (height >= 0)
            hg_sink_printf(sink, "M%zu %dh0", i * STEP + STEP / 2, height);
        goes_on = height >= 0 && before >= 0;
        before = height;
    }
    hg_sink_text(sink, "\"/>");
}

/* Where a moment is, from the left. */
static size_t place_of(const struct hg_uptime *uptime,
                       const struct hg_uptime_target *target, int64_t at_us)
{
    for (size_t i = 0; i < uptime->interval_count; i++) {
        const struct hg_report_interval *interval = &target->intervals[i];
        if (at_us >= interval->end_us)
            continue;
        if (at_us <= interval->begin_us)
            return i * STEP;
        return i * STEP + (size_t)(STEP * (at_us - interval->begin_us) /
                                   (interval->end_us - interval->begin_us));
    }
    return uptime->interval_count * STEP;
}

static void write_incident_title(struct hg_sink *sink, const struct hg_uptime *uptime,
                                 const struct hg_incident *incident)
{
    char from[HG_UPTIME_FORMAT_SIZE];
    char lasted[HG_UPTIME_FORMAT_SIZE];
    hg_uptime_format_time(uptime, incident->opened_us, from);
    hg_uptime_format_duration(incident->duration_us, lasted);
    hg_sink_printf(sink, "<title>down for %s from %s, %s</title>", lasted, from,
                   hg_cause_word(incident->cause));
}

/* A band from top to bottom with a mark at its upper end. */
static void write_incident(struct hg_sink *sink, const struct hg_uptime *uptime,
                           const struct hg_uptime_target *target,
                           const struct hg_incident *incident, bool has_title)
{
    const int64_t end_us =
        incident->closed_us == 0 ? uptime->period.end_us : incident->closed_us;
    const size_t last = uptime->interval_count * STEP - 1;
    size_t begin = place_of(uptime, target, incident->opened_us);
    size_t end = place_of(uptime, target, end_us);
    begin = begin > last ? last : begin;
    end = end > begin ? end : begin + 1;
    hg_sink_printf(sink, "<path class=\"band\" d=\"M%zu 0h%zuv%dH%zuz\"", begin,
                   end - begin, HEIGHT, begin);
    if (has_title) {
        hg_sink_text(sink, ">");
        write_incident_title(sink, uptime, incident);
        hg_sink_text(sink, "</path>");
    } else {
        hg_sink_text(sink, "/>");
    }
    hg_sink_printf(sink, "<path class=\"mark\" d=\"M%zu 0h%zuv%dH%zuz\"/>", begin,
                   end - begin, MARK, begin);
}

static void write_incidents(struct hg_sink *sink, const struct hg_uptime *uptime,
                            const struct hg_uptime_target *target)
{
    size_t count = 0;
    for (size_t i = 0; i < uptime->incident_count; i++) {
        const struct hg_incident *incident = &uptime->incidents[i];
        if (&uptime->targets[incident->target] == target)
            write_incident(sink, uptime, target, incident, count++ < TITLES_MAX);
    }
}

static void describe_latency(const struct hg_uptime *uptime,
                             const struct hg_uptime_target *target, int64_t slowest,
                             struct hg_buf *out)
{
    const struct hg_report_interval *interval = &target->intervals[slowest];
    char p50[HG_UPTIME_FORMAT_SIZE];
    char p95[HG_UPTIME_FORMAT_SIZE];
    char most[HG_UPTIME_FORMAT_SIZE];
    char when[HG_UPTIME_FORMAT_SIZE];
    hg_uptime_format_latency(target->latency.p50_us, p50);
    hg_uptime_format_latency(target->latency.p95_us, p95);
    hg_uptime_format_latency(interval->latency.p95_us, most);
    hg_uptime_format_interval_name(uptime, interval->begin_us, when);
    hg_buf_printf(out, "Latency: p50 %s, p95 %s; p95 highest on %s: %s; %zu incident%s",
                  p50, p95, when, most, target->incident_count,
                  target->incident_count == 1 ? "" : "s");
}

int64_t hg_chart_latency(struct hg_sink *sink, const struct hg_uptime *uptime,
                         const struct hg_uptime_target *target)
{
    const int64_t at = slowest(uptime, target);
    struct hg_buf words;
    if (at < 0)
        return -1;
    const int64_t most_us = target->intervals[at].latency.p95_us;
    hg_buf_init(&words);
    describe_latency(uptime, target, at, &words);
    open_drawing(sink, uptime->interval_count, words.data);
    write_incidents(sink, uptime, target);
    write_line(sink, uptime, target, most_us);
    hg_sink_text(sink, "</svg>");
    hg_buf_release(&words);
    return most_us;
}

static int bar_of(size_t count, size_t most)
{
    const int height = (int)(count * (HEIGHT - MARGIN) / most);
    return count > 0 && height < COUNT_MIN ? COUNT_MIN : height;
}

void hg_chart_counts(struct hg_sink *sink, const struct hg_uptime *uptime,
                     const size_t *counts, size_t most)
{
    open_drawing(sink, uptime->interval_count, "Targets that were down, by time");
    for (size_t i = 0; i < uptime->interval_count; i++) {
        char when[HG_UPTIME_FORMAT_SIZE];
        const int height = bar_of(counts[i], most);
        if (height == 0)
            continue;
        hg_uptime_format_interval_name(uptime, uptime->targets[0].intervals[i].begin_us,
                                       when);
        hg_sink_printf(sink,
                       "<path class=\"ld\" d=\"M%zu %dh%dV%dH%zuz\"><title>%s: %zu "
                       "down</title></path>",
                       i * STEP, HEIGHT - height, STEP - 1, HEIGHT, i * STEP, when,
                       counts[i]);
    }
    hg_sink_text(sink, "</svg>");
}
