/* SPDX-License-Identifier: MIT */
/* backoff: whether and when a target is retried. */
#include "engine/backoff.h"

#include "headgate/units.h"

#include "headgate/banned.h"

static bool has_retry_after(const struct hg_reply *reply)
{
    return reply->retry_after_s > 0 && (reply->status == 429 || reply->status == 503);
}

bool hg_backoff_allows(const struct hg_policy *policy, const struct hg_reply *reply,
                       const struct hg_verdict *verdict, int attempts)
{
    const enum hg_method method = hg_policy_method(policy) == HG_METHOD_AUTO
                                      ? HG_METHOD_HEAD
                                      : hg_policy_method(policy);
    if (!verdict->is_transient || attempts > policy->retries ||
        !hg_method_is_idempotent(method))
        return false;
    return !has_retry_after(reply) ||
           reply->retry_after_s <= policy->retry_after_max_us / HG_US_PER_S;
}

int64_t hg_backoff_delay_us(const struct hg_policy *policy, const struct hg_reply *reply,
                            int attempts, uint64_t random)
{
    if (has_retry_after(reply))
        return reply->retry_after_s * HG_US_PER_S;
    const int64_t delay = hg_policy_retry_delay_us(policy, attempts);
    return delay / 4 * 3 + (int64_t)(random % (uint64_t)(delay / 2 + 1));
}

uint64_t hg_backoff_random(uint64_t *state)
{
    *state += UINT64_C(0x9e3779b97f4a7c15);
    uint64_t mixed = *state;
    mixed = (mixed ^ (mixed >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
    mixed = (mixed ^ (mixed >> 27)) * UINT64_C(0x94d049bb133111eb);
    return mixed ^ (mixed >> 31);
}
