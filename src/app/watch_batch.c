/* SPDX-License-Identifier: MIT */
/* watch_batch: results of a watch that are added to the history together. */
#include "app/watch_batch.h"

#include <stdlib.h>
#include <string.h>

#include "headgate/memory.h"

#include "headgate/banned.h"

struct hg_watch_batch *hg_watch_batch_new(const struct hg_run *of, int64_t opened_us)
{
    struct hg_watch_batch *batch = hg_memory_new(1, sizeof *batch);
    struct hg_run *run = &batch->run;
    hg_run_init(run, NULL, 0, of->settings);
    free(run->results);
    run->results = NULL; /* grows with each result */
    run->tool_version = of->tool_version;
    run->curl_version = of->curl_version;
    run->released_s = of->released_s;
    run->config = of->config;
    run->sources = of->sources;
    run->host = of->host;
    run->proxy = of->proxy;
    run->started_at_us = opened_us;
    return batch;
}

void hg_watch_batch_free(struct hg_watch_batch *batch)
{
    if (batch == NULL)
        return;
    hg_run_release(&batch->run);
    free(batch->targets);
    free(batch);
}

void hg_watch_batch_add(struct hg_watch_batch *batch, const struct hg_target *target,
                        const struct hg_result *result)
{
    struct hg_run *run = &batch->run;
    batch->targets = hg_memory_grow(batch->targets, run->count, sizeof *batch->targets);
    run->results = hg_memory_grow(run->results, run->count, sizeof *run->results);
    run->targets = batch->targets;
    batch->targets[run->count] = *target;
    hg_result_copy(&run->results[run->count++], result);
    if (result->started_at_us != 0 && result->started_at_us < run->started_at_us)
        run->started_at_us = result->started_at_us;
}

struct hg_watch_batch *hg_watch_batch_new_state(const struct hg_run *of,
                                                const struct hg_run *latest,
                                                int64_t now_us)
{
    struct hg_watch_batch *state = hg_watch_batch_new(of, now_us);
    struct hg_run *run = &state->run;
    for (size_t i = 0; i < latest->count; i++)
        hg_watch_batch_add(state, &latest->targets[i], &latest->results[i]);
    hg_watch_batch_close(state, latest, now_us);
    hg_run_summarise(run);
    return state;
}

static bool has_verdict(const struct hg_result *result)
{
    return result->is_waived || result->is_in_maintenance ||
           (result->outcome != HG_OUTCOME_UNKNOWN &&
            result->outcome != HG_OUTCOME_SKIPPED);
}

/* The clock may have been set back meanwhile. */
void hg_watch_batch_close(struct hg_watch_batch *batch, const struct hg_run *latest,
                          int64_t closed_us)
{
    struct hg_run *run = &batch->run;
    if (run->started_at_us > closed_us)
        run->started_at_us = closed_us;
    run->finished_at_us = closed_us;
    run->duration_us = closed_us - run->started_at_us;
    run->finished_count = run->count;
    run->summary = latest->summary;
    run->summary.slowest_count = 0; /* those are not in the batch */
    run->gate = latest->gate;
    run->exit_status = latest->exit_status;
    run->has_clock_offset = latest->has_clock_offset;
    run->clock_offset_s = latest->clock_offset_s;
    memcpy(run->offline_reason, latest->offline_reason, sizeof run->offline_reason);
    for (size_t i = 0; i < latest->count && !run->is_sighted; i++)
        run->is_sighted = has_verdict(&latest->results[i]);
}
