/* SPDX-License-Identifier: MIT */
/* sources: paths without what does not matter in them. */
#include "config/sources.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "headgate/buf.h"
#include "headgate/memory.h"

#include "headgate/banned.h"

#ifndef PATH_MAX
#define PATH_MAX 4096
#endif

/* Append the part of a path; "." and "" stay where they are, ".." goes back. */
static void add_part(struct hg_buf *out, const char *part, size_t len)
{
    if (len == 0 || (len == 1 && part[0] == '.'))
        return;
    if (len == 2 && part[0] == '.' && part[1] == '.') {
        while (out->len > 0 && out->data[out->len - 1] != '/')
            hg_buf_cut(out, out->len - 1);
        if (out->len > 0)
            hg_buf_cut(out, out->len - 1);
        return;
    }
    hg_buf_add_char(out, '/');
    hg_buf_add(out, part, len);
}

static void add_parts(struct hg_buf *out, const char *path)
{
    while (*path != '\0') {
        const size_t len = strcspn(path, "/");
        add_part(out, path, len);
        path += len + (path[len] == '/' ? 1 : 0);
    }
}

static const char *make_absolute(const char *path, const char *folder,
                                 struct hg_arena *arena)
{
    struct hg_buf out;
    hg_buf_init(&out);
    if (path[0] != '/')
        add_parts(&out, folder);
    add_parts(&out, path);
    const char *absolute = hg_arena_text_n(arena, out.data, out.len);
    hg_buf_release(&out);
    return absolute;
}

static int compare(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static const char *join(const char *const *sorted, size_t count, struct hg_arena *arena)
{
    struct hg_buf out;
    hg_buf_init(&out);
    for (size_t i = 0; i < count; i++) {
        if (i == 0 || strcmp(sorted[i], sorted[i - 1]) != 0)
            hg_buf_printf(&out, "%s%s", i == 0 ? "" : "\n", sorted[i]);
    }
    const char *joined = hg_arena_text_n(arena, out.data, out.len);
    hg_buf_release(&out);
    return joined;
}

const char *hg_sources_name(const char *const *paths, size_t count,
                            struct hg_arena *arena)
{
    char folder[PATH_MAX];
    if (count == 0 || getcwd(folder, sizeof folder) == NULL)
        return NULL;
    const char **sorted = hg_memory_new(count, sizeof *sorted);
    for (size_t i = 0; i < count; i++)
        sorted[i] = make_absolute(paths[i], folder, arena);
    qsort(sorted, count, sizeof *sorted, compare);
    const char *name = join(sorted, count, arena);
    free(sorted);
    return name;
}
