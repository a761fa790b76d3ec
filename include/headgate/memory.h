/* SPDX-License-Identifier: MIT */
/* memory: allocation that cannot fail. Running out of memory ends the program with exit status 3
 * in this one place; therefore every size that comes from outside is limited before it gets here. */
#ifndef HEADGATE_MEMORY_H
#define HEADGATE_MEMORY_H

#include <stddef.h>

/* Call it once, first: blocks of 256 KiB and more return to the system when they are freed. glibc does
 * so only until the first of them is freed (mallopt(3), M_MMAP_THRESHOLD); the memory of loading would
 * then stay with the process for the whole run. */
void hg_memory_prepare(void);
/* Zeroed memory for `count` items of `size` bytes; free with free(). Never NULL. */
void *hg_memory_new(size_t count, size_t size);
/* realloc() that never fails; the new part is not zeroed. */
void *hg_memory_resize(void *memory, size_t count, size_t size);
/* Make room for one more item in an array of `count` items and return it. The array starts as NULL
 * and grows by this function only: it has room for eight items or up to the next power of two, so
 * that callers need no capacity. `count` may go down in between. The new part is not zeroed. */
void *hg_memory_grow(void *items, size_t count, size_t size);
/* Copies; free with free(). NULL gives NULL. */
char *hg_memory_copy_text(const char *text);
/* The file that hg_memory_exhausted() removes, so that no half of a report is left behind; NULL: none. One at a
 * time; the path is borrowed until the next call. */
void hg_memory_remove_when_exhausted(const char *path);
/* Report "out of memory" and end the program with status 3: for NULL from foreign libraries. */
_Noreturn void hg_memory_exhausted(void);

#endif
