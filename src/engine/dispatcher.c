/* SPDX-License-Identifier: MIT */
/* dispatcher: decides which target is checked when, and what an answer means for its
 * target.
 *
 * DESIGN: a loop of two verbs. `feed` puts due batches into the queue while it has room,
 * and never waits for room. `collect` sleeps until answers come (queue.h says how many),
 * there is room for the next batch, or something is due; it has the answers judged, and
 * records or reschedules their targets. When the run is stopped, it takes back the
 * batches that no worker has taken; those that workers have end soon, and targets without
 * a verdict stay unknown. Targets that come back return to the schedule when they are
 * final, with their next moment as due time. */
#include "headgate/check.h"

#include "headgate/clock.h"
#include "headgate/judge.h"
#include "headgate/units.h"

#include "engine/backoff.h"
#include "engine/clock_offsets.h"
#include "engine/completion.h"
#include "engine/recurrence.h"
#include "engine/schedule.h"
#include "engine/worker_group.h"

#include "headgate/banned.h"

#define TICK_US             (HG_US_PER_S / 5)
#define ANSWERS_PER_COLLECT 64

struct dispatcher {
    struct hg_run *run;
    const struct hg_check *check;
    struct hg_schedule schedule;
    struct hg_completion completion;
    struct hg_clock_offsets offsets;
    struct hg_recurrence recurrence; /* where targets come back */
    struct hg_worker_group group;
    struct hg_batch next_batch; /* taken from the schedule, not yet in the queue */
    bool has_next_batch;
    bool is_stopping;
    size_t active_batch_count;  /* in the queue or with a worker */
    size_t active_target_count; /* in them: so many answers are still to come */
    uint64_t random;
    int64_t next_tick_us;
};

static bool comes_back(const struct dispatcher *dispatcher)
{
    return dispatcher->check->repetition != NULL;
}

static bool is_over(const struct dispatcher *dispatcher)
{
    return comes_back(dispatcher) && dispatcher->check->repetition->is_over;
}

static void observe_begin(struct dispatcher *dispatcher)
{
    const struct hg_check *check = dispatcher->check;
    for (size_t i = 0; i < check->observer_count; i++) {
        if (check->observers[i].begin != NULL)
            check->observers[i].begin(check->observers[i].context, dispatcher->run);
    }
}

static void tick(struct dispatcher *dispatcher, int64_t now_us)
{
    const struct hg_check *check = dispatcher->check;
    if (now_us < dispatcher->next_tick_us)
        return;
    dispatcher->next_tick_us = now_us + TICK_US;
    for (size_t i = 0; i < check->observer_count; i++) {
        if (check->observers[i].tick != NULL)
            check->observers[i].tick(check->observers[i].context, dispatcher->run);
    }
}

/* How each target is to be attempted, which depends on its attempts so far. */
static void describe_items(const struct dispatcher *dispatcher, struct hg_batch *batch)
{
    for (uint32_t i = 0; i < batch->count; i++) {
        const struct hg_result *result =
            &dispatcher->run->results[batch->items[i].target];
        batch->items[i].is_fresh = result->attempts > 0;
        batch->items[i].uses_get =
            result->attempts > 0 && result->cause == HG_CAUSE_TIMEOUT;
    }
}

/* Leave out what a parent makes superfluous. Returns whether anything is left. */
static bool skip_children(struct dispatcher *dispatcher, struct hg_batch *batch,
                          int64_t now_us)
{
    const struct hg_recurrence *recurrence = &dispatcher->recurrence;
    uint32_t kept = 0;
    for (uint32_t i = 0; i < batch->count; i++) {
        const uint32_t target = batch->items[i].target;
        uint32_t parent;
        if (hg_recurrence_find_obstacle(recurrence, target, &parent))
            hg_completion_skip(&dispatcher->completion, target, parent,
                               recurrence->obstacles[parent]);
        else
            batch->items[kept++] = batch->items[i];
    }
    batch->count = kept;
    if (kept == 0)
        hg_schedule_end_batch(&dispatcher->schedule, batch->host, now_us);
    return kept > 0;
}

