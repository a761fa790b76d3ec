/* SPDX-License-Identifier: MIT */
/* canary_run: checks a run's canaries, as a small run of their own that confirms doubtful
 * results. */
#ifndef HEADGATE_CANARY_RUN_H
#define HEADGATE_CANARY_RUN_H

#include "headgate/check.h"
#include "headgate/error.h"
#include "headgate/run.h"

/* hg_check_run() for a run that may have canaries. When a target could not be reached,
 * they are checked once, all at the same time, after everything else and before any
 * observer sees such a target. If too few answer, the run is offline and these targets
 * are unknown. A run that was stopped does not check them. `check->confirmation` is not
 * used. */
__attribute__((warn_unused_result)) int
hg_check_run_with_canaries(struct hg_run *run, const struct hg_check *check,
                           struct hg_error *err);

#endif
