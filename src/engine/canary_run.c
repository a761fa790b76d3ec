/* SPDX-License-Identifier: MIT */
/* canary_run: a run in the run, with the same prober, that keeps only its results. */
#include "engine/canary_run.h"

#include "headgate/canary.h"
#include "headgate/clock.h"
#include "headgate/log.h"

#include "headgate/banned.h"

#define WORKERS_MAX 16

static struct hg_settings settings_for(size_t count, int64_t stop_at_us)
{
    const int64_t left_us = stop_at_us - hg_clock_monotonic_us();
    return (struct hg_settings){
        .workers = (int64_t)(count < WORKERS_MAX ? count : WORKERS_MAX),
        .per_host = 1,
        .deadline_us = stop_at_us == INT64_MAX ? 0
                       : left_us > 0           ? left_us
                                               : 1,
    };
}

void hg_canary_run(struct hg_run *run, const struct hg_check *check,
                   const struct hg_observer *observer, int64_t stop_at_us)
{
    const struct hg_settings settings = settings_for(run->canary_count, stop_at_us);
    const struct hg_check small = {
        .prober = check->prober,
        .cancel = check->cancel,
        .observers = observer,
        .observer_count = 1,
        .host_count = (uint32_t)run->canary_count,
        .seed = check->seed,
    };
    struct hg_error err = {0};
    struct hg_run canaries;

    hg_run_init(&canaries, run->canaries, run->canary_count, &settings);
    if (hg_check_run(&canaries, &small, &err) == 0) {
        for (size_t i = 0; i < run->canary_count; i++)
            canaries.results[i].certificate = NULL; /* it goes with the run of its own */
        run->canary_results = canaries.results;
        canaries.results = NULL;
        canaries.count = 0;
        hg_canary_judge(run);
    } else {
        hg_log_warning("the canaries can't be asked: %s", err.text);
    }
    hg_run_release(&canaries);
}
