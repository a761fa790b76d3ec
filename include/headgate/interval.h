/* SPDX-License-Identifier: MIT */
/* interval: when a target is due that is checked again and again, and what fits between two checks. Pure. */
#ifndef HEADGATE_INTERVAL_H
#define HEADGATE_INTERVAL_H

#include <stdbool.h>
#include <stdint.h>

#include "headgate/policy.h"

/* A text as a number, which is the same everywhere and forever. */
uint64_t hg_interval_hash(const char *text);
/* The first moment after `now_us` that is due, as Prometheus computes it: moments are `interval_us` apart, tied to the
 * beginning of 1970, and the phase says where among them a target is. Checks are spread evenly, and a target keeps its
 * moments when the program is started again. Both times have the same clock. */
int64_t hg_interval_next_us(int64_t now_us, int64_t interval_us, uint64_t phase);

/* The interval while the target is down, or is not. */
int64_t hg_interval_of(const struct hg_policy *policy, bool is_down);
/* For how long a check waits between its attempts, at most, unless the server asks for more (Retry-After). */
int64_t hg_interval_delays_us(const struct hg_policy *policy);
/* How long a check takes at most: the time-outs of all attempts, and these delays. */
int64_t hg_interval_check_us(const struct hg_policy *policy);
/* Whether a check fits into the shorter of the policy's intervals. Values that are not fixed are made smaller for it:
 * the time-out, to one second at least, and then the retries. */
bool hg_interval_fit(struct hg_policy *policy, bool is_timeout_fixed,
                     bool are_retries_fixed);

#endif
