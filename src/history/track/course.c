/* SPDX-License-Identifier: MIT */
/* course: spans are continued, or closed and begun. */
#include "history/track/course.h"

#include "headgate/memory.h"

#include "history/store/values.h"

#include "headgate/banned.h"

void hg_courses_begin(struct hg_courses *courses, struct hg_database *database)
{
    courses->database = database;
    hg_query_begin(&courses->close, database,
                   "INSERT INTO spans (target, begin_ms, end_ms, outcome, cause,"
                   " maintenance, reason, checks, shortest_ms, longest_ms)"
                   " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)");
    hg_query_begin(&courses->shortest, database,
                   "SELECT shortest_ms FROM spans WHERE target = ?1"
                   " ORDER BY begin_ms DESC LIMIT 1");
    hg_incidents_begin(&courses->incidents, database);
}

int hg_courses_end(struct hg_courses *courses, struct hg_error *err)
{
    int result = hg_query_end(&courses->close, err);
    result |= hg_query_end(&courses->shortest, err);
    result |= hg_incidents_end(&courses->incidents, err);
    return result;
}

void hg_course_read_span(const struct hg_query *query, int column,
                         struct hg_stretch *span)
{
    *span = (struct hg_stretch){
        .outcome = hg_query_outcome(query, column),
        .cause = hg_query_cause(query, column + 1),
        .is_maintenance = hg_query_integer(query, column + 2) != 0,
        .reason = hg_memory_copy_text(hg_query_text(query, column + 3)),
        .begin_ms = hg_query_moment(query, column + 4),
        .end_ms = hg_query_moment(query, column + 5),
        .checks = hg_query_count(query, column + 6),
        .shortest_ms = hg_query_moment(query, column + 7),
        .longest_ms = hg_query_moment(query, column + 8),
    };
    hg_query_check_stretch(query, span->begin_ms, span->end_ms, span->checks);
}

/* Of the span before the one that grows; 0: not known. */
static int64_t former_shortest(struct hg_courses *courses, int64_t target)
{
    hg_query_bind(&courses->shortest, 1, target);
    const int64_t shortest_ms =
        hg_query_next(&courses->shortest) ? hg_query_moment(&courses->shortest, 0) : 0;
    hg_query_reset(&courses->shortest);
    return shortest_ms;
}

static bool belongs(struct hg_courses *courses, const struct hg_course *course,
                    const struct hg_sample *sample)
{
    const struct hg_stretch *span = &course->span;
    if (!hg_stretch_is_like(span, sample))
        return false;
    const int64_t former_ms =
        span->shortest_ms > 0 ? 0 : former_shortest(courses, course->target);
    return hg_stretch_is_regular(span, sample->at_ms - span->end_ms, former_ms);
}

static void close_span(struct hg_courses *courses, const struct hg_course *course)
{
    struct hg_query *close = &courses->close;
    const struct hg_stretch *span = &course->span;
    hg_query_bind(close, 1, course->target);
    hg_query_bind(close, 2, span->begin_ms);
    hg_query_bind(close, 3, span->end_ms);
    hg_query_bind(close, 4, span->outcome);
    hg_query_bind(close, 5, span->cause);
    hg_query_bind(close, 6, span->is_maintenance);
    hg_query_bind_text(close, 7, span->reason);
    hg_query_bind(close, 8, span->checks);
    hg_query_bind(close, 9, span->shortest_ms);
    hg_query_bind(close, 10, span->longest_ms);
    hg_query_execute(close);
}

/* Later than what is known. */
static void put_in_order(const struct hg_stretch *span, struct hg_sample *sample)
{
    const int64_t earliest_ms =
        hg_stretch_is_like(span, sample) ? span->end_ms : span->end_ms + 1;
    if (span->checks > 0 && sample->at_ms < earliest_ms)
        sample->at_ms = earliest_ms;
}

void hg_courses_take(struct hg_courses *courses, struct hg_course *course,
                     const struct hg_sample *sample)
{
    struct hg_sample next = *sample;
    put_in_order(&course->span, &next);
    if (belongs(courses, course, &next)) {
        hg_stretch_continue(&course->span, next.at_ms);
    } else {
        if (course->span.checks > 0)
            close_span(courses, course);
        hg_stretch_begin(&course->span, &next);
    }
    hg_incidents_take(&courses->incidents, course->target, &course->incident, &next);
}
