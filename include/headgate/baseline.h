/* SPDX-License-Identifier: MIT */
/* baseline: an earlier report that results are held against, so that only what is worse counts. */
#ifndef HEADGATE_BASELINE_H
#define HEADGATE_BASELINE_H

#include <stdbool.h>
#include <stdint.h>

#include "headgate/outcome.h"
#include "headgate/result.h"
#include "headgate/target.h"

/* What an earlier report says of a target. */
struct hg_previous_result {
    enum hg_outcome outcome;
    int64_t total_us;        /* -1: no answer */
    const char *url;         /* clean; NULL: none */
    const char *final_url;   /* likewise */
    const char *fingerprint; /* of its certificate, as in the report; NULL: none */
    const char *name;        /* of the target, or of the row of one of its addresses */
    /* another row of the same target; NULL: none */
    const struct hg_previous_result *next;
};

/* A slower answer must be so much slower, too, besides the factor. */
#define HG_BASELINE_SLOWER_US INT64_C(100000)

struct hg_baseline_rules {
    uint32_t fail_on; /* bit per enum hg_outcome: what failing means; down always is */
    int64_t slower;   /* factor from which an answer is slower; 0: never */
};

/* Hold a result that has had its last word against what was, and note on it what changed. What is
 * unknown or skipped, now or then, can't be compared: failing is then new. */
void hg_baseline_compare(const struct hg_baseline_rules *rules,
                         const struct hg_target *target, struct hg_result *result);

#endif
