/* SPDX-License-Identifier: MIT */
/* replay: taking spans and incidents back, and following the results since then. */
#include "history/track/replay.h"

#include <stdlib.h>

#include "headgate/memory.h"

#include "history/store/result_rows.h"
#include "history/store/values.h"

#include "headgate/banned.h"

#define NO_RUN 0

void hg_replay_begin(struct hg_replay *replay, struct hg_target_states *states,
                     int64_t run, int64_t raw_ms)
{
    struct hg_database *database = states->database;
    *replay = (struct hg_replay){.states = states, .run = run, .raw_ms = raw_ms};
    hg_query_begin(&replay->last_interval, database,
                   "SELECT outcome, cause, maintenance, reason, begin_ms, end_ms, checks,"
                   " shortest_ms, longest_ms FROM spans"
                   " WHERE target = ?1 AND begin_ms < ?2 ORDER BY begin_ms DESC LIMIT 1");
    hg_query_begin(&replay->drop_intervals, database,
                   "DELETE FROM spans WHERE target = ?1 AND begin_ms >= ?2");
    hg_query_begin(&replay->count, database,
                   "SELECT count(*) FILTER (WHERE " HG_RESULT_AT " >= ?2),"
                   " max(" HG_RESULT_AT ") FILTER (WHERE " HG_RESULT_AT " < ?2)"
                   " FROM " HG_RESULTS_OF_TARGET " WHERE runs.last_ms >= ?4"
                   " AND " HG_RESULT_AT " <= ?3 AND runs.id <> ?5 AND " HG_RESULT_COUNTS);
    hg_query_begin(&replay->open_incident_query, database,
                   "SELECT id, opened_ms, closed_ms FROM incidents WHERE target = ?1"
                   " AND opened_ms < ?2 ORDER BY opened_ms DESC LIMIT 1");
    hg_query_begin(&replay->reopen, database,
                   "UPDATE incidents SET closed_ms = NULL, checks = checks - ?2,"
                   " attempts = attempts - ?3, worst = coalesce(?4, worst)"
                   " WHERE id = ?1");
    hg_query_begin(&replay->previous_incidents, database,
                   "SELECT id, opened_ms FROM incidents"
                   " WHERE target = ?1 AND opened_ms >= ?2 ORDER BY opened_ms");
    hg_query_begin(&replay->drop_incidents, database,
                   "DELETE FROM incidents WHERE target = ?1 AND opened_ms >= ?2");
    hg_query_begin(&replay->results, database,
                   "SELECT " HG_RESULT_AT ", results.outcome, results.cause,"
                   " results.maintenance, results.certificate, details.reason,"
                   " details.address, results.attempts FROM " HG_RESULTS_OF_TARGET
                   " LEFT JOIN details ON details.run = results.run"
                   " AND details.target = results.target"
                   " WHERE runs.last_ms >= ?2 AND " HG_RESULT_AT " >= ?2"
                   " AND runs.id <> ?3 AND " HG_RESULT_COUNTS " ORDER BY 1, runs.id");
}

int hg_replay_end(struct hg_replay *replay, struct hg_error *err)
{
    int result = hg_query_end(&replay->last_interval, err);
    result |= hg_query_end(&replay->drop_intervals, err);
    result |= hg_query_end(&replay->count, err);
    result |= hg_query_end(&replay->open_incident_query, err);
    result |= hg_query_end(&replay->reopen, err);
    result |= hg_query_end(&replay->previous_incidents, err);
    result |= hg_query_end(&replay->drop_incidents, err);
    result |= hg_query_end(&replay->results, err);
    return result;
}

/* The span that was growing at that moment, whole. */
static void load_interval(struct hg_replay *replay, struct hg_target_state *state,
                          int64_t at_ms)
{
    struct hg_query *query = &replay->last_interval;
    hg_state_interval_release(&state->interval);
    hg_query_bind(query, 1, state->target);
    hg_query_bind(query, 2, at_ms);
    if (hg_query_next(query))
        hg_state_interval_read(query, 0, &state->interval);
    hg_query_reset(query);
    hg_query_bind(&replay->drop_intervals, 1, state->target);
    hg_query_bind(&replay->drop_intervals, 2,
                  state->interval.checks > 0 ? state->interval.begin_ms : at_ms);
    hg_query_execute(&replay->drop_intervals);
}

/* Without its results since that moment. The gaps stay as they were known, since they differ by half at
 * most anyway; a single result has none. */
static void shorten_interval(struct hg_replay *replay, struct hg_target_state *state,
                             int64_t at_ms)
{
    struct hg_query *count = &replay->count;
    struct hg_state_interval *interval = &state->interval;
    const int64_t previous_gap_ms = at_ms - interval->longest_ms;
    hg_query_bind(count, 1, state->target);
    hg_query_bind(count, 2, at_ms);
    hg_query_bind(count, 3, interval->end_ms);
    hg_query_bind(count, 4, previous_gap_ms);
    hg_query_bind(count, 5, replay->run);
    if (hg_query_next(count)) {
        const int64_t left = interval->checks - hg_query_integer(count, 0);
        /* Where the one before is no longer kept, it was one gap earlier at most. */
        const int64_t end_ms =
            hg_query_is_null(count, 1) ? previous_gap_ms : hg_query_moment(count, 1);
        interval->checks = left > 0 ? left : 1;
        interval->end_ms = end_ms > interval->begin_ms ? end_ms : interval->begin_ms;
    }
    if (interval->checks == 1) {
        interval->end_ms = interval->begin_ms;
        interval->shortest_ms = interval->longest_ms = 0;
    }
    hg_query_reset(count);
}

