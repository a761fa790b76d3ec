/* SPDX-License-Identifier: MIT */
/* index: open addressing with linear probing; never more than three quarters full. */
#include "config/index.h"

#include "headgate/memory.h"

#include <stdlib.h>
#include <string.h>

#include "headgate/banned.h"

void hg_index_init(struct hg_index *index)
{
    *index = (struct hg_index){0};
}

void hg_index_release(struct hg_index *index)
{
    if (index == NULL)
        return;
    free(index->slots);
    hg_index_init(index);
}

/* FNV-1a, 64 bits, of which 32 are kept. */
static uint32_t hash_text(const char *text)
{
    uint64_t hash = UINT64_C(14695981039346656037);
    for (const unsigned char *p = (const unsigned char *)text; *p != '\0'; p++)
        hash = (hash ^ *p) * UINT64_C(1099511628211);
    return (uint32_t)(hash ^ (hash >> 32));
}

/* The slot that holds the text, or the free one where it belongs. */
static struct hg_index_slot *slot_of(struct hg_index_slot *slots, size_t capacity,
                                     const char *text, uint32_t hash)
{
    size_t at = hash & (capacity - 1);
    while (slots[at].text != NULL &&
           (slots[at].hash != hash || strcmp(slots[at].text, text) != 0))
        at = (at + 1) & (capacity - 1);
    return &slots[at];
}

bool hg_index_find(const struct hg_index *index, const char *text, uint32_t *value)
{
    if (index->count == 0)
        return false;
    const struct hg_index_slot *slot =
        slot_of(index->slots, index->capacity, text, hash_text(text));
    if (slot->text == NULL)
        return false;
    *value = slot->value;
    return true;
}

static void grow(struct hg_index *index)
{
    const size_t capacity = index->capacity == 0 ? 64 : index->capacity * 2;
    struct hg_index_slot *slots = hg_memory_new(capacity, sizeof *slots);
    for (size_t i = 0; i < index->capacity; i++) {
        const struct hg_index_slot *old = &index->slots[i];
        if (old->text != NULL)
            *slot_of(slots, capacity, old->text, old->hash) = *old;
    }
    free(index->slots);
    index->slots = slots;
    index->capacity = capacity;
}

void hg_index_set(struct hg_index *index, const char *text, uint32_t value)
{
    if (index->count * 4 >= index->capacity * 3)
        grow(index);
    const uint32_t hash = hash_text(text);
    struct hg_index_slot *slot = slot_of(index->slots, index->capacity, text, hash);
    if (slot->text == NULL) {
        slot->text = text;
        slot->hash = hash;
        index->count++;
    }
    slot->value = value;
}
