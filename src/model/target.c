/* SPDX-License-Identifier: MIT */
/* target: questions about a target. */
#include "headgate/target.h"

#include <string.h>

#include "headgate/banned.h"

bool hg_target_has_tag(const struct hg_target *target, const char *tag)
{
    const struct hg_texts *tags = &target->origin->tags;
    for (size_t i = 0; i < tags->count; i++) {
        if (strcmp(tags->items[i], tag) == 0)
            return true;
    }
    return false;
}
