/* SPDX-License-Identifier: MIT */
/* roster: a set of small numbers that leave it in their order, in little more than a bit for each
 * number that there might be. Not thread-safe. */
#ifndef HEADGATE_ENGINE_ROSTER_H
#define HEADGATE_ENGINE_ROSTER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define HG_ROSTER_LEVELS 6 /* 64 to the power of 6 is more than 2 to the power of 32 */

struct hg_roster {
    uint64_t *levels[HG_ROSTER_LEVELS]; /* owned: the numbers, and who of them has any */
    size_t level_count;
};

/* For the numbers below `limit`. */
void hg_roster_init(struct hg_roster *roster, uint32_t limit);
void hg_roster_release(struct hg_roster *roster);
void hg_roster_add(struct hg_roster *roster, uint32_t number);
/* Take the smallest. False when the set is empty. */
bool hg_roster_take_first(struct hg_roster *roster, uint32_t *number);

#endif
