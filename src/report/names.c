/* SPDX-License-Identifier: MIT */
/* names: a number for each different text, found by hash. */
#include "report/names.h"

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

static struct hg_name *find_slot(const struct hg_names *names, const char *text)
{
    const size_t mask = names->capacity - 1;
    size_t i = (size_t)hash(text) & mask;
    while (names->slots[i].text != NULL && strcmp(names->slots[i].text, text) != 0)
        i = (i + 1) & mask;
    return &names->slots[i];
}

static void grow(struct hg_names *names)
{
    const struct hg_names old = *names;
    names->capacity = old.capacity * 2;
    names->slots = hg_memory_new(names->capacity, sizeof(*names->slots));
    for (size_t i = 0; i < old.capacity; i++) {
        if (old.slots[i].text != NULL)
            *find_slot(names, old.slots[i].text) = old.slots[i];
    }
    free(old.slots);
}

void hg_names_init(struct hg_names *names)
{
    names->capacity = FIRST_CAPACITY;
    names->count = 0;
    names->slots = hg_memory_new(names->capacity, sizeof(*names->slots));
}

void hg_names_release(struct hg_names *names)
{
    free(names->slots);
    *names = (struct hg_names){0};
}

size_t *hg_names_at(struct hg_names *names, const char *text)
{
    if (names->count * 2 >= names->capacity)
        grow(names);
    struct hg_name *slot = find_slot(names, text);
    if (slot->text == NULL) {
        slot->text = text;
        names->count++;
    }
    return &slot->value;
}
