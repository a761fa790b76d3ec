/* SPDX-License-Identifier: MIT */
/* index: a hash table from texts to numbers, for names, addresses, hosts and anchors. Texts are
 * borrowed and must outlive the index. */
#ifndef HEADGATE_CONFIG_INDEX_H
#define HEADGATE_CONFIG_INDEX_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct hg_index_slot {
    const char *text; /* NULL: free */
    uint32_t hash;
    uint32_t value;
};

struct hg_index {
    struct hg_index_slot *slots; /* owned */
    size_t capacity;             /* a power of two, or 0 */
    size_t count;
};

void hg_index_init(struct hg_index *index);
void hg_index_release(struct hg_index *index);
/* False when `text` has no value. */
bool hg_index_find(const struct hg_index *index, const char *text, uint32_t *value);
/* Give `text` a value, or another one. */
void hg_index_set(struct hg_index *index, const char *text, uint32_t value);

#endif
