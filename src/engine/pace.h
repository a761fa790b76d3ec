/* SPDX-License-Identifier: MIT */
/* pace: how long answers take at present, and what follows from it: how many targets a
 * batch has, and how long a worker may wait for a silent host before its permit is
 * revoked. Pure data. */
#ifndef HEADGATE_ENGINE_PACE_H
#define HEADGATE_ENGINE_PACE_H

#include <stdint.h>

#include "headgate/reply.h"

struct hg_pace {
    int64_t answer_us; /* average of an attempt with an answer; 0: no answer yet */
};

/* An attempt took `took_us`, of which the time to connect is left out. Attempts without an
 * answer don't count. */
void hg_pace_note(struct hg_pace *pace, const struct hg_reply *reply, int64_t took_us);
/* How many targets can be checked one after another in the time: at least 1; INT64_MAX
 * before the first answer. */
int64_t hg_pace_targets_in(const struct hg_pace *pace, int64_t us);
/* Ten times as long as answers take, but at least 20 milliseconds and at most a second;
 * half a second before the first answer. */
int64_t hg_pace_stall_timeout_us(const struct hg_pace *pace);

#endif
