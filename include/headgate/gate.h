/* SPDX-License-Identifier: MIT */
/* gate: the rule that turns a run into open or closed. */
#ifndef HEADGATE_GATE_H
#define HEADGATE_GATE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "headgate/buf.h"
#include "headgate/condition.h"
#include "headgate/outcome.h"
#include "headgate/units.h"

/* Append only: the history stores these numbers. */
enum hg_gate_state { HG_GATE_UNKNOWN, HG_GATE_OPEN, HG_GATE_CLOSED };

struct hg_gate {
    uint32_t fail_on; /* bit per enum hg_outcome; default: down */
    /* down targets tolerated; a percentage is of those checked */
    struct hg_limit max_down;
    /* unknown targets tolerated, likewise; never all of them */
    struct hg_limit max_unknown;
    struct hg_conditions conditions; /* all of them must hold */
};

/* The counts of a run that the gate depends on. */
struct hg_gate_counts {
    size_t outcomes[HG_OUTCOME_COUNT];
    size_t excused;                  /* of the skipped ones: checked, and excused */
    size_t known[HG_OUTCOME_COUNT];  /* of the outcomes: those of the baseline */
    size_t changes[HG_CHANGE_COUNT]; /* since the baseline */
};

struct hg_gate_verdict {
    enum hg_gate_state state;
    /* bit per enum hg_outcome: down and unknown, where no result with it keeps the gate from opening */
    uint32_t tolerated;
    char reason[1024]; /* "3 down, at most 0 allowed"; "" when open. Cut when too long */
};

/* Closed when an outcome of `fail_on` occurs (down: more often than `max_down`), not counting failures
 * that the baseline has too, or when a target that is up is slower, moved or has another certificate
 * than in the baseline and `fail_on` is not empty. Otherwise unknown when more than `max_unknown` have no verdict, or
 * all were skipped without a check. Otherwise open. */
void hg_gate_judge(const struct hg_gate *gate, const struct hg_gate_counts *counts,
                   struct hg_gate_verdict *verdict);
/* Then apply the conditions: one that fails closes the gate, one with nothing to measure makes an open
 * gate unknown. */
void hg_gate_judge_conditions(const struct hg_condition_verdict *conditions, size_t count,
                              struct hg_gate_verdict *verdict);
/* Append why the gate tolerates results of this outcome, down or unknown: "tolerated by max_down 5", or
 * "tolerated: fail_on does not include down". */
void hg_gate_describe_tolerance(const struct hg_gate *gate, enum hg_outcome outcome,
                                struct hg_buf *out);
/* "open", "closed", "unknown". */
const char *hg_gate_word(enum hg_gate_state state);

#endif
