/* SPDX-License-Identifier: MIT */
/* database_schema: the tables of a history. */
#include "history/store/database_schema.h"

#include "headgate/history_check.h"
#include "headgate/units.h"

#include <inttypes.h>
#include <stdbool.h>
#include <stdio.h>

#include "headgate/banned.h"

#define APPLICATION_ID 0x68676174 /* "hgat", as file(1) may show it */

/* Each makes its version from the one before. What was published is never changed. */
static const char *const migrations[] = {
    "CREATE TABLE runs (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE,"
    " host TEXT, location TEXT, config TEXT, version TEXT NOT NULL,"
    " started_ms INTEGER NOT NULL, finished_ms INTEGER NOT NULL,"
    " first_ms INTEGER NOT NULL, last_ms INTEGER NOT NULL,"
    " interrupted INTEGER NOT NULL, gate INTEGER NOT NULL, exit_status INTEGER NOT NULL,"
    " total INTEGER NOT NULL, up INTEGER NOT NULL, flaky INTEGER NOT NULL,"
    " degraded INTEGER NOT NULL, down INTEGER NOT NULL, unknown INTEGER NOT NULL,"
    " skipped INTEGER NOT NULL);"
    "CREATE INDEX runs_by_start ON runs (started_ms);"
    "CREATE INDEX runs_by_results ON runs (last_ms, first_ms);"
    /* `tags` are joined by line feeds; `incident` is the open one. From `outcome` on: the interval that still
     * grows, NULL before the first result. */
    "CREATE TABLE targets (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE,"
    " url TEXT NOT NULL, group_name TEXT, tags TEXT NOT NULL, certificate INTEGER,"
    " incident INTEGER, outcome INTEGER, cause INTEGER, maintenance INTEGER, reason "
    "TEXT, begin_ms INTEGER,"
    " end_ms INTEGER, checks INTEGER, shortest_ms INTEGER, longest_ms INTEGER);"
    "CREATE TABLE results (run INTEGER NOT NULL, target INTEGER NOT NULL,"
    " after_ms INTEGER NOT NULL, outcome INTEGER NOT NULL, cause INTEGER NOT NULL,"
    " maintenance INTEGER NOT NULL, status INTEGER NOT NULL, method INTEGER NOT NULL,"
    " attempts INTEGER NOT NULL, resolve_us INTEGER, connect_us INTEGER, tls_us INTEGER,"
    " wait_us INTEGER, transfer_us INTEGER, total_us INTEGER, certificate INTEGER,"
    " PRIMARY KEY (run, target)) WITHOUT ROWID;"
    /* Of results with a reason, a note or more than one attempt. `attempts` is JSON, as in the report. */
    "CREATE TABLE details (run INTEGER NOT NULL, target INTEGER NOT NULL, found INTEGER,"
    " reason TEXT, note TEXT, final_url TEXT, address TEXT, attempts TEXT,"
    " PRIMARY KEY (run, target)) WITHOUT ROWID;"
    "CREATE TABLE certificates (id INTEGER PRIMARY KEY, fingerprint TEXT NOT NULL UNIQUE,"
    " name TEXT NOT NULL, issuer TEXT NOT NULL, begin_ms INTEGER NOT NULL,"
    " end_ms INTEGER NOT NULL);"
    "CREATE TABLE spans (target INTEGER NOT NULL, begin_ms INTEGER NOT NULL,"
    " end_ms INTEGER NOT NULL, outcome INTEGER NOT NULL, cause INTEGER NOT NULL,"
    " maintenance INTEGER NOT NULL, reason TEXT, checks INTEGER NOT NULL,"
    " shortest_ms INTEGER NOT NULL, longest_ms INTEGER NOT NULL, PRIMARY KEY (target, "
    "begin_ms)) WITHOUT ROWID;"
    "CREATE TABLE hours (target INTEGER NOT NULL, begin_ms INTEGER NOT NULL,"
    " up INTEGER NOT NULL, flaky INTEGER NOT NULL, degraded INTEGER NOT NULL,"
    " down INTEGER NOT NULL, unknown INTEGER NOT NULL, skipped INTEGER NOT NULL,"
    " maintenance INTEGER NOT NULL, latencies BLOB NOT NULL,"
    " PRIMARY KEY (target, begin_ms)) WITHOUT ROWID;"
    "CREATE TABLE days (target INTEGER NOT NULL, begin_ms INTEGER NOT NULL,"
    " up INTEGER NOT NULL, flaky INTEGER NOT NULL, degraded INTEGER NOT NULL,"
    " down INTEGER NOT NULL, unknown INTEGER NOT NULL, skipped INTEGER NOT NULL,"
    " maintenance INTEGER NOT NULL, latencies BLOB NOT NULL,"
    " PRIMARY KEY (target, begin_ms)) WITHOUT ROWID;"
    /* An id is never used again. */
    "CREATE TABLE incidents (id INTEGER PRIMARY KEY AUTOINCREMENT, target INTEGER NOT "
    "NULL,"
    " opened_ms INTEGER NOT NULL, closed_ms INTEGER, cause INTEGER NOT NULL,"
    " worst INTEGER NOT NULL, checks INTEGER NOT NULL, attempts INTEGER NOT NULL,"
    " reason TEXT NOT NULL, common TEXT,"
    " UNIQUE (target, opened_ms));"
    "CREATE INDEX incidents_by_open ON incidents (opened_ms);"
    "CREATE TABLE notes (id INTEGER PRIMARY KEY, incident INTEGER NOT NULL,"
    " at_ms INTEGER NOT NULL, text TEXT NOT NULL);"
    "CREATE INDEX notes_by_incident ON notes (incident);"
    "CREATE TABLE maintenance (target INTEGER NOT NULL, begin_ms INTEGER NOT NULL,"
    " end_ms INTEGER NOT NULL, PRIMARY KEY (target, begin_ms)) WITHOUT ROWID;"
    /* Mails that were not sent yet; empty from version 3 on. */
    "CREATE TABLE mails (id INTEGER PRIMARY KEY AUTOINCREMENT, at_ms INTEGER NOT NULL,"
    " sender TEXT NOT NULL, recipients TEXT NOT NULL, message BLOB NOT NULL,"
    " attempts INTEGER NOT NULL, problem TEXT NOT NULL, taken_ms INTEGER);"
    "CREATE TABLE meta (key TEXT PRIMARY KEY, value INTEGER NOT NULL) WITHOUT ROWID;",
    /* The causes 18 (proxy), 19 (resolver) and 20 (clock), which a program that knows version 1 has no words for. */
    "",
    /* What people were told so far is that a target with an open incident is down. */
    "CREATE TABLE reported (target INTEGER PRIMARY KEY, is_down INTEGER NOT NULL,"
    " is_acknowledged INTEGER NOT NULL, told_ms INTEGER, count INTEGER NOT NULL,"
    " since_ms INTEGER, incident INTEGER, cause INTEGER, reason TEXT,"
    " is_degraded INTEGER NOT NULL DEFAULT 0, degraded_count INTEGER NOT NULL DEFAULT 0,"
    " degraded_since_ms INTEGER, degraded_cause INTEGER, degraded_reason TEXT,"
    " certificate INTEGER, changes INTEGER NOT NULL DEFAULT 0, flapping_since_ms "
    "INTEGER);"
    "ALTER TABLE certificates ADD COLUMN told INTEGER NOT NULL DEFAULT 0;"
    /* Where a monitor ("" without a location) is offline. */
    "CREATE TABLE offline (location TEXT PRIMARY KEY, since_ms INTEGER NOT NULL,"
    " reason TEXT NOT NULL) WITHOUT ROWID;"
    /* Absolute paths of configurations, joined by line feeds; `source` is which a target came from last, `row_of` the
     * target that it is a row of, `channels` the names that news about it is for, joined by line feeds. */
    "CREATE TABLE sources (id INTEGER PRIMARY KEY, files TEXT NOT NULL UNIQUE);"
    "ALTER TABLE targets ADD COLUMN source INTEGER;"
    "ALTER TABLE targets ADD COLUMN row_of TEXT;"
    "ALTER TABLE targets ADD COLUMN channels TEXT NOT NULL DEFAULT '';"
    /* `changes`: the last result was down (history/track/flapping.h). */
    "INSERT INTO reported (target, is_down, is_acknowledged, told_ms, count, since_ms,"
    " incident, cause, reason, changes) SELECT targets.id, 1, 0, opened_ms, 0, "
    "opened_ms, "
    "incidents.id,"
    " incidents.cause, incidents.reason, 1048576 FROM targets JOIN incidents"
    " ON incidents.id = targets.incident;"
    /* Messages that are not sent yet. Since `taken_ms` a process holds one; since `since_ms` it is tried, and again
     * at `next_ms`. One of mail has an envelope and a message, one of another channel a run and events. */
    "CREATE TABLE outbox (id INTEGER PRIMARY KEY AUTOINCREMENT, channel TEXT NOT NULL,"
    " message_id TEXT NOT NULL, at_ms INTEGER NOT NULL, since_ms INTEGER NOT NULL,"
    " run TEXT, location TEXT, envelope TEXT NOT NULL, message BLOB,"
    " attempts INTEGER NOT NULL, problem TEXT NOT NULL, next_ms INTEGER, taken_ms "
    "INTEGER, parts INTEGER NOT NULL DEFAULT 0);"
    "CREATE INDEX outbox_by_channel ON outbox (channel, id);"
    "INSERT INTO outbox (channel, message_id, at_ms, since_ms, envelope, message, "
    "attempts,"
    " problem, taken_ms) SELECT 'mail', lower(hex(randomblob(16))), at_ms,"
    " CAST((julianday('now') - 2440587.5) * 86400000 AS INTEGER),"
    " sender || char(10) || recipients, message, 0, problem, taken_ms FROM mails"
    " ORDER BY id;"
    "DELETE FROM mails;"
    /* Events that are not sent yet; `tags` are joined by line feeds. */
    "CREATE TABLE events (id INTEGER PRIMARY KEY AUTOINCREMENT, event_id TEXT NOT NULL,"
    " kind INTEGER NOT NULL, target TEXT NOT NULL, url TEXT NOT NULL, group_name TEXT,"
    " tags TEXT NOT NULL, at_ms INTEGER NOT NULL, since_ms INTEGER NOT NULL,"
    " incident INTEGER, cause INTEGER NOT NULL, reason TEXT NOT NULL);"
    "CREATE INDEX events_by_target ON events (target);"
    "CREATE TABLE outbox_events (message INTEGER NOT NULL, event INTEGER NOT NULL,"
    " outage TEXT, ends_outage INTEGER NOT NULL DEFAULT 0,"
    " PRIMARY KEY (message, event)) WITHOUT ROWID;"
    "CREATE INDEX outbox_events_by_event ON outbox_events (event);"
    /* Channels that did not accept their last message; `at_ms` is the last failure, `since_ms` the first in a row. */
    "CREATE TABLE failing_channels (channel TEXT PRIMARY KEY, since_ms INTEGER NOT NULL,"
    " at_ms INTEGER NOT NULL, problem TEXT NOT NULL) WITHOUT ROWID;"
    /* Targets that a channel has heard are down, and the outage that each belongs to there. `beginning` is what the
     * incidents of an outage have in common, NULL where nothing is known of it. */
    "CREATE TABLE outage_targets (channel TEXT NOT NULL, target TEXT NOT NULL,"
    " outage TEXT NOT NULL, beginning TEXT, PRIMARY KEY (channel, target)) WITHOUT ROWID;"
    "CREATE INDEX outage_targets_by_outage ON outage_targets (outage);"
    "CREATE INDEX outage_targets_by_beginning ON outage_targets (beginning);"
    /* The name of the run of `watch` that a run is a batch of. */
    "ALTER TABLE runs ADD COLUMN watch TEXT;"
    /* The longest time between two checks of a target by `watch`, since when it has been that. */
    "CREATE TABLE watch_intervals (target INTEGER NOT NULL, since_ms INTEGER NOT NULL,"
    " interval_ms INTEGER NOT NULL, PRIMARY KEY (target, since_ms)) WITHOUT ROWID;",
};