/* False when none is due. */
static bool take_batch(struct dispatcher *dispatcher, int64_t now_us)
{
    struct hg_batch *batch = &dispatcher->next_batch;
    do {
        if (!hg_schedule_take(&dispatcher->schedule, now_us, batch))
            return false;
    } while (comes_back(dispatcher) && !skip_children(dispatcher, batch, now_us));
    describe_items(dispatcher, batch);
    batch->queued_us = now_us;
    return true;
}

static void feed(struct dispatcher *dispatcher, int64_t now_us)
{
    while (!dispatcher->is_stopping) {
        if (!dispatcher->has_next_batch)
            dispatcher->has_next_batch = take_batch(dispatcher, now_us);
        if (!dispatcher->has_next_batch)
            return;
        if (!hg_worker_group_submit(&dispatcher->group, &dispatcher->next_batch))
            return;
        dispatcher->has_next_batch = false;
        dispatcher->active_batch_count++;
        dispatcher->active_target_count += dispatcher->next_batch.count;
    }
}

/* Reschedule the target for another attempt. False when it gets none. */
static bool try_again(struct dispatcher *dispatcher, const struct hg_answer *answer,
                      const struct hg_verdict *verdict, int attempts)
{
    const struct hg_policy *policy = dispatcher->run->targets[answer->target].policy;
    if (dispatcher->is_stopping ||
        !hg_backoff_allows(policy, &answer->reply, verdict, attempts))
        return false;

    const int64_t now_us = hg_clock_monotonic_us();
    const uint64_t random = hg_backoff_random(&dispatcher->random);
    const int64_t due_us =
        now_us + hg_backoff_delay_us(policy, &answer->reply, attempts, random);
    if (verdict->cause == HG_CAUSE_RATE_LIMITED &&
        !hg_schedule_hold(&dispatcher->schedule, answer->host, now_us, due_us,
                          comes_back(dispatcher) ? INT64_MAX
                                                 : policy->retry_after_max_us))
        return false;
    hg_schedule_return_later(&dispatcher->schedule, answer->target, due_us);
    return true;
}

/* What the host asks for applies to the next interval, too. */
static void hold_host(struct dispatcher *dispatcher, const struct hg_answer *answer,
                      const struct hg_verdict *verdict)
{
    const struct hg_policy *policy = dispatcher->run->targets[answer->target].policy;
    const int64_t now_us = hg_clock_monotonic_us();
    const int64_t asked_s = answer->reply.retry_after_s;
    const int64_t longest_us = policy->retry_after_max_us;
    if (verdict->cause == HG_CAUSE_RATE_LIMITED && asked_s > 0)
        (void)hg_schedule_hold(&dispatcher->schedule, answer->host, now_us,
                               now_us + (asked_s > longest_us / HG_US_PER_S
                                             ? longest_us
                                             : asked_s * HG_US_PER_S),
                               INT64_MAX);
}

/* Where targets come back, a check that the end of the run interrupts is forgotten. */
static void record_returning(struct dispatcher *dispatcher, struct hg_answer *answer)
{
    const struct hg_target *target = &dispatcher->run->targets[answer->target];
    const int attempts = dispatcher->run->results[answer->target].attempts + 1;
    struct hg_verdict verdict;

    hg_clock_offsets_note(&dispatcher->offsets, answer->host, &answer->reply);
    hg_judge(target->policy, &answer->reply, &verdict);
    if (dispatcher->is_stopping &&
        hg_backoff_allows(target->policy, &answer->reply, &verdict, attempts))
        return;
    const bool again = try_again(dispatcher, answer, &verdict, attempts);
    if (!again)
        hold_host(dispatcher, answer, &verdict);
    hg_run_add_attempt(dispatcher->run, answer->target, &answer->reply, &verdict);
    if (!again)
        hg_completion_finish(&dispatcher->completion, answer->target);
}

/* A retry that the end of the run interrupts does not count: the attempt before it
 * stands. */
