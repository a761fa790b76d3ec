/* SPDX-License-Identifier: MIT */
/* ring: a bounded queue of items of one size; the oldest leaves first. Not
 * thread-safe. */
#ifndef HEADGATE_ENGINE_RING_H
#define HEADGATE_ENGINE_RING_H

#include <stddef.h>

struct hg_ring {
    unsigned char *items; /* owned: room for `capacity` items */
    size_t item_bytes;
    size_t capacity;
    size_t first; /* position of the oldest item */
    size_t count;
};

/* Room for `capacity` items of `item_bytes` each. */
void hg_ring_init(struct hg_ring *ring, size_t capacity, size_t item_bytes);
/* What items own has to be released before. */
void hg_ring_release(struct hg_ring *ring);
/* Add an item and return it, for the caller to fill; what it contained before is
 * undefined. NULL when the ring is full. */
void *hg_ring_push(struct hg_ring *ring);
/* Remove the oldest item and return it: it stays valid until the next push. NULL when the
 * ring is empty. */
void *hg_ring_pop(struct hg_ring *ring);

#endif
