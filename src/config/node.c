/* SPDX-License-Identifier: MIT */
/* node: making nodes and telling what they are. */
#include "config/node.h"

#include "headgate/url.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "headgate/banned.h"

static struct hg_node *new_node(struct hg_arena *arena,
                                struct hg_source_location location,
                                enum hg_node_kind kind, size_t count)
{
    struct hg_node *node = hg_arena_new(arena, 1, sizeof *node);
    node->location = location;
    node->kind = (uint8_t)kind;
    node->count = (uint32_t)count;
    node->weight = 1;
    return node;
}

struct hg_node *hg_node_new_scalar(struct hg_arena *arena,
                                   struct hg_source_location location, const char *text,
                                   size_t len)
{
    struct hg_node *node = new_node(arena, location, HG_NODE_SCALAR, len);
    node->text = hg_arena_text_n(arena, text, len);
    node->is_plain = true;
    return node;
}

struct hg_node *hg_node_new_list(struct hg_arena *arena,
                                 struct hg_source_location location, size_t count)
{
    struct hg_node *node = new_node(arena, location, HG_NODE_LIST, count);
    node->items =
        count == 0 ? NULL : hg_arena_new(arena, count, sizeof(struct hg_node *));
    return node;
}

struct hg_node *hg_node_new_map(struct hg_arena *arena,
                                struct hg_source_location location, size_t count)
{
    struct hg_node *node = new_node(arena, location, HG_NODE_MAP, count);
    node->pairs = count == 0 ? NULL : hg_arena_new(arena, count, sizeof(struct hg_pair));
    return node;
}

struct hg_node *hg_node_find(const struct hg_node *map, const char *key)
{
    for (size_t i = 0; i < map->count; i++) {
        if (strcmp(map->pairs[i].key->text, key) == 0)
            return map->pairs[i].value;
    }
    return NULL;
}

bool hg_node_is_null(const struct hg_node *node)
{
    static const char *const words[] = {"", "~", "null", "Null", "NULL"};
    if (node->kind != HG_NODE_SCALAR || !node->is_plain || node->is_untyped)
        return false;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        if (strcmp(node->text, words[i]) == 0)
            return true;
    }
    return false;
}

void hg_node_describe(const struct hg_node *node, char *out, size_t size)
{
    if (node->kind == HG_NODE_LIST) {
        snprintf(out, size, "a list");
    } else if (node->kind == HG_NODE_MAP) {
        snprintf(out, size, "a map");
    } else if (node->kind == HG_NODE_BROKEN || hg_node_is_null(node)) {
        snprintf(out, size, "nothing");
    } else {
        char *safe = hg_url_redact(node->text);
        snprintf(out, size, "\"%.200s\"", safe);
        free(safe);
    }
}
