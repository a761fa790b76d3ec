/* SPDX-License-Identifier: MIT */
/* uptime_builder: a report's figures, target by target.
 *
 * DESIGN: times come from intervals and maintenance (timeline.c), so they are exact for any zone and any edge;
 * counts and latencies from days, hours and the results that are left (source_plan.c, result_counter.c). All
 * is read in one transaction, so that a run that is added meanwhile is in all figures or in none. */
#include <string.h>

#include "headgate/policy.h"
#include "headgate/units.h"

#include "history/query/gaps.h"
#include "history/query/outages.h"
#include "history/query/report_intervals.h"
#include "history/query/result_counter.h"
#include "history/query/selection.h"
#include "history/query/target_queries.h"
#include "history/query/timeline.h"
#include "history/query/uptime_groups.h"
#include "history/store/history_file.h"
#include "history/store/outbox_rows.h"

#include "headgate/banned.h"

/* What a report needs while it is made; memory of one target is used again for the next. */
struct uptime_builder {
    const struct hg_uptime_request *request;
    struct hg_uptime *uptime;
    struct hg_database *database;
    struct hg_report_intervals intervals;
    struct hg_selection selection;
    struct hg_result_counter counter;
    struct hg_outcome_intervals outcomes;
    struct hg_maintenance_intervals windows;
    struct hg_timeline timeline;
    struct hg_incident_list incidents;
    int64_t last_run_us; /* INT64_MIN: none */
};

static void set_periods(struct uptime_builder *builder)
{
    const struct hg_uptime_request *request = builder->request;
    struct hg_uptime *uptime = builder->uptime;
    struct hg_period *period = &uptime->period;
    *period = request->period;
    if (period->end_us > request->now_us && request->now_us > period->begin_us)
        period->end_us = request->now_us;
    hg_period_before(&request->period, request->zone, &uptime->before);
    hg_report_intervals_make(&builder->intervals, &uptime->before, period, request->zone,
                             request->has_intervals_before);
    uptime->interval_count = builder->intervals.count;
    if (request->has_intervals_before)
        uptime->interval_before_count = builder->intervals.before_count;
    uptime->day_count = builder->intervals.day_count;
    uptime->intervals_are_hours = builder->intervals.are_hours;
    builder->timeline.begin_us = uptime->before.begin_us;
    builder->timeline.end_us = period->end_us;
}

/* Whether any result of the target is valid in the period. */
static bool is_valid_in_period(const struct uptime_builder *builder, int64_t max_gap_us)
{
    const struct hg_outcome_intervals *outcomes = &builder->outcomes;
    if (outcomes->count == 0)
        return false;
    const int64_t last_us = outcomes->items[outcomes->count - 1].end_us;
    const int64_t begin_us = builder->uptime->period.begin_us;
    return last_us >= begin_us || last_us + max_gap_us > begin_us;
}

static struct hg_report_interval *new_intervals(struct uptime_builder *builder,
                                                const int64_t *edges_us, size_t count)
{
    struct hg_report_interval *intervals =
        hg_arena_new(&builder->uptime->arena, count + 1, sizeof *intervals);
    for (size_t i = 0; edges_us != NULL && i < count; i++) {
        intervals[i].begin_us = edges_us[i];
        intervals[i].end_us = edges_us[i + 1];
    }
    return intervals;
}

