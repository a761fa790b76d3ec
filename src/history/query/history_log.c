/* SPDX-License-Identifier: MIT */
/* history_log: runs, incidents and notes. */
#include "headgate/history_log.h"

#include <stdlib.h>

#include "headgate/memory.h"
#include "headgate/units.h"

#include "history/query/target_queries.h"
#include "history/store/history_file.h"

#include "headgate/banned.h"

#define NO_LIMIT (-1) /* SQLite's */

static void read_runs(struct hg_database *database, const struct hg_criteria *wanted,
                      struct hg_history_log *log)
{
    struct hg_run_row row;
    struct hg_query *query = hg_database_query(database, HG_SQL_RUNS, wanted);
    while (hg_query_next(query, &row)) {
        log->runs = hg_memory_grow(log->runs, log->run_count, sizeof *log->runs);
        log->runs[log->run_count++] = row.run;
    }
}

static void read_incidents(struct hg_database *database, const struct hg_criteria *wanted,
                           struct hg_history_log *log)
{
    struct hg_incident_row row = {.incident = {.duration_us = -1, .maintenance_us = -1}};
    struct hg_query *query = hg_database_query(database, HG_SQL_INCIDENTS, wanted);
    while (hg_query_next(query, &row)) {
        log->incidents =
            hg_memory_grow(log->incidents, log->incident_count, sizeof *log->incidents);
        log->incidents[log->incident_count++] =
            (struct hg_history_incident){row.target_name, row.incident};
    }
    for (size_t i = 0; i < log->incident_count; i++)
        hg_incident_read_notes(database, &log->incidents[i].incident);
}

int hg_history_read_log(struct hg_history *history, const struct hg_period *period,
                        size_t limit, struct hg_arena *arena, struct hg_history_log *log,
                        struct hg_error *err)
{
    struct hg_database *database = &history->database;
    const struct hg_criteria wanted = {
        .since_ms = period == NULL ? INT64_MIN : period->begin_us / HG_US_PER_MS,
        .until_ms = period == NULL ? INT64_MAX : period->end_us / HG_US_PER_MS,
        .limit = period == NULL ? (int64_t)limit : NO_LIMIT,
    };
    *log = (struct hg_history_log){0};
    if (hg_database_begin_reading(database, arena, err) != 0)
        return -1;
    read_runs(database, &wanted, log);
    read_incidents(database, &wanted, log);
    hg_arena_take(arena, log->runs);
    hg_arena_take(arena, log->incidents);
    return hg_database_end_reading(database, err);
}

/* True as well after a failure, which the commit reports. */
static bool has_changed(struct hg_database *database, enum hg_sql sql,
                        const struct hg_note_row *row)
{
    hg_database_execute(database, sql, row);
    return hg_database_has_failed(database) || hg_database_changes(database) > 0;
}

int hg_history_add_note(struct hg_history *history, int64_t incident, const char *text,
                        int64_t now_us, struct hg_error *err)
{
    const struct hg_note_row row = {incident, {now_us, text}};
    struct hg_database *database = &history->database;
    if (hg_database_begin(database, err) != 0)
        return -1;
    if (has_changed(database, HG_SQL_ADD_NOTE, &row))
        return hg_database_commit(database, err);
    hg_database_rollback(database);
    return hg_error_usage(err, "there is no incident %lld", (long long)incident);
}

int hg_history_acknowledge(struct hg_history *history, int64_t incident, const char *text,
                           int64_t now_us, struct hg_error *err)
{
    const struct hg_note_row row = {incident, {now_us, text}};
    struct hg_database *database = &history->database;
    if (hg_database_begin(database, err) != 0)
        return -1;
    const bool is_known = has_changed(database, HG_SQL_ADD_NOTE, &row);
    if (is_known && has_changed(database, HG_SQL_ACKNOWLEDGE, &row))
        return hg_database_commit(database, err);
    hg_database_rollback(database);
    if (!is_known)
        return hg_error_usage(err, "there is no incident %lld", (long long)incident);
    return hg_error_usage(err,
                          "incident %lld has no reminders: it is over, or was not "
                          "reported yet; a note without --ack is added all the same",
                          (long long)incident);
}
