/* SPDX-License-Identifier: MIT */
/* retention: the results of some runs, and a day of everything else, at most. */
#include "history/track/retention.h"

#include "headgate/units.h"

#include "history/store/meta.h"
#include "history/track/rollup.h"
#include "history/store/values.h"

#include "headgate/banned.h"

#define RUNS_AT_ONCE 4

/* ?1 is a moment. */
static int run_at(struct hg_database *database, const char *sql, int64_t at_ms,
                  struct hg_error *err)
{
    struct hg_query query;
    hg_query_begin(&query, database, sql);
    hg_query_bind(&query, 1, at_ms);
    hg_query_execute(&query);
    return hg_query_end(&query, err);
}

/* Of the runs whose last result was then. */
static int drop_results_of(struct hg_database *database, int64_t last_ms,
                           struct hg_error *err)
{
    if (run_at(database,
               "DELETE FROM results WHERE run IN"
               " (SELECT id FROM runs WHERE last_ms = ?1)",
               last_ms, err) != 0)
        return -1;
    return run_at(database,
                  "DELETE FROM details WHERE run IN"
                  " (SELECT id FROM runs WHERE last_ms = ?1)",
                  last_ms, err);
}

static int next_run(struct hg_database *database, int64_t since_ms, int64_t *last_ms,
                    struct hg_error *err)
{
    struct hg_query query;
    hg_query_begin(&query, database,
                   "SELECT last_ms FROM runs WHERE last_ms >= ?1"
                   " ORDER BY last_ms LIMIT 1");
    hg_query_bind(&query, 1, since_ms);
    *last_ms = hg_query_next(&query) ? hg_query_moment(&query, 0) : INT64_MAX;
    return hg_query_end(&query, err);
}

static int drop_results(struct hg_database *database, int64_t raw_ms, int64_t until_ms,
                        struct hg_error *err)
{
    int64_t last_ms;
    for (int i = 0; i < RUNS_AT_ONCE; i++) {
        if (next_run(database, raw_ms, &last_ms, err) != 0)
            return -1;
        if (last_ms >= until_ms)
            break;
        if (drop_results_of(database, last_ms, err) != 0)
            return -1;
        raw_ms = last_ms + 1;
    }
    return hg_meta_set(database, HG_META_RAW, raw_ms, err);
}

/* What ended before ?1; a target that nobody has looked at since then goes, whatever it was. Notes go
 * before their incidents, and targets last. */
#define OLD_TARGETS   "(SELECT id FROM targets WHERE end_ms < ?1)"
#define OLD_INCIDENTS "opened_ms < ?1 AND (closed_ms < ?1 OR target IN " OLD_TARGETS ")"

static const char *const drops[] = {
    "DELETE FROM hours WHERE target IN (SELECT id FROM targets) AND begin_ms < ?1",
    "DELETE FROM days WHERE target IN (SELECT id FROM targets) AND begin_ms < ?1",
    "DELETE FROM spans WHERE target IN (SELECT id FROM targets) AND begin_ms < ?1"
    " AND end_ms < ?1",
    "DELETE FROM maintenance WHERE target IN (SELECT id FROM targets)"
    " AND begin_ms < ?1 AND end_ms < ?1",
    "DELETE FROM notes WHERE incident IN (SELECT id FROM incidents WHERE " OLD_INCIDENTS
    ")",
    "DELETE FROM incidents WHERE " OLD_INCIDENTS,
    "DELETE FROM runs WHERE last_ms < ?1",
    "DELETE FROM targets WHERE id IN " OLD_TARGETS,
};

static int first_moment(struct hg_database *database, int64_t *at_ms,
                        struct hg_error *err)
{
    struct hg_query query;
    hg_query_begin(&query, database, "SELECT min(last_ms) FROM runs");
    *at_ms = hg_query_next(&query) ? hg_query_moment(&query, 0) : 0;
    return hg_query_end(&query, err);
}

/* A day of them. Each day begins where the last one ended, at the first run at the beginning. */
static int drop_rollups(struct hg_database *database, int64_t until_ms,
                        struct hg_error *err)
{
    int64_t first_ms, since_ms;
    if (first_moment(database, &first_ms, err) != 0 ||
        hg_meta_get(database, HG_META_ROLLUP, first_ms - first_ms % HG_MS_PER_DAY,
                    &since_ms, err) != 0)
        return -1;
    const int64_t end_ms = since_ms + HG_MS_PER_DAY;
    if (end_ms > until_ms)
        return hg_meta_set(database, HG_META_ROLLUP, since_ms, err);
    for (size_t i = 0; i < sizeof drops / sizeof drops[0]; i++) {
        if (run_at(database, drops[i], end_ms, err) != 0)
            return -1;
    }
    return hg_meta_set(database, HG_META_ROLLUP, end_ms, err);
}

int hg_retention_apply(struct hg_database *database, const struct hg_retention *retention,
                       int64_t raw_ms, int64_t now_ms, struct hg_error *err)
{
    /* Whatever is kept of results is kept of what was made from them. */
    const int64_t rollup_us = retention->rollup_us > retention->raw_us
                                  ? retention->rollup_us
                                  : retention->raw_us;
    const int64_t rollup_ms = now_ms - rollup_us / HG_US_PER_MS;
    if (drop_results(database, raw_ms, now_ms - retention->raw_us / HG_US_PER_MS, err) !=
        0)
        return -1;
    /* Where there is a backlog of results, their runs stay until these are gone. */
    return drop_rollups(database, rollup_ms < raw_ms ? rollup_ms : raw_ms, err);
}
