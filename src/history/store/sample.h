/* SPDX-License-Identifier: MIT */
/* sample: a result as the history looks at it, whether it was just made or is read again. */
#ifndef HEADGATE_HISTORY_STORE_SAMPLE_H
#define HEADGATE_HISTORY_STORE_SAMPLE_H

#include <stdbool.h>
#include <stdint.h>

#include "headgate/outcome.h"

struct hg_sample {
    int64_t at_ms; /* wall clock */
    enum hg_outcome outcome;
    enum hg_cause cause;
    int attempts;        /* made for it */
    bool is_maintenance; /* its target was in a window of maintenance */
    int64_t certificate; /* row of `certificates`; 0: none */
    const char *reason;  /* borrowed, like the next; NULL: none */
    const char *address; /* "203.0.113.7:443"; NULL: none */
};

#endif
