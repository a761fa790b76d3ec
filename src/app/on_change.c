/* SPDX-License-Identifier: MIT */
/* on_change: from the incidents of the history to a few lines. */
#include "app/on_change.h"

#include "headgate/changes.h"
#include "headgate/clock.h"
#include "headgate/log.h"
#include "headgate/units.h"

#include "headgate/banned.h"

/* The history knows milliseconds. What ended in the period's first one is not part of it
 * any more, and what begins in its last one is none yet. */
static struct hg_period period_of(const struct hg_run *run)
{
    const int64_t since_us = run->started_at_us;
    const int64_t now_us = hg_clock_wall_us();
    return (struct hg_period){
        .begin_us = since_us - since_us % HG_US_PER_MS - HG_US_PER_MS,
        .end_us = (now_us < since_us ? since_us : now_us) + HG_US_PER_MS,
        .description = "this run",
    };
}

static int write_changes(struct hg_history *history, const struct hg_run *run,
                         const struct hg_zone *zone, struct hg_sink *sink)
{
    struct hg_uptime_request request = {
        .period = period_of(run),
        .zone = zone,
        .max_gap_us = run->settings->history.max_gap_us,
        .groups = run->settings->groups,
        .tags = run->settings->tags,
    };
    struct hg_uptime uptime;
    struct hg_error err = {0};
    request.now_us = request.period.end_us;
    const int result = hg_history_uptime(history, &request, &uptime, &err);
    if (result == 0)
        hg_changes_write(&uptime, sink);
    else
        hg_log_error("%s", err.text);
    hg_uptime_release(&uptime);
    hg_sink_flush(sink);
    return result;
}

int hg_on_change_write(struct hg_history *history, const struct hg_run *run,
                       struct hg_sink *sink)
{
    struct hg_history_change change;
    struct hg_zone zone;
    struct hg_error err = {0};
    if (!run->settings->on_change)
        return 0;
    if (run->gate.state == HG_GATE_UNKNOWN)
        hg_log_warning("nobody could judge this run");
    hg_history_last_change(history, &change);
    if (change.newly_down + change.recovered == 0)
        return 0;
    int result = hg_zone_open(&zone, run->settings->report.tz, &err);
    if (result == 0)
        result = write_changes(history, run, &zone, sink);
    else
        hg_log_error("%s", err.text);
    hg_zone_release(&zone);
    return result;
}
