/* SPDX-License-Identifier: MIT */
/* silence: a moving average of what answers take. */
#include "engine/silence.h"

#include "headgate/units.h"

#include "headgate/banned.h"

#define PACES    10
#define WEIGHT   8 /* of the average, against one for the newest answer */
#define LEAST_US (20 * HG_US_PER_MS)
#define MOST_US  HG_US_PER_S
#define FIRST_US (HG_US_PER_S / 2)

void hg_silence_note(struct hg_silence *silence, const struct hg_reply *reply,
                     int64_t took_us)
{
    if (reply->status == 0)
        return;
    silence->pace_us = silence->pace_us == 0
                           ? took_us
                           : (silence->pace_us * (WEIGHT - 1) + took_us) / WEIGHT;
}

int64_t hg_silence_patience_us(const struct hg_silence *silence)
{
    const int64_t patience_us = silence->pace_us * PACES;
    if (silence->pace_us == 0)
        return FIRST_US;
    if (patience_us < LEAST_US)
        return LEAST_US;
    return patience_us < MOST_US ? patience_us : MOST_US;
}
