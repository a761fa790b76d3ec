/* SPDX-License-Identifier: MIT */
/* uptime: a report's figures, target by target.
 *
 * DESIGN: times come from spans and windows (timeline.c), so they are exact for any zone and any edge;
 * counts and latencies from days, hours and what is left of the results (plan.c, counting.c). All is read
 * in one transaction, so that a run that is added meanwhile is in all figures or in none. */
#include "headgate/history.h"

#include <string.h>

#include "headgate/units.h"

#include "history/query/counting.h"
#include "history/query/groups.h"
#include "history/store/history.h"
#include "history/query/level.h"
#include "history/query/outages.h"
#include "history/query/past.h"
#include "history/query/selection.h"
#include "history/query/silence.h"
#include "history/query/slots.h"
#include "history/query/standing.h"
#include "history/query/timeline.h"

#include "headgate/banned.h"

/* What a report needs while it is made; memory of one target is used again for the next. */
struct making {
    const struct hg_uptime_request *request;
    struct hg_uptime *uptime;
    struct hg_slots slots;
    struct hg_selection selection;
    struct hg_past past;
    struct hg_counting counting;
    struct hg_spells spells;
    struct hg_windows windows;
    struct hg_timeline timeline;
    struct hg_incidents_read incidents;
    int64_t last_run_us; /* INT64_MIN: none */
};

static void set_periods(struct making *making)
{
    const struct hg_uptime_request *request = making->request;
    struct hg_uptime *uptime = making->uptime;
    struct hg_period *period = &uptime->period;
    *period = request->period;
    if (period->end_us > request->now_us && request->now_us > period->begin_us)
        period->end_us = request->now_us;
    hg_period_before(&request->period, request->zone, &uptime->before);
    hg_slots_make(&making->slots, &uptime->before, period, request->zone);
    uptime->slot_count = making->slots.count;
    uptime->day_count = making->slots.day_count;
    uptime->slots_are_hours = making->slots.are_hours;
    making->timeline.begin_us = uptime->before.begin_us;
    making->timeline.end_us = period->end_us;
}

/* Whether any result of the target speaks in the period. */
static bool has_word(const struct making *making, int64_t max_gap_us)
{
    const struct hg_spells *spells = &making->spells;
    if (spells->count == 0)
        return false;
    const int64_t last_us = spells->items[spells->count - 1].end_us;
    const int64_t begin_us = making->uptime->period.begin_us;
    return last_us >= begin_us || last_us + max_gap_us > begin_us;
}

static struct hg_slot *new_slots(struct making *making, const int64_t *edges_us,
                                 size_t count)
{
    struct hg_slot *slots =
        hg_arena_new(&making->uptime->arena, count + 1, sizeof *slots);
    for (size_t i = 0; edges_us != NULL && i < count; i++) {
        slots[i].begin_us = edges_us[i];
        slots[i].end_us = edges_us[i + 1];
    }
    return slots;
}

/* Days from hours, and the period from both. */
static void sum_slots(struct making *making, struct hg_uptime_target *target,
                      struct hg_slot *days)
{
    const struct hg_slots *slots = &making->slots;
    for (size_t i = 0; i < slots->count; i++) {
        const struct hg_slot *slot = &target->slots[i];
        hg_tally_add(&target->tally, &slot->tally);
        if (!slots->are_hours)
            continue;
        struct hg_slot *day = &days[slots->days[i]];
        if (day->end_us == 0)
            day->begin_us = slot->begin_us;
        day->end_us = slot->end_us;
        hg_tally_add(&day->tally, &slot->tally);
    }
}

static void count_target(struct making *making, struct hg_uptime_target *target)
{
    const struct hg_slots *plan = &making->slots;
    const int64_t *edges_us = plan->edges + 1;
    struct hg_slot *slots = new_slots(making, edges_us, plan->count);
    struct hg_slot *days =
        plan->are_hours ? new_slots(making, NULL, plan->day_count) : slots;
    const struct hg_counted counted = {slots, days, &target->before, &target->latency,
                                       &target->latency_before};
    hg_counting_target(&making->counting, target->id, &counted);
    for (size_t i = 0; i < plan->count; i++)
        hg_timeline_tally(&making->timeline, edges_us[i], edges_us[i + 1],
                          &slots[i].tally);
    hg_timeline_tally(&making->timeline, plan->edges[0], plan->edges[1], &target->before);
    target->slots = slots;
    target->days = days;
    sum_slots(making, target, days);
}

static int64_t available_us(const struct hg_tally *tally)
{
    return hg_tally_by_time(tally).part;
}

/* Durations, without maintenance, and what follows from them. */
static void measure_incidents(struct making *making, struct hg_uptime_target *target,
                              struct hg_incident *incidents, size_t count)
{
    int64_t repair_us = 0;
    int64_t closed_count = 0;
    for (size_t i = 0; i < count; i++) {
        struct hg_incident *incident = &incidents[i];
        const int64_t end_us = incident->closed_us == 0 ? making->uptime->period.end_us
                                                        : incident->closed_us;
        hg_past_windows(&making->past, target->id, incident->opened_us, end_us,
                        &making->windows);
        incident->duration_us =
            end_us - incident->opened_us -
            hg_windows_overlap(&making->windows, incident->opened_us, end_us);
        if (incident->duration_us > target->longest_us)
            target->longest_us = incident->duration_us;
        if (incident->closed_us == 0)
            continue;
        repair_us += incident->duration_us;
        closed_count++;
    }
    target->incident_count = count;
    target->repair_us = closed_count == 0 ? -1 : repair_us / closed_count;
    target->between_us = -1;
    if (count < 2)
        return;
    struct hg_tally between = {0};
    hg_timeline_tally(&making->timeline, incidents[0].closed_us,
                      incidents[count - 1].opened_us, &between);
    target->between_us = available_us(&between) / (int64_t)(count - 1);
}

