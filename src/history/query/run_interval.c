/* SPDX-License-Identifier: MIT */
/* run_interval: how often runs like one are made. */
#include "headgate/history.h"

#include "headgate/units.h"

#include "history/store/history_file.h"

#include "headgate/banned.h"

#define STARTS_MAX 6

/* The longest of the last few: what lasts until the next run must not end before it, also when one was made by hand in
 * between. */
static int64_t longest_gap_ms(struct hg_database *database,
                              const struct hg_criteria *wanted)
{
    struct hg_moment_row start;
    int64_t longest_ms = 0;
    int64_t next_ms = 0;
    struct hg_query *query = hg_database_query(database, HG_SQL_STARTS_ALIKE, wanted);
    for (int i = 0; hg_query_next(query, &start); i++) {
        if (i > 0 && next_ms - start.value > longest_ms)
            longest_ms = next_ms - start.value;
        next_ms = start.value;
    }
    return longest_ms;
}

int hg_history_run_interval(struct hg_history *history, const struct hg_run *run,
                            int64_t *interval_us, struct hg_error *err)
{
    struct hg_database *database = &history->database;
    const struct hg_criteria wanted = {
        .name = run->config,
        .until_ms = run->started_at_us / HG_US_PER_MS,
        .total = (int64_t)run->count,
        .limit = STARTS_MAX,
    };
    if (hg_database_begin(database, err) != 0)
        return -1;
    *interval_us = longest_gap_ms(database, &wanted) * HG_US_PER_MS;
    return hg_database_commit(database, err);
}
