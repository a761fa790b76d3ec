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
    MARK = 3,  /* at the upper end of an incident */
    ABOVE = 5, /* lines, where marks are */
    BELOW = 2, /* lines */
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

/* Limits that are so many times what was reached are not in the chart, of which nothing would be left. */
#define LIMIT_TIMES 4

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

/* As far as the period before is shown: it may have had more days. */
static size_t count_before(const struct hg_uptime *uptime)
{
    return uptime->interval_before_count < uptime->interval_count
               ? uptime->interval_before_count
               : uptime->interval_count;
}

static int64_t most_before(const struct hg_uptime *uptime,
                           const struct hg_uptime_target *target)
{
    int64_t most_us = -1;
    for (size_t i = 0; i < count_before(uptime); i++)
        most_us = target->p95_before_us[i] > most_us ? target->p95_before_us[i] : most_us;
    return most_us;
}

/* What the upper end of the chart stands for. */
static int64_t top_of(const struct hg_uptime_target *target, int64_t reached_us)
{
    const int64_t limits_us[] = {target->latency_warn_us, target->latency_fail_us};
    int64_t top_us = reached_us;
    for (size_t i = 0; i < sizeof limits_us / sizeof limits_us[0]; i++) {
        if (limits_us[i] > top_us && limits_us[i] <= LIMIT_TIMES * reached_us)
            top_us = limits_us[i];
    }
    return top_us;
}

static int height_of(int64_t us, int64_t most_us)
{
    const int64_t room = HEIGHT - ABOVE - BELOW;
    return HEIGHT - BELOW - (int)(most_us == 0 ? 0 : us * room / most_us);
}

/* Shorter than absolute points; a minus separates as well as a blank. */
static void write_step(struct hg_sink *sink, bool goes_on, int64_t up)
{
    hg_sink_printf(sink, "%s%d%s%" PRId64, goes_on ? " " : "l", STEP, up < 0 ? "" : " ",
                   up);
}

struct line {
    struct hg_sink *sink;
    int64_t before; /* height of the point before; -1: there was none */
    bool goes_on;   /* there was a step to it */
};

/* -1: no point. One alone is drawn as a line to itself, which round ends make a dot. */
static void add_point(struct line *line, size_t interval, int64_t us, int64_t top_us)
{
    const int height = us < 0 ? -1 : height_of(us, top_us);
    const bool is_step = height >= 0 && line->before >= 0;
    if (is_step)
        write_step(line->sink, line->goes_on, height - line->before);
    else if (height >= 0)
        hg_sink_printf(line->sink, "M%zu %dh0", interval * STEP + STEP / 2, height);
    line->goes_on = is_step;
    line->before = height;
}

static void write_line(struct hg_sink *sink, const struct hg_uptime *uptime,
                       const struct hg_uptime_target *target, int64_t top_us)
{
    struct line line = {.sink = sink, .before = -1};
    hg_sink_text(sink, "<path class=\"p95\" d=\"");
    for (size_t i = 0; i < uptime->interval_count; i++)
        add_point(&line, i, target->intervals[i].latency.p95_us, top_us);
    hg_sink_text(sink, "\"/>");
}

static void write_line_before(struct hg_sink *sink, const struct hg_uptime *uptime,
                              const struct hg_uptime_target *target, int64_t top_us)
{
    struct line line = {.sink = sink, .before = -1};
    if (most_before(uptime, target) < 0)
        return;
    hg_sink_text(sink, "<path class=\"was\" d=\"");
    for (size_t i = 0; i < count_before(uptime); i++)
        add_point(&line, i, target->p95_before_us[i], top_us);
    hg_sink_text(sink, "\"/>");
}

static void write_limit(struct hg_sink *sink, const struct hg_uptime *uptime,
                        const char *name, int64_t limit_us, int64_t top_us)
{
    if (limit_us > 0 && limit_us <= top_us)
        hg_sink_printf(sink, "<path class=\"%s\" d=\"M0 %dh%zu\"/>", name,
                       height_of(limit_us, top_us), uptime->interval_count * STEP);
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

/* Where each line of the chart is, for those who don't see it. */
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
    hg_buf_printf(out, "Latency: p50 %s, p95 %s, at most %s on %s", p50, p95, most, when);
    if (target->latency_before.count > 0) {
        hg_uptime_format_latency(target->latency_before.p95_us, p95);
        hg_buf_printf(out, ", before: %s", p95);
    }
    if (target->incident_count > 0)
        hg_buf_printf(out, "; %zu incident%s", target->incident_count,
                      target->incident_count == 1 ? "" : "s");
}