static void record(struct dispatcher *dispatcher, struct hg_answer *answer)
{
    const struct hg_target *target = &dispatcher->run->targets[answer->target];
    struct hg_result *result = &dispatcher->run->results[answer->target];
    const bool is_interrupted = answer->reply.failure == HG_CAUSE_CANCELLED ||
                                answer->reply.failure == HG_CAUSE_DEADLINE;
    struct hg_verdict verdict;

    if (is_interrupted && result->attempts > 0) {
        hg_completion_finish_unjudged(&dispatcher->completion, answer->target);
        return;
    }
    hg_clock_offsets_note(&dispatcher->offsets, answer->host, &answer->reply);
    hg_judge(target->policy, &answer->reply, &verdict);
    const bool again = try_again(dispatcher, answer, &verdict, result->attempts + 1);
    hg_run_add_attempt(dispatcher->run, answer->target, &answer->reply, &verdict);
    if (!again)
        hg_completion_finish(&dispatcher->completion, answer->target);
}

static void count_answer(struct hg_profile *profile, const struct hg_answer *answer)
{
    if (answer->ends_batch) {
        profile->batch_count++;
        profile->queued_us += answer->waited_us;
    }
    if (answer->was_attempted)
        profile->attempt_count++;
    profile->attempting_us += answer->took_us;
    hg_profile_add_phases(profile, &answer->reply.phases);
}

static void handle(struct dispatcher *dispatcher, struct hg_answer *answer)
{
    count_answer(&dispatcher->run->profile, answer);
    dispatcher->active_target_count--;
    hg_pace_note(&dispatcher->group.pace, &answer->reply, answer->took_us);
    if (answer->was_attempted && comes_back(dispatcher))
        record_returning(dispatcher, answer);
    else if (answer->was_attempted)
        record(dispatcher, answer);
    else if (!dispatcher->is_stopping)
        hg_schedule_add(&dispatcher->schedule, answer->target);
    else if (!comes_back(dispatcher))
        hg_completion_finish_unjudged(&dispatcher->completion, answer->target);
    if (answer->ends_batch) {
        dispatcher->active_batch_count--;
        hg_schedule_end_batch(&dispatcher->schedule, answer->host,
                              answer->reply.ended_at_us);
    }
    hg_reply_release(&answer->reply);
}

/* Sleep until there is something to do, and handle the answers. */
static void collect(struct dispatcher *dispatcher)
{
    struct hg_profile *profile = &dispatcher->run->profile;
    struct hg_answer answers[ANSWERS_PER_COLLECT];
    int64_t until_us = dispatcher->next_tick_us;
    const int64_t due_us = hg_schedule_next_due_us(&dispatcher->schedule);

    if (!dispatcher->is_stopping && !dispatcher->has_next_batch && due_us < until_us)
        until_us = due_us;
    if (!dispatcher->is_stopping && dispatcher->group.next_adjust_us < until_us)
        until_us = dispatcher->group.next_adjust_us;
    const struct hg_queue_wakeup wakeup = {
        .needs_room = dispatcher->has_next_batch && !dispatcher->is_stopping,
        .may_have_batches = dispatcher->schedule.waiting_count > 0,
        .expected_answers = dispatcher->active_target_count,
    };
    const size_t count = hg_queue_collect(&dispatcher->group.queue, &wakeup, until_us,
                                          answers, ANSWERS_PER_COLLECT);
    const int64_t began_us = hg_clock_monotonic_us();
    const int64_t observed_us = profile->observing_us;
    for (size_t i = 0; i < count; i++)
        handle(dispatcher, &answers[i]);
    profile->judging_us +=
        hg_clock_monotonic_us() - began_us - (profile->observing_us - observed_us);
}

static void finish_batch(struct dispatcher *dispatcher, const struct hg_batch *batch)
{
    for (uint32_t i = 0; i < batch->count && !comes_back(dispatcher); i++)
        hg_completion_finish_unjudged(&dispatcher->completion, batch->items[i].target);
}

/* From now on no batch is added. Targets that wait are finished here, or at the end of
 * the run; those that workers have, by their answers. */
static void stop(struct dispatcher *dispatcher)
{
    struct hg_batch batch;

    dispatcher->is_stopping = true;
    dispatcher->completion.is_stopping = true;
    if (dispatcher->has_next_batch)
        finish_batch(dispatcher, &dispatcher->next_batch);
    dispatcher->has_next_batch = false;
    while (hg_queue_take_back(&dispatcher->group.queue, &batch)) {
        finish_batch(dispatcher, &batch);
        dispatcher->active_batch_count--;
        dispatcher->active_target_count -= batch.count;
    }
}

