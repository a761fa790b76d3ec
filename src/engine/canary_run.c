/* SPDX-License-Identifier: MIT */
/* canary_run: a run within the run, with the same prober, of which only the results are
 * kept. */
#include "headgate/canary_run.h"

#include <stdlib.h>

#include "headgate/canary.h"
#include "headgate/clock.h"
#include "headgate/log.h"

#include "headgate/banned.h"

#define WORKERS_MAX 16

struct canary_run {
    struct hg_run *run; /* that has the canaries */
    const struct hg_check *check;
};

/* The observers of the run see its progress, not the canaries'. */
static void tick(void *context, const struct hg_run *canaries)
{
    const struct canary_run *of = context;
    (void)canaries;
    for (size_t i = 0; i < of->check->observer_count; i++) {
        const struct hg_observer *observer = &of->check->observers[i];
        if (observer->tick != NULL)
            observer->tick(observer->context, of->run);
    }
}

static struct hg_settings settings_for(size_t count, int64_t stop_at_us)
{
    const int64_t left_us = stop_at_us - hg_clock_monotonic_us();
    const int64_t shortest_us = 1; /* none would be no deadline */
    const int64_t deadline_us = left_us > shortest_us ? left_us : shortest_us;
    return (struct hg_settings){
        .workers = (int64_t)(count < WORKERS_MAX ? count : WORKERS_MAX),
        .per_host = 1,
        .deadline_us = stop_at_us == INT64_MAX ? 0 : deadline_us,
    };
}

/* The results move to the run, without their certificates, which go with the canaries'
 * own run. */
static void take_results(struct hg_run *run, struct hg_run *canaries)
{
    for (size_t i = 0; run->canary_results != NULL && i < run->canary_count; i++)
        hg_result_release(&run->canary_results[i]);
    free(run->canary_results);
    for (size_t i = 0; i < run->canary_count; i++)
        canaries->results[i].certificate = NULL;
    run->canary_results = canaries->results;
    canaries->results = NULL;
    canaries->count = 0;
}

static void check_canaries(struct canary_run *of, int64_t stop_at_us)
{
    struct hg_run *run = of->run;
    const struct hg_settings settings = settings_for(run->canary_count, stop_at_us);
    const struct hg_observer observer = {.context = of, .tick = tick};
    const struct hg_check check = {
        .prober = of->check->prober,
        .cancel = of->check->cancel,
        .observers = &observer,
        .observer_count = 1,
        .host_count = (uint32_t)run->canary_count,
        .seed = of->check->seed,
    };
    struct hg_error err = {0};
    struct hg_run canaries;

    hg_run_init(&canaries, run->canaries, run->canary_count, &settings);
    canaries.released_s = run->released_s;
    if (hg_check_run(&canaries, &check, &err) == 0)
        take_results(run, &canaries);
    else
        hg_log_warning("could not check the canaries: %s", err.text);
    hg_run_release(&canaries);
}

static void confirm(void *context, int64_t stop_at_us)
{
    struct canary_run *of = context;
    of->run->offline_reason[0] = '\0';
    check_canaries(of, stop_at_us);
    hg_canary_judge(of->run);
}

static void conclude(void *context, struct hg_result *result)
{
    const struct canary_run *of = context;
    hg_canary_make_unknown(of->run, result);
}

int hg_check_run_with_canaries(struct hg_run *run, const struct hg_check *check,
                               struct hg_error *err)
{
    struct canary_run of = {.run = run, .check = check};
    const struct hg_confirmation confirmation = {
        .context = &of,
        .is_doubtful = hg_canary_is_doubtful,
        .confirm = confirm,
        .conclude = conclude,
    };
    struct hg_check confirmed = *check;
    confirmed.confirmation = run->canary_count > 0 ? &confirmation : NULL;
    return hg_check_run(run, &confirmed, err);
}
