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

/* Why nothing was changed. */
static int refuse(const struct hg_note_row *row, bool is_known,
                  const struct hg_incident_row *found, struct hg_error *err)
{
    const long long incident = (long long)row->incident;
    if (!is_known)
        return hg_error_usage(err, "there is no incident %lld", incident);
    if (found->incident.closed_us != 0)
        return hg_error_usage(err,
                              "incident %lld is over, and has no reminders that could "
                              "end; add the note without --ack",
                              incident);
    return hg_error_usage(err,
                          "incident %lld has not been reported, and has no reminders "
                          "that could end; add the note without --ack",
                          incident);
}

static bool has_changed(struct hg_database *database)
{
    return hg_database_has_failed(database) || hg_database_changes(database) > 0;
}

static int add_note(struct hg_history *history, const struct hg_note_row *row,
                    bool acknowledges, struct hg_error *err)
{
    struct hg_database *database = &history->database;
    struct hg_incident_row found = {0};
    const struct hg_criteria wanted = {.id = row->incident};
    if (hg_database_begin(database, err) != 0)
        return -1;
    const bool is_known = hg_database_find(database, HG_SQL_INCIDENT, &wanted, &found) ||
                          hg_database_has_failed(database);
    hg_database_execute(database, HG_SQL_ADD_NOTE, row);
    bool is_done = is_known;
    if (acknowledges) {
        hg_database_execute(database, HG_SQL_ACKNOWLEDGE, row);
        is_done = has_changed(database);
    }
    if (is_done)
        return hg_database_commit(database, err);
    hg_database_rollback(database);
    return refuse(row, is_known, &found, err);
}

int hg_history_add_note(struct hg_history *history, int64_t incident, const char *text,
                        int64_t now_us, struct hg_error *err)
{
    const struct hg_note_row row = {incident, {now_us, text}};
    return add_note(history, &row, false, err);
}

int hg_history_acknowledge(struct hg_history *history, int64_t incident, const char *text,
                           int64_t now_us, struct hg_error *err)
{
    const struct hg_note_row row = {incident, {now_us, text}};
    return add_note(history, &row, true, err);
}
