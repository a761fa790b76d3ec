/* SPDX-License-Identifier: MIT */
/* verification: hours and days are made once more, and compared with those that are stored. */
#include "headgate/history_check.h"

#include <string.h>

#include "headgate/units.h"

#include "history/store/database_schema.h"
#include "history/store/history_file.h"
#include "history/track/news.h"
#include "history/track/rollup.h"

#include "headgate/banned.h"

/* Stored rows and rows that are made come in the same order, by target and time. */
struct comparison {
    struct hg_database *database;
    struct hg_query *stored;
    struct hg_hour_row row; /* the next one that is stored */
    bool has_row;
    struct hg_wrong_rollups *wrong;
    int64_t wrong_target; /* id of the earliest one */
};

static void note_wrong(struct comparison *comparison, const struct hg_hour_row *row)
{
    struct hg_wrong_rollups *wrong = comparison->wrong;
    const int64_t begin_us = row->begin_ms * HG_US_PER_MS;
    if (wrong->count++ > 0 && begin_us >= wrong->first_us)
        return;
    wrong->first_us = begin_us;
    comparison->wrong_target = row->target;
}

static int compare_places(const struct hg_hour_row *a, const struct hg_hour_row *b)
{
    if (a->target != b->target)
        return a->target < b->target ? -1 : 1;
    return (a->begin_ms > b->begin_ms) - (a->begin_ms < b->begin_ms);
}

static bool equals(const struct hg_hour_row *a, const struct hg_hour_row *b)
{
    return memcmp(a->counts, b->counts, sizeof a->counts) == 0 &&
           a->maintenance == b->maintenance && a->latencies.len == b->latencies.len &&
           (a->latencies.len == 0 ||
            memcmp(a->latencies.data, b->latencies.data, a->latencies.len) == 0);
}

static void read_next(struct comparison *comparison)
{
    comparison->has_row = hg_query_next(comparison->stored, &comparison->row);
}

/* Those that are stored before this place were made of nothing. */
static void visit(void *context, const struct hg_hour_row *made)
{
    struct comparison *comparison = context;
    while (comparison->has_row && compare_places(&comparison->row, made) < 0) {
        note_wrong(comparison, &comparison->row);
        read_next(comparison);
    }
    if (!comparison->has_row || compare_places(&comparison->row, made) > 0) {
        note_wrong(comparison, made);
        return;
    }
    if (!equals(&comparison->row, made))
        note_wrong(comparison, made);
    read_next(comparison);
}

static void compare(struct hg_database *database, enum hg_sql stored,
                    const struct hg_criteria *wanted, struct hg_wrong_rollups *wrong)
{
    struct comparison comparison = {.database = database, .wrong = wrong};
    struct hg_rollup rollup;
    struct hg_target_row target = {0};
    hg_rollup_init(&rollup, database, 0);
    rollup.visit = visit;
    rollup.context = &comparison;
    comparison.stored = hg_database_query(database, stored, wanted);
    read_next(&comparison);
    if (stored == HG_SQL_HOURS_BETWEEN)
        hg_rollup_make_hours(&rollup, wanted->since_ms, wanted->until_ms);
    else
        hg_rollup_make_days(&rollup, wanted->since_ms, wanted->until_ms);
    for (; comparison.has_row; read_next(&comparison))
        note_wrong(&comparison, &comparison.row);
    hg_rollup_release(&rollup);
    hg_database_find(database, HG_SQL_TARGET_NAME,
                     &(struct hg_criteria){.id = comparison.wrong_target}, &target);
    wrong->target = wrong->count == 0     ? NULL
                    : target.name == NULL ? "a target that is gone"
                                          : target.name;
}

static int64_t rounded_up(int64_t at_ms, int64_t length_ms)
{
    return (at_ms + length_ms - 1) / length_ms * length_ms;
}

/* Hours whose results are all kept, and days whose hours are. */
static void check_rollups(struct hg_database *database, struct hg_history_check *check)
{
    const int64_t raw_ms = hg_meta_get(database, HG_META_RAW, 0);
    const int64_t rollup_ms = hg_meta_get(database, HG_META_ROLLUP, 0);
    const int64_t until_ms = hg_meta_get(database, HG_META_ROLLED_UP, 0);
    const struct hg_criteria hours = {.since_ms = rounded_up(raw_ms, HG_MS_PER_HOUR),
                                      .until_ms = until_ms};
    const struct hg_criteria days = {.since_ms = rounded_up(rollup_ms, HG_MS_PER_DAY),
                                     .until_ms = until_ms - until_ms % HG_MS_PER_DAY};
    check->raw_us = raw_ms * HG_US_PER_MS;
    compare(database, HG_SQL_HOURS_BETWEEN, &hours, &check->hours);
    compare(database, HG_SQL_DAYS_BETWEEN, &days, &check->days);
}

static int64_t count(struct hg_database *database, enum hg_sql sql, int64_t since_ms)
{
    struct hg_moment_row row = {0};
    hg_database_find(database, sql, &(struct hg_criteria){.since_ms = since_ms}, &row);
    return row.value;
}

static void check_moments(struct hg_database *database, int64_t now_us,
                          struct hg_history_check *check)
{
    const int64_t until_ms = now_us / HG_US_PER_MS + HG_CLOCK_GRACE_MS;
    check->run_count = count(database, HG_SQL_COUNT_RUNS, INT64_MIN);
    check->target_count = count(database, HG_SQL_COUNT_TARGETS, 0);
    check->future_count = count(database, HG_SQL_COUNT_RUNS, until_ms);
    if (check->future_count > 0)
        check->future_us = count(database, HG_SQL_LAST_RUN_END, 0) * HG_US_PER_MS;
}

static void check_integrity(struct hg_database *database, struct hg_history_check *check)
{
    struct hg_note_row row = {0};
    if (hg_database_find(database, HG_SQL_INTEGRITY, &(struct hg_criteria){0}, &row) &&
        strcmp(row.note.text, "ok") != 0)
        check->damage = row.note.text;
}

int hg_history_check(struct hg_history *history, int64_t now_us, struct hg_arena *arena,
                     struct hg_history_check *check, struct hg_error *err)
{
    struct hg_database *database = &history->database;
    *check = (struct hg_history_check){0};
    if (hg_database_begin_reading(database, arena, err) != 0)
        return -1;
    check_integrity(database, check);
    if (check->damage == NULL) {
        check_moments(database, now_us, check);
        check_rollups(database, check);
    }
    return hg_database_end_reading(database, err);
}
