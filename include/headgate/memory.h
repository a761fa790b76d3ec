/* SPDX-License-Identifier: MIT */
/* memory: allocation that cannot fail. Running out of memory ends the program with exit status 3
 * in this one place; therefore every size that comes from outside is limited before it gets here. */
#ifndef HEADGATE_MEMORY_H
#define HEADGATE_MEMORY_H

#include <stddef.h>

/* Zeroed memory for `count` items of `size` bytes; free with free(). Never NULL. */
void *hg_memory_new(size_t count, size_t size);
/* realloc() that never fails; the new part is not zeroed. */
void *hg_memory_resize(void *memory, size_t count, size_t size);
/* Copies; free with free(). NULL gives NULL. */
char *hg_memory_copy_text(const char *text);
/* Report "out of memory" and end the program with status 3: for NULL from foreign libraries. */
_Noreturn void hg_memory_exhausted(void);

#endif
