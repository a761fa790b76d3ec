/* SPDX-License-Identifier: MIT */
/* outline_days: every day of every target. Equal days in a row are one entry, whose times are those of all of them;
 * maintenance makes no difference, so that a window every week does not cut a month in pieces. */
#include "uptime/outline_walk.h"

#include <stdio.h>
#include <string.h>

#include "headgate/banned.h"

/* What makes days equal. */
struct day {
    char uptime[HG_UPTIME_FORMAT_SIZE];
    char down[HG_UPTIME_FORMAT_SIZE];
    char unknown[HG_UPTIME_FORMAT_SIZE];
    enum hg_tone tone;
};

/* "" for none, so that what there is stands out. */
static void write_duration(const struct hg_uptime_target *target, int64_t us,
                           char out[HG_UPTIME_FORMAT_SIZE])
{
    out[0] = '\0';
    if (!hg_uptime_format_is_noise(target, us))
        hg_uptime_format_duration(us, out);
}

/* A day is not down for the moment by which the run came late that ended an outage of the day before. */
static enum hg_tone tone_of(const struct hg_uptime_target *target,
                            const struct hg_tally *tally)
{
    if (tally->checks[HG_OUTCOME_DOWN] > 0 ||
        !hg_uptime_format_is_noise(target, tally->time_us[HG_OUTCOME_DOWN]))
        return HG_TONE_BAD;
    if (hg_tally_by_time(tally).whole > 0)
        return HG_TONE_GOOD;
    return tally->maintenance_us > 0 ? HG_TONE_PLANNED : HG_TONE_UNKNOWN;
}

/* Also some seconds, where the day is down for them. */
static void write_down(const struct hg_uptime_target *target,
                       const struct hg_tally *tally, char out[HG_UPTIME_FORMAT_SIZE])
{
    out[0] = '\0';
    if (tone_of(target, tally) == HG_TONE_BAD)
        hg_uptime_format_duration(tally->time_us[HG_OUTCOME_DOWN], out);
}

static void describe(const struct hg_uptime_target *target, size_t index, struct day *day)
{
    const struct hg_tally *tally = &target->days[index].tally;
    *day = (struct day){0};
    hg_share_format(hg_tally_by_time(tally), hg_uptime_format_decimals(&target->sla),
                    day->uptime);
    write_down(target, tally, day->down);
    write_duration(target, tally->time_us[HG_OUTCOME_UNKNOWN], day->unknown);
    day->tone = tone_of(target, tally);
}

/* The first day after `first` that says something else. */
static size_t end_of_same(const struct hg_uptime *uptime,
                          const struct hg_uptime_target *target, size_t first,
                          const struct day *day)
{
    size_t end = first + 1;
    for (; end < uptime->day_count; end++) {
        struct day other;
        describe(target, end, &other);
        if (memcmp(day, &other, sizeof other) != 0)
            break;
    }
    return end;
}

static const char *word_of(enum hg_tone tone)
{
    if (tone == HG_TONE_BAD)
        return "down";
    if (tone == HG_TONE_PLANNED)
        return "maintenance";
    return tone == HG_TONE_GOOD ? "up" : "unknown";
}

static void name_days(struct hg_walk *walk, const struct hg_report_interval *first,
                      const struct hg_report_interval *last)
{
    char day[HG_UPTIME_FORMAT_SIZE];
    hg_uptime_format_day(walk->uptime, first->begin_us, day);
    hg_buf_add_text(&walk->title, day);
    if (first == last)
        return;
    hg_uptime_format_day(walk->uptime, last->begin_us, day);
    hg_buf_printf(&walk->title, " to %s", day);
}

/* The days from `*first` on that say the same; moves to the one after them. */
static bool show_days(struct hg_walk *walk, const struct hg_uptime_target *target,
                      size_t *first)
{
    struct day day;
    describe(target, *first, &day);
    const size_t end = end_of_same(walk->uptime, target, *first, &day);
    struct hg_tally tally = {0};
    for (size_t i = *first; i < end; i++)
        hg_tally_add(&tally, &target->days[i].tally);
    hg_walk_begin(walk, day.tone, word_of(day.tone));
    name_days(walk, &target->days[*first], &target->days[end - 1]);
    walk->entry.heading = *first == 0 ? target->name : NULL;
    memcpy(walk->cells[0], day.uptime, HG_UPTIME_FORMAT_SIZE);
    write_down(target, &tally, walk->cells[1]);
    write_duration(target, tally.time_us[HG_OUTCOME_UNKNOWN], walk->cells[2]);
    write_duration(target, tally.maintenance_us, walk->cells[3]);
    *first = end;
    return hg_walk_show(walk);
}

size_t hg_outline_count_days(const struct hg_uptime *uptime)
{
    return uptime->day_count == 0 ? 0 : uptime->target_count;
}

bool hg_outline_show_days_of(struct hg_walk *walk, const struct hg_uptime_target *target)
{
    walk->is_cut = false;
    for (size_t day = 0; day < walk->uptime->day_count;) {
        if (!show_days(walk, target, &day))
            return false;
        walk->is_cut = day < walk->uptime->day_count;
    }
    return true;
}

void hg_outline_show_days(struct hg_walk *walk)
{
    const struct hg_uptime *uptime = walk->uptime;
    for (size_t i = 0; i < uptime->target_count; i++) {
        if (!hg_outline_show_days_of(walk, &uptime->targets[uptime->order[i]]))
            return;
        walk->shown_count++;
    }
}
