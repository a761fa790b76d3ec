/* SPDX-License-Identifier: MIT */
/* rewind: taking spans and incidents back, and following the results since then. */
#include "history/track/rewind.h"

#include <stdlib.h>

#include "headgate/memory.h"

#include "history/store/results.h"
#include "history/store/values.h"

#include "headgate/banned.h"

#define NO_RUN 0

void hg_rewinding_begin(struct hg_rewinding *rewinding, struct hg_courses *courses,
                        int64_t run, int64_t raw_ms)
{
    struct hg_database *database = courses->database;
    *rewinding = (struct hg_rewinding){.courses = courses, .run = run, .raw_ms = raw_ms};
    hg_query_begin(&rewinding->last_span, database,
                   "SELECT outcome, cause, maintenance, reason, begin_ms, end_ms, checks,"
                   " shortest_ms, longest_ms FROM spans"
                   " WHERE target = ?1 AND begin_ms < ?2 ORDER BY begin_ms DESC LIMIT 1");
    hg_query_begin(&rewinding->drop_spans, database,
                   "DELETE FROM spans WHERE target = ?1 AND begin_ms >= ?2");
    hg_query_begin(&rewinding->count, database,
                   "SELECT count(*) FILTER (WHERE " HG_RESULT_AT " >= ?2),"
                   " max(" HG_RESULT_AT ") FILTER (WHERE " HG_RESULT_AT " < ?2)"
                   " FROM " HG_RESULTS_OF_TARGET " WHERE runs.last_ms >= ?4"
                   " AND " HG_RESULT_AT " <= ?3 AND runs.id <> ?5 AND " HG_RESULT_SPEAKS);
    hg_query_begin(&rewinding->going_on, database,
                   "SELECT id, opened_ms, closed_ms FROM incidents WHERE target = ?1"
                   " AND opened_ms < ?2 ORDER BY opened_ms DESC LIMIT 1");
    hg_query_begin(&rewinding->reopen, database,
                   "UPDATE incidents SET closed_ms = NULL, checks = checks - ?2,"
                   " attempts = attempts - ?3, worst = coalesce(?4, worst)"
                   " WHERE id = ?1");
    hg_query_begin(&rewinding->formers, database,
                   "SELECT id, opened_ms FROM incidents"
                   " WHERE target = ?1 AND opened_ms >= ?2 ORDER BY opened_ms");
    hg_query_begin(&rewinding->drop_incidents, database,
                   "DELETE FROM incidents WHERE target = ?1 AND opened_ms >= ?2");
    hg_query_begin(&rewinding->results, database,
                   "SELECT " HG_RESULT_AT ", results.outcome, results.cause,"
                   " results.maintenance, results.certificate, details.reason,"
                   " details.address, results.attempts FROM " HG_RESULTS_OF_TARGET
                   " LEFT JOIN details ON details.run = results.run"
                   " AND details.target = results.target"
                   " WHERE runs.last_ms >= ?2 AND " HG_RESULT_AT " >= ?2"
                   " AND runs.id <> ?3 AND " HG_RESULT_SPEAKS " ORDER BY 1, runs.id");
}

int hg_rewinding_end(struct hg_rewinding *rewinding, struct hg_error *err)
{
    int result = hg_query_end(&rewinding->last_span, err);
    result |= hg_query_end(&rewinding->drop_spans, err);
    result |= hg_query_end(&rewinding->count, err);
    result |= hg_query_end(&rewinding->going_on, err);
    result |= hg_query_end(&rewinding->reopen, err);
    result |= hg_query_end(&rewinding->formers, err);
    result |= hg_query_end(&rewinding->drop_incidents, err);
    result |= hg_query_end(&rewinding->results, err);
    return result;
}

/* The span that was growing at that moment, whole. */
static void load_span(struct hg_rewinding *rewinding, struct hg_course *course,
                      int64_t at_ms)
{
    struct hg_query *query = &rewinding->last_span;
    hg_stretch_release(&course->span);
    hg_query_bind(query, 1, course->target);
    hg_query_bind(query, 2, at_ms);
    if (hg_query_next(query))
        hg_course_read_span(query, 0, &course->span);
    hg_query_reset(query);
    hg_query_bind(&rewinding->drop_spans, 1, course->target);
    hg_query_bind(&rewinding->drop_spans, 2,
                  course->span.checks > 0 ? course->span.begin_ms : at_ms);
    hg_query_execute(&rewinding->drop_spans);
}

/* Without its results since that moment. The gaps stay as they were known, since they differ by half at
 * most anyway; a single result has none. */
static void shorten_span(struct hg_rewinding *rewinding, struct hg_course *course,
                         int64_t at_ms)
{
    struct hg_query *count = &rewinding->count;
    struct hg_stretch *span = &course->span;
    const int64_t former_ms = at_ms - span->longest_ms;
    hg_query_bind(count, 1, course->target);
    hg_query_bind(count, 2, at_ms);
    hg_query_bind(count, 3, span->end_ms);
    hg_query_bind(count, 4, former_ms);
    hg_query_bind(count, 5, rewinding->run);
    if (hg_query_next(count)) {
        const int64_t left = span->checks - hg_query_integer(count, 0);
        /* Where the one before is no longer kept, it was one gap earlier at most. */
        const int64_t end_ms =
            hg_query_is_null(count, 1) ? former_ms : hg_query_moment(count, 1);
        span->checks = left > 0 ? left : 1;
        span->end_ms = end_ms > span->begin_ms ? end_ms : span->begin_ms;
    }
    if (span->checks == 1) {
        span->end_ms = span->begin_ms;
        span->shortest_ms = span->longest_ms = 0;
    }
    hg_query_reset(count);
}