static bool has_work(const struct dispatcher *dispatcher)
{
    if (dispatcher->is_stopping)
        return dispatcher->active_batch_count > 0;
    return comes_back(dispatcher) || dispatcher->active_batch_count > 0 ||
           dispatcher->has_next_batch || dispatcher->schedule.waiting_count > 0;
}

static void compare_clocks(struct dispatcher *dispatcher)
{
    struct hg_run *run = dispatcher->run;
    run->has_clock_offset =
        hg_clock_offsets_median(&dispatcher->offsets, &run->clock_offset_s);
}

/* Where targets come back: what a run does once, at its end or its beginning, is done all the time. */
static void keep_current(struct dispatcher *dispatcher, int64_t now_us)
{
    if (now_us >= dispatcher->next_tick_us) {
        dispatcher->run->started_at_us = hg_clock_wall_us();
        hg_recurrence_note_clocks(&dispatcher->recurrence, now_us,
                                  dispatcher->run->started_at_us);
        compare_clocks(dispatcher);
        dispatcher->check->repetition->missed_count = dispatcher->recurrence.missed_count;
    }
    if (!dispatcher->is_stopping)
        hg_completion_confirm_waiting(&dispatcher->completion, now_us);
}

static void run_loop(struct dispatcher *dispatcher)
{
    while (has_work(dispatcher)) {
        const int64_t now_us = hg_clock_monotonic_us();
        if (now_us >= dispatcher->group.work.stop_at_us)
            atomic_store(&dispatcher->check->cancel->is_past_deadline, true);
        if (!dispatcher->is_stopping &&
            (hg_cancel_is_set(dispatcher->check->cancel) || is_over(dispatcher)))
            stop(dispatcher);
        if (comes_back(dispatcher))
            keep_current(dispatcher, now_us);
        feed(dispatcher, now_us);
        if (!dispatcher->is_stopping)
            hg_worker_group_adjust(&dispatcher->group, now_us);
        tick(dispatcher, now_us);
        if (has_work(dispatcher))
            collect(dispatcher);
    }
}

/* More than once, because dependents of deferred results may be checked once these are
 * confirmed. */
static void dispatch(struct dispatcher *dispatcher)
{
    if (comes_back(dispatcher)) {
        run_loop(dispatcher);
        return;
    }
    do {
        run_loop(dispatcher);
        compare_clocks(dispatcher);
    } while (hg_completion_confirm_deferred(&dispatcher->completion,
                                            dispatcher->group.work.stop_at_us));
    hg_completion_finish_rest(&dispatcher->completion);
}

static void skip(struct dispatcher *dispatcher, uint32_t target)
{
    struct hg_run *run = dispatcher->run;
    const struct hg_target_extra *extra = hg_target_get_extra(&run->targets[target]);
    const char *reason =
        extra->skip_reason == NULL ? "disabled in the configuration" : extra->skip_reason;
    hg_result_end(&run->results[target], HG_OUTCOME_SKIPPED, HG_CAUSE_NONE, reason);
    if (extra->skip_note != NULL)
        hg_result_add_note(&run->results[target], extra->skip_note);
    hg_completion_finish(&dispatcher->completion, target);
}

/* Those that wait for a parent are scheduled when it is final. */
static void schedule_targets(struct dispatcher *dispatcher)
{
    const struct hg_run *run = dispatcher->run;
    const int64_t now_us = hg_clock_monotonic_us();
    for (uint32_t i = 0; i < run->count; i++) {
        if (!run->targets[i].enabled) {
            skip(dispatcher, i);
        } else if (comes_back(dispatcher)) {
            hg_schedule_return_later(
                &dispatcher->schedule, i,
                hg_recurrence_next_us(&dispatcher->recurrence, i, false, now_us));
        } else if (!hg_dependents_waits(&dispatcher->completion.dependents, i)) {
            hg_schedule_add(&dispatcher->schedule, i);
        }
    }
}

