/* SPDX-License-Identifier: MIT */
/* clock_offsets: the last offset of each host, and their median. */
#include "engine/clock_offsets.h"

#include <stdlib.h>

#include "headgate/memory.h"
#include "headgate/units.h"

#include "headgate/banned.h"

void hg_clock_offsets_init(struct hg_clock_offsets *offsets, uint32_t host_count)
{
    *offsets = (struct hg_clock_offsets){
        .seconds = hg_memory_new((size_t)host_count + 1, sizeof *offsets->seconds),
        .count = host_count,
    };
    for (uint32_t i = 0; i < host_count; i++)
        offsets->seconds[i] = HG_CLOCK_OFFSETS_NONE;
}

void hg_clock_offsets_release(struct hg_clock_offsets *offsets)
{
    free(offsets->seconds);
    *offsets = (struct hg_clock_offsets){0};
}

void hg_clock_offsets_note(struct hg_clock_offsets *offsets, uint32_t host,
                           const struct hg_reply *reply)
{
    const int64_t took_us = reply->phases.total_us > 0 ? reply->phases.total_us : 0;
    if (reply->date_s < 0 || host >= offsets->count)
        return;
    const int64_t offset_s =
        (reply->started_at_us + took_us) / HG_US_PER_S - reply->date_s;
    if (offset_s > INT32_MIN && offset_s <= INT32_MAX)
        offsets->seconds[host] = (int32_t)offset_s;
}

static int compare(const void *a, const void *b)
{
    const int32_t first = *(const int32_t *)a;
    const int32_t second = *(const int32_t *)b;
    return (first > second) - (first < second);
}

bool hg_clock_offsets_median(const struct hg_clock_offsets *offsets, int64_t *median_s)
{
    int32_t *known = hg_memory_new((size_t)offsets->count + 1, sizeof *known);
    size_t count = 0;
    for (uint32_t i = 0; i < offsets->count; i++) {
        if (offsets->seconds[i] != HG_CLOCK_OFFSETS_NONE)
            known[count++] = offsets->seconds[i];
    }
    qsort(known, count, sizeof *known, compare);
    /* With an even number, the one nearer to zero: half of the hosts prove nothing. */
    if (count >= HG_CLOCK_OFFSETS_HOSTS_MIN) {
        const int32_t low = known[(count - 1) / 2];
        const int32_t high = known[count / 2];
        *median_s = labs(low) < labs(high) ? low : high;
    }
    free(known);
    return count >= HG_CLOCK_OFFSETS_HOSTS_MIN;
}
