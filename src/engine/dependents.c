/* SPDX-License-Identifier: MIT */
/* dependents: lists of children in one array, and a count of parents for each target. */
#include "engine/dependents.h"

#include <stdlib.h>

#include "headgate/memory.h"

#include "headgate/banned.h"

static bool is_awaited(const struct hg_target *targets, uint32_t parent)
{
    return targets[parent].enabled;
}

static bool has_dependencies(const struct hg_target *targets, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (hg_target_get_extra(&targets[i])->parent_count > 0)
            return true;
    }
    return false;
}

static void count_children(struct hg_dependents *dependents,
                           const struct hg_target *targets, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        const struct hg_target_extra *extra = hg_target_get_extra(&targets[i]);
        for (uint32_t p = 0; p < extra->parent_count; p++) {
            if (is_awaited(targets, extra->parents[p])) {
                dependents->first[extra->parents[p] + 1]++;
                dependents->pending[i]++;
            }
        }
    }
    for (size_t i = 0; i < count; i++)
        dependents->first[i + 1] += dependents->first[i];
}

static void fill_children(struct hg_dependents *dependents,
                          const struct hg_target *targets, size_t count)
{
    uint32_t *filled = hg_memory_new(count, sizeof *filled);
    for (uint32_t i = 0; i < count; i++) {
        const struct hg_target_extra *extra = hg_target_get_extra(&targets[i]);
        for (uint32_t p = 0; p < extra->parent_count; p++) {
            const uint32_t parent = extra->parents[p];
            if (is_awaited(targets, parent))
                dependents->children[dependents->first[parent] + filled[parent]++] = i;
        }
    }
    free(filled);
}

void hg_dependents_init(struct hg_dependents *dependents, const struct hg_target *targets,
                        size_t count)
{
    *dependents = (struct hg_dependents){0};
    if (!has_dependencies(targets, count))
        return;
    dependents->first = hg_memory_new(count + 1, sizeof *dependents->first);
    dependents->pending = hg_memory_new(count, sizeof *dependents->pending);
    dependents->ended = hg_memory_new(count, sizeof *dependents->ended);
    count_children(dependents, targets, count);
    dependents->children =
        hg_memory_new(dependents->first[count], sizeof *dependents->children);
    fill_children(dependents, targets, count);
}

void hg_dependents_release(struct hg_dependents *dependents)
{
    free(dependents->first);
    free(dependents->children);
    free(dependents->pending);
    free(dependents->ended);
    *dependents = (struct hg_dependents){0};
}

bool hg_dependents_waits(const struct hg_dependents *dependents, uint32_t target)
{
    return dependents->pending != NULL && dependents->pending[target] > 0;
}

const uint32_t *hg_dependents_children(const struct hg_dependents *dependents,
                                       uint32_t target, size_t *count)
{
    *count = 0;
    if (dependents->first == NULL)
        return NULL;
    *count = dependents->first[target + 1] - dependents->first[target];
    return &dependents->children[dependents->first[target]];
}

bool hg_dependents_count_down(struct hg_dependents *dependents, uint32_t target)
{
    return --dependents->pending[target] == 0;
}

void hg_dependents_push(struct hg_dependents *dependents, uint32_t target)
{
    if (dependents->ended != NULL)
        dependents->ended[dependents->ended_count++] = target;
}

bool hg_dependents_pop(struct hg_dependents *dependents, uint32_t *target)
{
    if (dependents->ended_count == 0)
        return false;
    *target = dependents->ended[--dependents->ended_count];
    return true;
}

const char *hg_dependents_skip_reason(const struct hg_result *result)
{
    const enum hg_outcome outcome = (enum hg_outcome)(
        result->is_waived || result->is_in_maintenance ? result->observed
                                                       : result->outcome);
    switch (outcome) {
    case HG_OUTCOME_DOWN:
        return "is down";
    case HG_OUTCOME_UNKNOWN:
        return "has no verdict";
    case HG_OUTCOME_SKIPPED:
        return "was skipped";
    case HG_OUTCOME_UP:
    case HG_OUTCOME_FLAKY:
    case HG_OUTCOME_DEGRADED:
    case HG_OUTCOME_COUNT:
        break;
    }
    return NULL;
}