static void end_run(struct hg_run *run, const struct hg_cancel *cancel, int64_t began_us)
{
    run->duration_us = hg_clock_monotonic_us() - began_us;
    run->finished_at_us = run->started_at_us + run->duration_us;
    hg_run_summarise(run);
    /* An attempt may end at the deadline by itself, before the dispatcher looks at the
     * clock. */
    run->is_interrupted =
        hg_cancel_is_set(cancel) || run->summary.causes[HG_CAUSE_DEADLINE] > 0;
}

/* How many batches there may be at the same time. */
static size_t max_batches(const struct hg_run *run, uint32_t host_count)
{
    const struct hg_settings *settings = run->settings;
    const size_t each = settings->host_interval_us > 0 ? 1 : (size_t)settings->per_host;
    return run->count < host_count * each ? run->count : host_count * each;
}

static int start_workers(struct dispatcher *dispatcher, int64_t began_us,
                         struct hg_error *err)
{
    const struct hg_run *run = dispatcher->run;
    const struct hg_check *check = dispatcher->check;
    const int64_t deadline_us = run->settings->deadline_us;
    dispatcher->group.work = (struct hg_pool_work){
        .prober = check->prober,
        .cancel = check->cancel,
        .attempts = comes_back(dispatcher) ? check->repetition->attempts : check->cancel,
        .targets = run->targets,
        .stop_at_us = deadline_us > 0 ? began_us + deadline_us : INT64_MAX,
        .interval_us = run->settings->host_interval_us,
        .keeps_order = run->settings->workers == 1,
    };
    if (run->count == 0)
        return 0;
    return hg_worker_group_start(&dispatcher->group, run->settings,
                                 max_batches(run, check->host_count), err);
}

static void join_workers(struct dispatcher *dispatcher)
{
    if (dispatcher->run->count == 0)
        return;
    dispatcher->run->profile.worker_count = dispatcher->group.pool.count;
    hg_worker_group_join(&dispatcher->group);
}

static void init_schedule(struct dispatcher *dispatcher)
{
    const struct hg_run *run = dispatcher->run;
    const struct hg_settings *settings = run->settings;
    const struct hg_schedule_limits limits = {
        .per_host =
            (uint32_t)(settings->per_host < settings->workers ? settings->per_host
                                                              : settings->workers),
        .batch_targets = HG_BATCH_MAX_TARGETS,
        .keeps_order = settings->workers == 1 && !comes_back(dispatcher),
        .takes_turns = comes_back(dispatcher),
        .interval_us = settings->host_interval_us,
        .pace = &dispatcher->group.pace,
    };
    hg_schedule_init(&dispatcher->schedule, run->targets, (uint32_t)run->count,
                     dispatcher->check->host_count, &limits);
}

static void init_recurrence(struct dispatcher *dispatcher)
{
    const struct hg_run *run = dispatcher->run;
    if (!comes_back(dispatcher))
        return;
    hg_recurrence_init(&dispatcher->recurrence, run->targets, run->count,
                       dispatcher->check->repetition->seed);
    hg_recurrence_note_clocks(&dispatcher->recurrence, hg_clock_monotonic_us(),
                              run->started_at_us);
}

int hg_check_run(struct hg_run *run, const struct hg_check *check, struct hg_error *err)
{
    const int64_t began_us = hg_clock_monotonic_us();
    struct dispatcher dispatcher = {
        .run = run, .check = check, .random = check->seed, .next_tick_us = began_us};

    run->started_at_us = hg_clock_wall_us();
    if (start_workers(&dispatcher, began_us, err) != 0)
        return -1;
    init_schedule(&dispatcher);
    init_recurrence(&dispatcher);
    hg_completion_init(&dispatcher.completion, run, check, &dispatcher.schedule,
                       comes_back(&dispatcher) ? &dispatcher.recurrence : NULL);
    hg_clock_offsets_init(&dispatcher.offsets, check->host_count);
    observe_begin(&dispatcher);
    schedule_targets(&dispatcher);
    dispatch(&dispatcher);
    join_workers(&dispatcher);
    hg_schedule_release(&dispatcher.schedule);
    hg_recurrence_release(&dispatcher.recurrence);
    hg_completion_release(&dispatcher.completion);
    hg_clock_offsets_release(&dispatcher.offsets);
    end_run(run, check->cancel, began_us);
    return 0;
}
