/* SPDX-License-Identifier: MIT */
/* heap: a priority queue of small items, the smallest key first; items with equal keys
 * leave in the order of their ids. Not thread-safe. */
#ifndef HEADGATE_ENGINE_HEAP_H
#define HEADGATE_ENGINE_HEAP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct hg_heap_item {
    int64_t key;
    uint32_t id;
    uint32_t kind; /* the caller's; not compared */
};

struct hg_heap {
    struct hg_heap_item *items; /* owned */
    size_t count;
};

void hg_heap_release(struct hg_heap *heap);
void hg_heap_push(struct hg_heap *heap, struct hg_heap_item item);
/* The smallest, without taking it; NULL when empty. Valid until the next change. */
const struct hg_heap_item *hg_heap_peek(const struct hg_heap *heap);
/* Take the smallest. False when empty. */
bool hg_heap_pop(struct hg_heap *heap, struct hg_heap_item *item);

#endif
