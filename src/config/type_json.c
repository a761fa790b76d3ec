/* SPDX-License-Identifier: MIT */
/* type_json: what a JSON document must have at JSON pointers (RFC 6901): a map from pointers to values, or to
 * comparisons ({lt: 5}). */
#include "config/json_value.h"
#include "config/type.h"
#include "config/value.h"
#include "headgate/ascii.h"
#include "headgate/buf.h"
#include "headgate/policy.h"
#include "headgate/text.h"

#include <string.h>

#include "headgate/banned.h"

#define LENGTH "length"

/* Where expectations are read to. */
struct list {
    const struct hg_reader *reader;
    const struct hg_key *key;
    struct hg_json_expectation *items; /* in the arena */
    size_t count;
};

static enum hg_json_kind kind_of(const struct hg_node *node)
{
    if (node->kind != HG_NODE_SCALAR)
        return HG_JSON_VALUE;
    if (node->is_untyped)
        return HG_JSON_EITHER;
    return hg_node_is_null(node) || (node->is_plain && hg_json_is_scalar(node->text))
               ? HG_JSON_VALUE
               : HG_JSON_TEXT;
}

static struct json_t *to_json(const struct hg_node *node)
{
    struct json_t *value;
    if (node->kind == HG_NODE_LIST) {
        value = hg_json_value_list();
        for (size_t i = 0; i < node->count; i++)
            hg_json_value_add(value, to_json(node->items[i]));
        return value;
    }
    if (node->kind == HG_NODE_MAP) {
        value = hg_json_value_map();
        for (size_t i = 0; i < node->count; i++)
            hg_json_value_set(value, node->pairs[i].key->text,
                              to_json(node->pairs[i].value));
        return value;
    }
    if (hg_node_is_null(node))
        return hg_json_value_null();
    return kind_of(node) == HG_JSON_VALUE ? hg_json_value_parse(node->text)
                                          : hg_json_value_text(node->text);
}

/* The value as `struct hg_json_expectation` has it: YAML's null is JSON's null. */
static const char *text_of(struct hg_arena *arena, const struct hg_node *node)
{
    struct hg_sink sink;
    if (hg_node_is_null(node))
        return "null";
    if (node->kind == HG_NODE_SCALAR)
        return hg_arena_text(arena, node->text);
    hg_sink_init(&sink, -1);
    hg_json_value_write(to_json(node), &sink);
    const char *text = hg_arena_text(arena, sink.buffer.data);
    hg_sink_release(&sink);
    return text;
}

static bool is_clean(const struct hg_node *node)
{
    if (node->kind == HG_NODE_SCALAR)
        return hg_text_is_clean(node->text, node->count, NULL);
    for (size_t i = 0; i < node->count && node->kind == HG_NODE_LIST; i++) {
        if (!is_clean(node->items[i]))
            return false;
    }
    for (size_t i = 0; i < node->count && node->kind == HG_NODE_MAP; i++) {
        if (!is_clean(node->pairs[i].key) || !is_clean(node->pairs[i].value))
            return false;
    }
    return node->kind != HG_NODE_BROKEN;
}

/* "< 5", "!= x", ">=3": what other tools write. What begins with an operator and goes on like a word is a text,
 * such as "<html>". NULL when it is none; otherwise the rule that was meant, and where its value begins. */
static const char *comparison_in(const struct hg_node *node, const char **value)
{
    static const struct {
        const char *operator;
        const char *rule;
    } operators[] = {{"<=", "le"}, {">=", "ge"}, {"=<", "le"}, {"=>", "ge"},
                     {"==", "eq"}, {"!=", "ne"}, {"<>", "ne"}, {"=~", "matches"},
                     {"<", "lt"},  {">", "gt"},  {"=", "eq"}};
    const char *at = node->text + strspn(node->text, " ");
    for (size_t i = 0; i < sizeof operators / sizeof *operators; i++) {
        const size_t len = strlen(operators[i].operator);
        if (strncmp(at, operators[i].operator, len) != 0)
            continue;
        *value = at + len + strspn(at + len, " ");
        const bool is_apart = at[len] == ' ' || len == 2;
        const bool is_number = hg_ascii_is_digit((*value)[**value == '-' ? 1 : 0]);
        return **value != '\0' && (is_apart || is_number) ? operators[i].rule : NULL;
    }
    return NULL;
}

