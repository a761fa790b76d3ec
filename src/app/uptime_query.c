/* SPDX-License-Identifier: MIT */
/* uptime_query: the uptime of a period, as the settings ask for it. */
#include "app/uptime_query.h"

#include "headgate/clock.h"

#include "headgate/banned.h"

int hg_uptime_query_period(struct hg_uptime *uptime, struct hg_history *history,
                           const struct hg_config *config, const struct hg_zone *zone,
                           enum hg_uptime_purpose purpose, struct hg_error *err)
{
    const struct hg_settings *settings = &config->settings;
    struct hg_uptime_request request = {
        .zone = zone,
        .now_us = hg_clock_wall_us(),
        .max_gap_us = settings->history.max_gap_us,
        .groups = settings->groups,
        .tags = settings->tags,
        .targets = config->targets,
        .target_count = config->target_count,
        .settings = settings,
        .has_intervals_before = purpose == HG_UPTIME_FOR_CHARTS,
    };
    char problem[512];

    *uptime = (struct hg_uptime){0};
    if (hg_period_parse(&request.period, settings->report.since, zone, request.now_us,
                        problem, sizeof problem) != 0)
        return hg_error_usage(err, "\"%s\" is not a period: %s", settings->report.since,
                              problem);
    if (purpose == HG_UPTIME_FOR_ALERT && request.period.end_us < request.now_us &&
        hg_period_parse(&request.period, HG_UPTIME_QUERY_LATEST, zone, request.now_us,
                        problem, sizeof problem) != 0)
        return hg_error_system(err, "%s", problem);
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
