/* SPDX-License-Identifier: MIT */
/* incident_rows: reading rows of `incidents` and `notes`. */
#include "history/store/incident_rows.h"

#include "headgate/memory.h"
#include "headgate/units.h"

#include "history/store/values.h"

#include "headgate/banned.h"

void hg_incident_read(const struct hg_query *query, struct hg_arena *arena,
                      struct hg_incident *incident)
{
    const int64_t opened_ms = hg_query_moment(query, 1);
    const int64_t closed_ms = hg_query_moment(query, 2);
    if (closed_ms != 0 && closed_ms < opened_ms)
        hg_query_refuse(query);
    *incident = (struct hg_incident){
        .id = hg_query_integer(query, 0),
        .opened_us = opened_ms * HG_US_PER_MS,
        .closed_us = closed_ms * HG_US_PER_MS,
        .duration_us = -1,
        .cause = hg_query_cause(query, 3),
        .worst = hg_query_cause(query, 4),
        .checks = hg_query_count(query, 5),
        .attempts = hg_query_count(query, 6),
        .reason = hg_query_clean_required_text(query, 7, arena),
        .common = hg_query_clean(query, 8, arena),
    };
}

void hg_incident_read_notes(struct hg_query *notes, struct hg_arena *arena,
                            struct hg_incident *incident)
{
    struct hg_note *items = NULL;
    size_t count = 0;
    hg_query_bind(notes, 1, incident->id);
    for (; hg_query_next(notes); count++) {
        items = hg_memory_grow(items, count, sizeof *items);
        items[count] = (struct hg_note){
            .at_us = hg_query_moment(notes, 0) * HG_US_PER_MS,
            .text = hg_query_clean_required_text(notes, 1, arena),
        };
    }
    hg_query_reset(notes);
    if (items != NULL)
        hg_arena_take(arena, items);
    incident->notes = items;
    incident->note_count = count;
}
