/* SPDX-License-Identifier: MIT */
/* page_overview: all targets by day: how many were down, on which days most, and a strip for each target or group. */
#include "uptime/page_overview.h"

#include <stdlib.h>
#include <string.h>

#include "headgate/memory.h"

#include "uptime/chart.h"
#include "uptime/page_markup.h"
#include "uptime/page_target.h"
#include "uptime/strip.h"
#include "uptime/uptime_format.h"

#include "headgate/banned.h"

#define TARGETS_MAX 40 /* strips of single targets */
#define GROUPS_MAX  40
#define WORST_MAX   7 /* days that are named */

/* An hour or a day of all targets. */
struct moment {
    size_t interval; /* index */
    int64_t begin_us;
    size_t down_count; /* of targets with down time */
    struct hg_tally tally;
};

static struct moment *make_moments(const struct hg_uptime *uptime)
{
    struct moment *moments = hg_memory_new(uptime->interval_count, sizeof *moments);
    for (size_t i = 0; i < uptime->interval_count; i++) {
        moments[i].interval = i;
        moments[i].begin_us = uptime->targets[0].intervals[i].begin_us;
        for (size_t j = 0; j < uptime->target_count; j++) {
            const struct hg_tally *tally = &uptime->targets[j].intervals[i].tally;
            hg_tally_add(&moments[i].tally, tally);
            moments[i].down_count += hg_strip_level_of(tally) >= HG_STRIP_DOWN ? 1 : 0;
        }
    }
    return moments;
}

/* Most targets, then longest, then latest first. */
static int compare_moments(const void *left, const void *right)
{
    const struct moment *a = left;
    const struct moment *b = right;
    const int64_t a_us = a->tally.time_us[HG_OUTCOME_DOWN];
    const int64_t b_us = b->tally.time_us[HG_OUTCOME_DOWN];
    if (a->down_count != b->down_count)
        return a->down_count > b->down_count ? -1 : 1;
    if (a_us != b_us)
        return a_us > b_us ? -1 : 1;
    return a->interval > b->interval ? -1 : a->interval < b->interval;
}

static void write_axis(struct hg_sink *sink, const struct hg_uptime *uptime)
{
    const size_t count = uptime->interval_count;
    const size_t shown[] = {0, count / 2, count - 1};
    hg_sink_text(sink, "<div class=\"row\"><span></span><div class=\"axis\">");
    for (size_t i = 0; i < sizeof shown / sizeof shown[0]; i++) {
        char when[HG_UPTIME_FORMAT_SIZE];
        if (i > 0 && shown[i] == shown[i - 1])
            continue;
        hg_uptime_format_interval_name(
            uptime, uptime->targets[0].intervals[shown[i]].begin_us, when);
        hg_sink_printf(sink, "<span>%s</span>", when);
    }
    hg_sink_text(sink, "</div></div>\n");
}

static void write_counts(struct hg_sink *sink, const struct hg_uptime *uptime,
                         const struct moment *moments, size_t most)
{
    size_t *counts = hg_memory_new(uptime->interval_count, sizeof *counts);
    for (size_t i = 0; i < uptime->interval_count; i++)
        counts[i] = moments[i].down_count;
    hg_sink_printf(
        sink,
        "<div class=\"row\"><span>Targets down at some time of the %s, at most %zu "
        "of %zu</span>",
        uptime->intervals_are_hours ? "hour" : "day", most, uptime->target_count);
    hg_chart_counts(sink, uptime, counts, most);
    hg_sink_text(sink, "</div>\n");
    free(counts);
}

static void write_moment(struct hg_sink *sink, const struct hg_uptime *uptime,
                         const struct moment *moment)
{
    char when[HG_UPTIME_FORMAT_SIZE];
    char percent[HG_SHARE_SIZE];
    char down[HG_UPTIME_FORMAT_SIZE];
    hg_uptime_format_interval_name(uptime, moment->begin_us, when);
    hg_share_format(hg_tally_by_time(&moment->tally), 2, percent);
    hg_uptime_format_duration(moment->tally.time_us[HG_OUTCOME_DOWN], down);
    hg_sink_printf(sink,
                   "<tr><th scope=\"row\">%s</th><td>%zu of %zu</td>"
                   "<td data-c=\"down time\">%s</td><td data-c=\"uptime\">%s</td></tr>\n",
                   when, moment->down_count, uptime->target_count, down, percent);
}

