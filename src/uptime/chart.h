/* SPDX-License-Identifier: MIT */
/* chart: figures over a period as inline SVG, which any browser shows without a script. Each has its words as its label;
 * colours and widths of lines are those of the page's style. */
#ifndef HEADGATE_UPTIME_CHART_H
#define HEADGATE_UPTIME_CHART_H

#include <stddef.h>

#include "headgate/output.h"
#include "headgate/uptime.h"

/* A line for the 95th percentile, broken where nothing answered, over bands for the incidents of the target. Returns
 * what the upper end stands for; -1 when nothing answered, and nothing is written. */
int64_t hg_chart_latency(struct hg_sink *sink, const struct hg_uptime *uptime,
                         const struct hg_uptime_target *target);
/* Bars as high as the counts, one for each report interval; `most` is the largest, above 0. */
void hg_chart_counts(struct hg_sink *sink, const struct hg_uptime *uptime,
                     const size_t *counts, size_t most);

#endif
