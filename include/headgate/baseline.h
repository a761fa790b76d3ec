/* SPDX-License-Identifier: MIT */
/* baseline: an earlier report that results are compared with, so that only regressions count. */
#ifndef HEADGATE_BASELINE_H
#define HEADGATE_BASELINE_H

#include <stdbool.h>
#include <stdint.h>

#include "headgate/outcome.h"
#include "headgate/result.h"
#include "headgate/target.h"

/* The result of a target in the baseline. */
struct hg_previous_result {
    enum hg_outcome outcome;
    int64_t answer_us;       /* without the time to connect; -1: no answer */
    const char *url;         /* clean; NULL: none */
    const char *final_url;   /* likewise */
    const char *fingerprint; /* of its certificate, as in the report; NULL: none */
    const char *name;        /* of the target, or of the row of one of its addresses */
    /* another row of the same target; NULL: none */
    const struct hg_previous_result *next;
};

/* An answer is slower only if it takes this much longer, in addition to the factor. The time to connect is left out:
 * it depends on whether another target has left its connection. */
#define HG_BASELINE_SLOWER_US INT64_C(100000)

struct hg_baseline_rules {
    uint32_t fail_on; /* bit per enum hg_outcome that is a failure; down always is */
    int64_t slower;   /* factor from which an answer is slower; 0: never */
};

/* Compare a final result with the baseline and record the change in it. A target that was unknown or
 * skipped in the baseline has nothing to compare with: its failure is new. */
void hg_baseline_compare(const struct hg_baseline_rules *rules,
                         const struct hg_target *target, struct hg_result *result);

#endif
