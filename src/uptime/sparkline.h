/* SPDX-License-Identifier: MIT */
/* sparkline: the period of a target as a row of marks. */
#ifndef HEADGATE_UPTIME_SPARKLINE_H
#define HEADGATE_UPTIME_SPARKLINE_H

#include <stddef.h>

#include "headgate/buf.h"
#include "headgate/uptime.h"

/* The sparkline of a target, at most `columns` wide: neighbours share a character where
 * there are more slots than columns. Heights are the 95th percentile: up to 0.1, 0.3, 1
 * and 3 s, and above. */
void hg_sparkline_write(const struct hg_uptime *uptime,
                        const struct hg_uptime_target *target, size_t columns,
                        struct hg_buf *out);
/* Append what its characters mean, and the time that one of them stands for. */
void hg_sparkline_legend(const struct hg_uptime *uptime, size_t columns,
                         struct hg_buf *out);

#endif
