/* SPDX-License-Identifier: MIT */
/* ring: an array whose end is followed by its beginning. */
#include "engine/ring.h"

#include <stdlib.h>

#include "headgate/memory.h"

#include "headgate/banned.h"

void hg_ring_init(struct hg_ring *ring, size_t capacity, size_t item_bytes)
{
    *ring = (struct hg_ring){
        .items = hg_memory_new(capacity, item_bytes),
        .item_bytes = item_bytes,
        .capacity = capacity,
    };
}

void hg_ring_release(struct hg_ring *ring)
{
    free(ring->items);
    *ring = (struct hg_ring){0};
}

void *hg_ring_push(struct hg_ring *ring)
{
    if (ring->count == ring->capacity)
        return NULL;
    const size_t position = (ring->first + ring->count) % ring->capacity;
    ring->count++;
    return ring->items + position * ring->item_bytes;
}

void *hg_ring_pop(struct hg_ring *ring)
{
    if (ring->count == 0)
        return NULL;
    const size_t position = ring->first;
    ring->first = (ring->first + 1) % ring->capacity;
    ring->count--;
    return ring->items + position * ring->item_bytes;
}