static void describe_limit(const char *what, int64_t limit_us, int64_t top_us,
                           struct hg_buf *out)
{
    char limit[HG_UPTIME_FORMAT_SIZE];
    if (limit_us <= 0)
        return;
    hg_uptime_format_latency(limit_us, limit);
    hg_buf_printf(out, ", %s above %s%s", what, limit,
                  limit_us > top_us ? " (higher than the chart)" : "");
}

static void write_caption(struct hg_sink *sink, const struct hg_uptime_target *target,
                          int64_t top_us)
{
    char top[HG_UPTIME_FORMAT_SIZE];
    struct hg_buf words;
    hg_buf_init(&words);
    hg_uptime_format_latency(top_us, top);
    hg_buf_printf(&words, "Latency (p95), 0 to %s", top);
    describe_limit("degraded", target->latency_warn_us, top_us, &words);
    describe_limit("down", target->latency_fail_us, top_us, &words);
    hg_sink_printf(sink, "<figcaption>%s</figcaption>", words.data);
    hg_buf_release(&words);
}

static void draw_latency(struct hg_sink *sink, const struct hg_uptime *uptime,
                         const struct hg_uptime_target *target, int64_t top_us)
{
    write_incidents(sink, uptime, target);
    write_limit(sink, uptime, "warn", target->latency_warn_us, top_us);
    write_limit(sink, uptime, "fail", target->latency_fail_us, top_us);
    write_line_before(sink, uptime, target, top_us);
    write_line(sink, uptime, target, top_us);
}

void hg_chart_latency(struct hg_sink *sink, const struct hg_uptime *uptime,
                      const struct hg_uptime_target *target)
{
    const int64_t at = slowest(uptime, target);
    struct hg_buf words;
    if (at < 0) {
        hg_sink_text(sink, "<p>Nothing answered.</p>");
        return;
    }
    const int64_t now_us = target->intervals[at].latency.p95_us;
    const int64_t before_us = most_before(uptime, target);
    const int64_t top_us = top_of(target, now_us > before_us ? now_us : before_us);
    hg_buf_init(&words);
    describe_latency(uptime, target, at, &words);
    hg_sink_text(sink, "<figure>");
    open_drawing(sink, uptime->interval_count, words.data);
    draw_latency(sink, uptime, target, top_us);
    hg_sink_text(sink, "</svg>");
    write_caption(sink, target, top_us);
    hg_sink_text(sink, "</figure>");
    hg_buf_release(&words);
}

void hg_chart_latency_legend(struct hg_sink *sink)
{
    static const struct {
        const char *name;
        const char *what;
    } lines[] = {
        {"p95", "95 % of answers came within (p95)"},
        {"was", "the same in the period before"},
        {"warn", "degraded above it"},
        {"fail", "down above it"},
    };
    hg_sink_text(sink, "<ul class=\"legend\">");
    for (size_t i = 0; i < sizeof lines / sizeof lines[0]; i++)
        hg_sink_printf(
            sink,
            "<li><svg class=\"line\" viewBox=\"0 0 24 8\" aria-hidden=\"true\">"
            "<path class=\"%s\" d=\"M0 4h24\"/></svg>%s</li>",
            lines[i].name, lines[i].what);
    hg_sink_printf(sink,
                   "<li><svg class=\"line\" viewBox=\"0 0 24 %d\" aria-hidden=\"true\">"
                   "<path class=\"band\" d=\"M8 0h8v%dH8z\"/><path class=\"mark\" "
                   "d=\"M8 0h8v%dH8z\"/></svg>incident</li></ul>\n",
                   HEIGHT / 4, HEIGHT / 4, MARK);
}

static int bar_of(size_t count, size_t most)
{
    const int height = (int)(count * (HEIGHT - BELOW) / most);
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
