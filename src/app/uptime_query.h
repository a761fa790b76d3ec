/* SPDX-License-Identifier: MIT */
/* uptime_query: an uptime as the settings ask for it: period, zone, groups and tags. */
#ifndef HEADGATE_APP_UPTIME_QUERY_H
#define HEADGATE_APP_UPTIME_QUERY_H

#include "headgate/config.h"
#include "headgate/error.h"
#include "headgate/history.h"
#include "headgate/uptime.h"
#include "headgate/uptime_report.h"
#include "headgate/zone.h"

/* Read the figures of the period `report.since`, up to now, from the history. -1: usage
 * when it is no period, system when the history can't be read. Release the uptime in both
 * cases; the zone must outlive it. */
int hg_uptime_query_run(struct hg_uptime *uptime, struct hg_history *history,
                        const struct hg_config *config, const struct hg_zone *zone,
                        struct hg_error *err);
/* What formats need of the settings: who a mail is from and for. Borrowed from them. */
struct hg_uptime_style hg_uptime_query_style(const struct hg_settings *settings);

#endif
