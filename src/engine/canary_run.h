/* SPDX-License-Identifier: MIT */
/* canary_run: asks a run's canaries, as a small run of their own. */
#ifndef HEADGATE_ENGINE_CANARY_RUN_H
#define HEADGATE_ENGINE_CANARY_RUN_H

#include <stdint.h>

#include "headgate/check.h"
#include "headgate/run.h"

/* Ask all canaries once, at the same time, and judge what their answers mean for the run. Ends by
 * `stop_at_us` (monotonic; INT64_MAX: none) or when the run is stopped. The observer's tick goes
 * on meanwhile. */
void hg_canary_run(struct hg_run *run, const struct hg_check *check,
                   const struct hg_observer *observer, int64_t stop_at_us);

#endif
