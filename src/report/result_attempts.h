/* SPDX-License-Identifier: MIT */
/* result_attempts: all attempts of a result, whether they were kept one by one or there was only
 * one. */
#ifndef HEADGATE_REPORT_RESULT_ATTEMPTS_H
#define HEADGATE_REPORT_RESULT_ATTEMPTS_H

#include <stddef.h>
#include <stdint.h>

#include "headgate/result.h"

struct hg_attempts {
    /* In `only` or in the result: don't copy the struct. */
    const struct hg_attempt *items;
    size_t count;
    struct hg_attempt only;
};

/* What it points to is borrowed from the result. */
void hg_attempts_of(const struct hg_result *result, struct hg_attempts *attempts);
/* The time that all attempts took together, without the pauses between them. */
int64_t hg_attempts_total_us(const struct hg_result *result);

#endif
