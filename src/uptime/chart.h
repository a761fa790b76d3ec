/* SPDX-License-Identifier: MIT */
/* chart: the period of a target as inline SVG, which any browser shows without a script.
 * Colours are those of the page's style; every bar has its words as a title. */
#ifndef HEADGATE_UPTIME_CHART_H
#define HEADGATE_UPTIME_CHART_H

#include "headgate/output.h"
#include "headgate/uptime.h"

/* A bar for each slot, as high as the time is long: available below, down above. */
void hg_chart_bars(struct hg_sink *sink, const struct hg_uptime *uptime,
                   const struct hg_uptime_target *target);
/* Two lines, the median and the 95th percentile, broken where nothing answered. Returns
 * what the upper end stands for; -1 when nothing answered, and nothing is written. */
int64_t hg_chart_latency(struct hg_sink *sink, const struct hg_uptime *uptime,
                         const struct hg_uptime_target *target);

#endif