struct last_incident {
    int64_t id;
    int64_t opened_ms;
    int64_t closed_ms;
};

/* What its results before that moment, and since, say of an incident. */
static void look_back(struct hg_rewinding *rewinding, int64_t target,
                      const struct last_incident *incident, int64_t at_ms)
{
    struct hg_query *results = &rewinding->results;
    enum hg_cause worst = HG_CAUSE_COUNT;
    int64_t later = 0;
    int64_t later_attempts = 0;
    hg_query_bind(results, 1, target);
    hg_query_bind(results, 2, incident->opened_ms);
    hg_query_bind(results, 3, rewinding->run);
    while (hg_query_next(results) && hg_query_moment(results, 0) <= incident->closed_ms) {
        const enum hg_cause cause = hg_query_cause(results, 2);
        if (hg_query_integer(results, 1) != HG_OUTCOME_DOWN)
            continue;
        if (hg_query_moment(results, 0) >= at_ms) {
            later++;
            later_attempts += hg_query_number(results, 7, 0, INT16_MAX);
        } else if (worst == HG_CAUSE_COUNT || hg_incident_is_graver(cause, worst)) {
            worst = cause;
        }
    }
    hg_query_reset(results);
    hg_query_bind(&rewinding->reopen, 1, incident->id);
    hg_query_bind(&rewinding->reopen, 2, later);
    hg_query_bind(&rewinding->reopen, 3, later_attempts);
    /* Of results that are gone only the sum is known. */
    if (incident->opened_ms >= rewinding->raw_ms && worst != HG_CAUSE_COUNT)
        hg_query_bind(&rewinding->reopen, 4, worst);
    else
        hg_query_bind_null(&rewinding->reopen, 4);
    hg_query_execute(&rewinding->reopen);
}

/* The incident that was going on at that moment goes on again. */
static void reopen_incident(struct hg_rewinding *rewinding, struct hg_course *course,
                            int64_t at_ms)
{
    struct hg_query *query = &rewinding->going_on;
    struct last_incident incident = {0};
    course->incident = 0;
    hg_query_bind(query, 1, course->target);
    hg_query_bind(query, 2, at_ms);
    if (hg_query_next(query))
        incident = (struct last_incident){
            hg_query_integer(query, 0), hg_query_moment(query, 1),
            hg_query_is_null(query, 2) ? INT64_MAX : hg_query_moment(query, 2)};
    hg_query_reset(query);
    if (incident.id == 0 || incident.closed_ms < at_ms)
        return;
    look_back(rewinding, course->target, &incident, at_ms);
    course->incident = incident.id;
}

/* Incidents that opened since that moment, which are dropped. The array is to be freed. */
static struct hg_former_incident *
take_formers(struct hg_rewinding *rewinding, int64_t target, int64_t at_ms, size_t *count)
{
    struct hg_former_incident *formers = NULL;
    struct hg_query *query = &rewinding->formers;
    hg_query_bind(query, 1, target);
    hg_query_bind(query, 2, at_ms);
    for (*count = 0; hg_query_next(query); (*count)++) {
        formers = hg_memory_resize(formers, *count + 1, sizeof *formers);
        formers[*count] = (struct hg_former_incident){hg_query_integer(query, 0),
                                                      hg_query_integer(query, 1)};
    }
    hg_query_reset(query);
    hg_query_bind(&rewinding->drop_incidents, 1, target);
    hg_query_bind(&rewinding->drop_incidents, 2, at_ms);
    hg_query_execute(&rewinding->drop_incidents);
    return formers;
}

/* The late result is among them. */
static void follow(struct hg_rewinding *rewinding, struct hg_course *course,
                   int64_t since_ms)
{
    struct hg_query *query = &rewinding->results;
    hg_query_bind(query, 1, course->target);
    hg_query_bind(query, 2, since_ms);
    hg_query_bind(query, 3, NO_RUN);
    while (hg_query_next(query)) {
        const struct hg_sample sample = {
            .at_ms = hg_query_moment(query, 0),
            .outcome = hg_query_outcome(query, 1),
            .cause = hg_query_cause(query, 2),
            .is_maintenance = hg_query_integer(query, 3) != 0,
            .certificate = hg_query_integer(query, 4),
            .reason = hg_query_text(query, 5),
            .address = hg_query_text(query, 6),
            .attempts = (int)hg_query_number(query, 7, 0, INT16_MAX),
        };
        hg_courses_take(rewinding->courses, course, &sample);
    }
    hg_query_reset(query);
}

void hg_rewinding_take(struct hg_rewinding *rewinding, struct hg_course *course,
                       int64_t at_ms)
{
    struct hg_incidents *incidents = &rewinding->courses->incidents;
    size_t count;

    if (course->span.begin_ms >= at_ms)
        load_span(rewinding, course, at_ms);
    if (course->span.checks > 0 && course->span.end_ms >= at_ms)
        shorten_span(rewinding, course, at_ms);
    struct hg_former_incident *formers =
        take_formers(rewinding, course->target, at_ms, &count);
    reopen_incident(rewinding, course, at_ms);
    incidents->formers = formers;
    incidents->former_count = count;
    incidents->is_new = false;
    follow(rewinding, course, at_ms);
    incidents->former_count = 0;
    incidents->formers = NULL;
    free(formers);
}
