/* SPDX-License-Identifier: MIT */
/* arena: memory that is given back all at once. */
#include "headgate/arena.h"

#include "headgate/memory.h"

#include <stdalign.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "headgate/banned.h"

#define BLOCK_BYTES ((size_t)64 * 1024)
/* Larger items get a block of their own, so that the rest of a block is rarely wasted. */
#define LARGE_BYTES (BLOCK_BYTES / 8)

struct hg_arena_block {
    struct hg_arena_block *next;
    size_t used;
    size_t capacity;
    alignas(max_align_t) unsigned char data[];
};

static struct hg_arena_block *new_block(size_t capacity)
{
    struct hg_arena_block *block =
        hg_memory_new(1, sizeof(struct hg_arena_block) + capacity);
    block->capacity = capacity;
    return block;
}

static void *take(struct hg_arena_block *block, size_t bytes)
{
    void *memory = block->data + block->used;
    block->used += bytes;
    return memory;
}

/* Behind the newest block, which goes on being filled. */
static void *take_large(struct hg_arena *arena, size_t bytes)
{
    struct hg_arena_block *block = new_block(bytes);
    if (arena->blocks == NULL) {
        arena->blocks = block;
    } else {
        block->next = arena->blocks->next;
        arena->blocks->next = block;
    }
    return take(block, bytes);
}

void hg_arena_init(struct hg_arena *arena)
{
    arena->blocks = NULL;
}

void hg_arena_release(struct hg_arena *arena)
{
    if (arena == NULL)
        return;
    struct hg_arena_block *block = arena->blocks;
    while (block != NULL) {
        struct hg_arena_block *next = block->next;
        free(block);
        block = next;
    }
    arena->blocks = NULL;
}

void *hg_arena_new(struct hg_arena *arena, size_t count, size_t size)
{
    const size_t unit = alignof(max_align_t);
    if (size != 0 && count > (PTRDIFF_MAX - BLOCK_BYTES) / size)
        hg_memory_exhausted();
    /* At least one unit, so that every result has an address of its own. */
    const size_t wanted = count * size == 0 ? 1 : count * size;
    const size_t bytes = (wanted + unit - 1) / unit * unit;
    if (bytes > LARGE_BYTES)
        return take_large(arena, bytes);
    struct hg_arena_block *newest = arena->blocks;
    if (newest == NULL || newest->capacity - newest->used < bytes) {
        newest = new_block(BLOCK_BYTES);
        newest->next = arena->blocks;
        arena->blocks = newest;
    }
    return take(newest, bytes);
}

char *hg_arena_text(struct hg_arena *arena, const char *text)
{
    return text == NULL ? NULL : hg_arena_text_n(arena, text, strlen(text));
}

char *hg_arena_text_n(struct hg_arena *arena, const char *text, size_t len)
{
    if (text == NULL)
        return NULL;
    char *copy = hg_arena_new(arena, len + 1, 1);
    memcpy(copy, text, len);
    return copy;
}
