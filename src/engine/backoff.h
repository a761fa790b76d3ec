/* SPDX-License-Identifier: MIT */
/* backoff: whether and when a target is retried. Pure: the random number is a
 * parameter. */
#ifndef HEADGATE_ENGINE_BACKOFF_H
#define HEADGATE_ENGINE_BACKOFF_H

#include <stdbool.h>
#include <stdint.h>

#include "headgate/judge.h"
#include "headgate/policy.h"

/* Whether a target gets another attempt after `attempts` of them (1 or more), the last
 * with this reply and verdict: only with an idempotent method (RFC 9110 9.2.2), only
 * after a transient failure, and not when Retry-After is longer than
 * `retry_after_max`. */
bool hg_backoff_allows(const struct hg_policy *policy, const struct hg_reply *reply,
                       const struct hg_verdict *verdict, int attempts);
/* How long to wait before it: Retry-After if there is one, otherwise `retry_delay`,
 * doubled with each attempt up to a minute (or up to the delay itself if that is longer),
 * times 0.75 to 1.25 by `random`, so that requests to hosts are not synchronised. */
int64_t hg_backoff_delay_us(const struct hg_policy *policy, const struct hg_reply *reply,
                            int attempts, uint64_t random);
/* The next random number of a sequence (splitmix64). */
uint64_t hg_backoff_random(uint64_t *state);

#endif