/* Sorts the moments. */
static void write_worst(struct hg_sink *sink, const struct hg_uptime *uptime,
                        struct moment *moments)
{
    const char *unit = uptime->intervals_are_hours ? "hour" : "day";
    qsort(moments, uptime->interval_count, sizeof *moments, compare_moments);
    hg_sink_printf(sink,
                   "<table><caption>The worst %ss</caption><thead><tr>"
                   "<th scope=\"col\">%s</th><th scope=\"col\">targets down</th>"
                   "<th scope=\"col\">down time, added up</th>"
                   "<th scope=\"col\">uptime</th></tr></thead><tbody>\n",
                   unit, unit);
    for (size_t i = 0; i < uptime->interval_count && i < WORST_MAX; i++) {
        if (moments[i].down_count > 0)
            write_moment(sink, uptime, &moments[i]);
    }
    hg_page_table_close(sink);
}

static bool is_of_group(const struct hg_uptime_target *target,
                        const struct hg_uptime_group *group)
{
    return strcmp(target->group == NULL ? "default" : target->group, group->name) == 0;
}

static void write_group(struct hg_sink *sink, const struct hg_uptime *uptime,
                        const struct hg_uptime_group *group,
                        struct hg_report_interval *intervals)
{
    memset(intervals, 0, uptime->interval_count * sizeof *intervals);
    for (size_t i = 0; i < uptime->target_count; i++) {
        const struct hg_uptime_target *target = &uptime->targets[i];
        if (!is_of_group(target, group))
            continue;
        for (size_t j = 0; j < uptime->interval_count; j++) {
            hg_tally_add(&intervals[j].tally, &target->intervals[j].tally);
            intervals[j].begin_us = target->intervals[j].begin_us;
        }
    }
    hg_sink_text(sink, "<li class=\"row\"><span>Group ");
    hg_page_name(sink, group->name, NULL);
    hg_sink_text(sink, "</span>");
    hg_strip_write(sink, uptime, intervals);
    hg_sink_text(sink, "</li>\n");
}

static void write_groups(struct hg_sink *sink, const struct hg_uptime *uptime)
{
    struct hg_report_interval *intervals =
        hg_memory_new(uptime->interval_count, sizeof *intervals);
    for (size_t i = 0; i < uptime->group_count && i < GROUPS_MAX; i++)
        write_group(sink, uptime, &uptime->groups[i], intervals);
    free(intervals);
}

/* What names that are addresses have in common says nothing. */
static const char *without_scheme(const char *name)
{
    const char *schemes[] = {"https://", "http://"};
    for (size_t i = 0; i < sizeof schemes / sizeof schemes[0]; i++) {
        if (strncmp(name, schemes[i], strlen(schemes[i])) == 0)
            return name + strlen(schemes[i]);
    }
    return name;
}

static void write_target(struct hg_sink *sink, const struct hg_uptime *uptime,
                         size_t index)
{
    const struct hg_uptime_target *target = &uptime->targets[uptime->order[index]];
    hg_sink_printf(sink, "<li class=\"row\"><a href=\"#t%zu\">", index);
    hg_page_name(sink, without_scheme(target->name), NULL);
    hg_sink_text(sink, "</a>");
    hg_strip_write(sink, uptime, target->intervals);
    hg_sink_text(sink, "</li>\n");
}

static bool was_always_up(const struct hg_uptime *uptime,
                          const struct hg_uptime_target *target)
{
    for (size_t i = 0; i < uptime->interval_count; i++) {
        if (hg_strip_level_of(&target->intervals[i].tally) != HG_STRIP_UP)
            return false;
    }
    return true;
}

static size_t count_always_up(const struct hg_uptime *uptime)
{
    size_t count = 0;
    for (size_t i = 0; i < uptime->target_count; i++)
        count += was_always_up(uptime, &uptime->targets[i]) ? 1 : 0;
    return count;
}

