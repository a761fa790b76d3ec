/* SPDX-License-Identifier: MIT */
/* uptime_query: the uptime of a period, as the settings ask for it. */
#include "app/uptime_query.h"

#include "headgate/clock.h"
#include "headgate/units.h"

#include "headgate/banned.h"

static struct hg_uptime_request make_request(const struct hg_settings *settings,
                                             const struct hg_zone *zone)
{
    return (struct hg_uptime_request){
        .zone = zone,
        .max_gap_us = settings->history.max_gap_us,
        .groups = settings->groups,
        .tags = settings->tags,
    };
}

int hg_uptime_query_period(struct hg_uptime *uptime, struct hg_history *history,
                           const struct hg_config *config, const struct hg_zone *zone,
                           struct hg_error *err)
{
    const struct hg_settings *settings = &config->settings;
    struct hg_uptime_request request = make_request(settings, zone);
    char problem[512];

    *uptime = (struct hg_uptime){0};
    request.now_us = hg_clock_wall_us();
    request.targets = config->targets;
    request.target_count = config->target_count;
    request.settings = settings;
    if (hg_period_parse(&request.period, settings->report.since, zone, request.now_us,
                        problem, sizeof problem) != 0)
        return hg_error_usage(err, "\"%s\" is not a period: %s", settings->report.since,
                              problem);
    return hg_history_uptime(history, &request, uptime, err);
}

/* The history knows milliseconds. Intervals that ended in the period's first one are not part of it any
 * more, and intervals that begin in its last one are not yet. */
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

int hg_uptime_query_run(struct hg_uptime *uptime, struct hg_history *history,
                        const struct hg_run *run, const struct hg_zone *zone,
                        struct hg_error *err)
{
    struct hg_uptime_request request = make_request(run->settings, zone);
    request.period = period_of(run);
    request.now_us = request.period.end_us;
    return hg_history_uptime(history, &request, uptime, err);
}

struct hg_uptime_style hg_uptime_query_style(const struct hg_settings *settings)
{
    return (struct hg_uptime_style){
        .attach_csv = settings->mail.csv,
        .from = settings->mail.from,
        .to = settings->mail.to,
    };
}
