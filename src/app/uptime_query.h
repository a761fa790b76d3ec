/* SPDX-License-Identifier: MIT */
/* uptime_query: the uptime of a period, as the settings ask for it. The only place where the app asks a
 * history for one. */
#ifndef HEADGATE_APP_UPTIME_QUERY_H
#define HEADGATE_APP_UPTIME_QUERY_H

#include "headgate/config.h"
#include "headgate/error.h"
#include "headgate/history.h"
#include "headgate/run.h"
#include "headgate/uptime.h"
#include "headgate/uptime_report.h"
#include "headgate/zone.h"

/* The period where `report.since` has one that is over. */
#define HG_UPTIME_QUERY_LATEST "24h"

/* What it is for. An alert speaks of now: a period that is over is replaced by the last 24 hours. Charts show the period
 * before hour by hour or day by day, too. */
enum hg_uptime_purpose {
    HG_UPTIME_FOR_REPORT,
    HG_UPTIME_FOR_CHARTS,
    HG_UPTIME_FOR_ALERT
};

/* Read the uptime of the settings' groups and tags from the history: of the period `report.since`, until now.
 * Release it in any case; the zone must outlive it. -1: a usage error when that is no period, a system error when
 * the history can't be read. */
int hg_uptime_query_period(struct hg_uptime *uptime, struct hg_history *history,
                           const struct hg_config *config, const struct hg_zone *zone,
                           enum hg_uptime_purpose purpose, struct hg_error *err)
    __attribute__((warn_unused_result));
/* The settings that formats need: sender, recipients and attachment of a mail. Borrowed from them. */
struct hg_uptime_style hg_uptime_query_style(const struct hg_settings *settings);

#endif