/* Of many targets those that were not always up, worst first, as far as the page has charts of them. Returns how many were
 * shown. */
static size_t write_targets(struct hg_sink *sink, const struct hg_uptime *uptime,
                            bool are_many)
{
    size_t shown = 0;
    for (size_t i = 0; i < uptime->target_count && i < HG_PAGE_CHARTED_MAX; i++) {
        if (shown == TARGETS_MAX)
            break;
        if (are_many && was_always_up(uptime, &uptime->targets[uptime->order[i]]))
            continue;
        write_target(sink, uptime, i);
        shown++;
    }
    return shown;
}

static void write_left_out(struct hg_sink *sink, const struct hg_uptime *uptime,
                           size_t up_count, size_t shown)
{
    const size_t others = uptime->target_count - up_count - shown;
    if (uptime->group_count > GROUPS_MAX)
        hg_sink_printf(sink, "<p>%zu more group%s not shown.</p>\n",
                       uptime->group_count - GROUPS_MAX,
                       uptime->group_count == GROUPS_MAX + 1 ? " is" : "s are");
    if (others > 0)
        hg_sink_printf(sink, "<p>%zu more target%s not always up.</p>\n", others,
                       others == 1 ? " was" : "s were");
    if (up_count > 0)
        hg_sink_printf(sink, "<p>%zu of %zu targets were up without a break.</p>\n",
                       up_count, uptime->target_count);
}

static void write_legend(struct hg_sink *sink, const struct hg_uptime *uptime)
{
    static const char *const words[HG_STRIP_LEVEL_COUNT] = {
        [HG_STRIP_UNKNOWN] = "unknown",
        [HG_STRIP_PLANNED] = "maintenance or skipped",
        [HG_STRIP_UP] = "up",
        [HG_STRIP_WARNING] = "flaky or degraded",
        [HG_STRIP_DOWN] = "down for less than 1 %",
        [HG_STRIP_DOWN_LONG] = "less than 10 %",
        [HG_STRIP_DOWN_MOST] = "10 % or more",
    };
    hg_sink_text(sink, "<ul class=\"legend\">");
    for (size_t level = 0; level < HG_STRIP_LEVEL_COUNT; level++) {
        hg_sink_text(sink, "<li>");
        hg_strip_example(sink, (enum hg_strip_level)level);
        hg_sink_printf(sink, "%s</li>", words[level]);
    }
    hg_sink_printf(sink, "<li>wider gaps between %s</li></ul>\n",
                   uptime->intervals_are_hours ? "days" : "weeks");
}

/* The strips of groups and targets stand under the counts, so that a bad day is a column. */
static void write_strips(struct hg_sink *sink, const struct hg_uptime *uptime)
{
    const bool are_many = uptime->target_count > TARGETS_MAX;
    const bool has_groups = are_many && uptime->group_count > 1;
    const size_t up_count = are_many ? count_always_up(uptime) : 0;
    size_t shown = 0;
    if (up_count < uptime->target_count || has_groups) {
        hg_sink_text(sink, "<ul class=\"strips\">\n");
        if (has_groups)
            write_groups(sink, uptime);
        shown = write_targets(sink, uptime, are_many);
        hg_sink_text(sink, "</ul>\n");
        write_axis(sink, uptime);
    }
    if (are_many)
        write_left_out(sink, uptime, up_count, shown);
    write_legend(sink, uptime);
}

void hg_page_overview(struct hg_sink *sink, const struct hg_uptime *uptime)
{
    struct moment *moments = make_moments(uptime);
    size_t most = 0;
    for (size_t i = 0; i < uptime->interval_count; i++)
        most = moments[i].down_count > most ? moments[i].down_count : most;
    hg_sink_printf(sink, "<section id=\"overview\"><h2>All targets by %s</h2>\n",
                   uptime->intervals_are_hours ? "hour" : "day");
    hg_strip_definitions(sink, uptime, uptime->targets[0].intervals);
    if (most > 0)
        write_counts(sink, uptime, moments, most);
    write_strips(sink, uptime);
    if (most > 0)
        write_worst(sink, uptime, moments);
    hg_sink_text(sink, "</section>\n");
    free(moments);
}
