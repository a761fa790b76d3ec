/* SPDX-License-Identifier: MIT */
/* check: runs the checks of all targets. The calling thread is the dispatcher: it puts
 * due batches into the bounded queue, collects answers, has them judged, and records or
 * reschedules their targets. It never waits on the queue alone, so dispatcher and workers
 * can't wait for each other in a circle. */
#ifndef HEADGATE_CHECK_H
#define HEADGATE_CHECK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "headgate/cancel.h"
#include "headgate/error.h"
#include "headgate/prober.h"
#include "headgate/run.h"

/* A second opinion on results that may be the fault of this machine. Such a result is
 * deferred: it does not become final, so that no observer sees it and its dependents
 * wait. */
struct hg_confirmation {
    void *context;
    /* Whether the result, which would be final otherwise, has to be confirmed. */
    bool (*is_doubtful)(const struct hg_result *result);
    /* Called once, on the dispatcher's thread, when everything else is final and doubtful
     * results are deferred; not when the run was stopped. Where targets come back, about a
     * second after a result was deferred, again and again. Calls the observers' tick
     * meanwhile, and returns by `stop_at_us` (monotonic; INT64_MAX: no limit). From now
     * on no further result is deferred for it. */
    void (*confirm)(void *context, int64_t stop_at_us);
    /* Called for each doubtful result before it becomes final, those that were deferred
     * and later ones (of their dependents): may end it another way. */
    void (*conclude)(void *context, struct hg_result *result);
};

/* How targets come back: each is due again at its next interval (headgate/interval.h) after its result became final and
 * the observers have seen it, until the run is stopped. Every target is due for the first time at its own moment.
 * Children of a target that is down, or has no verdict, are skipped when they are due. Targets that are not enabled
 * are skipped once. */
struct hg_repetition {
    uint64_t seed; /* of the moments */
    /* What ends attempts early, instead of the check's: a run that is stopped begins none any more, and ends when those
     * under way have ended. What is not final then is forgotten. */
    struct hg_cancel *attempts;
    bool is_over;          /* set by an observer: the run ends as if it was stopped */
    uint64_t missed_count; /* is kept up to date: moments of targets that were skipped */
};

struct hg_check {
    const struct hg_prober *prober;
    struct hg_cancel *cancel;
    /* Their begin, result and tick are called; not end. */
    const struct hg_observer *observers;
    size_t observer_count;
    uint32_t host_count; /* as in the configuration */
    uint64_t seed;       /* of the jitter */
    /* NULL: no result is doubtful */
    const struct hg_confirmation *confirmation;
    struct hg_repetition *repetition; /* NULL: each target is checked once */
};

/* Where targets come back, the run's start is the present during the run, and its results are
 * those that have not become final yet.
 *
 * Check all targets of an initialised run, then fill its times and summary. A run that
 * was stopped has is_interrupted set, and targets without a verdict are unknown. -1
 * (system error) when not even one worker could be started; nothing was checked then. */
__attribute__((warn_unused_result)) int
hg_check_run(struct hg_run *run, const struct hg_check *check, struct hg_error *err);

#endif
