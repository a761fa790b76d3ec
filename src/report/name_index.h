/* SPDX-License-Identifier: MIT */
/* name_index: a number for each different text, found by hash. */
#ifndef HEADGATE_REPORT_NAME_INDEX_H
#define HEADGATE_REPORT_NAME_INDEX_H

#include <stddef.h>

struct hg_name_index_entry {
    const char *text; /* NULL: the slot is free */
    size_t value;
};

/* Open addressing, at most half full; `capacity` is a power of two. */
struct hg_name_index {
    struct hg_name_index_entry *entries; /* owned */
    size_t capacity;
    size_t count;
};

void hg_name_index_init(struct hg_name_index *names);
void hg_name_index_release(struct hg_name_index *names);
/* The number of `text`, 0 when it is new. The text is borrowed until release; the pointer
 * is valid until the next call. */
size_t *hg_name_index_at(struct hg_name_index *names, const char *text);

#endif
