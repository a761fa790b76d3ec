/* SPDX-License-Identifier: MIT */
/* override: variables and options as nodes, so that one reader serves them and YAML alike. */
#include "config/layer.h"

#include "config/type.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "headgate/banned.h"

#define VARIABLE_SIZE 64

static struct hg_node *join_lists(struct hg_arena *nodes, const struct hg_node *a,
                                  const struct hg_node *b)
{
    struct hg_node *list = hg_node_new_list(nodes, a->location, a->count + b->count);
    memcpy(list->items, a->items, a->count * sizeof(struct hg_node *));
    memcpy(list->items + a->count, b->items, b->count * sizeof(struct hg_node *));
    return list;
}

static struct hg_node *join_maps(struct hg_arena *nodes, const struct hg_node *a,
                                 const struct hg_node *b)
{
    struct hg_node *map = hg_node_new_map(nodes, a->location, a->count + b->count);
    memcpy(map->pairs, a->pairs, a->count * sizeof(struct hg_pair));
    memcpy(map->pairs + a->count, b->pairs, b->count * sizeof(struct hg_pair));
    return map;
}

static struct hg_node *join(struct hg_arena *nodes, const struct hg_node *before,
                            struct hg_node *node)
{
    if (before == NULL || before->kind != node->kind)
        return node;
    if (node->kind == HG_NODE_LIST)
        return join_lists(nodes, before, node);
    return node->kind == HG_NODE_MAP ? join_maps(nodes, before, node) : node;
}

static void set(struct hg_layer *layer, const struct hg_reader *reader,
                struct hg_arena *nodes, const struct hg_key *key,
                struct hg_source_location location, const char *text)
{
    struct hg_node **slot = &layer->slots[hg_key_position(key)];
    struct hg_node *node = key->type->option == NULL
                               ? hg_node_new_untyped(nodes, location, text, strlen(text))
                               : key->type->option(nodes, location, text);
    if (node == NULL) {
        /* What was typed may be a secret and is not repeated. */
        hg_problems_add(reader->problems, location, "expected \"Name: value\"");
        return;
    }
    *slot = key->is_repeatable ? join(nodes, *slot, node) : node;
}

void hg_layer_read_environment(struct hg_layer *layer, const struct hg_reader *reader,
                               struct hg_arena *nodes)
{
    size_t count;
    const struct hg_key *keys = hg_keys(&count);
    for (size_t i = 0; i < count; i++) {
        char variable[VARIABLE_SIZE];
        if (!hg_key_variable(&keys[i], variable, sizeof variable))
            continue;
        const char *text = getenv(variable);
        if (text == NULL || *text == '\0')
            continue;
        /* Problems keep the name: it must outlive the nodes. */
        const struct hg_source_location location = {
            hg_arena_text(&reader->config->arena, variable), 0, 0};
        set(layer, reader, nodes, &keys[i], location, text);
    }
}

void hg_layer_read_options(struct hg_layer *layer, const struct hg_reader *reader,
                           struct hg_arena *nodes, const struct hg_override *overrides,
                           size_t count)
{
    for (size_t i = 0; i < count; i++) {
        const struct hg_source_location location = {overrides[i].option, 0, 0};
        set(layer, reader, nodes, overrides[i].key, location, overrides[i].text);
    }
}
