/* SPDX-License-Identifier: MIT */
/* retention: the results of some runs, and a day of everything else, at most. */
#include "history/track/retention.h"

#include "headgate/units.h"

#include "history/store/database_schema.h"

#include "headgate/banned.h"

#define RUNS_AT_ONCE 4
/* A pause is a jump of the clock, perhaps, when it is longer than a day and three times as long as any of so many
 * before it. */
#define JUMP_MIN_MS HG_MS_PER_DAY
#define JUMP_FACTOR 3
#define PAUSES_SEEN 32
/* It is believed after a day, or eight such pauses, without another one. */
#define SETTLING_MIN_MS HG_MS_PER_DAY
#define SETTLING_FACTOR 8

/* With its results a batch of a watch becomes part of the run of its hour, which says when the watch went on. */
static void drop_results(struct hg_database *database, int64_t raw_ms, int64_t until_ms)
{
    for (int i = 0; i < RUNS_AT_ONCE; i++) {
        struct hg_moment_row end = {.value = INT64_MAX};
        const struct hg_criteria wanted = {.since_ms = raw_ms};
        if (!hg_database_find(database, HG_SQL_NEXT_RUN_END, &wanted, &end) ||
            end.value >= until_ms)
            break;
        const struct hg_criteria ended = {.last_ms = end.value};
        hg_database_execute(database, HG_SQL_DROP_RESULTS, &ended);
        hg_database_execute(database, HG_SQL_DROP_DETAILS, &ended);
        hg_database_execute(database, HG_SQL_FOLD_BATCHES, &ended);
        hg_database_execute(database, HG_SQL_DROP_FOLDED_BATCHES, &ended);
        raw_ms = end.value + 1;
    }
    hg_meta_set(database, HG_META_RAW, raw_ms);
}

/* A day of what ended before. Each day begins where the last one ended, and the first one with the day of the
 * first run. */
static void drop_rollups(struct hg_database *database, int64_t until_ms)
{
    static const enum hg_sql drops[] = {
        HG_SQL_DROP_OLD_HOURS,     HG_SQL_DROP_OLD_DAYS,
        HG_SQL_DROP_OLD_INTERVALS, HG_SQL_DROP_OLD_MAINTENANCE,
        HG_SQL_DROP_OLD_NOTES,     HG_SQL_DROP_OLD_INCIDENTS,
        HG_SQL_DROP_OLD_RUNS,      HG_SQL_DROP_OLD_REPORTED,
        HG_SQL_DROP_OLD_OUTAGES,   HG_SQL_DROP_OLD_WATCH_INTERVALS,
        HG_SQL_DROP_OLD_TARGETS,   HG_SQL_DROP_OLD_SOURCES,
    };
    struct hg_moment_row first = {0};
    hg_database_find(database, HG_SQL_FIRST_RUN_END, &(struct hg_criteria){0}, &first);
    const int64_t since_ms =
        hg_meta_get(database, HG_META_ROLLUP, first.value - first.value % HG_MS_PER_DAY);
    const int64_t end_ms = since_ms + HG_MS_PER_DAY;
    if (end_ms > until_ms) {
        hg_meta_set(database, HG_META_ROLLUP, since_ms);
        return;
    }
    for (size_t i = 0; i < sizeof drops / sizeof drops[0]; i++)
        hg_database_execute(database, drops[i],
                            &(struct hg_criteria){.until_ms = end_ms});
    hg_meta_set(database, HG_META_ROLLUP, end_ms);
}

/* The pause before the run, and the longest one before that; one that was a jump itself is none. */
static void find_pauses(struct hg_database *database,
                        const struct hg_retention_moment *moment, int64_t jump_ms,
                        int64_t *last_ms, int64_t *longest_ms)
{
    const struct hg_criteria wanted = {
        .run = moment->run, .until_ms = moment->started_ms, .limit = PAUSES_SEEN + 1};
    struct hg_moment_row start;
    int64_t next_ms = moment->started_ms;
    struct hg_query *query = hg_database_query(database, HG_SQL_STARTS_BEFORE, &wanted);
    *last_ms = *longest_ms = 0;
    for (int i = 0; hg_query_next(query, &start); i++) {
        const int64_t pause_ms = next_ms - start.value;
        if (i == 0)
            *last_ms = pause_ms;
        else if (pause_ms > *longest_ms && next_ms != jump_ms)
            *longest_ms = pause_ms;
        next_ms = start.value;
    }
}

/* Whether the time of the run is far ahead of the runs before it, or was so lately. */
static bool may_have_jumped(struct hg_database *database,
                            const struct hg_retention_moment *moment)
{
    int64_t jump_ms = hg_meta_get(database, HG_META_JUMP, 0);
    int64_t settled_ms = hg_meta_get(database, HG_META_SETTLED, 0);
    int64_t last_ms;
    int64_t longest_ms;
    find_pauses(database, moment, jump_ms, &last_ms, &longest_ms);
    if (last_ms > JUMP_MIN_MS && last_ms > JUMP_FACTOR * longest_ms) {
        const int64_t settling_ms = SETTLING_FACTOR * longest_ms;
        jump_ms = moment->started_ms;
        settled_ms =
            jump_ms + (settling_ms > SETTLING_MIN_MS ? settling_ms : SETTLING_MIN_MS);
        hg_meta_set(database, HG_META_JUMP, jump_ms);
        hg_meta_set(database, HG_META_SETTLED, settled_ms);
    }
    return jump_ms <= moment->started_ms && moment->started_ms < settled_ms;
}

static bool is_contradicted(const struct hg_retention_moment *moment)
{
    return moment->clock_offset_ms > JUMP_MIN_MS ||
           moment->clock_offset_ms < -JUMP_MIN_MS;
}

void hg_retention_apply(struct hg_database *database,
                        const struct hg_retention *retention,
                        const struct hg_retention_moment *moment)
{
    const int64_t now_ms = moment->now_ms;
    const int64_t raw_ms = moment->raw_ms;
    if (may_have_jumped(database, moment) || is_contradicted(moment))
        return;
    /* Roll-ups are kept at least as long as results. */
    const int64_t rollup_us = retention->rollup_us > retention->raw_us
                                  ? retention->rollup_us
                                  : retention->raw_us;
    const int64_t rollup_ms = now_ms - rollup_us / HG_US_PER_MS;
    drop_results(database, raw_ms, now_ms - retention->raw_us / HG_US_PER_MS);
    /* Where there is a backlog of results, their runs stay until these are gone. */
    drop_rollups(database, rollup_ms < raw_ms ? rollup_ms : raw_ms);
}
