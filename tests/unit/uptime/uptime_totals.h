/* SPDX-License-Identifier: MIT */
/* uptime_totals: what follows from targets and incidents of an uptime that is made for a
 * test. */
#ifndef HEADGATE_TESTS_REPORT_UPTIME_TOTALS_H
#define HEADGATE_TESTS_REPORT_UPTIME_TOTALS_H

#include <stdint.h>

#include "headgate/units.h"
#include "headgate/uptime.h"

#define UPTIME_STEP_US (300 * HG_US_PER_S) /* between two checks */

/* Percentiles as multiples of the median. */
struct hg_latency uptime_latency(int64_t count, int64_t p50_us);
/* Checks that found the target available. */
int64_t uptime_answered(const struct hg_tally *tally);
struct hg_sla uptime_sla(const struct hg_tally *tally, struct hg_share promised);
/* Order, outages, groups and sums; the group "shop" was promised so much. */
void uptime_conclude(struct hg_uptime *uptime, struct hg_share promised);

#endif
