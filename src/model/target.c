/* SPDX-License-Identifier: MIT */
/* target: access to the optional parts of a target. */
#include "headgate/target.h"

#include <string.h>

#include "headgate/banned.h"

const struct hg_target_extra *hg_target_get_extra(const struct hg_target *target)
{
    static const struct hg_target_extra none = {.waiver = NULL};
    return target->extra == NULL ? &none : target->extra;
}

struct hg_target_extra *hg_target_new_extra(struct hg_target *target,
                                            struct hg_arena *arena)
{
    if (target->extra == NULL)
        target->extra = hg_arena_new(arena, 1, sizeof *target->extra);
    return target->extra;
}

const char *hg_target_request_url(const struct hg_target *target)
{
    const char *url = hg_target_get_extra(target)->request_url;
    return url == NULL ? target->url : url;
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
