/* SPDX-License-Identifier: MIT */
/* silence: how long a worker may wait for its host before another one takes its place. Dead hosts
 * would hold up all others otherwise: 40 of them keep 16 workers busy for minutes. Pure data. */
#ifndef HEADGATE_ENGINE_SILENCE_H
#define HEADGATE_ENGINE_SILENCE_H

#include <stdint.h>

#include "headgate/reply.h"

struct hg_silence {
    int64_t
        pace_us; /* what an answered attempt takes, lately; 0: none was answered yet */
};

/* An attempt took so long. Those without an answer tell nothing of the pace. */
void hg_silence_note(struct hg_silence *silence, const struct hg_reply *reply,
                     int64_t took_us);
/* Many times the pace, but at least 20 milliseconds and at most a second; half a second before
 * there is an answer. */
int64_t hg_silence_patience_us(const struct hg_silence *silence);

#endif
