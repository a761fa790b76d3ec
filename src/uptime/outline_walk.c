/* SPDX-License-Identifier: MIT */
/* outline_walk: one entry after another. */
#include "uptime/outline_walk.h"

#include "headgate/banned.h"

void hg_walk_begin(struct hg_walk *walk, enum hg_tone tone, const char *word)
{
    hg_buf_clear(&walk->title);
    hg_buf_clear(&walk->details);
    walk->entry = (struct hg_outline_entry){.tone = tone, .word = word};
    for (size_t i = 0; i < HG_OUTLINE_COLUMNS; i++) {
        walk->cells[i][0] = '\0';
        walk->entry.cells[i] = walk->cells[i];
    }
}

bool hg_walk_show(struct hg_walk *walk)
{
    if (walk->entry.title == NULL)
        walk->entry.title = walk->title.data;
    walk->entry.details = walk->details.data;
    return walk->reader->entry(walk->reader->context, walk->section, &walk->entry);
}
