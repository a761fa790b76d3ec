/* SPDX-License-Identifier: MIT */
/* target_state: intervals grow, or are closed and begun. */
#include "history/track/target_state.h"

#include <stdlib.h>

#include "headgate/buf.h"
#include "headgate/memory.h"

#include "history/store/lines.h"

#include "headgate/banned.h"

void hg_state_interval_release(struct hg_state_interval *interval)
{
    free(interval->reason);
    *interval = (struct hg_state_interval){0};
}

void hg_state_interval_begin(struct hg_state_interval *interval,
                             const struct hg_sample *sample)
{
    hg_state_interval_release(interval);
    *interval = (struct hg_state_interval){
        .outcome = sample->outcome,
        .cause = sample->cause,
        .is_maintenance = sample->is_maintenance,
        .reason = hg_memory_copy_text(sample->reason),
        .begin_ms = sample->at_ms,
        .end_ms = sample->at_ms,
        .checks = 1,
    };
}

bool hg_state_interval_is_like(const struct hg_state_interval *interval,
                               const struct hg_sample *sample)
{
    return interval->checks > 0 && interval->outcome == sample->outcome &&
           interval->cause == sample->cause &&
           interval->is_maintenance == sample->is_maintenance;
}

/* At most 1.5 times as long. */
static bool is_about(int64_t gap_ms, int64_t other_ms)
{
    return gap_ms - other_ms <= other_ms / 2;
}

bool hg_state_interval_is_regular(const struct hg_state_interval *interval,
                                  int64_t gap_ms, int64_t previous_gap_ms)
{
    if (gap_ms == 0)
        return true;
    if (interval->shortest_ms > 0)
        return is_about(gap_ms, interval->shortest_ms) &&
               is_about(interval->longest_ms, gap_ms);
    return previous_gap_ms == 0 || is_about(gap_ms, previous_gap_ms);
}

void hg_state_interval_continue(struct hg_state_interval *interval, int64_t at_ms)
{
    const int64_t gap_ms = at_ms - interval->end_ms;
    interval->checks++;
    interval->end_ms = at_ms;
    /* Two results of one moment have no gap. */
    if (gap_ms > 0 && (interval->shortest_ms == 0 || gap_ms < interval->shortest_ms))
        interval->shortest_ms = gap_ms;
    if (gap_ms > interval->longest_ms)
        interval->longest_ms = gap_ms;
}

void hg_target_states_init(struct hg_target_states *states, struct hg_database *database)
{
    *states = (struct hg_target_states){.database = database,
                                        .incidents = {.database = database}};
}

void hg_target_states_find(struct hg_target_states *states,
                           const struct hg_target *target, struct hg_target_row *state)
{
    *state = (struct hg_target_row){.name = target->name, .url = target->url};
    if (!hg_database_find(states->database, HG_SQL_FIND_STATE, state, state))
        state->id = hg_database_insert(states->database, HG_SQL_ADD_TARGET, state);
}

/* Of the interval before the one that grows; 0: not known. */
static int64_t previous_shortest_gap(struct hg_target_states *states, int64_t target)
{
    struct hg_target_row row = {0};
    hg_database_find(states->database, HG_SQL_SHORTEST_GAP,
                     &(struct hg_criteria){.target = target}, &row);
    return row.interval.shortest_ms;
}

static bool belongs(struct hg_target_states *states, const struct hg_target_row *state,
                    const struct hg_sample *sample)
{
    const struct hg_state_interval *interval = &state->interval;
    if (!hg_state_interval_is_like(interval, sample))
        return false;
    const int64_t previous_gap_ms =
        interval->shortest_ms > 0 ? 0 : previous_shortest_gap(states, state->id);
    return hg_state_interval_is_regular(interval, sample->at_ms - interval->end_ms,
                                        previous_gap_ms);
}

/* Not earlier than the results before it. */
static void put_in_order(const struct hg_state_interval *interval,
                         struct hg_sample *sample)
{
    const int64_t earliest_ms = hg_state_interval_is_like(interval, sample)
                                    ? interval->end_ms
                                    : interval->end_ms + 1;
    if (interval->checks > 0 && sample->at_ms < earliest_ms)
        sample->at_ms = earliest_ms;
}

void hg_target_states_add(struct hg_target_states *states, struct hg_target_row *state,
                          const struct hg_sample *sample)
{
    struct hg_sample next = *sample;
    put_in_order(&state->interval, &next);
    if (belongs(states, state, &next)) {
        hg_state_interval_continue(&state->interval, next.at_ms);
    } else {
        if (state->interval.checks > 0)
            hg_database_execute(states->database, HG_SQL_ADD_INTERVAL, state);
        hg_state_interval_begin(&state->interval, &next);
    }
    hg_incidents_add_result(&states->incidents, state->id, &state->incident, &next);
}

void hg_target_states_update(struct hg_target_states *states,
                             const struct hg_target *target, struct hg_target_row *state)
{
    struct hg_buf tags;
    struct hg_buf channels;
    hg_buf_init(&tags);
    hg_buf_init(&channels);
    hg_lines_join(&target->origin->tags, &tags);
    state->url = target->url;
    state->group = target->origin->group;
    state->tags = tags.data;
    state->row_of = hg_target_get_extra(target)->row_of;
    hg_lines_join(&target->policy->notify.to, &channels);
    state->channels = channels.data;
    /* Without a result that counts its interval stays NULL. */
    hg_database_execute(
        states->database,
        state->interval.checks == 0 ? HG_SQL_UPDATE_TARGET : HG_SQL_UPDATE_STATE, state);
    hg_buf_release(&tags);
    hg_buf_release(&channels);
}
