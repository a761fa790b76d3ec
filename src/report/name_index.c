/* SPDX-License-Identifier: MIT */
/* name_index: a number for each different text, found by hash. */
#include "report/name_index.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "headgate/memory.h"

#include "headgate/banned.h"

enum { FIRST_CAPACITY = 64 };

/* FNV-1a. */
static uint64_t hash(const char *text)
{
    uint64_t value = UINT64_C(0xcbf29ce484222325);
    for (const char *p = text; *p != '\0'; p++)
        value = (value ^ (unsigned char)*p) * UINT64_C(0x100000001b3);
    return value;
}

static struct hg_name_index_entry *find_entry(const struct hg_name_index *names,
                                              const char *text)
{
    const size_t mask = names->capacity - 1;
    size_t i = (size_t)hash(text) & mask;
    while (names->entries[i].text != NULL && strcmp(names->entries[i].text, text) != 0)
        i = (i + 1) & mask;
    return &names->entries[i];
}

static void grow(struct hg_name_index *names)
{
    const struct hg_name_index old = *names;
    names->capacity = old.capacity * 2;
    names->entries = hg_memory_new(names->capacity, sizeof(*names->entries));
    for (size_t i = 0; i < old.capacity; i++) {
        if (old.entries[i].text != NULL)
            *find_entry(names, old.entries[i].text) = old.entries[i];
    }
    free(old.entries);
}

void hg_name_index_init(struct hg_name_index *names)
{
    names->capacity = FIRST_CAPACITY;
    names->count = 0;
    names->entries = hg_memory_new(names->capacity, sizeof(*names->entries));
}

void hg_name_index_release(struct hg_name_index *names)
{
    free(names->entries);
    *names = (struct hg_name_index){0};
}

size_t *hg_name_index_at(struct hg_name_index *names, const char *text)
{
    if (names->count * 2 >= names->capacity)
        grow(names);
    struct hg_name_index_entry *entry = find_entry(names, text);
    if (entry->text == NULL) {
        entry->text = text;
        names->count++;
    }
    return &entry->value;
}