/* Days from hours, and the period from both. */
static void sum_intervals(struct uptime_builder *builder, struct hg_uptime_target *target,
                          struct hg_report_interval *days)
{
    const struct hg_report_intervals *intervals = &builder->intervals;
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

static void count_target(struct uptime_builder *builder, struct hg_uptime_target *target)
{
    const struct hg_report_intervals *plan = &builder->intervals;
    const int64_t *edges_us = plan->edges + plan->before_count;
    struct hg_report_interval *intervals = new_intervals(builder, edges_us, plan->count);
    struct hg_report_interval *days =
        plan->are_hours ? new_intervals(builder, NULL, plan->day_count) : intervals;
    int64_t *p95_before_us =
        hg_arena_new(&builder->uptime->arena, plan->before_count, sizeof *p95_before_us);
    const struct hg_result_counts counts = {
        .intervals = intervals,
        .days = days,
        .before = &target->before,
        .p95_before_us = p95_before_us,
        .latency = &target->latency,
        .latency_before = &target->latency_before,
    };
    hg_result_counter_count_target(&builder->counter, target->id, &counts);
    for (size_t i = 0; i < plan->count; i++)
        hg_timeline_tally(&builder->timeline, edges_us[i], edges_us[i + 1],
                          &intervals[i].tally);
    hg_timeline_tally(&builder->timeline, plan->edges[0], edges_us[0], &target->before);
    target->intervals = intervals;
    target->days = days;
    target->p95_before_us = p95_before_us;
    sum_intervals(builder, target, days);
}

static int64_t available_us(const struct hg_tally *tally)
{
    return hg_tally_by_time(tally).part;
}

/* Durations, without maintenance, and what follows from them. */
static void measure_incidents(struct uptime_builder *builder,
                              struct hg_uptime_target *target,
                              struct hg_incident *incidents, size_t count)
{
    int64_t repair_us = 0;
    int64_t closed_count = 0;
    for (size_t i = 0; i < count; i++) {
        struct hg_incident *incident = &incidents[i];
        const int64_t end_us = incident->closed_us == 0 ? builder->uptime->period.end_us
                                                        : incident->closed_us;
        hg_target_queries_maintenance(builder->database, target->id, incident->opened_us,
                                      end_us, &builder->windows);
        incident->duration_us = end_us - incident->opened_us;
        incident->maintenance_us = hg_maintenance_intervals_overlap(
            &builder->windows, incident->opened_us, end_us);
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
    hg_timeline_tally(&builder->timeline, incidents[0].closed_us,
                      incidents[count - 1].opened_us, &between);
    target->between_us = available_us(&between) / (int64_t)(count - 1);
}

/* The last result before the period's end, and how long the outcome has been so. Where the usual time between
 * checks is not known, the result of the last run is still valid. */
static void find_current_state(struct uptime_builder *builder,
                               const struct hg_candidate *candidate,
                               struct hg_uptime_target *target)
{
    const struct hg_outcome_intervals *outcomes = &builder->outcomes;
    const int64_t end_us = builder->uptime->period.end_us;
    target->outcome = HG_OUTCOME_UNKNOWN;
    target->reason = "";
    target->is_stale = true;
    if (outcomes->count == 0)
        return;
    const struct hg_outcome_interval *last = &outcomes->items[outcomes->count - 1];
    target->outcome = last->outcome;
    target->cause = last->cause;
    target->reason =
        hg_target_queries_reason(builder->database, candidate, last->begin_us);
    target->last_check_us = hg_outcome_interval_last_result(last, end_us);
    target->since_us = last->longest_us > target->max_gap_us
                           ? target->last_check_us
                           : hg_target_queries_since(builder->database, candidate->id,
                                                     last, target->max_gap_us);
    target->is_stale = target->max_gap_us > 0
                           ? end_us - target->last_check_us > target->max_gap_us
                           : target->last_check_us < builder->last_run_us;
}

static bool is_available(const struct hg_uptime_target *target)
{
    const enum hg_outcome outcome = hg_uptime_outcome_now(target);
    return outcome == HG_OUTCOME_UP || outcome == HG_OUTCOME_FLAKY ||
           outcome == HG_OUTCOME_DEGRADED;
}

/* What a result of the future closed is open still. */
static void reopen(struct hg_incident *incidents, size_t count, int64_t now_us)
{
    for (size_t i = 0; i < count; i++) {
        if (incidents[i].closed_us > now_us)
            incidents[i].closed_us = 0;
    }
}

/* Nothing is known of it any more. */
static void end_by_removal(struct hg_uptime_target *target)
{
    target->outcome = HG_OUTCOME_UNKNOWN;
    target->cause = HG_CAUSE_NONE;
    target->reason = "removed from the configuration while it was down";
    target->since_us = target->last_check_us;
}

/* The last incident says more about the state now than intervals, which end with every result that is unknown or in
 * maintenance. */
static void follow_incident(const struct uptime_builder *builder,
                            struct hg_uptime_target *target,
                            const struct hg_incident *incident)
{
    const int64_t end_us = builder->uptime->period.end_us;
    target->is_in_incident = incident->closed_us == 0 || incident->closed_us > end_us;
    target->is_recovered = !target->is_in_incident && is_available(target);
    if (incident->is_ended_by_removal && !target->is_in_incident)
        end_by_removal(target);
    if (hg_uptime_outcome_now(target) == HG_OUTCOME_DOWN)
        target->since_us = incident->opened_us;
    else if (target->is_recovered)
        target->since_us = incident->closed_us;
}

static void find_incidents(struct uptime_builder *builder,
                           struct hg_uptime_target *target)
{
    struct hg_incident_list *incidents = &builder->incidents;
    const size_t first = incidents->count;
    hg_target_queries_incidents(builder->database, target->id,
                                builder->uptime->target_count, &builder->uptime->period,
                                incidents);
    const size_t count = incidents->count - first;
    if (count > 0)
        reopen(&incidents->items[first], count, builder->request->now_us);
    if (count > 0)
        measure_incidents(builder, target, &incidents->items[first], count);
    else
        target->repair_us = target->between_us = -1;
    if (count > 0)
        follow_incident(builder, target, &incidents->items[incidents->count - 1]);
}

/* Its intervals, and the usual time between two checks; false when there is nothing to report. */
/* The longest time between two checks that a watch was told in the period of the report; 0: there was none. */
static int64_t watch_interval_us(const struct uptime_builder *builder, int64_t target)
{
    const struct hg_criteria wanted = {
        .target = target,
        .since_ms = builder->timeline.begin_us / HG_US_PER_MS,
        .until_ms = hg_ms_from(builder->timeline.end_us),
    };
    struct hg_moment_row longest = {0};
    hg_database_find(builder->database, HG_SQL_WATCH_INTERVAL, &wanted, &longest);
    return longest.value * HG_US_PER_MS;
}

static bool begin_target(struct uptime_builder *builder,
                         const struct hg_candidate *candidate,
                         struct hg_uptime_target *target)
{
    struct hg_timeline *timeline = &builder->timeline;
    hg_target_queries_intervals(builder->database, candidate, timeline->begin_us,
                                timeline->end_us, &builder->outcomes);
    /* No figure is made of what can't be. */
    if (hg_database_has_failed(builder->database))
        return false;
    const int64_t interval_us = hg_outcome_intervals_median_gap(
        &builder->outcomes, timeline->begin_us, timeline->end_us);
    const int64_t max_gap_us = builder->request->max_gap_us;
    const int64_t watch_us = watch_interval_us(builder, candidate->id);
    *target = (struct hg_uptime_target){
        .id = candidate->id,
        .name = candidate->name,
        .group = candidate->group,
        .url = candidate->url,
        .tags = candidate->tags,
        .interval_us = interval_us,
        .max_gap_us = max_gap_us > 0           ? max_gap_us
                      : watch_us > interval_us ? 2 * watch_us
                                               : 2 * interval_us,
        .certificate_end_us = candidate->certificate_end_us,
    };
    return candidate->configured != NULL ||
           is_valid_in_period(builder, target->max_gap_us);
}

/* What is promised of a target, and demanded. */
static void apply_policy(struct hg_uptime_target *target, const struct hg_policy *policy)
{
    hg_sla_measure(&target->sla, policy->sla, &target->tally, 1, target->interval_us);
    target->latency_warn_us = policy->expect.latency_warn_us;
    target->latency_fail_us = policy->expect.latency_fail_us;
}

static void make_target(struct uptime_builder *builder,
                        const struct hg_candidate *candidate)
{
    struct hg_uptime *uptime = builder->uptime;
    struct hg_uptime_target *target = &uptime->targets[uptime->target_count];
    struct hg_timeline *timeline = &builder->timeline;

    if (!begin_target(builder, candidate, target))
        return;
    hg_target_queries_maintenance(builder->database, target->id, timeline->begin_us,
                                  timeline->end_us, &builder->windows);
    hg_timeline_make(timeline, &builder->outcomes, &builder->windows, target->max_gap_us);
    count_target(builder, target);
    find_current_state(builder, candidate, target);
    find_incidents(builder, target);
    if (candidate->configured != NULL)
        apply_policy(target, candidate->configured->policy);
    uptime->target_count++;
}

static void make_targets(struct uptime_builder *builder)
{
    struct hg_uptime *uptime = builder->uptime;
    struct hg_database *database = builder->database;
    builder->last_run_us = hg_gaps_find(uptime, database);
    hg_selection_load(&builder->selection, database, builder->request);
    hg_result_counter_init(&builder->counter, database, &builder->intervals);
    uptime->targets = hg_arena_new(&uptime->arena, builder->selection.count + 1,
                                   sizeof *uptime->targets);
    for (size_t i = 0; i < builder->selection.count && !hg_database_has_failed(database);
         i++)
        make_target(builder, &builder->selection.items[i]);
}

static void find_last_incidents(struct hg_uptime *uptime)
{
    for (size_t i = 0; i < uptime->incident_count; i++) {
        const struct hg_incident *incident = &uptime->incidents[i];
        struct hg_uptime_target *target = &uptime->targets[incident->target];
        if (target->incident == NULL || incident->opened_us > target->incident->opened_us)
            target->incident = incident;
    }
}

static void join(struct uptime_builder *builder)
{
    const struct hg_settings *settings = builder->request->settings;
    struct hg_uptime *uptime = builder->uptime;
    uptime->latency = hg_latency_of(&builder->counter.all);
    uptime->latency_before = hg_latency_of(&builder->counter.all_before);
    hg_uptime_groups_make(uptime, settings == NULL ? NULL : &settings->group_slas);
    hg_outages_make(uptime, builder->incidents.items, builder->incidents.count);
    find_last_incidents(uptime);
}

static void release(struct uptime_builder *builder)
{
    hg_report_intervals_release(&builder->intervals);
    hg_selection_release(&builder->selection);
    hg_result_counter_release(&builder->counter);
    hg_outcome_intervals_release(&builder->outcomes);
    hg_maintenance_intervals_release(&builder->windows);
    hg_timeline_release(&builder->timeline);
    hg_incident_list_release(&builder->incidents);
}

static void begin_uptime(struct hg_uptime *uptime,
                         const struct hg_uptime_request *request, const char *path)
{
    const struct hg_settings *settings = request->settings;
    *uptime = (struct hg_uptime){
        .tool_version = HEADGATE_VERSION,
        .generated_us = request->now_us,
        .zone = request->zone,
        .max_gap_us = request->max_gap_us,
    };
    hg_arena_init(&uptime->arena);
    uptime->history = hg_arena_text(&uptime->arena, path);
    uptime->name =
        hg_arena_text(&uptime->arena, settings == NULL ? NULL : settings->name);
}

int hg_history_uptime(struct hg_history *history, const struct hg_uptime_request *request,
                      struct hg_uptime *uptime, struct hg_error *err)
{
    struct uptime_builder builder = {
        .request = request, .uptime = uptime, .database = &history->database};
    begin_uptime(uptime, request, history->database.path);
    set_periods(&builder);
    int result = hg_database_begin_reading(builder.database, &uptime->arena, err);
    if (result == 0) {
        make_targets(&builder);
        uptime->failing_channels =
            hg_outbox_rows_failing(builder.database, &uptime->arena);
        result = hg_database_end_reading(builder.database, err);
    }
    if (result == 0)
        join(&builder);
    release(&builder);
    return result;
}
