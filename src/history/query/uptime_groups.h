/* SPDX-License-Identifier: MIT */
/* uptime_groups: the targets of a report together: their groups, their order, and the SLAs. Pure functions. */
#ifndef HEADGATE_HISTORY_QUERY_UPTIME_GROUPS_H
#define HEADGATE_HISTORY_QUERY_UPTIME_GROUPS_H

#include <stddef.h>
#include <stdint.h>

#include "headgate/settings.h"
#include "headgate/uptime.h"

/* Fill groups, order, the tallies of all targets, and how many there are of each outcome now. */
void hg_uptime_groups_make(struct hg_uptime *uptime, const struct hg_group_slas *slas);
/* Measure the SLA of `count` targets by the time of all of them; budget and downtime are those of one target on
 * average. Nothing is set without a promise. */
void hg_sla_measure(struct hg_sla *sla, struct hg_share promised,
                    const struct hg_tally *tally, size_t count,
                    int64_t check_interval_us);

#endif