static struct hg_json_expectation *add(struct list *list, const char *pointer,
                                       enum hg_json_rule rule)
{
    struct hg_json_expectation *item = &list->items[list->count++];
    *item = (struct hg_json_expectation){
        .pointer = hg_arena_text(&list->reader->config->arena, pointer), .rule = rule};
    return item;
}

static int refuse(struct list *list, struct hg_node *node, const char *pointer,
                  const char *rule, const char *expected)
{
    return hg_value_fault(list->reader, list->key, node, "\"%.100s\": %s must be %s",
                          pointer, rule, expected);
}

static int add_value(struct list *list, const char *pointer, enum hg_json_rule rule,
                     struct hg_node *node)
{
    if (!is_clean(node))
        return refuse(list, node, pointer, "the value",
                      "text without control characters");
    struct hg_json_expectation *item = add(list, pointer, rule);
    item->kind = kind_of(node);
    item->value = text_of(&list->reader->config->arena, node);
    return 0;
}

static int add_order(struct list *list, const char *pointer, enum hg_json_rule rule,
                     struct hg_node *node)
{
    const bool is_number = node->kind == HG_NODE_SCALAR &&
                           (node->is_plain || node->is_untyped) &&
                           hg_json_is_number(node->text);
    if (!is_number)
        return refuse(list, node, pointer, hg_json_rule_word(rule), "a number");
    struct hg_json_expectation *item = add(list, pointer, rule);
    item->kind = HG_JSON_VALUE;
    item->value = hg_arena_text(&list->reader->config->arena, node->text);
    return 0;
}

static int add_match(struct list *list, const char *pointer, struct hg_node *node)
{
    const char *text = hg_value_read_text(list->reader, list->key, node);
    const struct hg_pattern *pattern =
        text == NULL ? NULL : hg_value_compile(list->reader, list->key, node, text);
    if (pattern == NULL)
        return -1;
    struct hg_json_expectation *item = add(list, pointer, HG_JSON_MATCHES);
    item->kind = HG_JSON_TEXT;
    item->value = text;
    item->pattern = pattern;
    return 0;
}

static int add_presence(struct list *list, const char *pointer, enum hg_json_rule rule,
                        struct hg_node *node)
{
    const bool is_scalar = node->kind == HG_NODE_SCALAR;
    const bool is_true = is_scalar && strcmp(node->text, "true") == 0;
    if (!is_true && !(is_scalar && strcmp(node->text, "false") == 0))
        return refuse(list, node, pointer, hg_json_rule_word(rule), "true or false");
    add(list, pointer,
        (rule == HG_JSON_EXISTS) == is_true ? HG_JSON_EXISTS : HG_JSON_ABSENT);
    return 0;
}

static int add_type(struct list *list, const char *pointer, struct hg_node *node)
{
    /* YAML's null is the name of a type here. */
    const char *word = hg_node_is_null(node)          ? "null"
                       : node->kind == HG_NODE_SCALAR ? node->text
                                                      : "";
    if (!hg_json_is_type(word))
        return refuse(list, node, pointer, "type",
                      "string, number, integer, boolean, array, object or null");
    struct hg_json_expectation *item = add(list, pointer, HG_JSON_TYPE);
    item->kind = HG_JSON_TEXT;
    item->value = hg_arena_text(&list->reader->config->arena, word);
    return 0;
}

static int add_length_rule(struct list *list, const char *pointer, enum hg_json_rule rule,
                           struct hg_node *node)
{
    const bool is_number = node->kind == HG_NODE_SCALAR &&
                           hg_json_is_number(node->text) &&
                           (rule <= HG_JSON_DIFFERS || hg_json_rule_is_order(rule));
    if (!is_number)
        return refuse(list, node, pointer, LENGTH,
                      "a number, or compared by eq, ne, lt, le, gt and ge");
    struct hg_json_expectation *item = add(list, pointer, rule);
    item->kind = HG_JSON_VALUE;
    item->value = hg_arena_text(&list->reader->config->arena, node->text);
    item->of_length = true;
    return 0;
}

