/* SPDX-License-Identifier: MIT */
/* run_rows: rows of `runs`. */
#include "history/store/run_rows.h"

#include "headgate/units.h"

#include "history/store/result_rows.h"

#include "headgate/banned.h"

static const char sql[] =
    "INSERT INTO runs (name, host, location, config, version, started_ms, finished_ms,"
    " first_ms, last_ms, interrupted, gate, exit_status, total, unknown, up, flaky,"
    " degraded, down, skipped) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12,"
    " ?13, ?14, ?15, ?16, ?17, ?18, ?19)";

#define FIRST_OUTCOME 14 /* position of the first outcome's count: they are in order */

void hg_run_ends(const struct hg_run *run, int64_t *first_ms, int64_t *last_ms)
{
    *first_ms = *last_ms = run->started_at_us / HG_US_PER_MS;
    for (size_t i = 0; i < run->count; i++) {
        const int64_t at_ms = hg_result_at_ms(run, &run->results[i]);
        *first_ms = at_ms < *first_ms ? at_ms : *first_ms;
        *last_ms = at_ms > *last_ms ? at_ms : *last_ms;
    }
}

int hg_run_row_add(struct hg_database *database, const struct hg_run *run, int64_t *id,
                   struct hg_error *err)
{
    struct hg_query query;
    int64_t first_ms, last_ms;

    hg_run_ends(run, &first_ms, &last_ms);
    hg_query_begin(&query, database, sql);
    hg_query_bind_text(&query, 1, run->id);
    hg_query_bind_text(&query, 2, run->host);
    hg_query_bind_text(&query, 3, run->settings->location);
    hg_query_bind_text(&query, 4, run->config);
    hg_query_bind_text(&query, 5, run->tool_version);
    hg_query_bind(&query, 6, run->started_at_us / HG_US_PER_MS);
    hg_query_bind(&query, 7, run->finished_at_us / HG_US_PER_MS);
    hg_query_bind(&query, 8, first_ms);
    hg_query_bind(&query, 9, last_ms);
    hg_query_bind(&query, 10, run->is_interrupted);
    hg_query_bind(&query, 11, run->gate.state);
    hg_query_bind(&query, 12, run->exit_status);
    hg_query_bind(&query, 13, (int64_t)run->summary.total);
    for (int i = 0; i < HG_OUTCOME_COUNT; i++)
        hg_query_bind(&query, FIRST_OUTCOME + i, (int64_t)run->summary.outcomes[i]);
    hg_query_execute(&query);
    *id = hg_database_last_id(database);
    return hg_query_end(&query, err);
}
