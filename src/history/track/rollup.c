/* SPDX-License-Identifier: MIT */
/* rollup: rows of `hours` and `days`. */
#include "history/track/rollup.h"

#include <stdlib.h>
#include <string.h>

#include "headgate/memory.h"
#include "headgate/units.h"

#include "history/store/meta.h"
#include "history/store/result_rows.h"
#include "history/store/values.h"

#include "headgate/banned.h"

#define FIGURES "unknown, up, flaky, degraded, down, skipped, maintenance, latencies"

enum { AT_COUNTS = 2, AT_MAINTENANCE = AT_COUNTS + HG_OUTCOME_COUNT, AT_LATENCIES };

static int64_t begin_of(int64_t at_ms, int64_t length_ms)
{
    return at_ms - at_ms % length_ms;
}

static void begin_table(struct hg_rollup_table *table, struct hg_database *database,
                        const char *read, const char *write)
{
    hg_query_begin(&table->read, database, read);
    hg_query_begin(&table->write, database, write);
}

int hg_rollup_begin(struct hg_rollup *rollup, struct hg_database *database,
                    int64_t first_ms, struct hg_error *err)
{
    *rollup = (struct hg_rollup){.database = database};
    rollup->row = hg_memory_new(1, sizeof *rollup->row);
    hg_buf_init(&rollup->bytes);
    begin_table(&rollup->hours, database,
                "SELECT target, begin_ms, " FIGURES " FROM hours"
                " WHERE target = ?1 AND begin_ms = ?2",
                "INSERT OR REPLACE INTO hours (target, begin_ms, " FIGURES ")"
                " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)");
    begin_table(&rollup->days, database,
                "SELECT target, begin_ms, " FIGURES " FROM days"
                " WHERE target = ?1 AND begin_ms = ?2",
                "INSERT OR REPLACE INTO days (target, begin_ms, " FIGURES ")"
                " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)");
    return hg_meta_get(database, HG_META_ROLLED_UP, begin_of(first_ms, HG_MS_PER_HOUR),
                       &rollup->until_ms, err);
}

int hg_rollup_end(struct hg_rollup *rollup, struct hg_error *err)
{
    int result = hg_query_end(&rollup->hours.read, err);
    result |= hg_query_end(&rollup->hours.write, err);
    result |= hg_query_end(&rollup->days.read, err);
    result |= hg_query_end(&rollup->days.write, err);
    hg_buf_release(&rollup->bytes);
    free(rollup->row);
    return result;
}

static void begin_row(struct hg_rollup_row *row, int64_t target, int64_t begin_ms)
{
    memset(row, 0, sizeof *row);
    row->target = target;
    row->begin_ms = begin_ms;
}

static void count(struct hg_rollup_row *row, enum hg_outcome outcome, bool is_maintenance,
                  int64_t latency_us)
{
    if (is_maintenance) {
        row->maintenance++;
        return;
    }
    row->counts[outcome]++;
    hg_histogram_add(&row->latencies, latency_us);
}

/* Add what the query's row says of an hour or a day. */
static void merge(struct hg_rollup_row *row, const struct hg_query *query)
{
    size_t len;
    const void *data = hg_query_bytes(query, AT_LATENCIES, &len);
    for (int i = 0; i < HG_OUTCOME_COUNT; i++)
        row->counts[i] += hg_query_count(query, AT_COUNTS + i);
    row->maintenance += hg_query_count(query, AT_MAINTENANCE);
    /* What can't be read was not written by us: the counts are still worth something. */
    hg_histogram_read(&row->latencies, data, len);
}

static void write_row(struct hg_rollup *rollup, struct hg_query *write)
{
    const struct hg_rollup_row *row = rollup->row;
    if (row->target == 0)
        return;
    hg_buf_clear(&rollup->bytes);
    hg_histogram_write(&row->latencies, &rollup->bytes);
    hg_query_bind(write, 1, row->target);
    hg_query_bind(write, 2, row->begin_ms);
    for (int i = 0; i < HG_OUTCOME_COUNT; i++)
        hg_query_bind(write, 1 + AT_COUNTS + i, row->counts[i]);
    hg_query_bind(write, 1 + AT_MAINTENANCE, row->maintenance);
    hg_query_bind_bytes(write, 1 + AT_LATENCIES, rollup->bytes.data, rollup->bytes.len);
    hg_query_execute(write);
}

