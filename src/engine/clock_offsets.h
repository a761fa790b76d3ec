/* SPDX-License-Identifier: MIT */
/* clock_offsets: how far this machine's clock is from those of the hosts that it asked. */
#ifndef HEADGATE_ENGINE_CLOCK_OFFSETS_H
#define HEADGATE_ENGINE_CLOCK_OFFSETS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "headgate/reply.h"

#define HG_CLOCK_OFFSETS_HOSTS_MIN 3 /* fewer clocks prove nothing */

struct hg_clock_offsets {
    int32_t *seconds; /* owned: one per host; HG_CLOCK_OFFSETS_NONE while it told none */
    uint32_t count;   /* hosts */
};

#define HG_CLOCK_OFFSETS_NONE INT32_MIN

void hg_clock_offsets_init(struct hg_clock_offsets *offsets, uint32_t host_count);
void hg_clock_offsets_release(struct hg_clock_offsets *offsets);
/* Note what an answer of the host says; one without a date says nothing. */
void hg_clock_offsets_note(struct hg_clock_offsets *offsets, uint32_t host,
                           const struct hg_reply *reply);
/* The median over the hosts that told one, in seconds; positive when this machine is ahead. False
 * when they are fewer than HG_CLOCK_OFFSETS_HOSTS_MIN. */
bool hg_clock_offsets_median(const struct hg_clock_offsets *offsets, int64_t *median_s);

#endif
