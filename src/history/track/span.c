/* SPDX-License-Identifier: MIT */
/* span: how a stretch of equal results grows. */
#include "history/track/span.h"

#include <stdlib.h>

#include "headgate/memory.h"

#include "headgate/banned.h"

void hg_stretch_release(struct hg_stretch *stretch)
{
    free(stretch->reason);
    *stretch = (struct hg_stretch){0};
}

void hg_stretch_begin(struct hg_stretch *stretch, const struct hg_sample *sample)
{
    hg_stretch_release(stretch);
    *stretch = (struct hg_stretch){
        .outcome = sample->outcome,
        .cause = sample->cause,
        .is_maintenance = sample->is_maintenance,
        .reason = hg_memory_copy_text(sample->reason),
        .begin_ms = sample->at_ms,
        .end_ms = sample->at_ms,
        .checks = 1,
    };
}

bool hg_stretch_is_like(const struct hg_stretch *stretch, const struct hg_sample *sample)
{
    return stretch->checks > 0 && stretch->outcome == sample->outcome &&
           stretch->cause == sample->cause &&
           stretch->is_maintenance == sample->is_maintenance;
}

/* At most 1.5 times as long. */
static bool is_about(int64_t gap_ms, int64_t other_ms)
{
    return gap_ms - other_ms <= other_ms / 2;
}

bool hg_stretch_is_regular(const struct hg_stretch *stretch, int64_t gap_ms,
                           int64_t former_ms)
{
    if (gap_ms == 0)
        return true;
    if (stretch->shortest_ms > 0)
        return is_about(gap_ms, stretch->shortest_ms) &&
               is_about(stretch->longest_ms, gap_ms);
    return former_ms == 0 || is_about(gap_ms, former_ms);
}

void hg_stretch_continue(struct hg_stretch *stretch, int64_t at_ms)
{
    const int64_t gap_ms = at_ms - stretch->end_ms;
    stretch->checks++;
    stretch->end_ms = at_ms;
    /* Two results of one moment have no gap. */
    if (gap_ms > 0 && (stretch->shortest_ms == 0 || gap_ms < stretch->shortest_ms))
        stretch->shortest_ms = gap_ms;
    if (gap_ms > stretch->longest_ms)
        stretch->longest_ms = gap_ms;
}
