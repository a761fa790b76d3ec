/* SPDX-License-Identifier: MIT */
/* level: how much a result matters to whoever reads a run, for the formats that know levels. */
#ifndef HEADGATE_REPORT_LEVEL_H
#define HEADGATE_REPORT_LEVEL_H

#include <stdbool.h>
#include <stddef.h>

#include "headgate/buf.h"
#include "headgate/run.h"

/* From the worst. */
enum hg_level {
    HG_LEVEL_ERROR,     /* keeps the gate from opening */
    HG_LEVEL_TOLERATED, /* down, or without a verdict, and the gate lets it pass */
    HG_LEVEL_WARNING,   /* degraded, flaky */
    HG_LEVEL_NOTICE, /* it is excused: waived, in maintenance, known from the baseline */
    HG_LEVEL_NONE    /* up, or not checked by configuration */
};

enum hg_level hg_level_of(const struct hg_run *run, const struct hg_result *result);
/* Whether it is down, or without a verdict, and no reason for the gate to stay closed. In a run that was stopped,
 * what has no verdict is not tolerated. */
bool hg_level_is_tolerated(const struct hg_run *run, const struct hg_result *result);
/* The next result of a level from `index` on; the count of the run when there is none. */
size_t hg_level_next(const struct hg_run *run, enum hg_level level, size_t index);
/* Append what there is to say of a result in one line: "down, tolerated by max_down 5: expected status ..."; its
 * reason, or what changed since the baseline. "" for one that is up. */
void hg_level_describe(const struct hg_run *run, const struct hg_result *result,
                       struct hg_buf *out);

#endif
