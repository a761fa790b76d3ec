/* SPDX-License-Identifier: MIT */
/* recurrence: when targets are due again. */
#include "engine/recurrence.h"

#include <stdlib.h>

#include "headgate/interval.h"
#include "headgate/memory.h"
#include "headgate/units.h"

#include "engine/dependents.h"

#include "headgate/banned.h"

#define STEP_US HG_US_PER_S

void hg_recurrence_init(struct hg_recurrence *recurrence, const struct hg_target *targets,
                        size_t count, uint64_t seed)
{
    *recurrence = (struct hg_recurrence){
        .targets = targets,
        .seed = seed,
        .due_us = hg_memory_new(count, sizeof *recurrence->due_us),
        .obstacles = hg_memory_new(count, sizeof(const char *)),
    };
}

void hg_recurrence_release(struct hg_recurrence *recurrence)
{
    free(recurrence->due_us);
    free(recurrence->obstacles);
    *recurrence = (struct hg_recurrence){0};
}

void hg_recurrence_note_clocks(struct hg_recurrence *recurrence, int64_t monotonic_us,
                               int64_t wall_us)
{
    const int64_t offset_us = wall_us - monotonic_us;
    const int64_t step_us = offset_us - recurrence->offset_us;
    if (step_us > STEP_US || step_us < -STEP_US)
        recurrence->offset_us = offset_us;
}

int64_t hg_recurrence_next_us(struct hg_recurrence *recurrence, uint32_t target,
                              bool is_down, int64_t now_us)
{
    const struct hg_target *of = &recurrence->targets[target];
    const int64_t interval_us = hg_interval_of(of->policy, is_down);
    const int64_t last_us = recurrence->due_us[target];
    const uint64_t phase = hg_interval_hash(of->name) ^ recurrence->seed;
    const int64_t next_us =
        hg_interval_next_us(now_us + recurrence->offset_us, interval_us, phase) -
        recurrence->offset_us;
    if (last_us > 0)
        recurrence->missed_count += (uint64_t)((next_us - last_us - 1) / interval_us);
    recurrence->due_us[target] = next_us;
    return next_us;
}

void hg_recurrence_note_result(struct hg_recurrence *recurrence, uint32_t target,
                               const struct hg_result *result)
{
    recurrence->obstacles[target] = hg_dependents_skip_reason(result);
}

bool hg_recurrence_find_obstacle(const struct hg_recurrence *recurrence, uint32_t target,
                                 uint32_t *parent)
{
    const struct hg_target_extra *extra =
        hg_target_get_extra(&recurrence->targets[target]);
    for (uint32_t i = 0; i < extra->parent_count; i++) {
        *parent = extra->parents[i];
        if (recurrence->targets[*parent].enabled &&
            recurrence->obstacles[*parent] != NULL)
            return true;
    }
    return false;
}
