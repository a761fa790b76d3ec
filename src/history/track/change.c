/* SPDX-License-Identifier: MIT */
/* change: the comparison of a result with what was known before. */
#include "history/track/change.h"

#include "headgate/memory.h"
#include "headgate/units.h"

#include "headgate/banned.h"

#define NEVER_MS INT64_MIN

/* The newest result of the target up to that moment; NEVER_MS: none. */
static int64_t newest_until(const struct hg_change_writer *writer,
                            const struct hg_target_row *state, int64_t until_ms)
{
    const struct hg_criteria wanted = {
        .target = state->id, .run = writer->run, .until_ms = until_ms};
    struct hg_moment_row newest = {0};
    if (state->interval.checks == 0)
        return NEVER_MS;
    if (state->interval.end_ms <= until_ms)
        return state->interval.end_ms;
    hg_database_find(writer->database, HG_SQL_NEWEST_RESULT, &wanted, &newest);
    return newest.value == 0 ? NEVER_MS : newest.value;
}

static bool was_down_at(const struct hg_change_writer *writer, int64_t target,
                        int64_t at_ms)
{
    const struct hg_criteria wanted = {.target = target, .until_ms = at_ms + 1};
    struct hg_incident_row row = {0};
    if (at_ms == NEVER_MS ||
        !hg_database_find(writer->database, HG_SQL_LAST_INCIDENT, &wanted, &row))
        return false;
    return row.incident.closed_us == 0 || row.incident.closed_us > at_ms * HG_US_PER_MS;
}

struct hg_change_before hg_change_look(const struct hg_change_writer *writer,
                                       const struct hg_target_row *state, int64_t at_ms)
{
    const int64_t known_ms = writer->now_ms + HG_CLOCK_GRACE_MS;
    const bool knows_future =
        state->interval.checks > 0 && state->interval.end_ms > known_ms;
    return (struct hg_change_before){
        .is_down = knows_future ? was_down_at(writer, state->id,
                                              newest_until(writer, state, known_ms))
                                : state->incident != 0,
        .is_late = newest_until(writer, state, writer->now_ms) > at_ms,
    };
}

static void note_late(struct hg_history_change *change, int64_t target)
{
    change->late = hg_memory_grow(change->late, change->late_count, sizeof *change->late);
    change->late[change->late_count++] = target;
}

/* What is unknown or skipped stays as it was. */
static bool is_down_now(const struct hg_change_before *before, enum hg_outcome outcome)
{
    const bool says_nothing =
        outcome == HG_OUTCOME_UNKNOWN || outcome == HG_OUTCOME_SKIPPED;
    return says_nothing ? before->is_down : outcome == HG_OUTCOME_DOWN;
}

void hg_change_count(struct hg_change_writer *writer, int64_t target,
                     const struct hg_change_before *before, enum hg_outcome outcome)
{
    struct hg_history_change *change = writer->change;
    const bool is_down = is_down_now(before, outcome);
    if (before->is_late) {
        note_late(change, target);
        return;
    }
    change->newly_down += !before->is_down && is_down ? 1 : 0;
    change->recovered += before->is_down && !is_down ? 1 : 0;
    change->still_down += before->is_down && is_down ? 1 : 0;
}
