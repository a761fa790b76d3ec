/* SPDX-License-Identifier: MIT */
/* names: a number for each different text, found by hash. */
#ifndef HEADGATE_REPORT_NAMES_H
#define HEADGATE_REPORT_NAMES_H

#include <stddef.h>

struct hg_name {
    const char *text; /* NULL: the slot is free */
    size_t value;
};

/* Open addressing, at most half full; `capacity` is a power of two. */
struct hg_names {
    struct hg_name *slots; /* owned */
    size_t capacity;
    size_t count;
};

void hg_names_init(struct hg_names *names);
void hg_names_release(struct hg_names *names);
/* The number of `text`, 0 when it is new. The text is borrowed until release; the pointer
 * is valid until the next call. */
size_t *hg_names_at(struct hg_names *names, const char *text);

#endif
