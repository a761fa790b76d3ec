/* SPDX-License-Identifier: MIT */
/* strip: the period of a target as a row of cells, for sparklines and bars. */
#ifndef HEADGATE_REPORT_STRIP_H
#define HEADGATE_REPORT_STRIP_H

#include <stddef.h>

#include "headgate/buf.h"
#include "headgate/uptime.h"

/* What a cell says, the gravest first: one that was down for a moment is down. */
enum hg_cell {
    HG_CELL_DOWN,
    HG_CELL_UP,
    HG_CELL_PLANNED, /* maintenance and nothing else known */
    HG_CELL_SKIPPED, /* likewise */
    HG_CELL_UNKNOWN
};

enum hg_cell hg_strip_cell(const struct hg_tally *tally);
/* The sparkline of a target, at most `columns` wide: neighbours share a character where
 * there are more slots than columns. Heights are the 95th percentile: up to 0.1, 0.3, 1
 * and 3 s, and above. */
void hg_strip_write(const struct hg_uptime *uptime, const struct hg_uptime_target *target,
                    size_t columns, struct hg_buf *out);
/* Append what its characters mean, and the time that one of them stands for. */
void hg_strip_legend(const struct hg_uptime *uptime, size_t columns, struct hg_buf *out);

#endif
