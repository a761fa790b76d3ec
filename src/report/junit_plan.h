/* SPDX-License-Identifier: MIT */
/* junit_plan: what a JUnit report says of each result, and how results fall into suites.
 * JUnit has its counters first, so that everything is counted before anything is
 * written. */
#ifndef HEADGATE_REPORT_JUNIT_PLAN_H
#define HEADGATE_REPORT_JUNIT_PLAN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "headgate/run.h"

enum hg_junit_kind {
    HG_JUNIT_PASS,
    HG_JUNIT_FAILURE, /* an answer came, and it was wrong */
    HG_JUNIT_ERROR,   /* nothing came that could be judged */
    HG_JUNIT_SKIPPED,
    HG_JUNIT_KIND_COUNT
};

/* A group of targets. */
struct hg_junit_suite {
    const char *name; /* "default" for those without a group */
    size_t first;     /* position in `order` */
    size_t count;
    size_t kinds[HG_JUNIT_KIND_COUNT];
    /* Sum of its cases' times, each rounded, so that the numbers add up. */
    int64_t time_ms;
};

struct hg_junit_plan {
    struct hg_junit_suite *suites; /* owned: in the order in which groups first appear */
    size_t suite_count;
    /* Owned: indexes of results, suite by suite, in input order within one. NULL: there is one suite, of all
     * results. */
    uint32_t *order;
    struct hg_junit_suite conditions; /* of the gate, counted in `kinds` too */
    size_t kinds[HG_JUNIT_KIND_COUNT];
};

/* Borrows names from the run. */
void hg_junit_plan_init(struct hg_junit_plan *plan, const struct hg_run *run);
void hg_junit_plan_release(struct hg_junit_plan *plan);
/* Index of the result at a position of the order. */
size_t hg_junit_plan_at(const struct hg_junit_plan *plan, size_t position);

/* Down is a failure or an error by its cause, unknown an error, skipped skipped; so are down and unknown
 * where the gate tolerates them. The rest passes, unless the gate fails on its outcome. What the baseline knows is skipped; what is worse
 * than in it is a failure. */
enum hg_junit_kind hg_junit_kind_of(const struct hg_run *run,
                                    const struct hg_result *result);
/* Down, or without a verdict, and no reason for the gate to stay closed: skipped, so that a report and the
 * exit status say the same; unless `tolerated: failure` is set. In a run that was stopped, what has no verdict is
 * not tolerated. */
bool hg_junit_is_tolerated(const struct hg_run *run, const struct hg_result *result);
/* Well, but worse than in the baseline. */
bool hg_junit_is_worse(const struct hg_result *result);
/* The same question for one attempt: passes, failure or error. */
enum hg_junit_kind hg_junit_attempt_kind(const struct hg_attempt *attempt);
/* And for a condition of the gate: an error when there was nothing to measure. */
enum hg_junit_kind hg_junit_condition_kind(const struct hg_condition_verdict *verdict);
/* Time of all attempts together. */
int64_t hg_junit_time_ms(const struct hg_result *result);

#endif