static void find_incidents(struct making *making, struct hg_uptime_target *target)
{
    struct hg_incidents_read *incidents = &making->incidents;
    const size_t first = incidents->count;
    hg_past_incidents(&making->past, target->id, making->uptime->target_count,
                      &making->uptime->period, incidents);
    const size_t count = incidents->count - first;
    if (count > 0)
        measure_incidents(making, target, &incidents->items[first], count);
    else
        target->repair_us = target->between_us = -1;
    target->is_recovered = count > 0 && hg_standing_is_available(target);
}

/* Its spells and its interval; false when there is nothing to tell of it. */
static bool begin_target(struct making *making, const struct hg_candidate *candidate,
                         struct hg_uptime_target *target)
{
    struct hg_timeline *timeline = &making->timeline;
    hg_past_spells(&making->past, candidate, timeline->begin_us, timeline->end_us,
                   &making->spells);
    /* What can't be is not counted with. */
    if (hg_database_has_failed(making->past.spans.database))
        return false;
    const int64_t interval_us =
        hg_spells_interval(&making->spells, timeline->begin_us, timeline->end_us);
    const int64_t max_gap_us = making->request->max_gap_us;
    *target = (struct hg_uptime_target){
        .id = candidate->id,
        .name = candidate->name,
        .group = candidate->group,
        .url = candidate->url,
        .tags = candidate->tags,
        .interval_us = interval_us,
        .max_gap_us = max_gap_us > 0 ? max_gap_us : 2 * interval_us,
        .certificate_end_us = candidate->certificate_end_us,
    };
    return candidate->configured != NULL || has_word(making, target->max_gap_us);
}

static void make_target(struct making *making, const struct hg_candidate *candidate)
{
    struct hg_uptime *uptime = making->uptime;
    struct hg_uptime_target *target = &uptime->targets[uptime->target_count];
    struct hg_timeline *timeline = &making->timeline;

    if (!begin_target(making, candidate, target))
        return;
    hg_past_windows(&making->past, target->id, timeline->begin_us, timeline->end_us,
                    &making->windows);
    hg_timeline_make(timeline, &making->spells, &making->windows, target->max_gap_us);
    count_target(making, target);
    hg_standing_find(target, &making->past, candidate, &making->spells,
                     uptime->period.end_us, making->last_run_us);
    find_incidents(making, target);
    if (candidate->configured != NULL)
        hg_level_measure(&target->sla, candidate->configured->policy->sla, &target->tally,
                         1, target->interval_us);
    uptime->target_count++;
}

static int make_targets(struct making *making, struct hg_database *database,
                        struct hg_error *err)
{
    struct hg_uptime *uptime = making->uptime;
    int result = hg_silence_find(uptime, database, &making->last_run_us, err);
    result |= hg_selection_load(&making->selection, database, making->request,
                                &uptime->arena, err);
    result |= hg_counting_begin(&making->counting, database, &making->slots, err);
    hg_past_begin(&making->past, database, &uptime->arena);
    uptime->targets = hg_arena_new(&uptime->arena, making->selection.count + 1,
                                   sizeof *uptime->targets);
    for (size_t i = 0; result == 0 && i < making->selection.count; i++)
        make_target(making, &making->selection.items[i]);
    result |= hg_past_end(&making->past, err);
    result |= hg_counting_end(&making->counting, err);
    return result;
}

static void join(struct making *making)
{
    const struct hg_settings *settings = making->request->settings;
    struct hg_uptime *uptime = making->uptime;
    uptime->latency = hg_latency_of(&making->counting.all);
    uptime->latency_before = hg_latency_of(&making->counting.all_before);
    hg_groups_make(uptime, settings == NULL ? NULL : &settings->group_slas);
    hg_outages_make(uptime, making->incidents.items, making->incidents.count);
}

static void release(struct making *making)
{
    hg_slots_release(&making->slots);
    hg_selection_release(&making->selection);
    hg_spells_release(&making->spells);
    hg_windows_release(&making->windows);
    hg_timeline_release(&making->timeline);
    hg_incidents_read_release(&making->incidents);
}

int hg_history_uptime(struct hg_history *history, const struct hg_uptime_request *request,
                      struct hg_uptime *uptime, struct hg_error *err)
{
    const struct hg_settings *settings = request->settings;
    struct hg_database *database = &history->database;
    struct making making = {.request = request, .uptime = uptime};

    *uptime = (struct hg_uptime){
        .tool_version = HEADGATE_VERSION,
        .generated_us = request->now_us,
        .zone = request->zone,
        .max_gap_us = request->max_gap_us,
    };
    hg_arena_init(&uptime->arena);
    uptime->history = hg_arena_text(&uptime->arena, database->path);
    uptime->name =
        hg_arena_text(&uptime->arena, settings == NULL ? NULL : settings->name);
    set_periods(&making);
    int result = hg_database_run(database, "BEGIN", err);
    if (result == 0) {
        result = make_targets(&making, database, err);
        hg_database_rollback(database); /* nothing was written */
    }
    if (result == 0)
        join(&making);
    release(&making);
    return result;
}