static int add_length(struct list *list, const char *pointer, struct hg_node *node)
{
    int result = 0;
    if (node->kind != HG_NODE_MAP || node->count == 0)
        return add_length_rule(list, pointer, HG_JSON_EQUALS, node);
    for (size_t i = 0; i < node->count; i++) {
        const struct hg_pair *pair = &node->pairs[i];
        if (add_length_rule(list, pointer, hg_json_rule_find(pair->key->text),
                            pair->value) != 0)
            result = -1;
    }
    return result;
}

static int refuse_rule(struct list *list, const char *pointer, struct hg_node *name)
{
    struct hg_buf known;
    hg_buf_init(&known);
    for (int rule = 0; rule < HG_JSON_RULE_COUNT; rule++)
        hg_buf_printf(&known, "%s, ", hg_json_rule_word((enum hg_json_rule)rule));
    hg_value_fault(list->reader, list->key, name,
                   "\"%.100s\": unknown comparison \"%.50s\", known are: %s" LENGTH
                   "; an object is compared by {eq: {...}}",
                   pointer, name->text, known.data);
    hg_buf_release(&known);
    return -1;
}

static int add_rule(struct list *list, const char *pointer, const struct hg_pair *pair)
{
    const enum hg_json_rule rule = hg_json_rule_find(pair->key->text);
    if (strcmp(pair->key->text, LENGTH) == 0)
        return add_length(list, pointer, pair->value);
    if (rule == HG_JSON_RULE_COUNT)
        return refuse_rule(list, pointer, pair->key);
    if (hg_json_rule_is_order(rule))
        return add_order(list, pointer, rule, pair->value);
    if (rule == HG_JSON_MATCHES)
        return add_match(list, pointer, pair->value);
    if (rule == HG_JSON_EXISTS || rule == HG_JSON_ABSENT)
        return add_presence(list, pointer, rule, pair->value);
    if (rule == HG_JSON_TYPE)
        return add_type(list, pointer, pair->value);
    return add_value(list, pointer, rule, pair->value);
}

static int add_rules(struct list *list, const char *pointer, struct hg_node *map)
{
    int result = 0;
    if (map->count == 0)
        return refuse(list, map, pointer, "the value", "a comparison such as {lt: 5}");
    for (size_t i = 0; i < map->count; i++)
        result = add_rule(list, pointer, &map->pairs[i]) != 0 ? -1 : result;
    return result;
}

static int add_pair(struct list *list, const struct hg_pair *pair)
{
    const char *pointer = pair->key->text;
    const char *value = NULL;
    if (!hg_json_is_pointer(pointer))
        return hg_value_fault(list->reader, list->key, pair->key,
                              "\"%.100s\" is not a JSON pointer such as \"/status\" "
                              "(RFC 6901)",
                              pointer);
    if (pair->value->kind == HG_NODE_MAP)
        return add_rules(list, pointer, pair->value);
    const char *rule =
        pair->value->kind == HG_NODE_SCALAR ? comparison_in(pair->value, &value) : NULL;
    if (rule != NULL)
        return hg_value_fault(
            list->reader, list->key, pair->value,
            "\"%.100s\" looks like a comparison: write {%s: %.100s}, or {eq: \"%.100s\"} "
            "for that text",
            pair->value->text, rule, value, pair->value->text);
    return add_value(list, pointer, HG_JSON_EQUALS, pair->value);
}

static bool has_pointer(const struct hg_node *map, const char *pointer)
{
    return hg_node_find(map, pointer) != NULL;
}

/* Every rule is one expectation, and `length` may have as many again. */
static size_t count_rules(const struct hg_node *map)
{
    size_t count = 0;
    for (size_t i = 0; i < map->count; i++) {
        const struct hg_node *value = map->pairs[i].value;
        const size_t own = value->kind == HG_NODE_MAP ? value->count : 1;
        count += own;
        for (size_t j = 0; value->kind == HG_NODE_MAP && j < own; j++)
            count += value->pairs[j].value->kind == HG_NODE_MAP
                         ? value->pairs[j].value->count
                         : 0;
    }
    return count;
}

