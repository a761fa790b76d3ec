/* SPDX-License-Identifier: MIT */
/* type_json: values that a JSON document must have at JSON pointers (RFC 6901): a map. */
#include "config/json_value.h"
#include "config/type.h"
#include "config/value.h"
#include "headgate/policy.h"
#include "headgate/text.h"

#include <string.h>

#include "headgate/banned.h"

static int check_pair(const struct hg_reader *reader, const struct hg_key *key,
                      const struct hg_pair *pair)
{
    struct hg_node *value = pair->value;
    if (!hg_json_is_pointer(pair->key->text))
        return hg_value_fault(reader, key, pair->key,
                              "\"%.100s\" is not a JSON pointer such as \"/status\" "
                              "(RFC 6901)",
                              pair->key->text);
    if (value->kind != HG_NODE_SCALAR ||
        !hg_text_is_clean(value->text, value->count, NULL))
        return hg_value_fault(
            reader, key, value,
            "the value at \"%.100s\" must be a string, a number, true, false or null",
            pair->key->text);
    return 0;
}

static struct hg_json_expectation *value_at(struct hg_json_expectation *items,
                                            size_t count, const char *pointer)
{
    for (size_t i = 0; i < count; i++) {
        if (strcmp(items[i].pointer, pointer) == 0)
            return &items[i];
    }
    return &items[count];
}

static enum hg_json_kind kind_of(const struct hg_node *node)
{
    if (node->is_untyped)
        return HG_JSON_EITHER;
    return hg_node_is_null(node) || (node->is_plain && hg_json_is_scalar(node->text))
               ? HG_JSON_VALUE
               : HG_JSON_TEXT;
}

static int read_json(const struct hg_reader *reader, const struct hg_key *key,
                     struct hg_node *node, void *field)
{
    struct hg_json_expectations *all = field;
    struct hg_arena *arena = &reader->config->arena;
    if (hg_value_check_map(reader, key, node, all->count, "values") != 0)
        return -1;
    size_t count = all->count;
    struct hg_json_expectation *items =
        hg_arena_new(arena, count + node->count + 1, sizeof *items);
    if (count > 0)
        memcpy(items, all->items, count * sizeof *items);
    int result = 0;
    for (size_t i = 0; i < node->count; i++) {
        const struct hg_pair *pair = &node->pairs[i];
        if (check_pair(reader, key, pair) != 0) {
            result = -1;
            continue;
        }
        struct hg_json_expectation *item = value_at(items, count, pair->key->text);
        count += item == &items[count];
        item->pointer = hg_arena_text(arena, pair->key->text);
        item->kind = kind_of(pair->value);
        /* YAML's null is JSON's null. */
        item->value = hg_node_is_null(pair->value)
                          ? "null"
                          : hg_arena_text(arena, pair->value->text);
    }
    *all = (struct hg_json_expectations){items, count};
    return result;
}

/* As strings, as they were written. */
static struct json_t *write_json(const struct hg_key *key, const void *field)
{
    const struct hg_json_expectations *all = field;
    struct json_t *map = hg_json_value_map();
    (void)key;
    for (size_t i = 0; i < all->count; i++)
        hg_json_value_set(map, all->items[i].pointer,
                          hg_json_value_text(all->items[i].value));
    return map;
}

const struct hg_key_type hg_type_json = {
    .name = "json",
    .read = read_json,
    .write = write_json,
    .phrase = "a map of JSON pointers and values",
    .schema = "{'type': 'object', 'propertyNames': {'pattern': '^(/([^~]|~[01])*)?$'}, "
              "'additionalProperties': "
              "{'type': ['string', 'number', 'boolean', 'null']}}",
    .example = "{/POINTER: VALUE}",
};
