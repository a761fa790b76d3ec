/* SPDX-License-Identifier: MIT */
/* check: the run itself. The calling thread is the dispatcher: it feeds due batches to the bounded
 * queue, collects answers, has them judged, and records them or reschedules. It never waits on the
 * queue alone, so dispatcher and workers can't wait for each other in a circle. */
#ifndef HEADGATE_CHECK_H
#define HEADGATE_CHECK_H

#include <stddef.h>
#include <stdint.h>

#include "headgate/cancel.h"
#include "headgate/error.h"
#include "headgate/prober.h"
#include "headgate/run.h"

struct hg_check {
    const struct hg_prober *prober;
    struct hg_cancel *cancel;
    const struct hg_observer *observers; /* told of begin, result and tick; not of end */
    size_t observer_count;
    uint32_t host_count; /* as in the configuration */
    uint64_t seed;       /* of the jitter */
};

/* Check all targets of an initialised run, then fill its times and summary. A run that was stopped
 * has is_interrupted set, and what was not judged is unknown. When a target could not be reached and the
 * run has canaries, these are asked at the end, before anybody is told of such a target. -1 (system error) when not even one
 * worker could be started; nothing was checked then. */
int hg_check_run(struct hg_run *run, const struct hg_check *check, struct hg_error *err);

#endif
