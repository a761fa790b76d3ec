/* SPDX-License-Identifier: MIT */
/* clock_offsets: how far this machine's clock is from the clocks of the hosts that it
 * checked. */
#ifndef HEADGATE_ENGINE_CLOCK_OFFSETS_H
#define HEADGATE_ENGINE_CLOCK_OFFSETS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "headgate/reply.h"

/* With fewer hosts than this, there is no median. */
#define HG_CLOCK_OFFSETS_HOSTS_MIN 3
#define HG_CLOCK_OFFSETS_NONE      INT32_MIN

struct hg_clock_offsets {
    int32_t *seconds; /* owned: of each host's last answer, or HG_CLOCK_OFFSETS_NONE */
    uint32_t count;   /* hosts */
};

void hg_clock_offsets_init(struct hg_clock_offsets *offsets, uint32_t host_count);
void hg_clock_offsets_release(struct hg_clock_offsets *offsets);
/* Note the offset of an answer of the host, unless it has no Date. */
void hg_clock_offsets_note(struct hg_clock_offsets *offsets, uint32_t host,
                           const struct hg_reply *reply);
/* The median over the hosts that have one, in seconds; positive when this machine is
 * ahead. False when there are fewer than HG_CLOCK_OFFSETS_HOSTS_MIN. */
bool hg_clock_offsets_median(const struct hg_clock_offsets *offsets, int64_t *median_s);

#endif
