/* SPDX-License-Identifier: MIT */
/* lines: joins and splits. */
#include "history/store/lines.h"

#include <stdint.h>
#include <string.h>

#include "headgate/banned.h"

void hg_lines_join(const struct hg_texts *texts, struct hg_buf *out)
{
    for (size_t i = 0; i < texts->count; i++)
        hg_buf_printf(out, "%s%s", i == 0 ? "" : "\n", texts->items[i]);
}

struct hg_texts hg_lines_split(struct hg_arena *arena, const char *value)
{
    size_t count = 1;
    if (value == NULL || *value == '\0')
        return (struct hg_texts){0};
    for (const char *p = value; *p != '\0'; p++)
        count += *p == '\n' ? 1 : 0;
    const char **items = hg_arena_new(arena, count, sizeof *items);
    for (size_t i = 0; i < count; i++) {
        const size_t len = strcspn(value, "\n");
        char *item = hg_text_clean(value, len, SIZE_MAX);
        hg_arena_take(arena, item);
        items[i] = item;
        value += len + 1;
    }
    return (struct hg_texts){items, count};
}
