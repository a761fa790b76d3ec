/* SPDX-License-Identifier: MIT */
/* override: variables and options as nodes, so that one reader serves them and YAML alike. */
#include "config/layer.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "headgate/banned.h"

#define VARIABLE_SIZE 64

static const char *skip_blanks(const char *text)
{
    return text + strspn(text, " ");
}

static struct hg_node *new_text(struct hg_arena *nodes,
                                struct hg_source_location location, const char *text,
                                size_t len)
{
    struct hg_node *node = hg_node_new_scalar(nodes, location, text, len);
    node->is_untyped = true;
    return node;
}

static struct hg_node *new_trimmed(struct hg_arena *nodes,
                                   struct hg_source_location location, const char *text,
                                   size_t len)
{
    const size_t blanks = strspn(text, " ");
    const char *begin = text + (blanks < len ? blanks : len);
    size_t rest = len - (size_t)(begin - text);
    while (rest > 0 && begin[rest - 1] == ' ')
        rest--;
    return new_text(nodes, location, begin, rest);
}

/* "200-299,301": a list. */
static struct hg_node *split_commas(struct hg_arena *nodes,
                                    struct hg_source_location location, const char *text)
{
    size_t count = 1;
    for (const char *p = text; *p != '\0'; p++)
        count += *p == ',';
    struct hg_node *list = hg_node_new_list(nodes, location, count);
    for (size_t i = 0; i < count; i++) {
        const size_t len = strcspn(text, ",");
        list->items[i] = new_trimmed(nodes, location, text, len);
        text += len + 1;
    }
    return list;
}

/* "Name: value": a map of one pair; NULL when there is no colon. */
static struct hg_node *split_colon(struct hg_arena *nodes,
                                   struct hg_source_location location, const char *text)
{
    const char *colon = strchr(text, ':');
    if (colon == NULL)
        return NULL;
    const char *value = skip_blanks(colon + 1);
    struct hg_node *map = hg_node_new_map(nodes, location, 1);
    map->pairs[0].key = new_text(nodes, location, text, (size_t)(colon - text));
    map->pairs[0].value = new_text(nodes, location, value, strlen(value));
    return map;
}

static struct hg_node *new_list_of_one(struct hg_arena *nodes,
                                       struct hg_source_location location,
                                       const char *text)
{
    struct hg_node *list = hg_node_new_list(nodes, location, 1);
    list->items[0] = new_text(nodes, location, text, strlen(text));
    return list;
}

static struct hg_node *parse(const struct hg_key *key, struct hg_arena *nodes,
                             struct hg_source_location location, const char *text)
{
    switch (key->type) {
    case HG_KEY_STATUSES:
    case HG_KEY_TEXTS:
    case HG_KEY_CONDITIONS:
    case HG_KEY_OUTCOMES:
    case HG_KEY_ENUM_SET:
        return split_commas(nodes, location, text);
    case HG_KEY_HEADERS:
    case HG_KEY_HEADER_EXPECTATIONS:
        return split_colon(nodes, location, text);
    case HG_KEY_EXPRESSIONS: /* they may hold commas */
    case HG_KEY_REPORTS:
        return new_list_of_one(nodes, location, text);
    case HG_KEY_BOOL:
    case HG_KEY_NUMBER:
    case HG_KEY_DURATION:
    case HG_KEY_TEXT:
    case HG_KEY_PATH:
    case HG_KEY_DESTINATION:
    case HG_KEY_ENUM:
    case HG_KEY_METHOD:
    case HG_KEY_SIZE:
    case HG_KEY_SECRET:
    case HG_KEY_SECRET_FILE:
    case HG_KEY_CONTENT:
    case HG_KEY_FORM:
    case HG_KEY_SHARE:
    case HG_KEY_SHARES:
    case HG_KEY_MAINTENANCE:
    case HG_KEY_JSON:
    case HG_KEY_LIMIT:
    case HG_KEY_THRESHOLD:
        break;
    }
    return new_text(nodes, location, text, strlen(text));
}

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
    struct hg_node **slot = &layer->slots[hg_keys_position(key)];
    struct hg_node *node = parse(key, nodes, location, text);
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
