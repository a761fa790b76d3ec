/* SPDX-License-Identifier: MIT */
/* summary: counts and latencies over the results of a run. */
#ifndef HEADGATE_MODEL_SUMMARY_H
#define HEADGATE_MODEL_SUMMARY_H

#include <stddef.h>

#include "headgate/run.h"

/* Fill the summary from scratch. */
void hg_summary_make(struct hg_summary *summary, const struct hg_result *results,
                     size_t count);

#endif
