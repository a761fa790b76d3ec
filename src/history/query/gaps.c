/* SPDX-License-Identifier: MIT */
/* gaps: results are valid as long as configured, or for twice the usual time between the starts of two runs. What
 * follows until the next run is a gap. A watch says all the time that it goes on: there is a gap from its end on. */
#include "history/query/gaps.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "headgate/memory.h"
#include "headgate/run.h"
#include "headgate/units.h"

#include "headgate/banned.h"

/* A run; or batches of a watch that follow each other, which are one. */
struct session {
    int64_t begin_us, end_us;
    bool is_watch;
};

struct run_intervals {
    struct session *items; /* owned: by start */
    size_t count;
    char watch[HG_RUN_ID_SIZE]; /* of the last one; "": none */
};

/* Whether the row is the next batch of the watch that is the last session. */
static bool continues(const struct run_intervals *runs, const struct hg_run_row *row)
{
    return row->run.watch != NULL && runs->count > 0 &&
           strcmp(runs->watch, row->run.watch) == 0 &&
           row->run.started_us - runs->items[runs->count - 1].end_us <=
               HG_WATCH_SILENCE_US;
}

static void add_run(struct run_intervals *runs, const struct hg_run_row *row)
{
    const char *watch = row->run.watch == NULL ? "" : row->run.watch;
    runs->items = hg_memory_grow(runs->items, runs->count, sizeof *runs->items);
    runs->items[runs->count++] = (struct session){
        row->run.started_us, row->run.finished_us, row->run.watch != NULL};
    snprintf(runs->watch, sizeof runs->watch, "%s", watch);
}

/* The runs from the period before to the period's end, and one that is earlier. */
static void read_runs(struct hg_uptime *uptime, struct hg_database *database,
                      struct run_intervals *runs)
{
    const struct hg_period *period = &uptime->period;
    const struct hg_criteria wanted = {
        .since_ms = uptime->before.begin_us / HG_US_PER_MS,
        .until_ms = hg_ms_from(period->end_us),
    };
    struct hg_run_row row;
    struct hg_query *query = hg_database_query(database, HG_SQL_RUN_TIMES, &wanted);
    while (hg_query_next(query, &row)) {
        if (continues(runs, &row)) {
            if (row.run.finished_us > runs->items[runs->count - 1].end_us)
                runs->items[runs->count - 1].end_us = row.run.finished_us;
            continue;
        }
        add_run(runs, &row);
        if (row.run.started_us < period->begin_us)
            continue;
        uptime->run_count++;
        uptime->interrupted_count += row.run.is_interrupted ? 1 : 0;
    }
}

static int compare(const void *a, const void *b)
{
    const int64_t first = *(const int64_t *)a;
    const int64_t second = *(const int64_t *)b;
    return (first > second) - (first < second);
}

/* 0: not known. */
static int64_t usual_interval(const struct run_intervals *runs)
{
    size_t count = 0;
    int64_t *lengths_us = hg_memory_new(runs->count, sizeof *lengths_us);
    for (size_t i = 0; i + 1 < runs->count; i++) {
        if (!runs->items[i].is_watch)
            lengths_us[count++] = runs->items[i + 1].begin_us - runs->items[i].begin_us;
    }
    qsort(lengths_us, count, sizeof *lengths_us, compare);
    const int64_t median_us = count == 0 ? 0 : lengths_us[(count - 1) / 2];
    free(lengths_us);
    return median_us;
}

static void add_gap(struct hg_uptime *uptime, const struct hg_gap *gap)
{
    const struct hg_period *period = &uptime->period;
    struct hg_gap inside = *gap;
    if (inside.begin_us < period->begin_us)
        inside.begin_us = period->begin_us;
    if (inside.end_us > period->end_us)
        inside.end_us = period->end_us;
    if (inside.begin_us < inside.end_us)
        uptime->gaps[uptime->gap_count++] = inside;
}

static void find_gaps(struct hg_uptime *uptime, const struct run_intervals *runs)
{
    const int64_t end_us = uptime->period.end_us;
    const int64_t limit_us =
        uptime->max_gap_us > 0 ? uptime->max_gap_us : 2 * usual_interval(runs);
    const int64_t first_us = runs->count == 0 ? end_us : runs->items[0].begin_us;
    uptime->gaps = hg_arena_new(&uptime->arena, runs->count + 1, sizeof *uptime->gaps);
    add_gap(uptime, &(struct hg_gap){uptime->period.begin_us, first_us, 0});
    for (size_t i = 0; i < runs->count; i++) {
        const struct session *run = &runs->items[i];
        const int64_t next_us =
            i + 1 < runs->count ? runs->items[i + 1].begin_us : end_us;
        if (run->is_watch && next_us - run->end_us > HG_WATCH_SILENCE_US)
            add_gap(uptime, &(struct hg_gap){run->end_us, next_us, run->end_us});
        else if (!run->is_watch && limit_us > 0)
            add_gap(uptime,
                    &(struct hg_gap){run->begin_us + limit_us, next_us, run->begin_us});
    }
}

int64_t hg_gaps_find(struct hg_uptime *uptime, struct hg_database *database)
{
    struct run_intervals runs = {0};
    struct hg_run_row last = {0};
    read_runs(uptime, database, &runs);
    find_gaps(uptime, &runs);
    const int64_t last_us =
        runs.count == 0 ? INT64_MIN : runs.items[runs.count - 1].begin_us;
    free(runs.items);
    hg_database_find(database, HG_SQL_LAST_RUN,
                     &(struct hg_criteria){.until_ms = last_us / HG_US_PER_MS}, &last);
    uptime->host = last.run.host;
    return last_us;
}
