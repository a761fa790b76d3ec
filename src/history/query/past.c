/* SPDX-License-Identifier: MIT */
/* past: rows of one target after another. */
#include "history/query/past.h"

#include <stdlib.h>

#include "headgate/memory.h"
#include "headgate/units.h"

#include "history/store/incident.h"
#include "history/store/values.h"

#include "headgate/banned.h"

void hg_past_begin(struct hg_past *past, struct hg_database *database,
                   struct hg_arena *arena)
{
    *past = (struct hg_past){.arena = arena};
    hg_query_begin(
        &past->spans, database,
        "SELECT begin_ms, end_ms, checks, longest_ms, outcome, cause, shortest_ms"
        " FROM spans"
        " WHERE target = ?1 AND begin_ms < ?2 ORDER BY begin_ms DESC");
    hg_query_begin(&past->windows, database,
                   "SELECT begin_ms, end_ms FROM maintenance"
                   " WHERE target = ?1 AND begin_ms < ?3 AND end_ms > ?2"
                   " ORDER BY begin_ms");
    hg_query_begin(&past->reason, database,
                   "SELECT reason FROM spans WHERE target = ?1 AND begin_ms = ?2");
    hg_query_begin(&past->incidents, database,
                   "SELECT " HG_INCIDENT
                   " FROM incidents WHERE target = ?1 AND opened_ms < ?2"
                   " ORDER BY opened_ms DESC");
    hg_query_begin(&past->notes, database, HG_INCIDENT_NOTES);
}

int hg_past_end(struct hg_past *past, struct hg_error *err)
{
    int result = hg_query_end(&past->spans, err);
    result |= hg_query_end(&past->windows, err);
    result |= hg_query_end(&past->reason, err);
    result |= hg_query_end(&past->incidents, err);
    result |= hg_query_end(&past->notes, err);
    return result;
}

/* Rounded up: before a moment within a millisecond begins what begins with it. */
static int64_t to_ms(int64_t us)
{
    return us / HG_US_PER_MS + (us % HG_US_PER_MS > 0);
}

static void read_spell(const struct hg_query *query, struct hg_spell *spell)
{
    const int64_t begin_ms = hg_query_moment(query, 0);
    const int64_t end_ms = hg_query_moment(query, 1);
    *spell = (struct hg_spell){
        .begin_us = begin_ms * HG_US_PER_MS,
        .end_us = end_ms * HG_US_PER_MS,
        .checks = hg_query_count(query, 2),
        .longest_us = hg_query_moment(query, 3) * HG_US_PER_MS,
        .shortest_us = hg_query_moment(query, 6) * HG_US_PER_MS,
        .outcome = hg_query_outcome(query, 4),
        .cause = hg_query_cause(query, 5),
    };
    hg_query_check_stretch(query, begin_ms, end_ms, spell->checks);
}

static void reverse(struct hg_spells *spells)
{
    for (size_t i = 0, k = spells->count; i + 1 < k; i++) {
        const struct hg_spell spell = spells->items[i];
        spells->items[i] = spells->items[--k];
        spells->items[k] = spell;
    }
}

/* From the newest back. */
void hg_past_spells(struct hg_past *past, const struct hg_candidate *candidate,
                    int64_t begin_us, int64_t end_us, struct hg_spells *spells)
{
    struct hg_query *query = &past->spans;
    struct hg_spell spell = candidate->growing;
    spells->count = 0;
    if (spell.checks > 0 && spell.begin_us < end_us)
        hg_spells_add(spells, &spell);
    hg_query_bind(query, 1, candidate->id);
    hg_query_bind(query, 2, to_ms(end_us));
    while ((spells->count == 0 || spell.begin_us > begin_us) && hg_query_next(query)) {
        read_spell(query, &spell);
        hg_spells_add(spells, &spell);
    }
    hg_query_reset(query);
    reverse(spells);
}

void hg_past_windows(struct hg_past *past, int64_t target, int64_t begin_us,
                     int64_t end_us, struct hg_windows *windows)
{
    struct hg_query *query = &past->windows;
    windows->count = 0;
    hg_query_bind(query, 1, target);
    hg_query_bind(query, 2, begin_us / HG_US_PER_MS);
    hg_query_bind(query, 3, to_ms(end_us));
    while (hg_query_next(query)) {
        const struct hg_window window = {hg_query_moment(query, 0) * HG_US_PER_MS,
                                         hg_query_moment(query, 1) * HG_US_PER_MS};
        hg_windows_add(windows, window);
    }
    hg_query_reset(query);
}

int64_t hg_past_since(struct hg_past *past, int64_t target, const struct hg_spell *spell,
                      int64_t max_gap_us)
{
    struct hg_query *query = &past->spans;
    struct hg_spell before;
    int64_t since_us = spell->begin_us;
    hg_query_bind(query, 1, target);
    hg_query_bind(query, 2, spell->begin_us / HG_US_PER_MS);
    while (hg_query_next(query)) {
        read_spell(query, &before);
        if (before.outcome != spell->outcome || since_us - before.end_us > max_gap_us)
            break;
        const bool is_broken = before.longest_us > max_gap_us;
        since_us = is_broken ? before.end_us : before.begin_us;
        if (is_broken)
            break;
    }
    hg_query_reset(query);
    return since_us;
}

const char *hg_past_reason(struct hg_past *past, const struct hg_candidate *candidate,
                           int64_t begin_us)
{
    struct hg_query *query = &past->reason;
    if (begin_us == candidate->growing.begin_us)
        return candidate->reason;
    hg_query_bind(query, 1, candidate->id);
    hg_query_bind(query, 2, begin_us / HG_US_PER_MS);
    const char *reason =
        hg_query_next(query) ? hg_query_clean(query, 0, past->arena) : NULL;
    hg_query_reset(query);
    return reason == NULL ? "" : reason;
}

static void add_incident(struct hg_incidents_read *incidents,
                         const struct hg_incident *incident)
{
    if (incidents->count == incidents->capacity) {
        incidents->capacity = incidents->capacity == 0 ? 16 : incidents->capacity * 2;
        incidents->items = hg_memory_resize(incidents->items, incidents->capacity,
                                            sizeof *incidents->items);
    }
    incidents->items[incidents->count++] = *incident;
}

void hg_incidents_read_release(struct hg_incidents_read *incidents)
{
    free(incidents->items);
    *incidents = (struct hg_incidents_read){0};
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
void hg_past_incidents(struct hg_past *past, int64_t target, size_t position,
                       const struct hg_period *period,
                       struct hg_incidents_read *incidents)
{
    struct hg_query *query = &past->incidents;
    const size_t first = incidents->count;
    hg_query_bind(query, 1, target);
    hg_query_bind(query, 2, to_ms(period->end_us));
    while (hg_query_next(query)) {
        struct hg_incident incident;
        hg_incident_read(query, past->arena, &incident);
        incident.target = position;
        if (incident.closed_us != 0 && incident.closed_us <= period->begin_us)
            break;
        add_incident(incidents, &incident);
    }
    hg_query_reset(query);
    reverse_incidents(incidents->items + first, incidents->count - first);
    for (size_t i = first; i < incidents->count; i++)
        hg_incident_read_notes(&past->notes, past->arena, &incidents->items[i]);
}
