/* SPDX-License-Identifier: MIT */
/* watch: what becomes of the results of a run in which targets come back. */
#include "app/watch.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "headgate/clock.h"
#include "headgate/interval.h"
#include "headgate/log.h"
#include "headgate/memory.h"
#include "headgate/units.h"

#include "app/run_once.h"

#include "headgate/banned.h"

/* The process was stopped, or the machine was suspended, if there is no tick for so long. */
#define STILL_US (5 * HG_US_PER_S)
/* A batch without results says that the watch goes on. */
#define HEARTBEAT_US (30 * HG_US_PER_S)
#define REPORT_US    (60 * HG_US_PER_S)
/* Between two warnings of the same kind. */
#define REPEAT_US (10 * 60 * HG_US_PER_S)

void hg_watch_release(struct hg_watch *watch)
{
    hg_run_release(&watch->latest);
    hg_watch_batch_free(watch->batch);
    free(watch->targets);
    *watch = (struct hg_watch){0};
}

static void print_time(struct hg_watch *watch)
{
    char time[HG_CLOCK_RFC3339_SIZE];
    hg_clock_format(hg_clock_wall_us(), "%Y-%m-%dT%H:%M:%SZ", time, sizeof time);
    hg_sink_printf(watch->sink, "%s  ", time);
}

static void print_summary(struct hg_watch *watch)
{
    const struct hg_summary *summary = &watch->latest.summary;
    const char *separator = ": ";
    if (watch->sink == NULL || watch->is_quiet)
        return;
    print_time(watch);
    hg_sink_printf(watch->sink, "%zu target%s", watch->latest.count,
                   watch->latest.count == 1 ? "" : "s");
    for (int i = 0; i < HG_OUTCOME_COUNT; i++) {
        /* Unknown, the first outcome, comes last. */
        const int outcome = (i + 1) % HG_OUTCOME_COUNT;
        if (summary->outcomes[outcome] == 0)
            continue;
        hg_sink_printf(watch->sink, "%s%zu %s", separator,
                       (size_t)summary->outcomes[outcome],
                       hg_outcome_word((enum hg_outcome)outcome));
        separator = ", ";
    }
    hg_sink_text(watch->sink, "\n");
    hg_sink_flush(watch->sink);
}

static void print_change(struct hg_watch *watch, const struct hg_target *target,
                         const struct hg_result *result, enum hg_outcome outcome)
{
    const char *reason = hg_result_reason(result);
    if (watch->sink == NULL)
        return;
    print_time(watch);
    hg_sink_printf(watch->sink, "%-8s  %s", hg_outcome_word(outcome), target->name);
    if (reason[0] != '\0' && outcome != HG_OUTCOME_UP)
        hg_sink_printf(watch->sink, ": %s", reason);
    hg_sink_text(watch->sink, "\n");
    hg_sink_flush(watch->sink);
}

/* The first result of a target is worth a line if it is not up. */
static void say_change(struct hg_watch *watch, const struct hg_run *run, size_t index)
{
    struct hg_watch_target *target = &watch->targets[index];
    const struct hg_result *result = &run->results[index];
    const enum hg_outcome outcome = result->outcome == HG_OUTCOME_FLAKY
                                        ? HG_OUTCOME_UP
                                        : (enum hg_outcome)result->outcome;
    const bool is_first = target->seen_us == 0;
    const bool is_change = is_first
                               ? outcome != HG_OUTCOME_UP &&
                                     (outcome != HG_OUTCOME_SKIPPED || result->is_waived)
                               : outcome != target->said_outcome;
    if (is_change)
        print_change(watch, &run->targets[index], result, outcome);
    target->said_outcome = (uint8_t)outcome;
}

/* A result that is two intervals old says nothing any more. */
static void forget_stale(struct hg_watch *watch, int64_t now_us)
{
    for (size_t i = 0; i < watch->latest.count; i++) {
        struct hg_result *result = &watch->latest.results[i];
        const struct hg_policy *policy = watch->latest.targets[i].policy;
        const bool is_down = result->outcome == HG_OUTCOME_DOWN;
        const int64_t valid_us = 2 * hg_interval_of(policy, is_down) + policy->timeout_us;
        if (watch->targets[i].seen_us != 0 && watch->latest.targets[i].enabled &&
            result->outcome != HG_OUTCOME_UNKNOWN &&
            now_us - watch->targets[i].seen_us > valid_us)
            hg_result_end(result, HG_OUTCOME_UNKNOWN, HG_CAUSE_NONE,
                          "there was no result for two intervals");
    }
}

