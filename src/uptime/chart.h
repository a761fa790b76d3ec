/* SPDX-License-Identifier: MIT */
/* chart: figures over a period as inline SVG, which any browser shows without a script. Each has its words as its label;
 * colours and widths of lines are those of the page's style. */
#ifndef HEADGATE_UPTIME_CHART_H
#define HEADGATE_UPTIME_CHART_H

#include <stddef.h>

#include "headgate/output.h"
#include "headgate/uptime.h"

/* Latency as a figure with its caption: the 95th percentile, broken where nothing answered, and the one of the period
 * before, over the limits of the target and bands for its incidents. A sentence where nothing answered. */
void hg_chart_latency(struct hg_sink *sink, const struct hg_uptime *uptime,
                      const struct hg_uptime_target *target);
/* What its lines mean. */
void hg_chart_latency_legend(struct hg_sink *sink);
/* Bars as high as the counts, one for each report interval; `most` is the largest, above 0. */
void hg_chart_counts(struct hg_sink *sink, const struct hg_uptime *uptime,
                     const size_t *counts, size_t most);

#endif
