/* SPDX-License-Identifier: MIT */
/* merge: own pairs come first, then merged ones; of several with the same key the first stays. */
#include "config/merge.h"

#include "headgate/memory.h"

#include <stdlib.h>
#include <string.h>

#include "headgate/banned.h"

struct candidate {
    struct hg_pair pair;
    bool is_own;
    bool is_dropped;
};

struct candidates {
    struct candidate *items; /* owned */
    size_t count;
};

static void add(struct candidates *all, struct hg_pair pair, bool is_own)
{
    all->items = hg_memory_grow(all->items, all->count, sizeof *all->items);
    all->items[all->count++] = (struct candidate){.pair = pair, .is_own = is_own};
}

static bool is_merge_key(const struct hg_node *key)
{
    return key->kind == HG_NODE_SCALAR && key->is_plain && strcmp(key->text, "<<") == 0;
}

static void report_duplicate(const struct hg_node *key, const struct hg_node *first,
                             struct hg_problems *problems)
{
    hg_problems_add(problems, key->location,
                    "duplicate key: \"%s\" is also set at line %u", key->text,
                    first->location.line);
}

static void add_own(struct candidates *all, const struct hg_pair *pairs, size_t count,
                    struct hg_problems *problems)
{
    const struct hg_node *merge = NULL;
    for (size_t i = 0; i < count; i++) {
        const struct hg_node *key = pairs[i].key;
        if (key->kind == HG_NODE_LIST || key->kind == HG_NODE_MAP) {
            hg_problems_add(problems, key->location, "a key must be a string, got %s",
                            key->kind == HG_NODE_LIST ? "a list" : "a map");
        } else if (is_merge_key(key)) {
            if (merge != NULL)
                report_duplicate(key, merge, problems);
            merge = key;
        } else if (key->kind == HG_NODE_SCALAR) {
            add(all, pairs[i], true);
        }
    }
}

static void add_merged_map(struct candidates *all, const struct hg_node *value,
                           struct hg_problems *problems)
{
    if (value->kind == HG_NODE_BROKEN)
        return;
    if (value->kind != HG_NODE_MAP) {
        hg_problems_add(problems, value->location,
                        "\"<<\" needs a map or a list of maps to merge");
        return;
    }
    for (size_t i = 0; i < value->count; i++)
        add(all, value->pairs[i], false);
}

static void add_merged(struct candidates *all, const struct hg_pair *pairs, size_t count,
                       struct hg_problems *problems)
{
    for (size_t i = 0; i < count; i++) {
        const struct hg_node *value = pairs[i].value;
        if (!is_merge_key(pairs[i].key))
            continue;
        if (value->kind != HG_NODE_LIST) {
            add_merged_map(all, value, problems);
            continue;
        }
        for (size_t item = 0; item < value->count; item++)
            add_merged_map(all, value->items[item], problems);
    }
}

/* By key, then by position: all pointers are into one array. */
static int compare(const void *left, const void *right)
{
    const struct candidate *a = *(struct candidate *const *)left;
    const struct candidate *b = *(struct candidate *const *)right;
    const int order = strcmp(a->pair.key->text, b->pair.key->text);
    return order != 0 ? order : (a > b) - (a < b);
}

static void drop_repeated(struct candidates *all, struct hg_problems *problems)
{
    struct candidate **sorted = hg_memory_new(all->count, sizeof(struct candidate *));
    for (size_t i = 0; i < all->count; i++)
        sorted[i] = &all->items[i];
    qsort(sorted, all->count, sizeof(struct candidate *), compare);
    const struct candidate *first = sorted[0];
    for (size_t i = 1; i < all->count; i++) {
        if (strcmp(first->pair.key->text, sorted[i]->pair.key->text) != 0) {
            first = sorted[i];
            continue;
        }
        sorted[i]->is_dropped = true;
        if (sorted[i]->is_own)
            report_duplicate(sorted[i]->pair.key, first->pair.key, problems);
    }
    free(sorted);
}

void hg_merge_pairs(struct hg_node *map, const struct hg_pair *pairs, size_t count,
                    struct hg_arena *arena, struct hg_problems *problems)
{
    struct candidates all = {0};
    add_own(&all, pairs, count, problems);
    add_merged(&all, pairs, count, problems);
    if (all.count > 1)
        drop_repeated(&all, problems);
    map->count = 0;
    map->pairs =
        all.count == 0 ? NULL : hg_arena_new(arena, all.count, sizeof *map->pairs);
    for (size_t i = 0; i < all.count; i++) {
        if (!all.items[i].is_dropped)
            map->pairs[map->count++] = all.items[i].pair;
    }
    free(all.items);
}
