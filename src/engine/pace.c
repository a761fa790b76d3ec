/* SPDX-License-Identifier: MIT */
/* pace: a moving average of how long answers take. */
#include "engine/pace.h"

#include "headgate/units.h"

#include "headgate/banned.h"

#define WEIGHT        8 /* the newest answer counts for one part in so many */
#define STALL_ANSWERS 10
#define MIN_US        (20 * HG_US_PER_MS)
#define MAX_US        HG_US_PER_S
#define FIRST_US      (HG_US_PER_S / 2)

void hg_pace_note(struct hg_pace *pace, const struct hg_reply *reply, int64_t took_us)
{
    if (reply->status == 0)
        return;
    const int64_t answered_us = took_us - hg_phases_connecting_us(&reply->phases);
    const int64_t newest_us = answered_us > 0 ? answered_us : 1;
    pace->answer_us = pace->answer_us == 0
                          ? newest_us
                          : (pace->answer_us * (WEIGHT - 1) + newest_us) / WEIGHT;
}

int64_t hg_pace_targets_in(const struct hg_pace *pace, int64_t us)
{
    if (pace->answer_us == 0)
        return INT64_MAX;
    return us > pace->answer_us ? us / pace->answer_us : 1;
}

int64_t hg_pace_stall_timeout_us(const struct hg_pace *pace)
{
    const int64_t stall_timeout_us = pace->answer_us * STALL_ANSWERS;
    if (pace->answer_us == 0)
        return FIRST_US;
    if (stall_timeout_us < MIN_US)
        return MIN_US;
    return stall_timeout_us < MAX_US ? stall_timeout_us : MAX_US;
}
