/* SPDX-License-Identifier: MIT */
/* sparkline: the period of a target as a row of cells. */
#include "uptime/sparkline.h"

#include <stdbool.h>

#include "headgate/units.h"

#include "headgate/banned.h"

/* What a cell says, the gravest first: one that was down for a moment is down. */
enum cell {
    CELL_DOWN,
    CELL_UP,
    CELL_PLANNED, /* maintenance and nothing else known */
    CELL_SKIPPED, /* likewise */
    CELL_UNKNOWN
};

/* The same for all targets and reports, so that strips can be compared. */
static const struct {
    int64_t most_us;
    const char *mark;
} heights[] = {
    {100 * HG_US_PER_MS, "▁"}, {300 * HG_US_PER_MS, "▂"}, {HG_US_PER_S, "▃"},
    {3 * HG_US_PER_S, "▅"},    {INT64_MAX, "▇"},
};

static const char *const marks[] = {
    [CELL_DOWN] = "×",    [CELL_UP] = "▁",      [CELL_PLANNED] = "m",
    [CELL_SKIPPED] = "-", [CELL_UNKNOWN] = "·",
};

static bool has(const struct hg_tally *tally, enum hg_outcome outcome)
{
    return tally->time_us[outcome] > 0 || tally->checks[outcome] > 0;
}

static enum cell cell_of(const struct hg_tally *tally)
{
    if (has(tally, HG_OUTCOME_DOWN))
        return CELL_DOWN;
    if (has(tally, HG_OUTCOME_UP) || has(tally, HG_OUTCOME_FLAKY) ||
        has(tally, HG_OUTCOME_DEGRADED))
        return CELL_UP;
    if (tally->maintenance_us > 0 || tally->maintenance_checks > 0)
        return CELL_PLANNED;
    return has(tally, HG_OUTCOME_SKIPPED) ? CELL_SKIPPED : CELL_UNKNOWN;
}

static const char *height_of(int64_t p95_us)
{
    size_t i = 0;
    while (p95_us > heights[i].most_us)
        i++;
    return heights[i].mark;
}

/* How many slots share a character. */
static size_t intervals_per_mark(const struct hg_uptime *uptime, size_t columns)
{
    return columns == 0 ? 1 : (uptime->interval_count + columns - 1) / columns;
}

static const char *mark_of(const struct hg_report_interval *intervals, size_t count)
{
    struct hg_tally tally = {0};
    int64_t slowest_us = -1;
    for (size_t i = 0; i < count; i++) {
        const int64_t p95_us = intervals[i].latency.p95_us;
        hg_tally_add(&tally, &intervals[i].tally);
        slowest_us = p95_us > slowest_us ? p95_us : slowest_us;
    }
    const enum cell cell = cell_of(&tally);
    return cell == CELL_UP ? height_of(slowest_us) : marks[cell];
}

void hg_sparkline_write(const struct hg_uptime *uptime,
                        const struct hg_uptime_target *target, size_t columns,
                        struct hg_buf *out)
{
    const size_t step = intervals_per_mark(uptime, columns);
    for (size_t i = 0; i < uptime->interval_count; i += step) {
        const size_t left = uptime->interval_count - i;
        hg_buf_add_text(out, mark_of(&target->intervals[i], left < step ? left : step));
    }
}

void hg_sparkline_legend(const struct hg_uptime *uptime, size_t columns,
                         struct hg_buf *out)
{
    const size_t step = intervals_per_mark(uptime, columns);
    const char *unit = uptime->intervals_are_hours ? "hour" : "day";
    if (step > 1)
        hg_buf_printf(out, "A mark is %zu %ss", step, unit);
    else
        hg_buf_printf(out, "A mark is one %s", unit);
    hg_buf_add_text(out, ": ▁▂▃▅▇ 95 % of answers came within 0.1, 0.3, 1, 3 s or later, "
                         "× down, · unknown, m maintenance, - skipped");
}
