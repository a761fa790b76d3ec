/* SPDX-License-Identifier: MIT */
/* target_queries: rows of one target after another. */
#include "history/query/target_queries.h"

#include <stdlib.h>

#include "headgate/memory.h"
#include "headgate/units.h"

#include "history/store/incident_rows.h"
#include "history/store/values.h"

#include "headgate/banned.h"

void hg_target_queries_begin(struct hg_target_queries *queries,
                             struct hg_database *database, struct hg_arena *arena)
{
    *queries = (struct hg_target_queries){.arena = arena};
    hg_query_begin(
        &queries->state_intervals, database,
        "SELECT begin_ms, end_ms, checks, longest_ms, outcome, cause, shortest_ms"
        " FROM spans"
        " WHERE target = ?1 AND begin_ms < ?2 ORDER BY begin_ms DESC");
    hg_query_begin(&queries->windows, database,
                   "SELECT begin_ms, end_ms FROM maintenance"
                   " WHERE target = ?1 AND begin_ms < ?3 AND end_ms > ?2"
                   " ORDER BY begin_ms");
    hg_query_begin(&queries->reason, database,
                   "SELECT reason FROM spans WHERE target = ?1 AND begin_ms = ?2");
    hg_query_begin(&queries->incidents, database,
                   "SELECT " HG_INCIDENT
                   " FROM incidents WHERE target = ?1 AND opened_ms < ?2"
                   " ORDER BY opened_ms DESC");
    hg_query_begin(&queries->notes, database, HG_INCIDENT_NOTES);
}

int hg_target_queries_end(struct hg_target_queries *queries, struct hg_error *err)
{
    int result = hg_query_end(&queries->state_intervals, err);
    result |= hg_query_end(&queries->windows, err);
    result |= hg_query_end(&queries->reason, err);
    result |= hg_query_end(&queries->incidents, err);
    result |= hg_query_end(&queries->notes, err);
    return result;
}

/* Rounded up: before a moment within a millisecond begins what begins with it. */
static int64_t to_ms(int64_t us)
{
    return us / HG_US_PER_MS + (us % HG_US_PER_MS > 0);
}

static void read_outcome_interval(const struct hg_query *query,
                                  struct hg_outcome_interval *interval)
{
    const int64_t begin_ms = hg_query_moment(query, 0);
    const int64_t end_ms = hg_query_moment(query, 1);
    *interval = (struct hg_outcome_interval){
        .begin_us = begin_ms * HG_US_PER_MS,
        .end_us = end_ms * HG_US_PER_MS,
        .checks = hg_query_count(query, 2),
        .longest_us = hg_query_moment(query, 3) * HG_US_PER_MS,
        .shortest_us = hg_query_moment(query, 6) * HG_US_PER_MS,
        .outcome = hg_query_outcome(query, 4),
        .cause = hg_query_cause(query, 5),
    };
    hg_query_check_interval(query, begin_ms, end_ms, interval->checks);
}

static void reverse(struct hg_outcome_intervals *outcome_intervals)
{
    for (size_t i = 0, k = outcome_intervals->count; i + 1 < k; i++) {
        const struct hg_outcome_interval interval = outcome_intervals->items[i];
        outcome_intervals->items[i] = outcome_intervals->items[--k];
        outcome_intervals->items[k] = interval;
    }
}

/* From the newest back. */
void hg_target_queries_intervals(struct hg_target_queries *queries,
                                 const struct hg_candidate *candidate, int64_t begin_us,
                                 int64_t end_us,
                                 struct hg_outcome_intervals *outcome_intervals)
{
    struct hg_query *query = &queries->state_intervals;
    struct hg_outcome_interval interval = candidate->open_interval;
    outcome_intervals->count = 0;
    if (interval.checks > 0 && interval.begin_us < end_us)
        hg_outcome_intervals_add(outcome_intervals, &interval);
    hg_query_bind(query, 1, candidate->id);
    hg_query_bind(query, 2, to_ms(end_us));
    while ((outcome_intervals->count == 0 || interval.begin_us > begin_us) &&
           hg_query_next(query)) {
        read_outcome_interval(query, &interval);
        hg_outcome_intervals_add(outcome_intervals, &interval);
    }
    hg_query_reset(query);
    reverse(outcome_intervals);
}

void hg_target_queries_maintenance(struct hg_target_queries *queries, int64_t target,
                                   int64_t begin_us, int64_t end_us,
                                   struct hg_maintenance_intervals *windows)
{
    struct hg_query *query = &queries->windows;
    windows->count = 0;
    hg_query_bind(query, 1, target);
    hg_query_bind(query, 2, begin_us / HG_US_PER_MS);
    hg_query_bind(query, 3, to_ms(end_us));
    while (hg_query_next(query)) {
        const struct hg_interval window = {hg_query_moment(query, 0) * HG_US_PER_MS,
                                           hg_query_moment(query, 1) * HG_US_PER_MS};
        hg_maintenance_intervals_add(windows, window);
    }
    hg_query_reset(query);
}

int64_t hg_target_queries_since(struct hg_target_queries *queries, int64_t target,
                                const struct hg_outcome_interval *interval,
                                int64_t max_gap_us)
{
    struct hg_query *query = &queries->state_intervals;
    struct hg_outcome_interval before;
    int64_t since_us = interval->begin_us;
    hg_query_bind(query, 1, target);
    hg_query_bind(query, 2, interval->begin_us / HG_US_PER_MS);
    while (hg_query_next(query)) {
        read_outcome_interval(query, &before);
        if (before.outcome != interval->outcome || since_us - before.end_us > max_gap_us)
            break;
        const bool is_broken = before.longest_us > max_gap_us;
        since_us = is_broken ? before.end_us : before.begin_us;
        if (is_broken)
            break;
    }
    hg_query_reset(query);
    return since_us;
}

const char *hg_target_queries_reason(struct hg_target_queries *queries,
                                     const struct hg_candidate *candidate,
                                     int64_t begin_us)
{
    struct hg_query *query = &queries->reason;
    if (begin_us == candidate->open_interval.begin_us)
        return candidate->reason;
    hg_query_bind(query, 1, candidate->id);
    hg_query_bind(query, 2, begin_us / HG_US_PER_MS);
    const char *reason =
        hg_query_next(query) ? hg_query_clean(query, 0, queries->arena) : NULL;
    hg_query_reset(query);
    return reason == NULL ? "" : reason;
}

static void add_incident(struct hg_incident_list *incidents,
                         const struct hg_incident *incident)
{
    incidents->items =
        hg_memory_grow(incidents->items, incidents->count, sizeof *incidents->items);
    incidents->items[incidents->count++] = *incident;
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
void hg_target_queries_incidents(struct hg_target_queries *queries, int64_t target,
                                 size_t position, const struct hg_period *period,
                                 struct hg_incident_list *incidents)
{
    struct hg_query *query = &queries->incidents;
    const size_t first = incidents->count;
    hg_query_bind(query, 1, target);
    hg_query_bind(query, 2, to_ms(period->end_us));
    while (hg_query_next(query)) {
        struct hg_incident incident;
        hg_incident_read(query, queries->arena, &incident);
        incident.target = position;
        if (incident.closed_us != 0 && incident.closed_us <= period->begin_us)
            break;
        add_incident(incidents, &incident);
    }
    hg_query_reset(query);
    reverse_incidents(incidents->items + first, incidents->count - first);
    for (size_t i = first; i < incidents->count; i++)
        hg_incident_read_notes(&queries->notes, queries->arena, &incidents->items[i]);
}
