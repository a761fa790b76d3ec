/* SPDX-License-Identifier: MIT */
/* canaries: asks a run's canaries, as a small run of their own. */
#ifndef HEADGATE_ENGINE_CANARIES_H
#define HEADGATE_ENGINE_CANARIES_H

#include <stdint.h>

#include "headgate/check.h"
#include "headgate/run.h"

/* Ask all canaries once, at the same time, and judge what their answers mean for the run. Ends by
 * `stop_at_us` (monotonic; INT64_MAX: none) or when the run is stopped. The observer's tick goes
 * on meanwhile. */
void hg_canaries_ask(struct hg_run *run, const struct hg_check *check,
                     const struct hg_observer *observer, int64_t stop_at_us);

#endif
