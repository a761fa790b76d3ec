/* SPDX-License-Identifier: MIT */
/* interval: when a target is due, and what fits between two checks. */
#include "headgate/interval.h"

#include <string.h>

#include "headgate/hash.h"
#include "headgate/units.h"

#include "headgate/banned.h"

#define SHORTEST_TIMEOUT_US HG_US_PER_S

/* FNV-1a, and the last steps of splitmix64: texts that differ in their last letter only are far apart. */
uint64_t hg_interval_hash(const char *text)
{
    uint64_t hash = hg_hash_add_bytes(HG_HASH_BASIS, text, strlen(text));
    hash = (hash ^ (hash >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
    hash = (hash ^ (hash >> 27)) * UINT64_C(0x94d049bb133111eb);
    return hash ^ (hash >> 31);
}

int64_t hg_interval_next_us(int64_t now_us, int64_t interval_us, uint64_t phase)
{
    const int64_t offset_us = (int64_t)(phase % (uint64_t)interval_us);
    int64_t since_us = (now_us - offset_us) % interval_us;
    if (since_us < 0)
        since_us += interval_us; /* before 1970, or before the machine was started */
    return now_us - since_us + interval_us;
}

int64_t hg_interval_of(const struct hg_policy *policy, bool is_down)
{
    return is_down && policy->interval_down_us > 0 ? policy->interval_down_us
                                                   : policy->interval_us;
}

int64_t hg_interval_delays_us(const struct hg_policy *policy)
{
    int64_t sum_us = 0;
    for (int i = 1; i <= policy->retries; i++) {
        const int64_t delay_us = hg_policy_retry_delay_us(policy, i);
        sum_us += delay_us + delay_us / 4;
    }
    return sum_us;
}

int64_t hg_interval_check_us(const struct hg_policy *policy)
{
    return policy->timeout_us * (policy->retries + 1) + hg_interval_delays_us(policy);
}

static int64_t shortest_us(const struct hg_policy *policy)
{
    const int64_t up_us = hg_interval_of(policy, false);
    const int64_t down_us = hg_interval_of(policy, true);
    return up_us < down_us ? up_us : down_us;
}

/* Whether the time-out can be made so small that the check fits. */
static bool fit_timeout(struct hg_policy *policy)
{
    const int64_t left_us = shortest_us(policy) - hg_interval_delays_us(policy);
    const int64_t timeout_us = left_us / (policy->retries + 1);
    if (timeout_us < SHORTEST_TIMEOUT_US)
        return false;
    policy->timeout_us = timeout_us;
    return true;
}

bool hg_interval_fit(struct hg_policy *policy, bool is_timeout_fixed,
                     bool are_retries_fixed)
{
    while (hg_interval_check_us(policy) > shortest_us(policy)) {
        if (!is_timeout_fixed && fit_timeout(policy))
            return true;
        if (are_retries_fixed || policy->retries == 0)
            return false;
        policy->retries--;
    }
    return true;
}
