/* SPDX-License-Identifier: MIT */
/* recurrence: when targets are due again that are checked at intervals (headgate/interval.h), and what is known of
 * them from one check to the next. Moments that pass while a target is checked, or waits for its host, are skipped
 * and counted; they are never made up. Pure data: the times are parameters. Not thread-safe. */
#ifndef HEADGATE_ENGINE_RECURRENCE_H
#define HEADGATE_ENGINE_RECURRENCE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "headgate/result.h"
#include "headgate/target.h"

struct hg_recurrence {
    const struct hg_target *targets;
    uint64_t seed;
    int64_t offset_us; /* of the wall clock, ahead of the monotonic clock */
    int64_t *due_us;   /* owned: of each target, monotonic; 0: not yet known */
    const char **
        obstacles; /* owned: why children of each target are skipped; NULL: they are not */
    uint64_t missed_count; /* moments that were skipped */
};

/* The seed is that of all targets: another machine or location has another one, so that two of them don't check at
 * the same moments. */
void hg_recurrence_init(struct hg_recurrence *recurrence, const struct hg_target *targets,
                        size_t count, uint64_t seed);
void hg_recurrence_release(struct hg_recurrence *recurrence);
/* Both clocks, as they are now. Until the next check of a target its moment stays the same on the monotonic clock; a
 * step of the wall clock of more than a second moves those after it. */
void hg_recurrence_note_clocks(struct hg_recurrence *recurrence, int64_t monotonic_us,
                               int64_t wall_us);
/* When the target is due next (monotonic), after `now_us`. */
int64_t hg_recurrence_next_us(struct hg_recurrence *recurrence, uint32_t target,
                              bool is_down, int64_t now_us);
/* A result of the target became final: what its children need to know of it. */
void hg_recurrence_note_result(struct hg_recurrence *recurrence, uint32_t target,
                               const struct hg_result *result);
/* The first parent of the target because of which it is skipped. False when there is none: it is checked. */
bool hg_recurrence_find_obstacle(const struct hg_recurrence *recurrence, uint32_t target,
                                 uint32_t *parent);

#endif
