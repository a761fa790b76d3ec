/* SPDX-License-Identifier: MIT */
/* uptime_groups: the targets of a report together, and in which order they are told. */
#ifndef HEADGATE_HISTORY_QUERY_UPTIME_GROUPS_H
#define HEADGATE_HISTORY_QUERY_UPTIME_GROUPS_H

#include "headgate/settings.h"
#include "headgate/uptime.h"

/* Fill groups, order, the tallies of all and the counts of how targets are, from the targets. */
void hg_uptime_groups_make(struct hg_uptime *uptime, const struct hg_group_slas *slas);

#endif
