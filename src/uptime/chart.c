/* SPDX-License-Identifier: MIT */
/* chart: the period of a target as inline SVG. */
#include "uptime/chart.h"

#include <inttypes.h>
#include <stdbool.h>

#include "format/markup.h"
#include "uptime/uptime_format.h"

#include "headgate/banned.h"

/* In units of the drawing, which is stretched to the width that there is. */
enum {
    STEP = 80,
    BAR = 68, /* the rest is the gap to the next one */
    HEIGHT = 400,
    SEGMENT_MIN = 40, /* of a segment: a minute of a month must be seen */
    MARGIN = 24       /* above and below lines */
};

/* Pieces of a bar, from below. The classes are the page's tones. */
enum segment { GOOD, WARNING, PLANNED, SKIPPED, UNKNOWN, BAD, SEGMENT_COUNT };

static const char *const classes[SEGMENT_COUNT] = {
    [GOOD] = "good",       [WARNING] = "warning", [PLANNED] = "planned",
    [SKIPPED] = "skipped", [UNKNOWN] = "unknown", [BAD] = "bad",
};

static void open_drawing(struct hg_sink *sink, size_t intervals, const char *label)
{
    hg_sink_printf(sink,
                   "<svg viewBox=\"0 0 %zu %d\" preserveAspectRatio=\"none\" "
                   "role=\"img\" aria-label=\"%s\">",
                   intervals * STEP, HEIGHT, label);
}

static void measure(const struct hg_tally *tally, int64_t sizes_us[SEGMENT_COUNT])
{
    const int64_t *time_us = tally->time_us;
    sizes_us[GOOD] = time_us[HG_OUTCOME_UP];
    sizes_us[WARNING] = time_us[HG_OUTCOME_FLAKY] + time_us[HG_OUTCOME_DEGRADED];
    sizes_us[PLANNED] = tally->maintenance_us;
    sizes_us[SKIPPED] = time_us[HG_OUTCOME_SKIPPED];
    sizes_us[UNKNOWN] = time_us[HG_OUTCOME_UNKNOWN];
    sizes_us[BAD] = time_us[HG_OUTCOME_DOWN];
}

/* Heights that add up to the whole: what small pieces get more is taken from the largest. */
static void scale(const int64_t sizes_us[SEGMENT_COUNT], int heights[SEGMENT_COUNT])
{
    int64_t whole_us = 0;
    int left = HEIGHT;
    int largest = 0;
    for (int i = 0; i < SEGMENT_COUNT; i++) {
        whole_us += sizes_us[i];
        largest = sizes_us[i] > sizes_us[largest] ? i : largest;
    }
    for (int i = 0; i < SEGMENT_COUNT; i++) {
        heights[i] = whole_us == 0 ? 0 : (int)(sizes_us[i] / (whole_us / HEIGHT + 1));
        if (sizes_us[i] > 0 && heights[i] < SEGMENT_MIN)
            heights[i] = SEGMENT_MIN;
        left -= heights[i];
    }
    heights[whole_us == 0 ? UNKNOWN : largest] += left;
}

static void add_segment(struct hg_buf *out, const struct hg_uptime_target *target,
                        int64_t us, const char *label)
{
    char time[HG_UPTIME_FORMAT_SIZE];
    if (hg_uptime_format_is_noise(target, us))
        return;
    hg_uptime_format_duration(us, time);
    hg_uptime_format_join(out, "%s %s", label, time);
}

static void write_title(struct hg_sink *sink, const struct hg_uptime *uptime,
                        const struct hg_uptime_target *target,
                        const struct hg_report_interval *interval)
{
    char when[HG_UPTIME_FORMAT_SIZE];
    char share[HG_SHARE_SIZE];
    struct hg_buf words;
    hg_buf_init(&words);
    if (uptime->intervals_are_hours)
        hg_uptime_format_time(uptime, interval->begin_us, when);
    else
        hg_uptime_format_day(uptime, interval->begin_us, when);
    hg_share_format(hg_tally_by_time(&interval->tally), 2, share);
    hg_uptime_format_join(&words, "%s: %s up", when, share);
    add_segment(&words, target, interval->tally.time_us[HG_OUTCOME_DOWN], "down");
    add_segment(&words, target, interval->tally.time_us[HG_OUTCOME_UNKNOWN], "unknown");
    add_segment(&words, target, interval->tally.time_us[HG_OUTCOME_SKIPPED], "skipped");
    add_segment(&words, target, interval->tally.maintenance_us, "maintenance");
    hg_sink_text(sink, "<title>");
    hg_markup_text(sink, words.data);
    hg_sink_text(sink, "</title>");
    hg_buf_release(&words);
}

void hg_chart_bars(struct hg_sink *sink, const struct hg_uptime *uptime,
                   const struct hg_uptime_target *target)
{
    open_drawing(sink, uptime->interval_count, "Time up and down");
    for (size_t i = 0; i < uptime->interval_count; i++) {
        int64_t sizes_us[SEGMENT_COUNT];
        int heights[SEGMENT_COUNT];
        int below = HEIGHT;
        measure(&target->intervals[i].tally, sizes_us);
        scale(sizes_us, heights);
        hg_sink_text(sink, "<g>");
        write_title(sink, uptime, target, &target->intervals[i]);
        for (int segment = 0; segment < SEGMENT_COUNT; segment++) {
            below -= heights[segment];
            if (heights[segment] > 0)
                hg_sink_printf(sink,
                               "<rect class=\"%s\" x=\"%zu\" y=\"%d\" width=\"%d\" "
                               "height=\"%d\"/>",
                               classes[segment], i * STEP, below, BAR, heights[segment]);
        }
        hg_sink_text(sink, "</g>");
    }
    hg_sink_text(sink, "</svg>");
}

static int64_t largest_p95(const struct hg_uptime *uptime,
                           const struct hg_uptime_target *target)
{
    int64_t largest_us = -1;
    for (size_t i = 0; i < uptime->interval_count; i++) {
        if (target->intervals[i].latency.p95_us > largest_us)
            largest_us = target->intervals[i].latency.p95_us;
    }
    return largest_us;
}

/* A point alone is drawn as a line to itself, which round ends make a dot. */
static void write_line(struct hg_sink *sink, const struct hg_uptime *uptime,
                       const struct hg_uptime_target *target, bool is_p95,
                       int64_t most_us)
{
    bool goes_on = false;
    hg_sink_printf(sink, "<path class=\"%s\" d=\"", is_p95 ? "p95" : "p50");
    for (size_t i = 0; i < uptime->interval_count; i++) {
        const struct hg_latency *latency = &target->intervals[i].latency;
        const int64_t us = is_p95 ? latency->p95_us : latency->p50_us;
        if (us >= 0) {
            const int64_t height =
                most_us == 0 ? 0 : us * (HEIGHT - 2 * MARGIN) / most_us;
            hg_sink_printf(sink, "%c%zu %" PRId64 "%s", goes_on ? 'L' : 'M',
                           i * STEP + BAR / 2, HEIGHT - MARGIN - height,
                           goes_on ? "" : "h0");
        }
        goes_on = us >= 0;
    }
    hg_sink_text(sink, "\"/>");
}

int64_t hg_chart_latency(struct hg_sink *sink, const struct hg_uptime *uptime,
                         const struct hg_uptime_target *target)
{
    const int64_t most_us = largest_p95(uptime, target);
    if (most_us < 0)
        return -1;
    open_drawing(sink, uptime->interval_count, "Latency");
    write_line(sink, uptime, target, true, most_us);
    write_line(sink, uptime, target, false, most_us);
    hg_sink_text(sink, "</svg>");
    return most_us;
}
