/* SPDX-License-Identifier: MIT */
/* rollup: rows of `hours` and `days`. */
#include "history/track/rollup.h"

#include <stdlib.h>
#include <string.h>

#include "headgate/memory.h"
#include "headgate/units.h"

#include "history/store/database_schema.h"

#include "headgate/banned.h"

static int64_t begin_of(int64_t at_ms, int64_t length_ms)
{
    return at_ms - at_ms % length_ms;
}

void hg_rollup_init(struct hg_rollup *rollup, struct hg_database *database,
                    int64_t first_ms)
{
    *rollup = (struct hg_rollup){
        .database = database,
        .until_ms =
            hg_meta_get(database, HG_META_ROLLED_UP, begin_of(first_ms, HG_MS_PER_HOUR)),
        .latencies = hg_memory_new(1, sizeof *rollup->latencies),
    };
    hg_buf_init(&rollup->bytes);
}

void hg_rollup_release(struct hg_rollup *rollup)
{
    hg_buf_release(&rollup->bytes);
    free(rollup->latencies);
}

static void begin_row(struct hg_rollup *rollup, int64_t target, int64_t begin_ms)
{
    rollup->row = (struct hg_hour_row){.target = target, .begin_ms = begin_ms};
    memset(rollup->latencies, 0, sizeof *rollup->latencies);
}

static void count(struct hg_rollup *rollup, enum hg_outcome outcome, bool is_maintenance,
                  int64_t latency_us)
{
    if (is_maintenance) {
        rollup->row.maintenance++;
        return;
    }
    rollup->row.counts[outcome]++;
    hg_histogram_add(rollup->latencies, latency_us);
}

/* Add a stored hour or day. */
static void merge(struct hg_rollup *rollup, const struct hg_hour_row *stored)
{
    for (int i = 0; i < HG_OUTCOME_COUNT; i++)
        rollup->row.counts[i] += stored->counts[i];
    rollup->row.maintenance += stored->maintenance;
    /* Latencies that can't be read were not written by headgate: the counts are still worth something. */
    hg_histogram_read(rollup->latencies, stored->latencies.data, stored->latencies.len);
}

static void write_row(struct hg_rollup *rollup, enum hg_sql set)
{
    if (rollup->row.target == 0)
        return;
    hg_buf_clear(&rollup->bytes);
    hg_histogram_write(rollup->latencies, &rollup->bytes);
    rollup->row.latencies = (struct hg_bytes){rollup->bytes.data, rollup->bytes.len};
    if (rollup->visit != NULL)
        rollup->visit(rollup->context, &rollup->row);
    else
        hg_database_execute(rollup->database, set, &rollup->row);
}

static void add_to(struct hg_rollup *rollup, enum hg_sql get, enum hg_sql set,
                   const struct hg_sample *sample, int64_t latency_us)
{
    struct hg_hour_row stored;
    struct hg_query *query = hg_database_query(rollup->database, get, &rollup->row);
    if (hg_query_next(query, &stored))
        merge(rollup, &stored);
    hg_query_end(query);
    count(rollup, sample->outcome, sample->is_maintenance, latency_us);
    write_row(rollup, set);
}

void hg_rollup_add(struct hg_rollup *rollup, int64_t target,
                   const struct hg_sample *sample, int64_t latency_us)
{
    if (sample->at_ms < rollup->until_ms) {
        begin_row(rollup, target, begin_of(sample->at_ms, HG_MS_PER_HOUR));
        add_to(rollup, HG_SQL_HOUR, HG_SQL_SET_HOUR, sample, latency_us);
    }
    if (sample->at_ms < begin_of(rollup->until_ms, HG_MS_PER_DAY)) {
        begin_row(rollup, target, begin_of(sample->at_ms, HG_MS_PER_DAY));
        add_to(rollup, HG_SQL_DAY, HG_SQL_SET_DAY, sample, latency_us);
    }
}

/* What is read comes by target and time: write the row that is complete, and begin the next one. */
static void turn_to(struct hg_rollup *rollup, int64_t target, int64_t begin_ms,
                    enum hg_sql set)
{
    if (rollup->row.target == target && rollup->row.begin_ms == begin_ms)
        return;
    write_row(rollup, set);
    begin_row(rollup, target, begin_ms);
}

void hg_rollup_make_hours(struct hg_rollup *rollup, int64_t since_ms, int64_t until_ms)
{
    const struct hg_criteria wanted = {.since_ms = since_ms, .until_ms = until_ms};
    struct hg_result_row result;
    struct hg_query *query =
        hg_database_query(rollup->database, HG_SQL_RESULTS_BETWEEN, &wanted);
    begin_row(rollup, 0, 0);
    while (hg_query_next(query, &result)) {
        const int64_t at_ms = result.result.last.started_at_us / HG_US_PER_MS;
        turn_to(rollup, result.target, begin_of(at_ms, HG_MS_PER_HOUR), HG_SQL_SET_HOUR);
        count(rollup, (enum hg_outcome)result.result.last.outcome,
              result.result.is_maintenance, hg_result_row_latency_us(&result));
    }
    write_row(rollup, HG_SQL_SET_HOUR);
}

void hg_rollup_make_days(struct hg_rollup *rollup, int64_t since_ms, int64_t until_ms)
{
    const struct hg_criteria wanted = {.since_ms = since_ms, .until_ms = until_ms};
    struct hg_hour_row hour;
    struct hg_query *query =
        hg_database_query(rollup->database, HG_SQL_HOURS_BETWEEN, &wanted);
    begin_row(rollup, 0, 0);
    while (hg_query_next(query, &hour)) {
        turn_to(rollup, hour.target, begin_of(hour.begin_ms, HG_MS_PER_DAY),
                HG_SQL_SET_DAY);
        merge(rollup, &hour);
    }
    write_row(rollup, HG_SQL_SET_DAY);
}

void hg_rollup_make(struct hg_rollup *rollup, int64_t now_ms)
{
    const int64_t since_ms = rollup->until_ms;
    const int64_t until_ms = begin_of(now_ms, HG_MS_PER_HOUR);
    if (until_ms > since_ms) {
        hg_rollup_make_hours(rollup, since_ms, until_ms);
        hg_rollup_make_days(rollup, begin_of(since_ms, HG_MS_PER_DAY),
                            begin_of(until_ms, HG_MS_PER_DAY));
        rollup->until_ms = until_ms;
    }
    hg_meta_set(rollup->database, HG_META_ROLLED_UP, rollup->until_ms);
}
