/* SPDX-License-Identifier: MIT */
/* arena: memory that is freed all at once. The configuration and its targets live in one. Not
 * thread-safe; its contents may be read from any thread once they are no longer written. */
#ifndef HEADGATE_ARENA_H
#define HEADGATE_ARENA_H

#include <stddef.h>

struct hg_arena {
    struct hg_arena_block *blocks; /* owned, newest first */
    struct hg_arena_owned *owned;  /* owned: the memory given to hg_arena_take() */
};

void hg_arena_init(struct hg_arena *arena);
void hg_arena_release(struct hg_arena *arena);
/* Zeroed, aligned for any type, never NULL, valid until hg_arena_release(). */
void *hg_arena_new(struct hg_arena *arena, size_t count, size_t size);
/* Copies of text, close together; the result ends with NUL. NULL gives NULL. */
char *hg_arena_text(struct hg_arena *arena, const char *text);
char *hg_arena_text_n(struct hg_arena *arena, const char *text, size_t len);
/* Owns `memory`, which came from malloc(), from now on: it is freed with the arena. */
void hg_arena_take(struct hg_arena *arena, void *memory);

#endif
