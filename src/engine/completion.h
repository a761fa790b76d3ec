/* SPDX-License-Identifier: MIT */
/* completion: what follows when a target needs no further attempt. Its result becomes
 * final and the observers see it; then its dependents are scheduled or skipped. Doubtful
 * results are deferred until they are confirmed (headgate/check.h). Used by the
 * dispatcher's thread only. */
#ifndef HEADGATE_ENGINE_COMPLETION_H
#define HEADGATE_ENGINE_COMPLETION_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "headgate/check.h"
#include "headgate/run.h"

#include "engine/dependents.h"
#include "engine/recurrence.h"
#include "engine/schedule.h"

struct hg_completion {
    struct hg_run *run;
    const struct hg_check *check;
    struct hg_schedule *schedule;     /* dependents are returned to it */
    struct hg_recurrence *recurrence; /* NULL: targets don't come back */
    struct hg_dependents dependents;
    uint32_t *deferred; /* owned: targets */
    size_t deferred_count;
    int64_t deferred_us; /* monotonic: when the first of them was deferred */
    size_t
        unreachable_count; /* of the deferred ones: those that the confirmation is about */
    /* For neither reason is a further result deferred. */
    bool knows_clocks; /* the servers' clocks have been compared */
    bool is_confirmed; /* the confirmation was asked, or the run was stopped before */
    bool is_stopping;  /* the run ends early */
};

/* `recurrence` is NULL where targets don't come back. */
void hg_completion_init(struct hg_completion *completion, struct hg_run *run,
                        const struct hg_check *check, struct hg_schedule *schedule,
                        struct hg_recurrence *recurrence);
void hg_completion_release(struct hg_completion *completion);

/* The target needs no further attempt: its result becomes final, or is deferred. */
void hg_completion_finish(struct hg_completion *completion, uint32_t target);
/* The same for a target of a run that is stopped. Without any attempt it is unknown;
 * otherwise the result of its last one stands. */
void hg_completion_finish_unjudged(struct hg_completion *completion, uint32_t target);
/* Everything else is final: have deferred results confirmed, which may take until
 * `stop_at_us` (monotonic), and make them final. True when there were any: their
 * dependents may be scheduled now, and their results deferred in turn, at most once more.
 * When the run was stopped, no request is sent any more, and they stand. */
bool hg_completion_confirm_deferred(struct hg_completion *completion, int64_t stop_at_us);
/* The child needs no attempt now, because of its parent. */
void hg_completion_skip(struct hg_completion *completion, uint32_t child, uint32_t parent,
                        const char *why);
/* Where targets come back: have deferred results confirmed that have waited for a second, and make them final. Calls the
 * confirmation, and so may block. */
void hg_completion_confirm_waiting(struct hg_completion *completion, int64_t now_us);
/* The run ends: everything that is not final becomes so. */
void hg_completion_finish_rest(struct hg_completion *completion);

#endif
