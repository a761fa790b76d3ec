/* SPDX-License-Identifier: MIT */
/* completion: what follows when a target needs no further attempt. */
#include "engine/completion.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "headgate/clock.h"
#include "headgate/clock_doubt.h"
#include "headgate/memory.h"
#include "headgate/text.h"
#include "headgate/units.h"

#include "engine/clock_offsets.h"

#include "headgate/banned.h"

/* So that what is deferred at about the same time is confirmed at once. */
#define WAIT_US HG_US_PER_S

void hg_completion_init(struct hg_completion *completion, struct hg_run *run,
                        const struct hg_check *check, struct hg_schedule *schedule,
                        struct hg_recurrence *recurrence)
{
    *completion = (struct hg_completion){
        .run = run,
        .check = check,
        .schedule = schedule,
        .recurrence = recurrence,
    };
    hg_dependents_init(&completion->dependents, run->targets, run->count);
}

void hg_completion_release(struct hg_completion *completion)
{
    hg_dependents_release(&completion->dependents);
    free(completion->deferred);
}

static void observe_result(struct hg_completion *completion, uint32_t target)
{
    const struct hg_check *check = completion->check;
    const int64_t began_us = hg_clock_monotonic_us();
    completion->run->finished_count++;
    for (size_t i = 0; i < check->observer_count; i++) {
        const struct hg_observer *observer = &check->observers[i];
        if (observer->result != NULL)
            observer->result(observer->context, completion->run, target);
    }
    completion->run->profile.observing_us += hg_clock_monotonic_us() - began_us;
}

/* The target is due again. Who answers shows that this machine is online. */
static void come_back(struct hg_completion *completion, uint32_t target)
{
    struct hg_run *run = completion->run;
    struct hg_result *result = &run->results[target];
    const bool is_down = result->outcome == HG_OUTCOME_DOWN;
    hg_recurrence_note_result(completion->recurrence, target, result);
    if (result->status > 0)
        run->offline_reason[0] = '\0';
    hg_result_release(result);
    run->finished_count--;
    if (run->targets[target].enabled && !completion->is_stopping)
        hg_schedule_return_later(completion->schedule, target,
                                 hg_recurrence_next_us(completion->recurrence, target,
                                                       is_down, hg_clock_monotonic_us()));
}

static void finalise(struct hg_completion *completion, uint32_t target)
{
    hg_run_settle(completion->run, target);
    observe_result(completion, target);
    if (completion->recurrence != NULL)
        come_back(completion, target);
}

void hg_completion_skip(struct hg_completion *completion, uint32_t child, uint32_t parent,
                        const char *why)
{
    struct hg_run *run = completion->run;
    char reason[512];
    snprintf(reason, sizeof reason, "depends on \"%.400s\", which %s",
             run->targets[parent].name, why);
    reason[hg_text_whole(reason, strlen(reason))] = '\0';
    hg_result_end(&run->results[child], HG_OUTCOME_SKIPPED, HG_CAUSE_NONE, reason);
    finalise(completion, child);
}

/* The parent is final: the child is skipped, or scheduled when it waits for no other
 * parent. */
static void decide_child(struct hg_completion *completion, uint32_t parent,
                         uint32_t child)
{
    struct hg_run *run = completion->run;
    const char *skip_reason = hg_dependents_skip_reason(&run->results[parent]);

    if (run->results[child].is_final)
        return;
    if (skip_reason == NULL) {
        if (hg_dependents_count_down(&completion->dependents, child))
            hg_schedule_add(completion->schedule, child);
        return;
    }
    hg_completion_skip(completion, child, parent, skip_reason);
    hg_dependents_push(&completion->dependents, child);
}

/* When the run ends early, dependents are not skipped but unknown, like everything else.
 * The first results that say so may come before the dispatcher has noticed. */
static bool ends_early(const struct hg_completion *completion, uint32_t target)
{
    const int cause = completion->run->results[target].cause;
    return completion->is_stopping || cause == HG_CAUSE_DEADLINE ||
           cause == HG_CAUSE_CANCELLED;
}

static void decide_dependents(struct hg_completion *completion, uint32_t target)
{
    hg_dependents_push(&completion->dependents, target);
    while (hg_dependents_pop(&completion->dependents, &target)) {
        size_t count;
        const uint32_t *children =
            hg_dependents_children(&completion->dependents, target, &count);
        for (size_t i = 0; i < count; i++)
            decide_child(completion, target, children[i]);
    }
}

