/* SPDX-License-Identifier: MIT */
/* course: what became of a target over time: its spans and incidents, result by result. */
#ifndef HEADGATE_HISTORY_TRACK_COURSE_H
#define HEADGATE_HISTORY_TRACK_COURSE_H

#include "headgate/error.h"

#include "history/store/database.h"
#include "history/track/incidents.h"
#include "history/store/sample.h"
#include "history/track/span.h"

/* As it is now; kept in the target's row. */
struct hg_course {
    int64_t target;
    struct hg_stretch span; /* owned: the one that grows */
    int64_t incident;       /* the one that is open; 0: none */
};

/* The rows that courses leave behind. */
struct hg_courses {
    struct hg_database *database;
    struct hg_query close, shortest;
    struct hg_incidents incidents;
};

void hg_courses_begin(struct hg_courses *courses, struct hg_database *database);
int hg_courses_end(struct hg_courses *courses, struct hg_error *err);
/* The row's stretch, from the column on: outcome, cause, maintenance, reason, begin_ms, end_ms, checks,
 * shortest_ms, longest_ms. One that can't be is refused. Release it. */
void hg_course_read_span(const struct hg_query *query, int column,
                         struct hg_stretch *span);
/* The target's next result: it is not earlier than the last one. Of two results of one moment that
 * differ, the second one counts a millisecond later. */
void hg_courses_take(struct hg_courses *courses, struct hg_course *course,
                     const struct hg_sample *sample);

#endif
