/* SPDX-License-Identifier: MIT */
/* target_state: spans are continued, or closed and begun. */
#include "history/track/target_state.h"

#include "headgate/memory.h"

#include "history/store/values.h"

#include "headgate/banned.h"

void hg_target_states_begin(struct hg_target_states *states, struct hg_database *database)
{
    states->database = database;
    hg_query_begin(&states->close, database,
                   "INSERT INTO spans (target, begin_ms, end_ms, outcome, cause,"
                   " maintenance, reason, checks, shortest_ms, longest_ms)"
                   " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)");
    hg_query_begin(&states->shortest, database,
                   "SELECT shortest_ms FROM spans WHERE target = ?1"
                   " ORDER BY begin_ms DESC LIMIT 1");
    hg_incidents_begin(&states->incidents, database);
}

int hg_target_states_end(struct hg_target_states *states, struct hg_error *err)
{
    int result = hg_query_end(&states->close, err);
    result |= hg_query_end(&states->shortest, err);
    result |= hg_incidents_end(&states->incidents, err);
    return result;
}

void hg_state_interval_read(const struct hg_query *query, int column,
                            struct hg_state_interval *interval)
{
    *interval = (struct hg_state_interval){
        .outcome = hg_query_outcome(query, column),
        .cause = hg_query_cause(query, column + 1),
        .is_maintenance = hg_query_integer(query, column + 2) != 0,
        .reason = hg_memory_copy_text(hg_query_text(query, column + 3)),
        .begin_ms = hg_query_moment(query, column + 4),
        .end_ms = hg_query_moment(query, column + 5),
        .checks = hg_query_count(query, column + 6),
        .shortest_ms = hg_query_moment(query, column + 7),
        .longest_ms = hg_query_moment(query, column + 8),
    };
    hg_query_check_interval(query, interval->begin_ms, interval->end_ms,
                            interval->checks);
}

/* Of the span before the one that grows; 0: not known. */
static int64_t previous_shortest_gap(struct hg_target_states *states, int64_t target)
{
    hg_query_bind(&states->shortest, 1, target);
    const int64_t shortest_ms =
        hg_query_next(&states->shortest) ? hg_query_moment(&states->shortest, 0) : 0;
    hg_query_reset(&states->shortest);
    return shortest_ms;
}

static bool belongs(struct hg_target_states *states, const struct hg_target_state *state,
                    const struct hg_sample *sample)
{
    const struct hg_state_interval *interval = &state->interval;
    if (!hg_state_interval_is_like(interval, sample))
        return false;
    const int64_t previous_gap_ms =
        interval->shortest_ms > 0 ? 0 : previous_shortest_gap(states, state->target);
    return hg_state_interval_is_regular(interval, sample->at_ms - interval->end_ms,
                                        previous_gap_ms);
}

static void close_interval(struct hg_target_states *states,
                           const struct hg_target_state *state)
{
    struct hg_query *close = &states->close;
    const struct hg_state_interval *interval = &state->interval;
    hg_query_bind(close, 1, state->target);
    hg_query_bind(close, 2, interval->begin_ms);
    hg_query_bind(close, 3, interval->end_ms);
    hg_query_bind(close, 4, interval->outcome);
    hg_query_bind(close, 5, interval->cause);
    hg_query_bind(close, 6, interval->is_maintenance);
    hg_query_bind_text(close, 7, interval->reason);
    hg_query_bind(close, 8, interval->checks);
    hg_query_bind(close, 9, interval->shortest_ms);
    hg_query_bind(close, 10, interval->longest_ms);
    hg_query_execute(close);
}

/* Later than what is known. */
static void put_in_order(const struct hg_state_interval *interval,
                         struct hg_sample *sample)
{
    const int64_t earliest_ms = hg_state_interval_is_like(interval, sample)
                                    ? interval->end_ms
                                    : interval->end_ms + 1;
    if (interval->checks > 0 && sample->at_ms < earliest_ms)
        sample->at_ms = earliest_ms;
}

void hg_target_states_add(struct hg_target_states *states, struct hg_target_state *state,
                          const struct hg_sample *sample)
{
    struct hg_sample next = *sample;
    put_in_order(&state->interval, &next);
    if (belongs(states, state, &next)) {
        hg_state_interval_continue(&state->interval, next.at_ms);
    } else {
        if (state->interval.checks > 0)
            close_interval(states, state);
        hg_state_interval_begin(&state->interval, &next);
    }
    hg_incidents_add_result(&states->incidents, state->target, &state->incident, &next);
}