static void summarise(struct hg_watch *watch, const struct hg_run *run, int64_t now_us)
{
    struct hg_run *latest = &watch->latest;
    forget_stale(watch, now_us);
    latest->started_at_us = run->started_at_us;
    latest->has_clock_offset = run->has_clock_offset;
    latest->clock_offset_s = run->clock_offset_s;
    memcpy(latest->offline_reason, run->offline_reason, sizeof latest->offline_reason);
    hg_run_summarise(latest);
    latest->exit_status = hg_run_gate_status(latest);
}

static void report(struct hg_watch *watch, const struct hg_run *run, int64_t now_us)
{
    if (!watch->makes_states)
        return;
    watch->reported_us = now_us;
    hg_recorder_take_state(watch->recorder, hg_watch_batch_new_state(run, &watch->latest,
                                                                     hg_clock_wall_us()));
}

static void tell_status(struct hg_watch *watch)
{
    const struct hg_summary *summary = &watch->latest.summary;
    char text[128];
    snprintf(text, sizeof text, "STATUS=%zu target%s, %zu down, %llu check%s so far",
             watch->latest.count, watch->latest.count == 1 ? "" : "s",
             summary->outcomes[HG_OUTCOME_DOWN], (unsigned long long)watch->check_count,
             watch->check_count == 1 ? "" : "s");
    hg_service_say(watch->service, text);
}

static struct hg_watch_batch *open_batch(const struct hg_watch *watch,
                                         const struct hg_run *run)
{
    struct hg_watch_batch *batch = hg_watch_batch_new(run, hg_clock_wall_us());
    batch->run.watch = watch->id;
    return batch;
}

/* Hand over what there is, as a batch that ends now (wall clock), and open another one. */
static void flush(struct hg_watch *watch, const struct hg_run *run, int64_t closed_us)
{
    const int64_t now_us = hg_clock_monotonic_us();
    summarise(watch, run, now_us);
    watch->flushed_us = now_us;
    tell_status(watch);
    if (watch->reported_us != 0 && now_us - watch->reported_us >= REPORT_US)
        report(watch, run, now_us);
    if (!watch->has_history)
        return;
    hg_watch_batch_close(watch->batch, &watch->latest, closed_us);
    hg_recorder_take(watch->recorder, watch->batch);
    watch->batch = open_batch(watch, run);
    watch->batch_number++;
}

/* Each target has a result within two of its intervals, unless its host asks for a pause. */
static int64_t longest_silence_us(const struct hg_run *run)
{
    int64_t longest_us = INT64_MAX;
    for (size_t i = 0; i < run->count; i++) {
        const struct hg_policy *policy = run->targets[i].policy;
        const int64_t us = 2 * hg_interval_of(policy, false) + policy->retry_after_max_us;
        if (run->targets[i].enabled && us < longest_us)
            longest_us = us;
    }
    return longest_us;
}

static void inherit(struct hg_watch *watch, const struct hg_run *run)
{
    for (size_t i = 0; i < run->count; i++) {
        const struct hg_heir *heir =
            hg_watch_heritage_find(watch->heritage, run->targets[i].name);
        if (heir == NULL)
            continue;
        watch->targets[i].seen_us = heir->seen_us;
        watch->targets[i].said_outcome = heir->said_outcome;
        hg_result_copy(&watch->latest.results[i], &heir->result);
        watch->seen_count += run->targets[i].enabled ? 1 : 0;
    }
    watch->reported_us = watch->heritage->reported_us;
    hg_watch_heritage_release(watch->heritage);
}

/* The first time that all targets have a result. */
static void say_all(struct hg_watch *watch, const struct hg_run *run)
{
    const int64_t now_us = hg_clock_monotonic_us();
    summarise(watch, run, now_us);
    print_summary(watch);
    report(watch, run, now_us);
}

static void on_begin(void *context, const struct hg_run *run)
{
    struct hg_watch *watch = context;
    hg_run_init(&watch->latest, run->targets, run->count, run->settings);
    watch->targets = hg_memory_new(run->count, sizeof *watch->targets);
    for (size_t i = 0; i < run->count; i++)
        watch->enabled_count += run->targets[i].enabled ? 1 : 0;
    watch->flushed_us = hg_clock_monotonic_us();
    watch->ticked_us = hg_clock_wall_us();
    watch->silence_us = longest_silence_us(run);
    watch->result_us = watch->flushed_us;
    watch->batch_number = 1;
    if (watch->id[0] == '\0')
        memcpy(watch->id, run->id, HG_RUN_ID_SIZE);
    if (watch->has_history)
        watch->batch = open_batch(watch, run);
    inherit(watch, run);
    hg_service_say(watch->service, "READY=1");
    if (watch->seen_count > 0 && watch->seen_count == watch->enabled_count)
        say_all(watch, run);
}

