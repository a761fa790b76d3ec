/* SPDX-License-Identifier: MIT */
/* uptime_builder: a report's figures, target by target.
 *
 * DESIGN: times come from spans and windows (timeline.c), so they are exact for any zone and any edge;
 * counts and latencies from days, hours and what is left of the results (plan.c, counting.c). All is read
 * in one transaction, so that a run that is added meanwhile is in all figures or in none. */
#include "headgate/history.h"

#include <string.h>

#include "headgate/units.h"

#include "history/query/result_counter.h"
#include "history/query/uptime_groups.h"
#include "history/store/history.h"
#include "history/query/sla.h"
#include "history/query/outages.h"
#include "history/query/target_queries.h"
#include "history/query/selection.h"
#include "history/query/gaps.h"
#include "history/query/report_intervals.h"
#include "history/query/current_state.h"
#include "history/query/timeline.h"

#include "headgate/banned.h"

/* What a report needs while it is made; memory of one target is used again for the next. */
struct uptime_builder {
    const struct hg_uptime_request *request;
    struct hg_uptime *uptime;
    struct hg_report_intervals intervals;
    struct hg_selection selection;
    struct hg_target_queries queries;
    struct hg_result_counter counter;
    struct hg_outcome_intervals outcome_intervals;
    struct hg_maintenance_intervals windows;
    struct hg_timeline timeline;
    struct hg_incident_list incidents;
    int64_t last_run_us; /* INT64_MIN: none */
};

static void set_periods(struct uptime_builder *uptime_builder)
{
    const struct hg_uptime_request *request = uptime_builder->request;
    struct hg_uptime *uptime = uptime_builder->uptime;
    struct hg_period *period = &uptime->period;
    *period = request->period;
    if (period->end_us > request->now_us && request->now_us > period->begin_us)
        period->end_us = request->now_us;
    hg_period_before(&request->period, request->zone, &uptime->before);
    hg_report_intervals_make(&uptime_builder->intervals, &uptime->before, period,
                             request->zone);
    uptime->interval_count = uptime_builder->intervals.count;
    uptime->day_count = uptime_builder->intervals.day_count;
    uptime->intervals_are_hours = uptime_builder->intervals.are_hours;
    uptime_builder->timeline.begin_us = uptime->before.begin_us;
    uptime_builder->timeline.end_us = period->end_us;
}

/* Whether any result of the target speaks in the period. */
static bool is_valid_in_period(const struct uptime_builder *uptime_builder,
                               int64_t max_gap_us)
{
    const struct hg_outcome_intervals *outcome_intervals =
        &uptime_builder->outcome_intervals;
    if (outcome_intervals->count == 0)
        return false;
    const int64_t last_us = outcome_intervals->items[outcome_intervals->count - 1].end_us;
    const int64_t begin_us = uptime_builder->uptime->period.begin_us;
    return last_us >= begin_us || last_us + max_gap_us > begin_us;
}

static struct hg_report_interval *new_intervals(struct uptime_builder *uptime_builder,
                                                const int64_t *edges_us, size_t count)
{
    struct hg_report_interval *intervals =
        hg_arena_new(&uptime_builder->uptime->arena, count + 1, sizeof *intervals);
    for (size_t i = 0; edges_us != NULL && i < count; i++) {
        intervals[i].begin_us = edges_us[i];
        intervals[i].end_us = edges_us[i + 1];
    }
    return intervals;
}

/* Days from hours, and the period from both. */
static void sum_intervals(struct uptime_builder *uptime_builder,
                          struct hg_uptime_target *target,
                          struct hg_report_interval *days)
{
    const struct hg_report_intervals *intervals = &uptime_builder->intervals;
    for (size_t i = 0; i < intervals->count; i++) {
        const struct hg_report_interval *interval = &target->intervals[i];
        hg_tally_add(&target->tally, &interval->tally);
        if (!intervals->are_hours)
            continue;
        struct hg_report_interval *day = &days[intervals->days[i]];
        if (day->end_us == 0)
            day->begin_us = interval->begin_us;
        day->end_us = interval->end_us;
        hg_tally_add(&day->tally, &interval->tally);
    }
}

