/* SPDX-License-Identifier: MIT */
/* replay: taking intervals and incidents back, and following the results since then. */
#include "history/track/replay.h"

#include <stdlib.h>

#include "headgate/memory.h"
#include "headgate/units.h"

#include "headgate/banned.h"

#define NO_RUN 0

/* The interval that was growing at that moment, whole. */
static void load_interval(struct hg_database *database, struct hg_target_row *state,
                          int64_t at_ms)
{
    struct hg_criteria wanted = {
        .target = state->id, .until_ms = at_ms, .since_ms = at_ms};
    struct hg_target_row row = {0};
    hg_state_interval_release(&state->interval);
    if (hg_database_find(database, HG_SQL_LAST_INTERVAL, &wanted, &row))
        wanted.since_ms = row.interval.begin_ms;
    state->interval = row.interval;
    hg_database_execute(database, HG_SQL_DROP_INTERVALS, &wanted);
}

/* Without its results since that moment. The gaps stay as they were known, since they differ by half at
 * most anyway; a single result has none. */
static void shorten_interval(const struct hg_replay *replay, struct hg_target_row *state,
                             int64_t at_ms)
{
    struct hg_state_interval *interval = &state->interval;
    const int64_t previous_gap_ms = at_ms - interval->longest_ms;
    const struct hg_criteria wanted = {
        .target = state->id,
        .run = replay->run,
        .since_ms = at_ms,
        .until_ms = interval->end_ms,
        .last_ms = previous_gap_ms,
    };
    struct hg_target_row dropped = {0};
    if (hg_database_find(replay->states->database, HG_SQL_COUNT_RESULTS, &wanted,
                         &dropped)) {
        const int64_t left = interval->checks - dropped.interval.checks;
        /* Where the result before is no longer kept, it was one gap earlier at most. */
        const int64_t end_ms =
            dropped.interval.end_ms == 0 ? previous_gap_ms : dropped.interval.end_ms;
        interval->checks = left > 0 ? left : 1;
        interval->end_ms = end_ms > interval->begin_ms ? end_ms : interval->begin_ms;
    }
    if (interval->checks == 1) {
        interval->end_ms = interval->begin_ms;
        interval->shortest_ms = interval->longest_ms = 0;
    }
}

/* Make of an incident what its results before that moment say. */
static void take_incident_back(const struct hg_replay *replay,
                               struct hg_incident_row *row, int64_t target, int64_t at_ms)
{
    struct hg_database *database = replay->states->database;
    struct hg_incident *incident = &row->incident;
    const struct hg_criteria wanted = {.target = target,
                                       .run = replay->run,
                                       .since_ms = incident->opened_us / HG_US_PER_MS};
    const int64_t closed_ms =
        incident->closed_us == 0 ? INT64_MAX : incident->closed_us / HG_US_PER_MS;
    enum hg_cause worst = HG_CAUSE_COUNT;
    struct hg_result_row result;
    struct hg_query *query = hg_database_query(database, HG_SQL_RESULTS_SINCE, &wanted);
    while (hg_query_next(query, &result)) {
        const struct hg_sample sample = hg_sample_of(&result);
        if (sample.at_ms > closed_ms)
            break;
        if (sample.outcome != HG_OUTCOME_DOWN)
            continue;
        if (sample.at_ms >= at_ms) {
            incident->checks++;
            incident->attempts += sample.attempts;
        } else if (worst == HG_CAUSE_COUNT || hg_incident_is_worse(sample.cause, worst)) {
            worst = sample.cause;
        }
    }
    hg_query_end(query);
    /* Of results that are gone only the sum is known. */
    if (wanted.since_ms >= replay->raw_ms && worst != HG_CAUSE_COUNT)
        incident->worst = worst;
    hg_database_execute(database, HG_SQL_REOPEN_INCIDENT, row);
}

/* The incident that was going on at that moment goes on again. */
static void reopen_incident(const struct hg_replay *replay, struct hg_target_row *state,
                            int64_t at_ms)
{
    struct hg_incident_row row = {0};
    const struct hg_criteria wanted = {.target = state->id, .until_ms = at_ms};
    state->incident = 0;
    if (!hg_database_find(replay->states->database, HG_SQL_LAST_INCIDENT, &wanted,
                          &row) ||
        (row.incident.closed_us != 0 && row.incident.closed_us < at_ms * HG_US_PER_MS))
        return;
    take_incident_back(replay, &row, state->id, at_ms);
    state->incident = row.incident.id;
}

/* Incidents that opened since that moment, which are dropped. The array is to be freed. */
static struct hg_previous_incident *
take_previous(struct hg_database *database, int64_t target, int64_t at_ms, size_t *count)
{
    const struct hg_criteria wanted = {.target = target, .since_ms = at_ms};
    struct hg_previous_incident *previous = NULL;
    struct hg_incident_row row;
    struct hg_query *query = hg_database_query(database, HG_SQL_INCIDENTS_SINCE, &wanted);
    for (*count = 0; hg_query_next(query, &row); (*count)++) {
        previous = hg_memory_grow(previous, *count, sizeof *previous);
        previous[*count] = (struct hg_previous_incident){
            row.incident.id, row.incident.opened_us / HG_US_PER_MS};
    }
    hg_database_execute(database, HG_SQL_DROP_INCIDENTS, &wanted);
    return previous;
}

/* The late result is among them. */
static void follow_results(struct hg_target_states *states, struct hg_target_row *state,
                           int64_t since_ms)
{
    const struct hg_criteria wanted = {
        .target = state->id, .since_ms = since_ms, .run = NO_RUN};
    struct hg_result_row row;
    struct hg_query *query =
        hg_database_query(states->database, HG_SQL_RESULTS_SINCE, &wanted);
    while (hg_query_next(query, &row)) {
        const struct hg_sample sample = hg_sample_of(&row);
        hg_target_states_add(states, state, &sample);
    }
}

void hg_replay_late_result(const struct hg_replay *replay, struct hg_target_row *state,
                           int64_t at_ms)
{
    struct hg_database *database = replay->states->database;
    struct hg_incidents *incidents = &replay->states->incidents;
    size_t count;

    if (state->interval.begin_ms >= at_ms)
        load_interval(database, state, at_ms);
    if (state->interval.checks > 0 && state->interval.end_ms >= at_ms)
        shorten_interval(replay, state, at_ms);
    struct hg_previous_incident *previous =
        take_previous(database, state->id, at_ms, &count);
    reopen_incident(replay, state, at_ms);
    *incidents = (struct hg_incidents){.database = database,
                                       .previous_incidents = previous,
                                       .previous_incident_count = count};
    follow_results(replay->states, state, at_ms);
    *incidents = (struct hg_incidents){.database = database};
    free(previous);
}
