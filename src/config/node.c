/* SPDX-License-Identifier: MIT */
/* node: makes nodes and describes them. */
#include "config/node.h"

#include "headgate/text.h"
#include "headgate/url.h"

#include <inttypes.h>
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

static const char *skip_blanks(const char *text)
{
    return text + strspn(text, " ");
}

struct hg_node *hg_node_new_untyped(struct hg_arena *arena,
                                    struct hg_source_location location, const char *text,
                                    size_t len)
{
    struct hg_node *node = hg_node_new_scalar(arena, location, text, len);
    node->is_untyped = true;
    return node;
}

static struct hg_node *new_trimmed(struct hg_arena *arena,
                                   struct hg_source_location location, const char *text,
                                   size_t len)
{
    const size_t blanks = strspn(text, " ");
    const char *begin = text + (blanks < len ? blanks : len);
    size_t rest = len - (size_t)(begin - text);
    while (rest > 0 && begin[rest - 1] == ' ')
        rest--;
    return hg_node_new_untyped(arena, location, begin, rest);
}

struct hg_node *hg_node_split_commas(struct hg_arena *arena,
                                     struct hg_source_location location, const char *text)
{
    size_t count = 1;
    for (const char *p = text; *p != '\0'; p++)
        count += *p == ',';
    struct hg_node *list = hg_node_new_list(arena, location, count);
    for (size_t i = 0; i < count; i++) {
        const size_t len = strcspn(text, ",");
        list->items[i] = new_trimmed(arena, location, text, len);
        text += len + 1;
    }
    return list;
}

struct hg_node *hg_node_split_colon(struct hg_arena *arena,
                                    struct hg_source_location location, const char *text)
{
    const char *colon = strchr(text, ':');
    if (colon == NULL)
        return NULL;
    const char *value = skip_blanks(colon + 1);
    struct hg_node *map = hg_node_new_map(arena, location, 1);
    map->pairs[0].key =
        hg_node_new_untyped(arena, location, text, (size_t)(colon - text));
    map->pairs[0].value = hg_node_new_untyped(arena, location, value, strlen(value));
    return map;
}

struct hg_node *hg_node_list_of_one(struct hg_arena *arena,
                                    struct hg_source_location location, const char *text)
{
    struct hg_node *list = hg_node_new_list(arena, location, 1);
    list->items[0] = hg_node_new_untyped(arena, location, text, strlen(text));
    return list;
}

struct hg_node **hg_node_items(struct hg_node **node, size_t *count)
{
    const bool is_list = (*node)->kind == HG_NODE_LIST;
    *count = is_list ? (*node)->count : 1;
    return is_list ? (*node)->items : node;
}

bool hg_node_is_scalar(const struct hg_node *node)
{
    return node->kind == HG_NODE_SCALAR && !hg_node_is_null(node);
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
        uint32_t character;
        const int len = snprintf(out, size, "\"%.200s\"", safe);
        if (hg_text_find_invisible(node->text, node->count, &character) < node->count &&
            len > 0 && (size_t)len < size)
            snprintf(out + len, size - (size_t)len,
                     " with the invisible character U+%04" PRIX32, character);
        free(safe);
    }
}
