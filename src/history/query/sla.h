/* SPDX-License-Identifier: MIT */
/* sla: what became of a promised service level. Pure functions. */
#ifndef HEADGATE_HISTORY_QUERY_SLA_H
#define HEADGATE_HISTORY_QUERY_SLA_H

#include <stddef.h>
#include <stdint.h>

#include "headgate/uptime.h"

/* Of the time of `count` targets, of each of them on average. Whether it is kept is judged on the whole.
 * Without a promise nothing is set. */
void hg_sla_measure(struct hg_sla *sla, struct hg_share promised,
                    const struct hg_tally *tally, size_t count,
                    int64_t check_interval_us);

#endif
