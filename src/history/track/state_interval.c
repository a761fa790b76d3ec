/* SPDX-License-Identifier: MIT */
/* state_interval: how a stretch of equal results grows. */
#include "history/track/state_interval.h"

#include <stdlib.h>

#include "headgate/memory.h"

#include "headgate/banned.h"

void hg_state_interval_release(struct hg_state_interval *interval)
{
    free(interval->reason);
    *interval = (struct hg_state_interval){0};
}

void hg_state_interval_begin(struct hg_state_interval *interval,
                             const struct hg_sample *sample)
{
    hg_state_interval_release(interval);
    *interval = (struct hg_state_interval){
        .outcome = sample->outcome,
        .cause = sample->cause,
        .is_maintenance = sample->is_maintenance,
        .reason = hg_memory_copy_text(sample->reason),
        .begin_ms = sample->at_ms,
        .end_ms = sample->at_ms,
        .checks = 1,
    };
}

bool hg_state_interval_is_like(const struct hg_state_interval *interval,
                               const struct hg_sample *sample)
{
    return interval->checks > 0 && interval->outcome == sample->outcome &&
           interval->cause == sample->cause &&
           interval->is_maintenance == sample->is_maintenance;
}

/* At most 1.5 times as long. */
static bool is_about(int64_t gap_ms, int64_t other_ms)
{
    return gap_ms - other_ms <= other_ms / 2;
}

bool hg_state_interval_is_regular(const struct hg_state_interval *interval,
                                  int64_t gap_ms, int64_t previous_gap_ms)
{
    if (gap_ms == 0)
        return true;
    if (interval->shortest_ms > 0)
        return is_about(gap_ms, interval->shortest_ms) &&
               is_about(interval->longest_ms, gap_ms);
    return previous_gap_ms == 0 || is_about(gap_ms, previous_gap_ms);
}

void hg_state_interval_continue(struct hg_state_interval *interval, int64_t at_ms)
{
    const int64_t gap_ms = at_ms - interval->end_ms;
    interval->checks++;
    interval->end_ms = at_ms;
    /* Two results of one moment have no gap. */
    if (gap_ms > 0 && (interval->shortest_ms == 0 || gap_ms < interval->shortest_ms))
        interval->shortest_ms = gap_ms;
    if (gap_ms > interval->longest_ms)
        interval->longest_ms = gap_ms;
}