/* The rules of a pointer replace those of less precedence. */
static int read_json(const struct hg_reader *reader, const struct hg_key *key,
                     struct hg_node *node, void *field)
{
    struct hg_json_expectations *all = field;
    if (hg_value_check_map(reader, key, node, all->count, "values") != 0)
        return -1;
    struct list list = {.reader = reader, .key = key};
    list.items = hg_arena_new(&reader->config->arena, all->count + count_rules(node) + 1,
                              sizeof *list.items);
    for (size_t i = 0; i < all->count; i++) {
        if (!has_pointer(node, all->items[i].pointer))
            list.items[list.count++] = all->items[i];
    }
    int result = 0;
    for (size_t i = 0; i < node->count; i++)
        result = add_pair(&list, &node->pairs[i]) != 0 ? -1 : result;
    *all = (struct hg_json_expectations){list.items, list.count};
    return result;
}

/* The rules of one pointer that compare lengths, or those that don't. */
static struct json_t *write_rules(const struct hg_json_expectation *items, size_t count,
                                  bool of_length)
{
    struct json_t *map = NULL;
    for (size_t i = 0; i < count; i++) {
        if (items[i].of_length != of_length)
            continue;
        map = map == NULL ? hg_json_value_map() : map;
        hg_json_value_set(map, hg_json_rule_word(items[i].rule),
                          items[i].value == NULL ? hg_json_value_bool(true)
                                                 : hg_json_value_text(items[i].value));
    }
    return map;
}

static struct json_t *write_pointer(const struct hg_json_expectation *items, size_t count)
{
    if (count == 1 && items->rule == HG_JSON_EQUALS && !items->of_length)
        return hg_json_value_text(items->value);
    struct json_t *map = write_rules(items, count, false);
    struct json_t *lengths = write_rules(items, count, true);
    if (lengths == NULL)
        return map;
    map = map == NULL ? hg_json_value_map() : map;
    hg_json_value_set(map, LENGTH, lengths);
    return map;
}

/* Values as strings, as they were written. */
static struct json_t *write_json(const struct hg_key *key, const void *field)
{
    const struct hg_json_expectations *all = field;
    struct json_t *map = hg_json_value_map();
    size_t count;
    (void)key;
    for (size_t i = 0; i < all->count; i += count) {
        const char *pointer = all->items[i].pointer;
        count = 1;
        while (i + count < all->count &&
               strcmp(all->items[i + count].pointer, pointer) == 0)
            count++;
        hg_json_value_set(map, pointer, write_pointer(&all->items[i], count));
    }
    return map;
}

#define SCALARS "'type': ['string', 'number', 'boolean', 'null']"
#define NUMBER  "{'type': 'number'}"
#define ORDER   "'lt': " NUMBER ", 'le': " NUMBER ", 'gt': " NUMBER ", 'ge': " NUMBER

const struct hg_key_type hg_type_json = {
    .name = "json",
    .read = read_json,
    .write = write_json,
    .phrase = "a map of JSON pointers and values, or comparisons such as {lt: 5}",
    .schema =
        "{'type': 'object', 'propertyNames': {'pattern': '^(/([^~]|~[01])*)?$'}, "
        "'additionalProperties': {'anyOf': [{" SCALARS "}, {'type': 'array'}, "
        "{'type': 'object', 'minProperties': 1, 'additionalProperties': false, "
        "'properties': {'eq': {}, 'ne': {}, " ORDER
        ", 'matches': {'type': 'string'}, 'exists': {'type': 'boolean'}, "
        "'absent': {'type': 'boolean'}, 'contains': {}, "
        "'type': {'enum': ['string', 'number', 'integer', 'boolean', 'array', 'object', "
        "'null', null]}, "
        "'length': {'anyOf': [" NUMBER
        ", {'type': 'object', 'minProperties': 1, 'additionalProperties': false, "
        "'properties': {'eq': " NUMBER ", 'ne': " NUMBER ", " ORDER "}}]}}}]}}",
    .example = "{/POINTER: VALUE}",
};
