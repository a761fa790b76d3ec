/* SPDX-License-Identifier: MIT */
/* type_form: fields of a form and their values, which are never shown: a map. */
#include "config/json_value.h"
#include "config/secret_values.h"
#include "config/type.h"
#include "config/value.h"
#include "headgate/policy.h"

#include <string.h>

#include "headgate/banned.h"

#define FIELDS_MAX 256

static struct hg_header *field_named(struct hg_header *items, size_t count,
                                     const char *name)
{
    for (size_t i = 0; i < count; i++) {
        if (strcmp(items[i].name, name) == 0)
            return &items[i];
    }
    return &items[count];
}

static int read_form(const struct hg_reader *reader, const struct hg_key *key,
                     struct hg_node *node, void *field)
{
    struct hg_headers *form = field;
    struct hg_arena *arena = &reader->config->arena;
    int result = 0;
    if (node->kind == HG_NODE_BROKEN)
        return -1;
    if (node->kind != HG_NODE_MAP)
        return hg_value_refuse(reader, key, node, NULL);
    if (node->count == 0 || form->count + node->count > FIELDS_MAX)
        return hg_value_fault(reader, key, node,
                              "must be a map of 1 to %d fields and values", FIELDS_MAX);
    size_t count = form->count;
    struct hg_header *items = hg_arena_new(arena, count + node->count, sizeof *items);
    if (count > 0)
        memcpy(items, form->items, count * sizeof *items);
    for (size_t i = 0; i < node->count; i++) {
        const struct hg_pair *pair = &node->pairs[i];
        if (!hg_node_is_scalar(pair->value)) {
            result = hg_value_fault(reader, key, pair->value,
                                    "the value of \"%.100s\" must be a string",
                                    pair->key->text);
            continue;
        }
        struct hg_header *item = field_named(items, count, pair->key->text);
        count += item == &items[count];
        item->name = hg_arena_text(arena, pair->key->text);
        item->value = hg_arena_text(arena, pair->value->text);
        hg_secret_values_add_variables(reader, pair->value);
    }
    *form = (struct hg_headers){items, count};
    return result;
}

static struct json_t *write_form(const struct hg_key *key, const void *field)
{
    const struct hg_headers *all = field;
    struct json_t *map = hg_json_value_map();
    (void)key;
    for (size_t i = 0; i < all->count; i++)
        hg_json_value_set(map, all->items[i].name, hg_json_value_text(HG_HIDDEN));
    return map;
}

const struct hg_key_type hg_type_form = {
    .name = "form",
    .read = read_form,
    .write = write_form,
    .phrase = "a map of fields and values",
    .schema = "{'type': 'object', 'additionalProperties': " HG_SCHEMA_OF("text") "}",
    .is_secret = true,
    .example = "{FIELD: VALUE}",
};