/* Of each target one result is in a batch. */
static void add_to_batch(struct hg_watch *watch, const struct hg_run *run, size_t index)
{
    struct hg_watch_target *target = &watch->targets[index];
    if (!watch->has_history)
        return;
    if (target->batch == watch->batch_number)
        flush(watch, run, hg_clock_wall_us());
    target->batch = watch->batch_number;
    hg_watch_batch_add(watch->batch, &run->targets[index], &run->results[index]);
}

static void on_result(void *context, const struct hg_run *run, size_t index)
{
    struct hg_watch *watch = context;
    struct hg_watch_target *target = &watch->targets[index];
    add_to_batch(watch, run, index);
    say_change(watch, run, index);
    hg_result_release(&watch->latest.results[index]);
    hg_result_copy(&watch->latest.results[index], &run->results[index]);
    const bool is_first = target->seen_us == 0 && run->targets[index].enabled;
    target->seen_us = hg_clock_monotonic_us();
    watch->result_us = target->seen_us;
    watch->check_count += run->results[index].attempts > 0 ? 1 : 0;
    watch->seen_count += is_first ? 1 : 0;
    if (is_first && watch->seen_count == watch->enabled_count)
        say_all(watch, run);
}

static void warn_of_missed(struct hg_watch *watch, int64_t now_us)
{
    const uint64_t missed = watch->repetition->missed_count;
    if (missed == watch->missed_count ||
        (watch->missed_us != 0 && now_us - watch->missed_us < REPEAT_US))
        return;
    hg_log_warning("%llu check%s skipped: their targets were still waiting for hosts or "
                   "workers when they were due again",
                   (unsigned long long)(missed - watch->missed_count),
                   missed - watch->missed_count == 1 ? " was" : "s were");
    watch->missed_count = missed;
    watch->missed_us = now_us;
}

/* Between two batches: one with results does not wait for long. */
static int64_t flush_us(const struct hg_watch *watch, const struct hg_run *run)
{
    const bool has_results = watch->batch != NULL && watch->batch->run.count > 0;
    return has_results ? run->settings->watch_flush_us : HEARTBEAT_US;
}

/* A watchdog that is fed by a clock proves nothing: results must come, and the recorder must not hang. */
static void tell_service(struct hg_watch *watch, int64_t now_us)
{
    if (!watch->is_ending && hg_cancel_is_set(watch->cancel)) {
        watch->is_ending = true;
        hg_service_say(watch->service, "STOPPING=1");
    }
    if (now_us - watch->result_us <= watch->silence_us &&
        hg_recorder_is_alive(watch->recorder, now_us))
        hg_service_feed(watch->service, now_us);
}

static void on_tick(void *context, const struct hg_run *run)
{
    struct hg_watch *watch = context;
    const int64_t now_us = hg_clock_monotonic_us();
    const int64_t wall_us = hg_clock_wall_us();
    if (wall_us - watch->ticked_us > STILL_US)
        flush(watch, run, watch->ticked_us);
    else if (now_us - watch->flushed_us >= flush_us(watch, run))
        flush(watch, run, wall_us);
    watch->ticked_us = wall_us;
    watch->repetition->is_over = hg_cancel_has_hangup(watch->cancel);
    tell_service(watch, now_us);
    warn_of_missed(watch, now_us);
}

struct hg_observer hg_watch_observer(struct hg_watch *watch)
{
    return (struct hg_observer){
        .context = watch, .begin = on_begin, .result = on_result, .tick = on_tick};
}

void hg_watch_bequeath(const struct hg_watch *watch, struct hg_watch_heritage *heritage)
{
    for (size_t i = 0; i < watch->latest.count; i++) {
        const struct hg_watch_target *target = &watch->targets[i];
        if (target->seen_us != 0)
            hg_watch_heritage_add(heritage, watch->latest.targets[i].name,
                                  &watch->latest.results[i], target->seen_us,
                                  target->said_outcome);
    }
    heritage->reported_us = watch->reported_us;
}

void hg_watch_end(struct hg_watch *watch, const struct hg_run *run)
{
    summarise(watch, run, hg_clock_monotonic_us());
    report(watch, run, hg_clock_monotonic_us());
    if (watch->batch == NULL)
        return;
    hg_watch_batch_close(watch->batch, &watch->latest, hg_clock_wall_us());
    hg_recorder_take(watch->recorder, watch->batch);
    watch->batch = NULL;
}
