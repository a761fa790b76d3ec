/* SPDX-License-Identifier: MIT */
/* pace: what answers take, lately, and what follows from it: how many targets make a batch, and how
 * long a worker may wait for a silent host before another one steps in. Pure data. */
#ifndef HEADGATE_ENGINE_PACE_H
#define HEADGATE_ENGINE_PACE_H

#include <stdint.h>

#include "headgate/reply.h"

struct hg_pace {
    int64_t answer_us; /* of an attempt with an answer; 0: none was answered yet */
};

/* An attempt took so long. Those without an answer tell nothing of the pace. */
void hg_pace_note(struct hg_pace *pace, const struct hg_reply *reply, int64_t took_us);
/* How many targets can be asked one after another in so much time: at least 1. INT64_MAX while
 * nothing is known. */
int64_t hg_pace_targets_in(const struct hg_pace *pace, int64_t us);
/* Many times of what answers take, but at least 20 milliseconds and at most a second; half a second
 * before there is an answer. */
int64_t hg_pace_stall_timeout_us(const struct hg_pace *pace);

#endif
