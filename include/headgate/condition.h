/* SPDX-License-Identifier: MIT */
/* condition: a condition that the run must meet for the gate to open: NAME[(TAG)] OPERATOR VALUE, such
 * as "down(critical) == 0", "down_percent <= 5" or "p95 < 800ms". */
#ifndef HEADGATE_CONDITION_H
#define HEADGATE_CONDITION_H

#include <stddef.h>
#include <stdint.h>

#include "headgate/arena.h"

struct hg_result;
struct hg_summary;
struct hg_target;

enum hg_comparison { HG_EQUAL, HG_NOT_EQUAL, HG_AT_MOST, HG_AT_LEAST, HG_LESS, HG_MORE };

struct hg_condition {
    const char *text; /* as written, clean */
    const char *tag;  /* only targets with it count; NULL: all */
    uint32_t subject; /* the measurement: a row of the table in condition.c */
    enum hg_comparison comparison;
    double value;     /* in the unit of the subject */
    const char *file; /* where it is declared; NULL: the command line or a variable */
    uint32_t line;    /* from 1; 0 likewise */
};

struct hg_conditions {
    const struct hg_condition *items;
    size_t count;
};

/* The results that conditions are checked against, of a run whose results are final. All borrowed. */
struct hg_judged_results {
    const struct hg_target *targets;
    const struct hg_result *results; /* one per target */
    size_t count;
    const struct hg_summary *summary; /* of all results */
    int64_t started_at_us;            /* wall clock */
};

enum hg_condition_state {
    HG_CONDITION_UNKNOWN, /* there was nothing to measure */
    HG_CONDITION_HOLDS,
    HG_CONDITION_FAILS
};

struct hg_condition_verdict {
    const struct hg_condition *condition;
    enum hg_condition_state state;
    double value; /* measured; 0 when there was nothing */
    /* the value for people: "3", "2.5%", "1.24 s", "nothing to measure" */
    char detail[128];
};

/* Read a condition; its texts live in the arena. -1 with a sentence in `problem`. */
int hg_condition_parse(struct hg_condition *condition, const char *text,
                       struct hg_arena *arena, char *problem, size_t size)
    __attribute__((warn_unused_result));
/* Targets that are skipped have no latency and do not count for a percentage; of a tag that no target
 * has, nothing is measured. */
void hg_condition_judge(const struct hg_condition *condition,
                        const struct hg_judged_results *results,
                        struct hg_condition_verdict *verdict);
/* Unit of the value, for programs: "targets", "percent", "days" or "us" (microseconds). */
const char *hg_condition_unit(const struct hg_condition *condition);

#endif
