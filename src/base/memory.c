/* SPDX-License-Identifier: MIT */
/* memory: allocation that cannot fail. */
#include "headgate/memory.h"

#include "base/write.h"

#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#ifdef __GLIBC__
#include <malloc.h>
#endif

#include "headgate/banned.h"

#define EXIT_MACHINE   3
#define FIRST_CAPACITY 8 /* of an array that grows */

#ifdef __GLIBC__
#define MAPPED_BYTES (256 * 1024)

void hg_memory_prepare(void)
{
    mallopt(M_MMAP_THRESHOLD, MAPPED_BYTES);
}
#else
void hg_memory_prepare(void)
{
}
#endif

/* Never zero, because malloc(0) may be NULL, which would look like exhaustion. */
static size_t bytes_of(size_t count, size_t size)
{
    if (count == 0 || size == 0)
        return 1;
    if (count > PTRDIFF_MAX / size)
        hg_memory_exhausted();
    return count * size;
}

void *hg_memory_new(size_t count, size_t size)
{
    void *memory = calloc(1, bytes_of(count, size));
    if (memory == NULL)
        hg_memory_exhausted();
    return memory;
}

void *hg_memory_resize(void *memory, size_t count, size_t size)
{
    void *resized = realloc(memory, bytes_of(count, size));
    if (resized == NULL)
        hg_memory_exhausted();
    return resized;
}

void *hg_memory_grow(void *items, size_t count, size_t size)
{
    const bool is_full = count >= FIRST_CAPACITY && (count & (count - 1)) == 0;
    if (count > 0 && !is_full)
        return items;
    return hg_memory_resize(items, is_full ? 2 * count : FIRST_CAPACITY, size);
}

char *hg_memory_copy_text(const char *text)
{
    if (text == NULL)
        return NULL;
    const size_t size = strlen(text) + 1;
    return memcpy(hg_memory_new(size, 1), text, size);
}

/* Of the process, as the end is: any thread may meet it, and knows nothing of reports. */
static _Atomic(const char *) temporary_file;

void hg_memory_remove_when_exhausted(const char *path)
{
    atomic_store(&temporary_file, path);
}

_Noreturn void hg_memory_exhausted(void)
{
    const char *path = atomic_exchange(&temporary_file, NULL);
    /* Not by log.c, which takes memory, and not exit(): handlers and buffers may need memory, too. */
    static const char message[] = "headgate: error: out of memory\n";
    if (path != NULL)
        unlink(path);
    (void)hg_write_all(STDERR_FILENO, message, sizeof message - 1);
    _exit(EXIT_MACHINE);
}