#define VERSION ((int64_t)(sizeof migrations / sizeof migrations[0]))

/* What the file says of itself. */
struct mark {
    int64_t application;
    int64_t version;
    int64_t tables;
};

static int read_parts(struct hg_database *database, struct mark *mark,
                      struct hg_error *err)
{
    if (hg_database_number(database, "PRAGMA application_id", 0, &mark->application,
                           err) != 0 ||
        hg_database_number(database, "PRAGMA user_version", 0, &mark->version, err) != 0)
        return -1;
    return hg_database_number(database, "SELECT count(*) FROM sqlite_master", 0,
                              &mark->tables, err);
}

/* In one transaction: another process may be making the tables right now. */
static int read_mark(struct hg_database *database, struct mark *mark,
                     struct hg_error *err)
{
    if (hg_database_run(database, "BEGIN", err) != 0)
        return -1;
    const int result = read_parts(database, mark, err);
    hg_database_rollback(database);
    return result;
}

static bool is_new(const struct mark *mark)
{
    return mark->application == 0 && mark->version == 0 && mark->tables == 0;
}

static int judge_mark(const struct hg_database *database, const struct mark *mark,
                      struct hg_error *err)
{
    if (mark->application != APPLICATION_ID)
        return hg_error_system(err, "history \"%s\": it is not a headgate history",
                               database->path);
    if (mark->version < 1)
        return hg_error_system(err,
                               "history \"%s\": it is damaged: version %" PRId64
                               " of the tables does not exist",
                               database->path, mark->version);
    if (mark->version > VERSION)
        return hg_error_system(err,
                               "history \"%s\": it was written by a newer version of "
                               "headgate (version %" PRId64
                               " of the tables; this one supports up to %" PRId64 ")",
                               database->path, mark->version, VERSION);
    return 0;
}

