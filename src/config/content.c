/* SPDX-License-Identifier: MIT */
/* content: reads what is said about bodies. */
#include "config/content.h"

#include "headgate/body_expectations.h"
#include "headgate/memory.h"
#include "headgate/text.h"

#include <string.h>

#include "headgate/banned.h"

const struct hg_pattern *hg_content_compile(const struct hg_reader *reader,
                                            const struct hg_key *key,
                                            struct hg_node *node, const char *subject)
{
    struct hg_config *config = reader->config;
    char problem[256];
    struct hg_pattern *pattern = hg_pattern_new(node->text, problem, sizeof problem);
    if (pattern == NULL) {
        hg_value_fault(reader, key, node, "\"%.100s\": %s", subject, problem);
        return NULL;
    }
    config->patterns = hg_memory_grow(config->patterns, config->pattern_count,
                                      sizeof(struct hg_pattern *));
    config->patterns[config->pattern_count++] = pattern;
    return pattern;
}

int hg_content_read_expressions(const struct hg_reader *reader, const struct hg_key *key,
                                struct hg_node *node, void *field)
{
    struct hg_texts texts;
    if (hg_value_read_texts(reader, key, node, &texts) != 0)
        return -1;
    struct hg_node **nodes = node->kind == HG_NODE_LIST ? node->items : &node;
    struct hg_expression *items =
        hg_arena_new(&reader->config->arena, texts.count, sizeof *items);
    int result = 0;
    for (size_t i = 0; i < texts.count; i++) {
        items[i].text = texts.items[i];
        items[i].pattern = hg_content_compile(reader, key, nodes[i], items[i].text);
        if (items[i].pattern == NULL)
            result = -1;
    }
    if (result == 0)
        *(struct hg_expressions *)field = (struct hg_expressions){items, texts.count};
    return result;
}

static int check_json_pair(const struct hg_reader *reader, const struct hg_key *key,
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
        return hg_value_fault(reader, key, value,
                              "the value at \"%.100s\" must be a text, a number, true, "
                              "false or null",
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

int hg_content_read_json(const struct hg_reader *reader, const struct hg_key *key,
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
        if (check_json_pair(reader, key, pair) != 0) {
            result = -1;
            continue;
        }
        struct hg_json_expectation *item = value_at(items, count, pair->key->text);
        count += item == &items[count];
        item->pointer = hg_arena_text(arena, pair->key->text);
        item->kind = kind_of(pair->value);
        /* YAML's nothing is JSON's null. */
        item->value = hg_node_is_null(pair->value)
                          ? "null"
                          : hg_arena_text(arena, pair->value->text);
    }
    *all = (struct hg_json_expectations){items, count};
    return result;
}
