/* SPDX-License-Identifier: MIT */
/* slots: hours and days of a zone. */
#include "history/query/slots.h"

#include <stdlib.h>

#include "headgate/memory.h"
#include "headgate/units.h"

#include "headgate/banned.h"

#define HOUR_S    3600
#define HOURS_MAX 73 /* three days, one of them with 25 hours */

/* The next full hour of the zone, or the change of its clock before it. */
static int64_t next_hour(const struct hg_zone *zone, int64_t wall_us)
{
    struct hg_local local;
    hg_zone_local(zone, wall_us, &local, NULL);
    const int64_t second_us = wall_us - wall_us % HG_US_PER_S;
    return second_us + (HOUR_S - local.minute * 60 - local.second) * HG_US_PER_S;
}

static void add_edge(struct hg_slots *slots, size_t *edge_count, int64_t at_us)
{
    slots->edges = hg_memory_resize(slots->edges, *edge_count + 1, sizeof *slots->edges);
    slots->edges[(*edge_count)++] = at_us;
}

static void add_slot(struct hg_slots *slots, size_t *edge_count, int64_t end_us)
{
    add_edge(slots, edge_count, end_us);
    slots->days = hg_memory_resize(slots->days, slots->count + 1, sizeof *slots->days);
    slots->days[slots->count++] = slots->day_count - 1;
}

void hg_slots_make(struct hg_slots *slots, const struct hg_period *before,
                   const struct hg_period *period, const struct hg_zone *zone)
{
    const int64_t length_us = period->end_us - period->begin_us;
    size_t edge_count = 0;
    *slots =
        (struct hg_slots){.are_hours = length_us <= HOURS_MAX * HOUR_S * HG_US_PER_S};
    add_edge(slots, &edge_count, before->begin_us);
    add_edge(slots, &edge_count, period->begin_us);
    for (int64_t at_us = period->begin_us; at_us < period->end_us;) {
        const int64_t day_end_us = hg_zone_day_end(zone, at_us);
        const int64_t until_us =
            day_end_us < period->end_us ? day_end_us : period->end_us;
        slots->day_count++;
        while (slots->are_hours && next_hour(zone, at_us) < until_us) {
            at_us = next_hour(zone, at_us);
            add_slot(slots, &edge_count, at_us);
        }
        add_slot(slots, &edge_count, until_us);
        at_us = until_us;
    }
}

void hg_slots_release(struct hg_slots *slots)
{
    free(slots->edges);
    free(slots->days);
    *slots = (struct hg_slots){0};
}
