/* SPDX-License-Identifier: MIT */
/* baseline: an earlier report that results are held against, so that only what is worse counts. */
#ifndef HEADGATE_BASELINE_H
#define HEADGATE_BASELINE_H

#include <stdbool.h>
#include <stdint.h>

#include "headgate/outcome.h"

struct hg_result;
struct hg_target;

/* What an earlier report says of a target. */
struct hg_previous_result {
    enum hg_outcome outcome;
    int64_t total_us;        /* -1: no answer */
    const char *url;         /* clean; NULL: none */
    const char *final_url;   /* likewise */
    const char *fingerprint; /* of its certificate, as in the report; NULL: none */
    const char *name;        /* of the target, or of the row of one of its addresses */
    const struct hg_previous_result
        *next; /* another row of the same target; NULL: none */
};

/* What became of a target since then. */
enum hg_change {
    HG_CHANGE_NONE,        /* nothing, or there is no baseline */
    HG_CHANGE_NEW,         /* fails, and did not, or not so badly, or was not there */
    HG_CHANGE_KNOWN,       /* fails as it did */
    HG_CHANGE_RECOVERED,   /* failed, and does no longer */
    HG_CHANGE_SLOWER,      /* well, but clearly slower */
    HG_CHANGE_MOVED,       /* well, but its redirects end at another URL */
    HG_CHANGE_CERTIFICATE, /* well, but with another certificate */
    HG_CHANGE_COUNT
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
/* "new", "known", "recovered", "slower", "moved", "certificate"; NULL for none. */
const char *hg_change_word(enum hg_change change);
/* Whether the change is for the worse though the target is well. */
bool hg_change_is_worse(enum hg_change change);

#endif