static void add_to(struct hg_rollup *rollup, struct hg_rollup_table *table,
                   int64_t target, int64_t begin_ms, const struct hg_sample *sample,
                   int64_t latency_us)
{
    begin_row(rollup->row, target, begin_ms);
    hg_query_bind(&table->read, 1, target);
    hg_query_bind(&table->read, 2, begin_ms);
    if (hg_query_next(&table->read))
        merge(rollup->row, &table->read);
    hg_query_reset(&table->read);
    count(rollup->row, sample->outcome, sample->is_maintenance, latency_us);
    write_row(rollup, &table->write);
}

void hg_rollup_add(struct hg_rollup *rollup, int64_t target,
                   const struct hg_sample *sample, int64_t latency_us)
{
    if (sample->at_ms < rollup->until_ms)
        add_to(rollup, &rollup->hours, target, begin_of(sample->at_ms, HG_MS_PER_HOUR),
               sample, latency_us);
    if (sample->at_ms < begin_of(rollup->until_ms, HG_MS_PER_DAY))
        add_to(rollup, &rollup->days, target, begin_of(sample->at_ms, HG_MS_PER_DAY),
               sample, latency_us);
}

/* The first two columns say which row it belongs to; they are in order. */
static void turn_to(struct hg_rollup *rollup, const struct hg_query *query,
                    struct hg_query *write)
{
    const int64_t target = hg_query_integer(query, 0);
    const int64_t begin_ms = hg_query_moment(query, 1);
    if (rollup->row->target == target && rollup->row->begin_ms == begin_ms)
        return;
    write_row(rollup, write);
    begin_row(rollup->row, target, begin_ms);
}

static int make_hours(struct hg_rollup *rollup, int64_t until_ms, struct hg_error *err)
{
    struct hg_query query;
    hg_query_begin(&query, rollup->database,
                   "SELECT results.target, " HG_RESULT_AT " - " HG_RESULT_AT " % 3600000,"
                   " results.outcome, results.maintenance,"
                   " iif(results.status = 0 OR results.outcome = 5, -1, results.total_us)"
                   " FROM runs CROSS JOIN results ON results.run = runs.id"
                   " WHERE runs.last_ms >= ?1 AND runs.first_ms < ?2"
                   " AND " HG_RESULT_AT " >= ?1 AND " HG_RESULT_AT " < ?2"
                   " AND " HG_RESULT_COUNTS " ORDER BY 1, 2");
    hg_query_bind(&query, 1, rollup->until_ms);
    hg_query_bind(&query, 2, until_ms);
    begin_row(rollup->row, 0, 0);
    while (hg_query_next(&query)) {
        turn_to(rollup, &query, &rollup->hours.write);
        count(rollup->row, hg_query_outcome(&query, 2), hg_query_integer(&query, 3) != 0,
              hg_query_integer(&query, 4));
    }
    write_row(rollup, &rollup->hours.write);
    return hg_query_end(&query, err);
}

static int make_days(struct hg_rollup *rollup, int64_t since_ms, int64_t until_ms,
                     struct hg_error *err)
{
    struct hg_query query;
    hg_query_begin(&query, rollup->database,
                   "SELECT hours.target, hours.begin_ms - hours.begin_ms % 86400000,"
                   " " FIGURES " FROM (SELECT id FROM targets) AS known"
                   " CROSS JOIN hours ON hours.target = known.id AND hours.begin_ms >= ?1"
                   " AND hours.begin_ms < ?2 ORDER BY 1, 2");
    hg_query_bind(&query, 1, since_ms);
    hg_query_bind(&query, 2, until_ms);
    begin_row(rollup->row, 0, 0);
    while (hg_query_next(&query)) {
        turn_to(rollup, &query, &rollup->days.write);
        merge(rollup->row, &query);
    }
    write_row(rollup, &rollup->days.write);
    return hg_query_end(&query, err);
}

int hg_rollup_make(struct hg_rollup *rollup, int64_t now_ms, struct hg_error *err)
{
    const int64_t since_ms = rollup->until_ms;
    const int64_t until_ms = begin_of(now_ms, HG_MS_PER_HOUR);
    if (until_ms > since_ms) {
        if (make_hours(rollup, until_ms, err) != 0 ||
            make_days(rollup, begin_of(since_ms, HG_MS_PER_DAY),
                      begin_of(until_ms, HG_MS_PER_DAY), err) != 0)
            return -1;
        rollup->until_ms = until_ms;
    }
    return hg_meta_set(rollup->database, HG_META_ROLLED_UP, rollup->until_ms, err);
}
