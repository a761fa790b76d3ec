/* SPDX-License-Identifier: MIT */
/* explanation: a target at a moment: its results, interval, hour and incident. */
#include <stdlib.h>

#include "headgate/history_log.h"
#include "headgate/memory.h"
#include "headgate/text.h"
#include "headgate/units.h"

#include "history/query/target_queries.h"
#include "history/store/attempts_json.h"
#include "history/store/history_file.h"

#include "headgate/banned.h"

#define BEFORE 3 /* results up to the moment */
#define AFTER  2 /* and later */

struct explainer {
    struct hg_database *database;
    struct hg_explanation *explanation;
    int64_t target; /* id */
    int64_t at_ms;
};

static void find_target(struct explainer *explainer, const char *name)
{
    const struct hg_criteria wanted = {.name = name};
    struct hg_target_row row = {0};
    if (!hg_database_find(explainer->database, HG_SQL_TARGET, &wanted, &row))
        return;
    explainer->target = row.id;
    explainer->explanation->name = hg_arena_text(explainer->database->arena, name);
    explainer->explanation->url = row.url;
    explainer->explanation->group = row.group;
}

static void find_nearest(struct explainer *explainer, const char *name)
{
    const char **names = NULL;
    size_t count = 0;
    struct hg_target_row row = {0};
    struct hg_query *query = hg_database_query(explainer->database, HG_SQL_TARGET_NAMES,
                                               &(struct hg_criteria){0});
    while (hg_query_next(query, &row)) {
        names = hg_memory_grow(names, count, sizeof *names);
        names[count++] = row.name;
    }
    explainer->explanation->nearest = hg_text_nearest(name, names, count);
    free(names);
}

/* Results of one side of the moment, oldest first. */
static void read_results(struct explainer *explainer, enum hg_sql sql, int64_t limit)
{
    struct hg_explanation *explanation = explainer->explanation;
    const struct hg_criteria wanted = {.target = explainer->target,
                                       .since_ms = explainer->at_ms,
                                       .until_ms = explainer->at_ms,
                                       .limit = limit};
    struct hg_result_row row = {0};
    struct hg_query *query = hg_database_query(explainer->database, sql, &wanted);
    while (hg_query_next(query, &row)) {
        if (row.result.last.reason == NULL)
            row.result.last.reason = hg_arena_text(explainer->database->arena, "");
        struct hg_history_result *result =
            &explanation->results[explanation->result_count++];
        *result = row.result;
        if (row.attempts != NULL)
            hg_attempts_read(explainer->database, row.attempts, result);
    }
}

static void find_results(struct explainer *explainer)
{
    struct hg_explanation *explanation = explainer->explanation;
    explanation->results = hg_arena_new(explainer->database->arena, BEFORE + AFTER,
                                        sizeof *explanation->results);
    read_results(explainer, HG_SQL_RESULTS_UNTIL, BEFORE);
    explanation->chosen = explanation->result_count - (explanation->result_count > 0);
    read_results(explainer, HG_SQL_RESULTS_AFTER, AFTER);
}

static void find_interval(struct explainer *explainer)
{
    const struct hg_criteria wanted = {.target = explainer->target,
                                       .until_ms = explainer->at_ms};
    struct hg_target_row row = {0};
    if (!hg_database_find(explainer->database, HG_SQL_INTERVAL_AT, &wanted, &row))
        return;
    const struct hg_outcome_interval interval = hg_outcome_interval_of(&row.interval);
    const int64_t length_ms = row.interval.end_ms - row.interval.begin_ms;
    explainer->explanation->interval = (struct hg_history_interval){
        .outcome = interval.outcome,
        .cause = interval.cause,
        .begin_us = interval.begin_us,
        .end_us = interval.end_us,
        .checks = interval.checks,
        .gap_us =
            interval.checks > 1 ? length_ms / (interval.checks - 1) * HG_US_PER_MS : 0,
    };
}

static void find_hour(struct explainer *explainer)
{
    struct hg_history_hour *hour = &explainer->explanation->hour;
    struct hg_hour_row row = {.target = explainer->target,
                              .begin_ms =
                                  explainer->at_ms - explainer->at_ms % HG_MS_PER_HOUR};
    if (!hg_database_find(explainer->database, HG_SQL_HOUR, &row, &row))
        return;
    hour->is_stored = true;
    hour->begin_us = row.begin_ms * HG_US_PER_MS;
    for (int i = 0; i < HG_OUTCOME_COUNT; i++)
        hour->counts[i] = row.counts[i];
    hour->maintenance = row.maintenance;
}

static void find_incident(struct explainer *explainer)
{
    const struct hg_criteria wanted = {.target = explainer->target,
                                       .until_ms = explainer->at_ms};
    struct hg_incident_row row = {.incident = {.duration_us = -1, .maintenance_us = -1}};
    if (!hg_database_find(explainer->database, HG_SQL_INCIDENT_AT, &wanted, &row))
        return;
    struct hg_history_incident *incident =
        hg_arena_new(explainer->database->arena, 1, sizeof *incident);
    *incident = (struct hg_history_incident){row.target_name, row.incident};
    hg_incident_read_notes(explainer->database, &incident->incident);
    explainer->explanation->incident = incident;
}

int hg_history_explain(struct hg_history *history, const char *target, int64_t at_us,
                       struct hg_arena *arena, struct hg_explanation *explanation,
                       struct hg_error *err)
{
    struct explainer explainer = {.database = &history->database,
                                  .explanation = explanation,
                                  .at_ms = at_us / HG_US_PER_MS};
    *explanation = (struct hg_explanation){0};
    if (hg_database_begin_reading(explainer.database, arena, err) != 0)
        return -1;
    find_target(&explainer, target);
    if (explanation->name == NULL) {
        find_nearest(&explainer, target);
    } else {
        find_results(&explainer);
        find_interval(&explainer);
        find_hour(&explainer);
        find_incident(&explainer);
    }
    return hg_database_end_reading(explainer.database, err);
}
