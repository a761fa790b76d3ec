/* SPDX-License-Identifier: MIT */
/* explain: what is known of a target at a moment. */
#include <stdlib.h>

#include "headgate/kept.h"
#include "headgate/memory.h"
#include "headgate/text.h"
#include "headgate/units.h"

#include "history/store/history.h"
#include "history/query/kept.h"
#include "history/query/kept_result.h"
#include "history/store/values.h"

#include "headgate/banned.h"

struct explaining {
    struct hg_database *database;
    struct hg_arena *arena;
    struct hg_explanation *explanation;
    int64_t target; /* row; 0: unknown */
    int64_t at_ms;
};

static int find_target(struct explaining *explaining, const char *name,
                       struct hg_error *err)
{
    struct hg_query query;
    hg_query_begin(&query, explaining->database,
                   "SELECT id, url, group_name FROM targets WHERE name = ?1");
    hg_query_bind_text(&query, 1, name);
    if (hg_query_next(&query)) {
        explaining->target = hg_query_integer(&query, 0);
        explaining->explanation->name = hg_arena_text(explaining->arena, name);
        explaining->explanation->url = hg_query_clean_words(&query, 1, explaining->arena);
        explaining->explanation->group = hg_query_clean(&query, 2, explaining->arena);
    }
    return hg_query_end(&query, err);
}

static int find_nearest(struct explaining *explaining, const char *name,
                        struct hg_error *err)
{
    struct hg_query query;
    const char **names = NULL;
    size_t count = 0;
    hg_query_begin(&query, explaining->database,
                   "SELECT name FROM targets ORDER BY name");
    while (hg_query_next(&query)) {
        names = hg_memory_resize(names, count + 1, sizeof *names);
        names[count++] = hg_query_clean_words(&query, 0, explaining->arena);
    }
    explaining->explanation->nearest = hg_text_nearest(name, names, count);
    free(names);
    return hg_query_end(&query, err);
}

static struct hg_kept_span read_span(const struct hg_query *query)
{
    const int64_t begin_ms = hg_query_moment(query, 2);
    const int64_t end_ms = hg_query_moment(query, 3);
    const int64_t checks = hg_query_count(query, 4);
    hg_query_check_stretch(query, begin_ms, end_ms, checks);
    return (struct hg_kept_span){
        .outcome = hg_query_outcome(query, 0),
        .cause = hg_query_cause(query, 1),
        .begin_us = begin_ms * HG_US_PER_MS,
        .end_us = end_ms * HG_US_PER_MS,
        .checks = checks,
        .gap_us = checks > 1 ? (end_ms - begin_ms) / (checks - 1) * HG_US_PER_MS : 0,
    };
}

static int find_span(struct explaining *explaining, struct hg_error *err)
{
    struct hg_query query;
    hg_query_begin(&query, explaining->database,
                   "SELECT outcome, cause, begin_ms, end_ms, checks FROM spans"
                   " WHERE target = ?1 AND begin_ms <= ?2 UNION ALL"
                   " SELECT outcome, cause, begin_ms, end_ms, checks FROM targets"
                   " WHERE id = ?1 AND begin_ms <= ?2 ORDER BY begin_ms DESC LIMIT 1");
    hg_query_bind(&query, 1, explaining->target);
    hg_query_bind(&query, 2, explaining->at_ms);
    if (hg_query_next(&query))
        explaining->explanation->span = read_span(&query);
    return hg_query_end(&query, err);
}

static int find_hour(struct explaining *explaining, struct hg_error *err)
{
    struct hg_query query;
    struct hg_kept_hour *hour = &explaining->explanation->hour;
    const int64_t begin_ms = explaining->at_ms - explaining->at_ms % HG_MS_PER_HOUR;
    hg_query_begin(&query, explaining->database,
                   "SELECT unknown, up, flaky, degraded, down, skipped, maintenance"
                   " FROM hours WHERE target = ?1 AND begin_ms = ?2");
    hg_query_bind(&query, 1, explaining->target);
    hg_query_bind(&query, 2, begin_ms);
    if (hg_query_next(&query)) {
        hour->is_kept = true;
        hour->begin_us = begin_ms * HG_US_PER_MS;
        for (int i = 0; i < HG_OUTCOME_COUNT; i++)
            hour->counts[i] = hg_query_count(&query, i);
        hour->maintenance = hg_query_count(&query, HG_OUTCOME_COUNT);
    }
    return hg_query_end(&query, err);
}

static int find_incident(struct explaining *explaining, struct hg_error *err)
{
    struct hg_query query, notes;
    struct hg_kept_incident *kept = NULL;
    hg_query_begin(&notes, explaining->database, HG_INCIDENT_NOTES);
    hg_query_begin(&query, explaining->database,
                   "SELECT " HG_KEPT_INCIDENT " WHERE incidents.target = ?1"
                   " AND opened_ms <= ?2 AND (closed_ms IS NULL OR closed_ms > ?2)"
                   " ORDER BY opened_ms DESC LIMIT 1");
    hg_query_bind(&query, 1, explaining->target);
    hg_query_bind(&query, 2, explaining->at_ms);
    if (hg_query_next(&query)) {
        kept = hg_arena_new(explaining->arena, 1, sizeof *kept);
        hg_kept_read_incident(&query, explaining->arena, kept);
        hg_incident_read_notes(&notes, explaining->arena, &kept->incident);
    }
    explaining->explanation->incident = kept;
    const int result = hg_query_end(&query, err);
    return hg_query_end(&notes, err) | result;
}

static int explain(struct explaining *explaining, const char *name, struct hg_error *err)
{
    if (find_target(explaining, name, err) != 0)
        return -1;
    if (explaining->target == 0)
        return find_nearest(explaining, name, err);
    if (hg_kept_read_results(explaining->database, explaining->target, explaining->at_ms,
                             explaining->arena, explaining->explanation, err) != 0 ||
        find_span(explaining, err) != 0 || find_hour(explaining, err) != 0)
        return -1;
    return find_incident(explaining, err);
}

int hg_history_explain(struct hg_history *history, const char *target, int64_t at_us,
                       struct hg_arena *arena, struct hg_explanation *explanation,
                       struct hg_error *err)
{
    struct explaining explaining = {.database = &history->database,
                                    .arena = arena,
                                    .explanation = explanation,
                                    .at_ms = at_us / HG_US_PER_MS};
    *explanation = (struct hg_explanation){0};
    if (hg_database_run(explaining.database, "BEGIN", err) != 0)
        return -1;
    const int result = explain(&explaining, target, err);
    hg_database_rollback(explaining.database);
    return result;
}
