/* SPDX-License-Identifier: MIT */
/* history_log: runs, incidents and notes. */
#include "history/query/history_log.h"

#include <stdlib.h>

#include "headgate/memory.h"
#include "headgate/units.h"

#include "history/store/history.h"
#include "history/store/values.h"

#include "headgate/banned.h"

#define NO_LIMIT (-1) /* SQLite's */

/* The bounds in milliseconds, for `begin <= at < end`. */
static void bind_bounds(struct hg_query *query, const struct hg_period *period,
                        size_t limit)
{
    hg_query_bind(query, 1, period == NULL ? INT64_MIN : period->begin_us / HG_US_PER_MS);
    hg_query_bind(query, 2, period == NULL ? INT64_MAX : period->end_us / HG_US_PER_MS);
    hg_query_bind(query, 3, period == NULL ? (int64_t)limit : NO_LIMIT);
}

static void read_run(const struct hg_query *query, struct hg_arena *arena,
                     struct hg_history_run *run)
{
    *run = (struct hg_history_run){
        .name = hg_query_clean_required_text(query, 0, arena),
        .host = hg_query_clean(query, 1, arena),
        .location = hg_query_clean(query, 2, arena),
        .config = hg_query_clean(query, 3, arena),
        .version = hg_query_clean_required_text(query, 4, arena),
        .started_us = hg_query_moment(query, 5) * HG_US_PER_MS,
        .finished_us = hg_query_moment(query, 6) * HG_US_PER_MS,
        .is_interrupted = hg_query_integer(query, 7) != 0,
        .gate = (enum hg_gate_state)hg_query_number(query, 8, 0, HG_GATE_CLOSED),
        .exit_status = (int)hg_query_integer(query, 9),
        .total = hg_query_count(query, 10),
    };
    for (int i = 0; i < HG_OUTCOME_COUNT; i++)
        run->outcomes[i] = hg_query_count(query, 11 + i);
}

static int read_runs(struct hg_database *database, const struct hg_period *period,
                     size_t limit, struct hg_arena *arena, struct hg_history_log *log,
                     struct hg_error *err)
{
    struct hg_query query;
    hg_query_begin(
        &query, database,
        "SELECT name, host, location, config, version, started_ms, finished_ms,"
        " interrupted, gate, exit_status, total, unknown, up, flaky, degraded,"
        " down, skipped FROM runs WHERE started_ms >= ?1 AND started_ms < ?2"
        " ORDER BY started_ms DESC, id DESC LIMIT ?3");
    bind_bounds(&query, period, limit);
    while (hg_query_next(&query)) {
        log->runs = hg_memory_grow(log->runs, log->run_count, sizeof *log->runs);
        read_run(&query, arena, &log->runs[log->run_count++]);
    }
    return hg_query_end(&query, err);
}

void hg_history_incident_read(const struct hg_query *query, struct hg_arena *arena,
                              struct hg_history_incident *row)
{
    hg_incident_read(query, arena, &row->incident);
    row->target = hg_query_clean_required_text(query, HG_INCIDENT_COLUMNS, arena);
}

static int read_incidents(struct hg_database *database, const struct hg_period *period,
                          size_t limit, struct hg_arena *arena,
                          struct hg_history_log *log, struct hg_error *err)
{
    struct hg_query query, notes;
    hg_query_begin(&notes, database, HG_INCIDENT_NOTES);
    hg_query_begin(&query, database,
                   "SELECT " HG_HISTORY_INCIDENT_COLUMNS " WHERE opened_ms < ?2"
                   " AND (closed_ms IS NULL OR closed_ms >= ?1)"
                   " ORDER BY opened_ms DESC, incidents.id DESC LIMIT ?3");
    bind_bounds(&query, period, limit);
    while (hg_query_next(&query)) {
        log->incidents =
            hg_memory_grow(log->incidents, log->incident_count, sizeof *log->incidents);
        hg_history_incident_read(&query, arena, &log->incidents[log->incident_count++]);
    }
    for (size_t i = 0; i < log->incident_count; i++)
        hg_incident_read_notes(&notes, arena, &log->incidents[i].incident);
    const int result = hg_query_end(&query, err);
    return hg_query_end(&notes, err) | result;
}

int hg_history_read_log(struct hg_history *history, const struct hg_period *period,
                        size_t limit, struct hg_arena *arena, struct hg_history_log *log,
                        struct hg_error *err)
{
    struct hg_database *database = &history->database;
    *log = (struct hg_history_log){0};
    if (hg_database_run(database, "BEGIN", err) != 0)
        return -1;
    int result = read_runs(database, period, limit, arena, log, err);
    if (result == 0)
        result = read_incidents(database, period, limit, arena, log, err);
    hg_database_rollback(database);
    hg_arena_take(arena, log->runs);
    hg_arena_take(arena, log->incidents);
    return result;
}

int hg_history_add_note(struct hg_history *history, int64_t incident, const char *text,
                        int64_t now_us, struct hg_error *err)
{
    struct hg_database *database = &history->database;
    struct hg_query query;
    if (hg_database_begin(database, err) != 0)
        return -1;
    hg_query_begin(&query, database,
                   "INSERT INTO notes (incident, at_ms, text)"
                   " SELECT id, ?2, ?3 FROM incidents WHERE id = ?1");
    hg_query_bind(&query, 1, incident);
    hg_query_bind(&query, 2, now_us / HG_US_PER_MS);
    hg_query_bind_text(&query, 3, text);
    hg_query_execute(&query);
    if (hg_query_end(&query, err) == 0 && hg_database_changes(database) == 0)
        hg_error_usage(err, "there is no incident %lld", (long long)incident);
    else if (!hg_database_has_failed(database))
        return hg_database_commit(database, err);
    hg_database_rollback(database);
    return -1;
}
