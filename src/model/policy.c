/* SPDX-License-Identifier: MIT */
/* policy: what a policy expects when it says nothing. */
#include "headgate/policy.h"

#include "headgate/banned.h"

struct hg_statuses hg_policy_statuses(const struct hg_policy *policy)
{
    struct hg_statuses statuses = policy->expect.status;
    if (hg_statuses_is_empty(&statuses))
        hg_statuses_add(&statuses, 200, policy->redirects == 0 ? 399 : 299);
    return statuses;
}