/* The clocks of the servers are known when everything else is final. */
static bool waits_for_clocks(const struct hg_completion *completion,
                             const struct hg_result *result)
{
    return hg_clock_is_decisive(result) && !hg_clock_is_before_release(completion->run) &&
           completion->check->host_count >= HG_CLOCK_OFFSETS_HOSTS_MIN;
}

static bool is_unreachable(const struct hg_completion *completion,
                           const struct hg_result *result)
{
    const struct hg_confirmation *confirmation = completion->check->confirmation;
    return confirmation != NULL && confirmation->is_doubtful(result);
}

/* Whether the result is deferred. */
static bool defer(struct hg_completion *completion, uint32_t target)
{
    const struct hg_result *result = &completion->run->results[target];
    const bool waits_for_confirmation =
        !completion->is_confirmed && is_unreachable(completion, result);
    const bool is_deferred =
        waits_for_confirmation ||
        (!completion->knows_clocks && waits_for_clocks(completion, result));
    completion->unreachable_count += waits_for_confirmation ? 1 : 0;
    if (!is_deferred)
        return false;
    completion->deferred = hg_memory_grow(
        completion->deferred, completion->deferred_count, sizeof *completion->deferred);
    if (completion->deferred_count == 0)
        completion->deferred_us = hg_clock_monotonic_us();
    completion->deferred[completion->deferred_count++] = target;
    return true;
}

void hg_completion_finish(struct hg_completion *completion, uint32_t target)
{
    const struct hg_confirmation *confirmation = completion->check->confirmation;
    struct hg_result *result = &completion->run->results[target];
    if (defer(completion, target))
        return;
    if (is_unreachable(completion, result))
        confirmation->conclude(confirmation->context, result);
    hg_clock_make_unknown(completion->run, result);
    finalise(completion, target);
    if (completion->recurrence == NULL && !ends_early(completion, target))
        decide_dependents(completion, target);
}

void hg_completion_finish_unjudged(struct hg_completion *completion, uint32_t target)
{
    struct hg_result *result = &completion->run->results[target];
    const bool is_signal = hg_cancel_exit_status(completion->check->cancel) != 0;
    if (result->attempts == 0)
        hg_result_end(
            result, HG_OUTCOME_UNKNOWN,
            is_signal ? HG_CAUSE_CANCELLED : HG_CAUSE_DEADLINE,
            is_signal ? "the run was stopped"
                      : "the deadline of the run passed before this target was checked");
    hg_completion_finish(completion, target);
}

static int compare_targets(const void *a, const void *b)
{
    const uint32_t *first = a;
    const uint32_t *second = b;
    return (*first > *second) - (*first < *second);
}

/* In the order of the input. */
static void finish_deferred(struct hg_completion *completion)
{
    uint32_t *deferred = completion->deferred;
    const size_t count = completion->deferred_count;
    completion->deferred = NULL;
    completion->deferred_count = completion->unreachable_count = 0;
    qsort(deferred, count, sizeof *deferred, compare_targets);
    for (size_t i = 0; i < count; i++)
        hg_completion_finish(completion, deferred[i]);
    free(deferred);
}

bool hg_completion_confirm_deferred(struct hg_completion *completion, int64_t stop_at_us)
{
    const struct hg_confirmation *confirmation = completion->check->confirmation;
    if (completion->deferred_count == 0)
        return false;
    completion->knows_clocks = true;
    if (completion->unreachable_count > 0) {
        if (!hg_cancel_is_set(completion->check->cancel))
            confirmation->confirm(confirmation->context, stop_at_us);
        completion->is_confirmed = true;
    }
    finish_deferred(completion);
    return true;
}

/* What is deferred later is confirmed anew. */
void hg_completion_confirm_waiting(struct hg_completion *completion, int64_t now_us)
{
    if (completion->deferred_count == 0 || now_us - completion->deferred_us < WAIT_US)
        return;
    (void)hg_completion_confirm_deferred(completion, INT64_MAX);
    completion->knows_clocks = completion->is_confirmed = false;
}

void hg_completion_finish_rest(struct hg_completion *completion)
{
    const struct hg_run *run = completion->run;
    completion->knows_clocks = completion->is_confirmed = true;
    for (size_t i = 0; i < run->count; i++) {
        if (!run->results[i].is_final)
            hg_completion_finish_unjudged(completion, (uint32_t)i);
    }
}
