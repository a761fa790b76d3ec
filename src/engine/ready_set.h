/* SPDX-License-Identifier: MIT */
/* ready_set: a set of small numbers, the smallest first. It takes little more than a bit
 * for each number that it may contain: see ready_set.c. Not thread-safe. */
#ifndef HEADGATE_ENGINE_READY_SET_H
#define HEADGATE_ENGINE_READY_SET_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define HG_READY_SET_LEVELS 6 /* 64 to the power of 6 is more than 2 to the power of 32 */

struct hg_ready_set {
    /* Owned: [0] a bit for each number, [n + 1] a bit for each word of [n] that is not
     * zero. */
    uint64_t *levels[HG_READY_SET_LEVELS];
    size_t level_count;
};

/* For the numbers below `limit`. */
void hg_ready_set_init(struct hg_ready_set *ready_set, uint32_t limit);
void hg_ready_set_release(struct hg_ready_set *ready_set);
void hg_ready_set_add(struct hg_ready_set *ready_set, uint32_t number);
/* Take the smallest. False when the set is empty. */
bool hg_ready_set_pop(struct hg_ready_set *ready_set, uint32_t *number);

#endif
