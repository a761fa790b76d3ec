/* SPDX-License-Identifier: MIT */
/* watch_heritage: what a watch leaves to the one that takes its place. */
#include "app/watch_heritage.h"

#include <stdlib.h>

#include "headgate/memory.h"

#include "headgate/banned.h"

void hg_watch_heritage_release(struct hg_watch_heritage *heritage)
{
    for (size_t i = 0; i < heritage->count; i++) {
        free(heritage->items[i].name);
        hg_result_release(&heritage->items[i].result);
    }
    free(heritage->items);
    hg_hash_table_release(&heritage->index);
    *heritage = (struct hg_watch_heritage){0};
}

void hg_watch_heritage_add(struct hg_watch_heritage *heritage, const char *name,
                           const struct hg_result *result, int64_t seen_us,
                           uint8_t said_outcome)
{
    heritage->items =
        hg_memory_grow(heritage->items, heritage->count, sizeof *heritage->items);
    struct hg_heir *heir = &heritage->items[heritage->count];
    *heir = (struct hg_heir){.name = hg_memory_copy_text(name),
                             .seen_us = seen_us,
                             .said_outcome = said_outcome};
    hg_result_copy(&heir->result, result);
    heir->result.certificate = NULL;
    hg_hash_table_set(&heritage->index, heir->name, (uint32_t)heritage->count++);
}

const struct hg_heir *hg_watch_heritage_find(const struct hg_watch_heritage *heritage,
                                             const char *name)
{
    uint32_t position;
    return hg_hash_table_find(&heritage->index, name, &position)
               ? &heritage->items[position]
               : NULL;
}
