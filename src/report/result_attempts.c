/* SPDX-License-Identifier: MIT */
/* result_attempts: all attempts of a result, whether they were kept one by one or there was only
 * one. */
#include "report/result_attempts.h"

#include "headgate/banned.h"

void hg_attempts_of(const struct hg_result *result, struct hg_attempts *attempts)
{
    const struct hg_detail *detail = result->detail;
    if (detail != NULL && detail->attempt_count > 0) {
        attempts->items = detail->attempts;
        attempts->count = detail->attempt_count;
        return;
    }
    attempts->only = (struct hg_attempt){
        .started_at_us = result->started_at_us,
        .phases = result->phases,
        .status = result->status,
        .outcome = result->outcome,
        .cause = result->cause,
        .method = result->method,
        .reason = detail == NULL ? NULL : detail->reason,
    };
    attempts->items = &attempts->only;
    attempts->count = result->attempts == 0 ? 0 : 1;
}

int64_t hg_attempts_total_us(const struct hg_result *result)
{
    struct hg_attempts attempts;
    hg_attempts_of(result, &attempts);
    int64_t sum = 0;
    for (size_t i = 0; i < attempts.count; i++) {
        if (attempts.items[i].phases.total_us > 0)
            sum += attempts.items[i].phases.total_us;
    }
    return sum;
}