static void count_target(struct uptime_builder *uptime_builder,
                         struct hg_uptime_target *target)
{
    const struct hg_report_intervals *plan = &uptime_builder->intervals;
    const int64_t *edges_us = plan->edges + 1;
    struct hg_report_interval *intervals =
        new_intervals(uptime_builder, edges_us, plan->count);
    struct hg_report_interval *days =
        plan->are_hours ? new_intervals(uptime_builder, NULL, plan->day_count)
                        : intervals;
    const struct hg_result_counts counts = {intervals, days, &target->before,
                                            &target->latency, &target->latency_before};
    hg_result_counter_count_target(&uptime_builder->counter, target->id, &counts);
    for (size_t i = 0; i < plan->count; i++)
        hg_timeline_tally(&uptime_builder->timeline, edges_us[i], edges_us[i + 1],
                          &intervals[i].tally);
    hg_timeline_tally(&uptime_builder->timeline, plan->edges[0], plan->edges[1],
                      &target->before);
    target->intervals = intervals;
    target->days = days;
    sum_intervals(uptime_builder, target, days);
}

static int64_t available_us(const struct hg_tally *tally)
{
    return hg_tally_by_time(tally).part;
}

/* Durations, without maintenance, and what follows from them. */
static void measure_incidents(struct uptime_builder *uptime_builder,
                              struct hg_uptime_target *target,
                              struct hg_incident *incidents, size_t count)
{
    int64_t repair_us = 0;
    int64_t closed_count = 0;
    for (size_t i = 0; i < count; i++) {
        struct hg_incident *incident = &incidents[i];
        const int64_t end_us = incident->closed_us == 0
                                   ? uptime_builder->uptime->period.end_us
                                   : incident->closed_us;
        hg_target_queries_maintenance(&uptime_builder->queries, target->id,
                                      incident->opened_us, end_us,
                                      &uptime_builder->windows);
        incident->duration_us =
            end_us - incident->opened_us -
            hg_maintenance_intervals_overlap(&uptime_builder->windows,
                                             incident->opened_us, end_us);
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
    hg_timeline_tally(&uptime_builder->timeline, incidents[0].closed_us,
                      incidents[count - 1].opened_us, &between);
    target->between_us = available_us(&between) / (int64_t)(count - 1);
}

static void find_incidents(struct uptime_builder *uptime_builder,
                           struct hg_uptime_target *target)
{
    struct hg_incident_list *incidents = &uptime_builder->incidents;
    const size_t first = incidents->count;
    hg_target_queries_incidents(&uptime_builder->queries, target->id,
                                uptime_builder->uptime->target_count,
                                &uptime_builder->uptime->period, incidents);
    const size_t count = incidents->count - first;
    if (count > 0)
        measure_incidents(uptime_builder, target, &incidents->items[first], count);
    else
        target->repair_us = target->between_us = -1;
    target->is_recovered = count > 0 && hg_current_state_is_available(target);
}

/* Its spells and its interval; false when there is nothing to tell of it. */
static bool begin_target(struct uptime_builder *uptime_builder,
                         const struct hg_candidate *candidate,
                         struct hg_uptime_target *target)
{
    struct hg_timeline *timeline = &uptime_builder->timeline;
    hg_target_queries_intervals(&uptime_builder->queries, candidate, timeline->begin_us,
                                timeline->end_us, &uptime_builder->outcome_intervals);
    /* What can't be is not counted with. */
    if (hg_database_has_failed(uptime_builder->queries.state_intervals.database))
        return false;
    const int64_t interval_us = hg_outcome_intervals_median_gap(
        &uptime_builder->outcome_intervals, timeline->begin_us, timeline->end_us);
    const int64_t max_gap_us = uptime_builder->request->max_gap_us;
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
    return candidate->configured != NULL ||
           is_valid_in_period(uptime_builder, target->max_gap_us);
}

static void make_target(struct uptime_builder *uptime_builder,
                        const struct hg_candidate *candidate)
{
    struct hg_uptime *uptime = uptime_builder->uptime;
    struct hg_uptime_target *target = &uptime->targets[uptime->target_count];
    struct hg_timeline *timeline = &uptime_builder->timeline;

    if (!begin_target(uptime_builder, candidate, target))
        return;
    hg_target_queries_maintenance(&uptime_builder->queries, target->id,
                                  timeline->begin_us, timeline->end_us,
                                  &uptime_builder->windows);
    hg_timeline_make(timeline, &uptime_builder->outcome_intervals,
                     &uptime_builder->windows, target->max_gap_us);
    count_target(uptime_builder, target);
    hg_current_state_find(target, &uptime_builder->queries, candidate,
                          &uptime_builder->outcome_intervals, uptime->period.end_us,
                          uptime_builder->last_run_us);
    find_incidents(uptime_builder, target);
    if (candidate->configured != NULL)
        hg_sla_measure(&target->sla, candidate->configured->policy->sla, &target->tally,
                       1, target->interval_us);
    uptime->target_count++;
}

static int make_targets(struct uptime_builder *uptime_builder,
                        struct hg_database *database, struct hg_error *err)
{
    struct hg_uptime *uptime = uptime_builder->uptime;
    int result = hg_gaps_find(uptime, database, &uptime_builder->last_run_us, err);
    result |= hg_selection_load(&uptime_builder->selection, database,
                                uptime_builder->request, &uptime->arena, err);
    result |= hg_result_counter_begin(&uptime_builder->counter, database,
                                      &uptime_builder->intervals, err);
    hg_target_queries_begin(&uptime_builder->queries, database, &uptime->arena);
    uptime->targets = hg_arena_new(&uptime->arena, uptime_builder->selection.count + 1,
                                   sizeof *uptime->targets);
    for (size_t i = 0; result == 0 && i < uptime_builder->selection.count; i++)
        make_target(uptime_builder, &uptime_builder->selection.items[i]);
    result |= hg_target_queries_end(&uptime_builder->queries, err);
    result |= hg_result_counter_end(&uptime_builder->counter, err);
    return result;
}

static void join(struct uptime_builder *uptime_builder)
{
    const struct hg_settings *settings = uptime_builder->request->settings;
    struct hg_uptime *uptime = uptime_builder->uptime;
    uptime->latency = hg_latency_of(&uptime_builder->counter.all);
    uptime->latency_before = hg_latency_of(&uptime_builder->counter.all_before);
    hg_uptime_groups_make(uptime, settings == NULL ? NULL : &settings->group_slas);
    hg_outages_make(uptime, uptime_builder->incidents.items,
                    uptime_builder->incidents.count);
}

static void release(struct uptime_builder *uptime_builder)
{
    hg_report_intervals_release(&uptime_builder->intervals);
    hg_selection_release(&uptime_builder->selection);
    hg_outcome_intervals_release(&uptime_builder->outcome_intervals);
    hg_maintenance_intervals_release(&uptime_builder->windows);
    hg_timeline_release(&uptime_builder->timeline);
    hg_incident_list_release(&uptime_builder->incidents);
}

int hg_history_uptime(struct hg_history *history, const struct hg_uptime_request *request,
                      struct hg_uptime *uptime, struct hg_error *err)
{
    const struct hg_settings *settings = request->settings;
    struct hg_database *database = &history->database;
    struct uptime_builder uptime_builder = {.request = request, .uptime = uptime};

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
    set_periods(&uptime_builder);
    int result = hg_database_run(database, "BEGIN", err);
    if (result == 0) {
        result = make_targets(&uptime_builder, database, err);
        hg_database_rollback(database); /* nothing was written */
    }
    if (result == 0)
        join(&uptime_builder);
    release(&uptime_builder);
    return result;
}
