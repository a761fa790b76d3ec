/* SPDX-License-Identifier: MIT */
/* ready_set: a set of small numbers that leave it in their order, in little more than a bit for each
 * number that there might be. Not thread-safe. */
#ifndef HEADGATE_ENGINE_READY_SET_H
#define HEADGATE_ENGINE_READY_SET_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define HG_READY_SET_LEVELS 6 /* 64 to the power of 6 is more than 2 to the power of 32 */

struct hg_ready_set {
    uint64_t
        *levels[HG_READY_SET_LEVELS]; /* owned: the numbers, and who of them has any */
    size_t level_count;
};

/* For the numbers below `limit`. */
void hg_ready_set_init(struct hg_ready_set *ready_set, uint32_t limit);
void hg_ready_set_release(struct hg_ready_set *ready_set);
void hg_ready_set_add(struct hg_ready_set *ready_set, uint32_t number);
/* Take the smallest. False when the set is empty. */
bool hg_ready_set_pop(struct hg_ready_set *ready_set, uint32_t *number);

#endif
