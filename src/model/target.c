/* SPDX-License-Identifier: MIT */
/* target: questions about a target. */
#include "headgate/target.h"

#include <string.h>

#include "headgate/banned.h"

const struct hg_ties *hg_target_ties(const struct hg_target *target)
{
    static const struct hg_ties none = {.waiver = NULL};
    return target->ties == NULL ? &none : target->ties;
}

struct hg_ties *hg_target_new_ties(struct hg_target *target, struct hg_arena *arena)
{
    if (target->ties == NULL)
        target->ties = hg_arena_new(arena, 1, sizeof *target->ties);
    return target->ties;
}

bool hg_target_has_tag(const struct hg_target *target, const char *tag)
{
    const struct hg_texts *tags = &target->origin->tags;
    for (size_t i = 0; i < tags->count; i++) {
        if (strcmp(tags->items[i], tag) == 0)
            return true;
    }
    return false;
}
