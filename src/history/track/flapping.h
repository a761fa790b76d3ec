/* SPDX-License-Identifier: MIT */
/* flapping: whether results go up and down again and again: pure functions.
 *
 * As Icinga counts it (lib/icinga/checkable-flapping.cpp): of the last 20 results, those that are another state than the
 * one before weigh 0.80 (the oldest) to 1.18 (the newest). A target flaps when they add up to more than 30 % of 20, and
 * until they are no more than 25 %. Before its first result it counts as available. */
#ifndef HEADGATE_HISTORY_TRACK_FLAPPING_H
#define HEADGATE_HISTORY_TRACK_FLAPPING_H

#include <stdbool.h>
#include <stdint.h>

/* `changes` is a bit for each of the last results, the newest one lowest, and above them whether that is down; 0 before
 * the first result. It is stored. */

/* The same after another result. */
int64_t hg_flapping_add(int64_t changes, bool is_down);
/* Whether they are flapping, where they were or were not before the newest one. */
bool hg_flapping_is(int64_t changes, bool was_flapping);

/* How many results at the end are the same, 21 for more than 20. */
int hg_flapping_row(int64_t changes);

#endif