struct last_incident {
    int64_t id;
    int64_t opened_ms;
    int64_t closed_ms;
};

/* What its results before that moment, and since, say of an incident. */
static void count_earlier_results(struct hg_replay *replay, int64_t target,
                                  const struct last_incident *incident, int64_t at_ms)
{
    struct hg_query *results = &replay->results;
    enum hg_cause worst = HG_CAUSE_COUNT;
    int64_t later = 0;
    int64_t later_attempts = 0;
    hg_query_bind(results, 1, target);
    hg_query_bind(results, 2, incident->opened_ms);
    hg_query_bind(results, 3, replay->run);
    while (hg_query_next(results) && hg_query_moment(results, 0) <= incident->closed_ms) {
        const enum hg_cause cause = hg_query_cause(results, 2);
        if (hg_query_integer(results, 1) != HG_OUTCOME_DOWN)
            continue;
        if (hg_query_moment(results, 0) >= at_ms) {
            later++;
            later_attempts += hg_query_number(results, 7, 0, INT16_MAX);
        } else if (worst == HG_CAUSE_COUNT || hg_incident_is_worse(cause, worst)) {
            worst = cause;
        }
    }
    hg_query_reset(results);
    hg_query_bind(&replay->reopen, 1, incident->id);
    hg_query_bind(&replay->reopen, 2, later);
    hg_query_bind(&replay->reopen, 3, later_attempts);
    /* Of results that are gone only the sum is known. */
    if (incident->opened_ms >= replay->raw_ms && worst != HG_CAUSE_COUNT)
        hg_query_bind(&replay->reopen, 4, worst);
    else
        hg_query_bind_null(&replay->reopen, 4);
    hg_query_execute(&replay->reopen);
}

/* The incident that was going on at that moment goes on again. */
static void reopen_incident(struct hg_replay *replay, struct hg_target_state *state,
                            int64_t at_ms)
{
    struct hg_query *query = &replay->open_incident_query;
    struct last_incident incident = {0};
    state->incident = 0;
    hg_query_bind(query, 1, state->target);
    hg_query_bind(query, 2, at_ms);
    if (hg_query_next(query))
        incident = (struct last_incident){
            hg_query_integer(query, 0), hg_query_moment(query, 1),
            hg_query_is_null(query, 2) ? INT64_MAX : hg_query_moment(query, 2)};
    hg_query_reset(query);
    if (incident.id == 0 || incident.closed_ms < at_ms)
        return;
    count_earlier_results(replay, state->target, &incident, at_ms);
    state->incident = incident.id;
}

/* Incidents that opened since that moment, which are dropped. The array is to be freed. */
static struct hg_previous_incident *
keep_previous(struct hg_replay *replay, int64_t target, int64_t at_ms, size_t *count)
{
    struct hg_previous_incident *previous_incidents = NULL;
    struct hg_query *query = &replay->previous_incidents;
    hg_query_bind(query, 1, target);
    hg_query_bind(query, 2, at_ms);
    for (*count = 0; hg_query_next(query); (*count)++) {
        previous_incidents =
            hg_memory_grow(previous_incidents, *count, sizeof *previous_incidents);
        previous_incidents[*count] = (struct hg_previous_incident){
            hg_query_integer(query, 0), hg_query_integer(query, 1)};
    }
    hg_query_reset(query);
    hg_query_bind(&replay->drop_incidents, 1, target);
    hg_query_bind(&replay->drop_incidents, 2, at_ms);
    hg_query_execute(&replay->drop_incidents);
    return previous_incidents;
}

/* The late result is among them. */
static void replay_results(struct hg_replay *replay, struct hg_target_state *state,
                           int64_t since_ms)
{
    struct hg_query *query = &replay->results;
    hg_query_bind(query, 1, state->target);
    hg_query_bind(query, 2, since_ms);
    hg_query_bind(query, 3, NO_RUN);
    while (hg_query_next(query)) {
        const struct hg_sample sample = {
            .at_ms = hg_query_moment(query, 0),
            .outcome = hg_query_outcome(query, 1),
            .cause = hg_query_cause(query, 2),
            .is_maintenance = hg_query_integer(query, 3) != 0,
            .certificate = hg_query_integer(query, 4),
            .reason = hg_query_text(query, 5),
            .address = hg_query_text(query, 6),
            .attempts = (int)hg_query_number(query, 7, 0, INT16_MAX),
        };
        hg_target_states_add(replay->states, state, &sample);
    }
    hg_query_reset(query);
}

void hg_replay_late_result(struct hg_replay *replay, struct hg_target_state *state,
                           int64_t at_ms)
{
    struct hg_incidents *incidents = &replay->states->incidents;
    size_t count;

    if (state->interval.begin_ms >= at_ms)
        load_interval(replay, state, at_ms);
    if (state->interval.checks > 0 && state->interval.end_ms >= at_ms)
        shorten_interval(replay, state, at_ms);
    struct hg_previous_incident *previous_incidents =
        keep_previous(replay, state->target, at_ms, &count);
    reopen_incident(replay, state, at_ms);
    incidents->previous_incidents = previous_incidents;
    incidents->previous_incident_count = count;
    incidents->is_new = false;
    replay_results(replay, state, at_ms);
    incidents->previous_incident_count = 0;
    incidents->previous_incidents = NULL;
    free(previous_incidents);
}
