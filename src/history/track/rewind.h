/* SPDX-License-Identifier: MIT */
/* rewind: a result that comes late, because runs overlap or a clock was set back. The course of its
 * target is taken back to that moment and followed again from the raw results. */
#ifndef HEADGATE_HISTORY_TRACK_REWIND_H
#define HEADGATE_HISTORY_TRACK_REWIND_H

#include "headgate/error.h"

#include "history/track/course.h"

/* Statements, so that many late results of a run prepare them once. */
struct hg_rewinding {
    struct hg_courses *courses; /* borrowed */
    int64_t run;                /* that the late results are of */
    int64_t raw_ms;             /* results of runs that ended before are gone */
    struct hg_query last_span, drop_spans, count, going_on, reopen, formers,
        drop_incidents, results;
};

void hg_rewinding_begin(struct hg_rewinding *rewinding, struct hg_courses *courses,
                        int64_t run, int64_t raw_ms);
int hg_rewinding_end(struct hg_rewinding *rewinding, struct hg_error *err);
/* A result of the run was at `at_ms`: before the end of the growing span, not before `raw_ms`, and it is in
 * `results` already. Results of one moment follow each other as their runs were added. */
void hg_rewinding_take(struct hg_rewinding *rewinding, struct hg_course *course,
                       int64_t at_ms);

#endif
