/* SPDX-License-Identifier: MIT */
/* gaps: a gap is longer than a result may speak, as configured, or than twice the usual time between
 * the begins of two runs. */
#include "history/query/gaps.h"

#include <stdlib.h>

#include "headgate/memory.h"
#include "headgate/units.h"

#include "history/store/values.h"

#include "headgate/banned.h"

struct run_intervals {
    struct hg_interval *items; /* owned: by begin */
    size_t count;
};

static void add(struct run_intervals *run_intervals, struct hg_interval run)
{
    run_intervals->items = hg_memory_grow(run_intervals->items, run_intervals->count,
                                          sizeof *run_intervals->items);
    run_intervals->items[run_intervals->count++] = run;
}

/* Those from the period before to the period's end, and one that is earlier. */
static int read_runs(struct hg_uptime *uptime, struct hg_database *database,
                     struct run_intervals *run_intervals, struct hg_error *err)
{
    const struct hg_period *period = &uptime->period;
    struct hg_query query;
    hg_query_begin(&query, database,
                   "SELECT started_ms, finished_ms, interrupted FROM runs"
                   " WHERE started_ms < ?2 AND started_ms >= coalesce((SELECT"
                   " max(started_ms) FROM runs WHERE started_ms < ?1), ?1)"
                   " ORDER BY started_ms");
    hg_query_bind(&query, 1, uptime->before.begin_us / HG_US_PER_MS);
    hg_query_bind(&query, 2, (period->end_us + HG_US_PER_MS - 1) / HG_US_PER_MS);
    while (hg_query_next(&query)) {
        const struct hg_interval run = {hg_query_moment(&query, 0) * HG_US_PER_MS,
                                        hg_query_moment(&query, 1) * HG_US_PER_MS};
        add(run_intervals, run);
        if (run.begin_us < period->begin_us)
            continue;
        uptime->run_count++;
        uptime->interrupted_count += hg_query_integer(&query, 2) != 0 ? 1 : 0;
    }
    return hg_query_end(&query, err);
}

static int compare(const void *a, const void *b)
{
    const int64_t first = *(const int64_t *)a;
    const int64_t second = *(const int64_t *)b;
    return (first > second) - (first < second);
}

/* 0: not known. */
static int64_t usual_interval(const struct run_intervals *run_intervals)
{
    if (run_intervals->count < 2)
        return 0;
    const size_t count = run_intervals->count - 1;
    int64_t *gaps = hg_memory_new(count, sizeof *gaps);
    for (size_t i = 0; i < count; i++)
        gaps[i] = run_intervals->items[i + 1].begin_us - run_intervals->items[i].begin_us;
    qsort(gaps, count, sizeof *gaps, compare);
    const int64_t median_us = gaps[(count - 1) / 2];
    free(gaps);
    return median_us;
}

static void add_gap(struct hg_uptime *uptime, struct hg_interval *gaps, int64_t begin_us,
                    int64_t end_us)
{
    const struct hg_period *period = &uptime->period;
    const struct hg_interval gap = {begin_us > period->begin_us ? begin_us
                                                                : period->begin_us,
                                    end_us < period->end_us ? end_us : period->end_us};
    if (gap.begin_us < gap.end_us)
        gaps[uptime->gap_count++] = gap;
}

/* From the end of a run to the begin of the next one. */
static void find_gaps(struct hg_uptime *uptime, const struct run_intervals *run_intervals)
{
    struct hg_interval *gaps =
        hg_arena_new(&uptime->arena, run_intervals->count + 1, sizeof *gaps);
    const int64_t end_us = uptime->period.end_us;
    int64_t limit_us = uptime->max_gap_us;
    if (limit_us == 0)
        limit_us = 2 * usual_interval(run_intervals);
    if (run_intervals->count == 0 ||
        run_intervals->items[0].begin_us > uptime->period.begin_us)
        add_gap(uptime, gaps, uptime->period.begin_us,
                run_intervals->count == 0 ? end_us : run_intervals->items[0].begin_us);
    for (size_t i = 0; i < run_intervals->count && limit_us > 0; i++) {
        const struct hg_interval *run = &run_intervals->items[i];
        const int64_t next_us = i + 1 < run_intervals->count ? run[1].begin_us : end_us;
        if (next_us - run->begin_us > limit_us)
            add_gap(uptime, gaps, run->end_us, next_us);
    }
    uptime->gaps = gaps;
}

int hg_gaps_find(struct hg_uptime *uptime, struct hg_database *database,
                 int64_t *last_run_us, struct hg_error *err)
{
    struct run_intervals run_intervals = {0};
    struct hg_query query;
    *last_run_us = INT64_MIN;
    if (read_runs(uptime, database, &run_intervals, err) != 0) {
        free(run_intervals.items);
        return -1;
    }
    find_gaps(uptime, &run_intervals);
    if (run_intervals.count > 0)
        *last_run_us = run_intervals.items[run_intervals.count - 1].begin_us;
    free(run_intervals.items);
    hg_query_begin(&query, database,
                   "SELECT host FROM runs WHERE started_ms <= ?1"
                   " ORDER BY started_ms DESC LIMIT 1");
    hg_query_bind(&query, 1, *last_run_us / HG_US_PER_MS);
    if (hg_query_next(&query))
        uptime->host = hg_query_clean(&query, 0, &uptime->arena);
    return hg_query_end(&query, err);
}
