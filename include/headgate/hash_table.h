/* SPDX-License-Identifier: MIT */
/* hash_table: numbers by key. A key is a text, or, in a table of its own, bytes of one size. Keys are
 * borrowed and must outlive the table. Not thread-safe. */
#ifndef HEADGATE_HASH_TABLE_H
#define HEADGATE_HASH_TABLE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct hg_hash_entry {
    const void *key; /* NULL: free */
    uint32_t hash;
    uint32_t value;
};

/* Zero-initialised it is an empty table of texts. Between three eighths and three quarters of its
 * entries are in use: 21 to 43 bytes a key. */
struct hg_hash_table {
    struct hg_hash_entry *entries; /* owned */
    size_t capacity;               /* a power of two, or 0 */
    size_t count;
    size_t key_bytes; /* of each key; 0: keys are texts */
};

/* `key_bytes`: size of each key; 0: keys are texts that end with NUL. */
void hg_hash_table_init(struct hg_hash_table *table, size_t key_bytes);
void hg_hash_table_release(struct hg_hash_table *table);
/* False when `key` has no value; *value is left alone then. */
bool hg_hash_table_find(const struct hg_hash_table *table, const void *key,
                        uint32_t *value);
/* Give `key` a value, or another one. */
void hg_hash_table_set(struct hg_hash_table *table, const void *key, uint32_t value);

#endif
