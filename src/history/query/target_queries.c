/* SPDX-License-Identifier: MIT */
/* target_queries: rows of one target after another. */
#include "history/query/target_queries.h"

#include <stdlib.h>

#include "headgate/memory.h"
#include "headgate/units.h"

#include "headgate/banned.h"

static void reverse(struct hg_outcome_intervals *intervals)
{
    for (size_t i = 0, k = intervals->count; i + 1 < k; i++) {
        const struct hg_outcome_interval interval = intervals->items[i];
        intervals->items[i] = intervals->items[--k];
        intervals->items[k] = interval;
    }
}

/* From the newest back. */
void hg_target_queries_intervals(struct hg_database *database,
                                 const struct hg_candidate *candidate, int64_t begin_us,
                                 int64_t end_us, struct hg_outcome_intervals *intervals)
{
    const struct hg_criteria wanted = {.target = candidate->id,
                                       .until_ms = hg_ms_from(end_us)};
    struct hg_query *query =
        hg_database_query(database, HG_SQL_INTERVALS_BEFORE, &wanted);
    struct hg_outcome_interval interval = candidate->open_interval;
    struct hg_target_row row = {0};
    intervals->count = 0;
    if (interval.checks > 0 && interval.begin_us < end_us)
        hg_outcome_intervals_add(intervals, &interval);
    while ((intervals->count == 0 || interval.begin_us > begin_us) &&
           hg_query_next(query, &row)) {
        interval = hg_outcome_interval_of(&row.interval);
        hg_outcome_intervals_add(intervals, &interval);
    }
    hg_query_end(query);
    reverse(intervals);
}

void hg_target_queries_maintenance(struct hg_database *database, int64_t target,
                                   int64_t begin_us, int64_t end_us,
                                   struct hg_maintenance_intervals *windows)
{
    const struct hg_criteria wanted = {.target = target,
                                       .since_ms = begin_us / HG_US_PER_MS,
                                       .until_ms = hg_ms_from(end_us)};
    struct hg_maintenance_row row;
    struct hg_query *query = hg_database_query(database, HG_SQL_MAINTENANCE, &wanted);
    windows->count = 0;
    while (hg_query_next(query, &row))
        hg_maintenance_intervals_add(windows, row.interval);
}

int64_t hg_target_queries_since(struct hg_database *database, int64_t target,
                                const struct hg_outcome_interval *interval,
                                int64_t max_gap_us)
{
    const struct hg_criteria wanted = {.target = target,
                                       .until_ms = interval->begin_us / HG_US_PER_MS};
    struct hg_query *query =
        hg_database_query(database, HG_SQL_INTERVALS_BEFORE, &wanted);
    struct hg_target_row row = {0};
    int64_t since_us = interval->begin_us;
    while (hg_query_next(query, &row)) {
        const struct hg_outcome_interval before = hg_outcome_interval_of(&row.interval);
        if (before.outcome != interval->outcome || since_us - before.end_us > max_gap_us)
            break;
        const bool is_broken = before.longest_us > max_gap_us;
        since_us = is_broken ? before.end_us : before.begin_us;
        if (is_broken)
            break;
    }
    hg_query_end(query);
    return since_us;
}

const char *hg_target_queries_reason(struct hg_database *database,
                                     const struct hg_candidate *candidate,
                                     int64_t begin_us)
{
    const struct hg_criteria wanted = {.target = candidate->id,
                                       .since_ms = begin_us / HG_US_PER_MS};
    struct hg_target_row row = {0};
    if (begin_us == candidate->open_interval.begin_us)
        return candidate->reason;
    hg_database_find(database, HG_SQL_INTERVAL_REASON, &wanted, &row);
    return row.reason == NULL ? "" : row.reason;
}

void hg_incident_list_release(struct hg_incident_list *incidents)
{
    free(incidents->items);
    *incidents = (struct hg_incident_list){0};
}

static void reverse_incidents(struct hg_incident *items, size_t count)
{
    for (size_t i = 0; i + 1 < count; i++) {
        const struct hg_incident incident = items[i];
        items[i] = items[--count];
        items[count] = incident;
    }
}

/* From the newest back: incidents of a target follow each other. */
void hg_target_queries_incidents(struct hg_database *database, int64_t target,
                                 size_t position, const struct hg_period *period,
                                 struct hg_incident_list *incidents)
{
    const struct hg_criteria wanted = {.target = target,
                                       .until_ms = hg_ms_from(period->end_us)};
    struct hg_incident_row row = {
        .incident = {.target = position, .duration_us = -1, .maintenance_us = -1}};
    const size_t first = incidents->count;
    struct hg_query *query =
        hg_database_query(database, HG_SQL_INCIDENTS_BEFORE, &wanted);
    while (hg_query_next(query, &row)) {
        if (row.incident.closed_us != 0 && row.incident.closed_us <= period->begin_us)
            break;
        incidents->items =
            hg_memory_grow(incidents->items, incidents->count, sizeof *incidents->items);
        incidents->items[incidents->count++] = row.incident;
    }
    hg_query_end(query);
    if (incidents->count == first)
        return;
    reverse_incidents(incidents->items + first, incidents->count - first);
    for (size_t i = first; i < incidents->count; i++)
        hg_incident_read_notes(database, &incidents->items[i]);
}

void hg_incident_read_notes(struct hg_database *database, struct hg_incident *incident)
{
    const struct hg_criteria wanted = {.id = incident->id};
    struct hg_note *notes = NULL;
    struct hg_note_row row;
    struct hg_query *query = hg_database_query(database, HG_SQL_NOTES, &wanted);
    incident->note_count = 0;
    while (hg_query_next(query, &row)) {
        notes = hg_memory_grow(notes, incident->note_count, sizeof *notes);
        notes[incident->note_count++] = row.note;
    }
    if (notes != NULL)
        hg_arena_take(database->arena, notes);
    incident->notes = notes;
}