int hg_schema_check(struct hg_database *database, struct hg_error *err)
{
    struct mark mark;
    if (read_mark(database, &mark, err) != 0 || judge_mark(database, &mark, err) != 0)
        return -1;
    return mark.version == VERSION
               ? 0
               : hg_error_system(
                     err,
                     "history \"%s\": it was written by an older version of headgate; "
                     "the next check updates it",
                     database->path);
}

static int upgrade(struct hg_database *database, struct hg_error *err)
{
    struct mark mark;
    char sql[96];

    if (read_parts(database, &mark, err) != 0 ||
        (!is_new(&mark) && judge_mark(database, &mark, err) != 0))
        return -1;
    for (int64_t version = mark.version; version < VERSION; version++) {
        if (hg_database_run(database, migrations[version], err) != 0)
            return -1;
    }
    snprintf(sql, sizeof sql, "PRAGMA application_id=%d; PRAGMA user_version=%" PRId64,
             APPLICATION_ID, VERSION);
    return hg_database_run(database, sql, err);
}

int hg_schema_migrate(struct hg_database *database, struct hg_error *err)
{
    struct mark mark;
    if (read_mark(database, &mark, err) != 0 ||
        (!is_new(&mark) && judge_mark(database, &mark, err) != 0))
        return -1;
    if (hg_database_enable_wal(database, err) != 0)
        return -1;
    if (mark.version == VERSION)
        return 0;
    if (hg_database_begin(database, err) != 0)
        return -1;
    if (upgrade(database, err) == 0)
        return hg_database_commit(database, err);
    hg_database_rollback(database);
    return -1;
}

int64_t hg_meta_get(struct hg_database *database, const char *key, int64_t fallback)
{
    struct hg_moment_row row = {.key = key};
    return hg_database_find(database, HG_SQL_META, &row, &row) ? row.value : fallback;
}

void hg_meta_set(struct hg_database *database, const char *key, int64_t value)
{
    hg_database_execute(database, HG_SQL_SET_META,
                        &(struct hg_moment_row){.key = key, .value = value});
}

void hg_history_write_remake(int64_t begin_us, struct hg_buf *sql)
{
    const int64_t begin_ms = begin_us / HG_US_PER_MS;
    hg_buf_printf(sql,
                  "BEGIN IMMEDIATE; DELETE FROM hours WHERE begin_ms >= %" PRId64 "; "
                  "DELETE FROM days WHERE begin_ms >= %" PRId64 "; "
                  "UPDATE meta SET value = %" PRId64 " WHERE key = '" HG_META_ROLLED_UP
                  "'; COMMIT",
                  begin_ms, begin_ms, begin_ms);
}
