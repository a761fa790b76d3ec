/* SPDX-License-Identifier: MIT */
/* heap: a binary heap in an array. */
#include "engine/heap.h"

#include <stdlib.h>

#include "headgate/memory.h"

#include "headgate/banned.h"

void hg_heap_release(struct hg_heap *heap)
{
    free(heap->items);
    *heap = (struct hg_heap){0};
}

static bool is_before(const struct hg_heap_item *a, const struct hg_heap_item *b)
{
    return a->key != b->key ? a->key < b->key : a->id < b->id;
}

static void swap(struct hg_heap_item *a, struct hg_heap_item *b)
{
    const struct hg_heap_item kept = *a;
    *a = *b;
    *b = kept;
}

void hg_heap_push(struct hg_heap *heap, struct hg_heap_item item)
{
    heap->items = hg_memory_grow(heap->items, heap->count, sizeof *heap->items);
    size_t at = heap->count++;
    heap->items[at] = item;
    while (at > 0 && is_before(&heap->items[at], &heap->items[(at - 1) / 2])) {
        swap(&heap->items[at], &heap->items[(at - 1) / 2]);
        at = (at - 1) / 2;
    }
}

const struct hg_heap_item *hg_heap_peek(const struct hg_heap *heap)
{
    return heap->count == 0 ? NULL : &heap->items[0];
}

static size_t smallest_of_family(const struct hg_heap *heap, size_t parent)
{
    size_t smallest = parent;
    for (size_t child = 2 * parent + 1; child <= 2 * parent + 2; child++) {
        if (child < heap->count && is_before(&heap->items[child], &heap->items[smallest]))
            smallest = child;
    }
    return smallest;
}

bool hg_heap_pop(struct hg_heap *heap, struct hg_heap_item *item)
{
    if (heap->count == 0)
        return false;
    *item = heap->items[0];
    heap->items[0] = heap->items[--heap->count];
    size_t at = 0;
    for (size_t next = smallest_of_family(heap, at); next != at;
         next = smallest_of_family(heap, at)) {
        swap(&heap->items[at], &heap->items[next]);
        at = next;
    }
    return true;
}
