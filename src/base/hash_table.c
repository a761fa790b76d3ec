/* SPDX-License-Identifier: MIT */
/* hash_table: numbers by key.
 *
 * DESIGN: open addressing with linear probing, never more than three quarters full. Hashes are kept,
 * so that growing and passing over other keys need not read the keys. */
#include "headgate/hash_table.h"

#include "headgate/memory.h"

#include <stdlib.h>
#include <string.h>

#include "headgate/banned.h"

#define FIRST_CAPACITY 64

void hg_hash_table_init(struct hg_hash_table *table, size_t key_bytes)
{
    *table = (struct hg_hash_table){.key_bytes = key_bytes};
}

void hg_hash_table_release(struct hg_hash_table *table)
{
    if (table == NULL)
        return;
    free(table->entries);
    hg_hash_table_init(table, table->key_bytes);
}

/* FNV-1a, 64 bits, of which 32 are kept. */
static uint32_t hash_of(const struct hg_hash_table *table, const void *key)
{
    uint64_t hash = UINT64_C(14695981039346656037);
    const unsigned char *bytes = key;
    if (table->key_bytes == 0) {
        for (; *bytes != '\0'; bytes++)
            hash = (hash ^ *bytes) * UINT64_C(1099511628211);
    } else {
        for (size_t i = 0; i < table->key_bytes; i++)
            hash = (hash ^ bytes[i]) * UINT64_C(1099511628211);
    }
    return (uint32_t)(hash ^ (hash >> 32));
}

static bool is_same(const struct hg_hash_table *table, const void *a, const void *b)
{
    return table->key_bytes > 0 ? memcmp(a, b, table->key_bytes) == 0 : strcmp(a, b) == 0;
}

/* The entry of the key, or the free one where it belongs. */
static struct hg_hash_entry *entry_of(const struct hg_hash_table *table, const void *key,
                                      uint32_t hash)
{
    const size_t mask = table->capacity - 1;
    size_t at = hash & mask;
    while (
        table->entries[at].key != NULL &&
        (table->entries[at].hash != hash || !is_same(table, table->entries[at].key, key)))
        at = (at + 1) & mask;
    return &table->entries[at];
}

bool hg_hash_table_find(const struct hg_hash_table *table, const void *key,
                        uint32_t *value)
{
    if (table->count == 0)
        return false;
    const struct hg_hash_entry *entry = entry_of(table, key, hash_of(table, key));
    if (entry->key == NULL)
        return false;
    *value = entry->value;
    return true;
}

/* The keys differ from each other, so that they need not be compared. */
static void grow(struct hg_hash_table *table)
{
    const size_t capacity = table->capacity == 0 ? FIRST_CAPACITY : 2 * table->capacity;
    struct hg_hash_entry *entries = hg_memory_new(capacity, sizeof *entries);
    for (size_t i = 0; i < table->capacity; i++) {
        size_t at = table->entries[i].hash & (capacity - 1);
        while (entries[at].key != NULL)
            at = (at + 1) & (capacity - 1);
        entries[at] = table->entries[i];
    }
    free(table->entries);
    table->entries = entries;
    table->capacity = capacity;
}

void hg_hash_table_set(struct hg_hash_table *table, const void *key, uint32_t value)
{
    if (table->count * 4 >= table->capacity * 3)
        grow(table);
    const uint32_t hash = hash_of(table, key);
    struct hg_hash_entry *entry = entry_of(table, key, hash);
    if (entry->key == NULL) {
        *entry = (struct hg_hash_entry){.key = key, .hash = hash};
        table->count++;
    }
    entry->value = value;
}
