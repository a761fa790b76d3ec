/* SPDX-License-Identifier: MIT */
/* source_plan: hours and days between edges. */
#include "history/query/source_plan.h"

#include <stdbool.h>
#include <stdlib.h>

#include "headgate/memory.h"
#include "headgate/units.h"

#include "history/store/rows.h"

#include "headgate/banned.h"

static int64_t hour_of(int64_t at_ms)
{
    return at_ms - ((at_ms % HG_MS_PER_HOUR) + HG_MS_PER_HOUR) % HG_MS_PER_HOUR;
}

static void add_source_interval(struct hg_source_plan *plan, enum hg_source source,
                                int64_t begin_ms, int64_t end_ms)
{
    struct hg_source_interval *last =
        plan->count == 0 ? NULL : &plan->intervals[plan->count - 1];
    if (last != NULL && last->source == source) {
        last->end_ms = end_ms;
        return;
    }
    plan->intervals =
        hg_memory_grow(plan->intervals, plan->count, sizeof *plan->intervals);
    plan->intervals[plan->count++] =
        (struct hg_source_interval){source, begin_ms, end_ms};
}

/* The time from a full hour on that comes from one source; `edge_ms` is the next edge. */
static struct hg_source_interval
next_source_interval(int64_t at_ms, int64_t edge_ms, const struct hg_stored_range *stored)
{
    const int64_t hour_end_ms = at_ms + HG_MS_PER_HOUR;
    const int64_t day_end_ms = at_ms + HG_MS_PER_DAY;
    if (hour_end_ms > stored->rolled_up_ms)
        return (struct hg_source_interval){HG_SOURCE_RESULTS, at_ms, INT64_MAX};
    if (at_ms % HG_MS_PER_DAY == 0 && day_end_ms <= edge_ms &&
        day_end_ms <= stored->rolled_up_ms)
        return (struct hg_source_interval){HG_SOURCE_DAYS, at_ms, day_end_ms};
    const bool is_cut = hour_end_ms > edge_ms;
    return (struct hg_source_interval){
        is_cut && at_ms >= stored->raw_ms ? HG_SOURCE_RESULTS : HG_SOURCE_HOURS, at_ms,
        hour_end_ms};
}

void hg_source_plan_make(struct hg_source_plan *plan, const int64_t *edges_us,
                         size_t edge_count, const struct hg_stored_range *stored)
{
    size_t next = 0; /* the first edge after `at_ms` */
    *plan = (struct hg_source_plan){
        .edges = hg_memory_new(edge_count, sizeof *plan->edges),
        .edge_count = edge_count,
    };
    for (size_t i = 0; i < edge_count; i++)
        plan->edges[i] = hg_ms_from(edges_us[i]);
    const int64_t end_ms = plan->edges[edge_count - 1];
    for (int64_t at_ms = hour_of(plan->edges[0]); at_ms < end_ms;) {
        while (plan->edges[next] <= at_ms)
            next++;
        const struct hg_source_interval interval =
            next_source_interval(at_ms, plan->edges[next], stored);
        at_ms = interval.end_ms < end_ms ? interval.end_ms : end_ms;
        add_source_interval(plan, interval.source, interval.begin_ms, at_ms);
    }
}

void hg_source_plan_release(struct hg_source_plan *plan)
{
    free(plan->intervals);
    free(plan->edges);
    *plan = (struct hg_source_plan){0};
}
