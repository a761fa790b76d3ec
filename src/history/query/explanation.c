/* SPDX-License-Identifier: MIT */
/* explanation: what is known of a target at a moment. */
#include <stdlib.h>

#include "headgate/history_log.h"
#include "headgate/memory.h"
#include "headgate/text.h"
#include "headgate/units.h"

#include "history/store/history.h"
#include "history/query/history_log.h"
#include "history/query/history_result.h"
#include "history/store/values.h"

#include "headgate/banned.h"

struct explain_context {
    struct hg_database *database;
    struct hg_arena *arena;
    struct hg_explanation *explanation;
    int64_t target; /* row; 0: unknown */
    int64_t at_ms;
};

static int find_target(struct explain_context *explain_context, const char *name,
                       struct hg_error *err)
{
    struct hg_query query;
    hg_query_begin(&query, explain_context->database,
                   "SELECT id, url, group_name FROM targets WHERE name = ?1");
    hg_query_bind_text(&query, 1, name);
    if (hg_query_next(&query)) {
        explain_context->target = hg_query_integer(&query, 0);
        explain_context->explanation->name = hg_arena_text(explain_context->arena, name);
        explain_context->explanation->url =
            hg_query_clean_required_text(&query, 1, explain_context->arena);
        explain_context->explanation->group =
            hg_query_clean(&query, 2, explain_context->arena);
    }
    return hg_query_end(&query, err);
}

static int find_nearest(struct explain_context *explain_context, const char *name,
                        struct hg_error *err)
{
    struct hg_query query;
    const char **names = NULL;
    size_t count = 0;
    hg_query_begin(&query, explain_context->database,
                   "SELECT name FROM targets ORDER BY name");
    while (hg_query_next(&query)) {
        names = hg_memory_grow(names, count, sizeof *names);
        names[count++] = hg_query_clean_required_text(&query, 0, explain_context->arena);
    }
    explain_context->explanation->nearest = hg_text_nearest(name, names, count);
    free(names);
    return hg_query_end(&query, err);
}

static struct hg_history_interval read_interval(const struct hg_query *query)
{
    const int64_t begin_ms = hg_query_moment(query, 2);
    const int64_t end_ms = hg_query_moment(query, 3);
    const int64_t checks = hg_query_count(query, 4);
    hg_query_check_interval(query, begin_ms, end_ms, checks);
    return (struct hg_history_interval){
        .outcome = hg_query_outcome(query, 0),
        .cause = hg_query_cause(query, 1),
        .begin_us = begin_ms * HG_US_PER_MS,
        .end_us = end_ms * HG_US_PER_MS,
        .checks = checks,
        .gap_us = checks > 1 ? (end_ms - begin_ms) / (checks - 1) * HG_US_PER_MS : 0,
    };
}

static int find_interval(struct explain_context *explain_context, struct hg_error *err)
{
    struct hg_query query;
    hg_query_begin(&query, explain_context->database,
                   "SELECT outcome, cause, begin_ms, end_ms, checks FROM spans"
                   " WHERE target = ?1 AND begin_ms <= ?2 UNION ALL"
                   " SELECT outcome, cause, begin_ms, end_ms, checks FROM targets"
                   " WHERE id = ?1 AND begin_ms <= ?2 ORDER BY begin_ms DESC LIMIT 1");
    hg_query_bind(&query, 1, explain_context->target);
    hg_query_bind(&query, 2, explain_context->at_ms);
    if (hg_query_next(&query))
        explain_context->explanation->interval = read_interval(&query);
    return hg_query_end(&query, err);
}

static int find_hour(struct explain_context *explain_context, struct hg_error *err)
{
    struct hg_query query;
    struct hg_history_hour *hour = &explain_context->explanation->hour;
    const int64_t begin_ms =
        explain_context->at_ms - explain_context->at_ms % HG_MS_PER_HOUR;
    hg_query_begin(&query, explain_context->database,
                   "SELECT unknown, up, flaky, degraded, down, skipped, maintenance"
                   " FROM hours WHERE target = ?1 AND begin_ms = ?2");
    hg_query_bind(&query, 1, explain_context->target);
    hg_query_bind(&query, 2, begin_ms);
    if (hg_query_next(&query)) {
        hour->is_stored = true;
        hour->begin_us = begin_ms * HG_US_PER_MS;
        for (int i = 0; i < HG_OUTCOME_COUNT; i++)
            hour->counts[i] = hg_query_count(&query, i);
        hour->maintenance = hg_query_count(&query, HG_OUTCOME_COUNT);
    }
    return hg_query_end(&query, err);
}

static int find_incident(struct explain_context *explain_context, struct hg_error *err)
{
    struct hg_query query, notes;
    struct hg_history_incident *row = NULL;
    hg_query_begin(&notes, explain_context->database, HG_INCIDENT_NOTES);
    hg_query_begin(&query, explain_context->database,
                   "SELECT " HG_HISTORY_INCIDENT_COLUMNS " WHERE incidents.target = ?1"
                   " AND opened_ms <= ?2 AND (closed_ms IS NULL OR closed_ms > ?2)"
                   " ORDER BY opened_ms DESC LIMIT 1");
    hg_query_bind(&query, 1, explain_context->target);
    hg_query_bind(&query, 2, explain_context->at_ms);
    if (hg_query_next(&query)) {
        row = hg_arena_new(explain_context->arena, 1, sizeof *row);
        hg_history_incident_read(&query, explain_context->arena, row);
        hg_incident_read_notes(&notes, explain_context->arena, &row->incident);
    }
    explain_context->explanation->incident = row;
    const int result = hg_query_end(&query, err);
    return hg_query_end(&notes, err) | result;
}

static int explain(struct explain_context *explain_context, const char *name,
                   struct hg_error *err)
{
    if (find_target(explain_context, name, err) != 0)
        return -1;
    if (explain_context->target == 0)
        return find_nearest(explain_context, name, err);
    if (hg_history_results_read(explain_context->database, explain_context->target,
                                explain_context->at_ms, explain_context->arena,
                                explain_context->explanation, err) != 0 ||
        find_interval(explain_context, err) != 0 || find_hour(explain_context, err) != 0)
        return -1;
    return find_incident(explain_context, err);
}

int hg_history_explain(struct hg_history *history, const char *target, int64_t at_us,
                       struct hg_arena *arena, struct hg_explanation *explanation,
                       struct hg_error *err)
{
    struct explain_context explain_context = {.database = &history->database,
                                              .arena = arena,
                                              .explanation = explanation,
                                              .at_ms = at_us / HG_US_PER_MS};
    *explanation = (struct hg_explanation){0};
    if (hg_database_run(explain_context.database, "BEGIN", err) != 0)
        return -1;
    const int result = explain(&explain_context, target, err);
    hg_database_rollback(explain_context.database);
    return result;
}
