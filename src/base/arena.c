/* SPDX-License-Identifier: MIT */
/* arena: memory that is freed all at once. */
#include "headgate/arena.h"

#include "headgate/memory.h"

#include <stdalign.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "headgate/banned.h"

/* Each block is twice as large as the one before it, up to the largest: blocks of that size are
 * returned to the system when they are freed (hg_memory_prepare()). */
#define BLOCK_BYTES         ((size_t)64 * 1024)
#define LARGEST_BLOCK_BYTES ((size_t)1024 * 1024)
/* Larger items get a block of their own, so that the rest of a block is rarely wasted. */
#define LARGE_BYTES (BLOCK_BYTES / 8)

struct hg_arena_block {
    struct hg_arena_block *next;
    size_t used;
    size_t capacity;
    alignas(max_align_t) unsigned char data[];
};

struct hg_arena_owned {
    struct hg_arena_owned *next;
    void *memory; /* owned */
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

/* Linked behind the newest block, which is still being filled. */
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
    *arena = (struct hg_arena){0};
}

void hg_arena_release(struct hg_arena *arena)
{
    if (arena == NULL)
        return;
    /* The list is in the blocks. */
    for (struct hg_arena_owned *owned = arena->owned; owned != NULL; owned = owned->next)
        free(owned->memory);
    struct hg_arena_block *block = arena->blocks;
    while (block != NULL) {
        struct hg_arena_block *next = block->next;
        free(block);
        block = next;
    }
    hg_arena_init(arena);
}

static size_t next_block_bytes(const struct hg_arena *arena)
{
    size_t bytes = BLOCK_BYTES;
    if (arena->blocks != NULL && arena->blocks->capacity >= BLOCK_BYTES)
        bytes = arena->blocks->capacity * 2;
    return bytes < LARGEST_BLOCK_BYTES ? bytes : LARGEST_BLOCK_BYTES;
}

static void *new_item(struct hg_arena *arena, size_t bytes, size_t alignment)
{
    if (bytes > LARGE_BYTES)
        return take_large(arena, bytes);
    struct hg_arena_block *newest = arena->blocks;
    if (newest != NULL)
        newest->used = (newest->used + alignment - 1) / alignment * alignment;
    if (newest == NULL || newest->used > newest->capacity ||
        newest->capacity - newest->used < bytes) {
        newest = new_block(next_block_bytes(arena));
        newest->next = arena->blocks;
        arena->blocks = newest;
    }
    return take(newest, bytes);
}

void *hg_arena_new(struct hg_arena *arena, size_t count, size_t size)
{
    if (size != 0 && count > (PTRDIFF_MAX - BLOCK_BYTES) / size)
        hg_memory_exhausted();
    /* At least one byte, so that every result has an address of its own. */
    return new_item(arena, count * size == 0 ? 1 : count * size, alignof(max_align_t));
}

char *hg_arena_text(struct hg_arena *arena, const char *text)
{
    return text == NULL ? NULL : hg_arena_text_n(arena, text, strlen(text));
}

char *hg_arena_text_n(struct hg_arena *arena, const char *text, size_t len)
{
    if (text == NULL)
        return NULL;
    if (len >= PTRDIFF_MAX - BLOCK_BYTES)
        hg_memory_exhausted();
    char *copy = new_item(arena, len + 1, 1);
    memcpy(copy, text, len);
    return copy;
}

void hg_arena_take(struct hg_arena *arena, void *memory)
{
    struct hg_arena_owned *owned = hg_arena_new(arena, 1, sizeof *owned);
    *owned = (struct hg_arena_owned){.next = arena->owned, .memory = memory};
    arena->owned = owned;
}
