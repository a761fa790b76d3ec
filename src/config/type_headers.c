/* SPDX-License-Identifier: MIT */
/* type_headers: request headers, and what is expected of response headers: maps from names. */
#include "config/json_value.h"
#include "config/secret_values.h"
#include "config/type.h"
#include "config/value.h"
#include "headgate/pattern.h"
#include "headgate/policy.h"
#include "headgate/text.h"

#include <string.h>

#include "headgate/banned.h"

/* RFC 9110 5.6.2: token. */
static bool is_token(const char *text)
{
    static const char characters[] =
        "!#$%&'*+-.^_`|~0123456789"
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    return *text != '\0' && text[strspn(text, characters)] == '\0';
}

/* Header names are equal in any case. Of several options the last one holds, but in a file two
 * that differ in case only would depend on their order, or on that of merged maps. */
static const struct hg_node *same_before(const struct hg_node *map, const char *name,
                                         const struct hg_pair *end)
{
    for (const struct hg_pair *pair = map->pairs; pair < end; pair++) {
        if (map->location.line > 0 && hg_text_equals_ignoring_case(pair->key->text, name))
            return pair->key;
    }
    return NULL;
}

static int check_name(const struct hg_reader *reader, const struct hg_key *key,
                      const struct hg_node *map, const struct hg_pair *pair)
{
    const struct hg_node *first = same_before(map, pair->key->text, pair);
    if (!is_token(pair->key->text))
        return hg_value_fault(reader, key, pair->key, "\"%.100s\" is not a header name",
                              pair->key->text);
    if (first != NULL)
        return hg_value_fault(
            reader, key, pair->key,
            "duplicate header \"%.100s\": also set as \"%.100s\" at line %u",
            pair->key->text, first->text, first->location.line);
    return 0;
}

/* The value may hold a secret and is never repeated in a message. */
static int check_value(const struct hg_reader *reader, const struct hg_key *key,
                       const struct hg_pair *pair, struct hg_node *value)
{
    if (value->kind != HG_NODE_SCALAR || hg_node_is_null(value) ||
        !hg_text_is_clean(value->text, value->count, NULL))
        return hg_value_fault(
            reader, key, value,
            "the value of \"%s\" must be a string without control characters",
            pair->key->text);
    return 0;
}

static struct hg_header *header_named(struct hg_header *items, size_t count,
                                      const char *name)
{
    for (size_t i = 0; i < count; i++) {
        if (hg_text_equals_ignoring_case(items[i].name, name))
            return &items[i];
    }
    return &items[count];
}

static int read_headers(const struct hg_reader *reader, const struct hg_key *key,
                        struct hg_node *node, void *field)
{
    struct hg_headers *headers = field;
    struct hg_arena *arena = &reader->config->arena;
    if (hg_value_check_map(reader, key, node, headers->count, "headers") != 0)
        return -1;
    size_t count = headers->count;
    struct hg_header *items = hg_arena_new(arena, count + node->count + 1, sizeof *items);
    if (count > 0)
        memcpy(items, headers->items, count * sizeof *items);
    int result = 0;
    for (size_t i = 0; i < node->count; i++) {
        const struct hg_pair *pair = &node->pairs[i];
        if (check_name(reader, key, node, pair) != 0 ||
            check_value(reader, key, pair, pair->value) != 0) {
            result = -1;
            continue;
        }
        struct hg_header *header = header_named(items, count, pair->key->text);
        count += header == &items[count];
        header->name = hg_arena_text(arena, pair->key->text);
        header->value = hg_arena_text(arena, pair->value->text);
        hg_secret_values_add_header(reader, header->name, pair->value);
    }
    *headers = (struct hg_headers){items, count};
    return result;
}

static struct json_t *write_headers(const struct hg_key *key, const void *field)
{
    const struct hg_headers *all = field;
    struct json_t *map = hg_json_value_map();
    (void)key;
    for (size_t i = 0; i < all->count; i++) {
        const struct hg_header *header = &all->items[i];
        const char *value = hg_header_is_harmless(header) ? header->value : HG_HIDDEN;
        hg_json_value_set(map, header->name, hg_json_value_text(value));
    }
    return map;
}

#define TOKEN_PATTERN "'^[!#$%&\"*+.^_`|~0-9A-Za-z-]+$'"
#define SCHEMA(value)                                                                    \
    "{'type': 'object', 'propertyNames': {'pattern': " TOKEN_PATTERN "}, "               \
    "'additionalProperties': " value "}"

const struct hg_key_type hg_type_headers = {
    .name = "headers",
    .read = read_headers,
    .option = hg_node_split_colon,
    .write = write_headers,
    .phrase = "a map of header names and values",
    .schema = SCHEMA(HG_SCHEMA_OF("text")),
    .is_secret = true,
    .example = "{NAME: VALUE}",
};

/* What a map in place of the expression says about the lines of the header. */
static const struct {
    const char *word;
    enum hg_header_rule rule;
} quantifiers[] = {
    {"any", HG_HEADER_ANY}, {"every", HG_HEADER_EVERY}, {"none", HG_HEADER_NONE}};

#define QUANTIFIER_COUNT (sizeof quantifiers / sizeof quantifiers[0])

static int read_quantified(const struct hg_reader *reader, const struct hg_key *key,
                           const struct hg_pair *pair,
                           struct hg_header_expectation *expectation,
                           struct hg_node **expression)
{
    const struct hg_node *map = pair->value;
    for (size_t i = 0; map->count == 1 && i < QUANTIFIER_COUNT; i++) {
        if (strcmp(map->pairs[0].key->text, quantifiers[i].word) != 0)
            continue;
        expectation->rule = quantifiers[i].rule;
        *expression = map->pairs[0].value;
        return check_value(reader, key, pair, *expression);
    }
    return hg_value_fault(
        reader, key, pair->value,
        "the map of \"%.100s\" must have one of the keys any, every and "
        "none, and a regular expression",
        pair->key->text);
}

static int read_expectation(const struct hg_reader *reader, const struct hg_key *key,
                            const struct hg_pair *pair, struct hg_header_expectation *out)
{
    struct hg_arena *arena = &reader->config->arena;
    struct hg_node *expression = pair->value;
    struct hg_header_expectation expectation = {
        .name = hg_arena_text(arena, pair->key->text), .rule = HG_HEADER_ANY};
    if (expression->kind == HG_NODE_MAP) {
        if (read_quantified(reader, key, pair, &expectation, &expression) != 0)
            return -1;
    } else if (check_value(reader, key, pair, expression) != 0) {
        return -1;
    } else if (strcmp(expression->text, "present") == 0) {
        expectation.rule = HG_HEADER_PRESENT;
    } else if (strcmp(expression->text, "absent") == 0) {
        expectation.rule = HG_HEADER_ABSENT;
    }
    if (expectation.rule != HG_HEADER_PRESENT && expectation.rule != HG_HEADER_ABSENT) {
        expectation.expression = hg_arena_text(arena, expression->text);
        expectation.pattern = hg_value_compile(reader, key, expression, pair->key->text);
        if (expectation.pattern == NULL)
            return -1;
    }
    *out = expectation;
    return 0;
}

static struct hg_header_expectation *
expectation_named(struct hg_header_expectation *items, size_t count, const char *name)
{
    for (size_t i = 0; i < count; i++) {
        if (hg_text_equals_ignoring_case(items[i].name, name))
            return &items[i];
    }
    return &items[count];
}

static int read_expectations(const struct hg_reader *reader, const struct hg_key *key,
                             struct hg_node *node, void *field)
{
    struct hg_header_expectations *all = field;
    if (hg_value_check_map(reader, key, node, all->count, "headers") != 0)
        return -1;
    size_t count = all->count;
    struct hg_header_expectation *items =
        hg_arena_new(&reader->config->arena, count + node->count + 1, sizeof *items);
    if (count > 0)
        memcpy(items, all->items, count * sizeof *items);
    int result = 0;
    for (size_t i = 0; i < node->count; i++) {
        const struct hg_pair *pair = &node->pairs[i];
        struct hg_header_expectation *item =
            expectation_named(items, count, pair->key->text);
        if (check_name(reader, key, node, pair) != 0 ||
            read_expectation(reader, key, pair, item) != 0)
            result = -1;
        else
            count += item == &items[count];
    }
    *all = (struct hg_header_expectations){items, count};
    return result;
}

/* An expression that is spelled like a rule needs its quantifier. */
static bool is_plain(const struct hg_header_expectation *expectation)
{
    return expectation->rule == HG_HEADER_ANY &&
           strcmp(expectation->expression, "present") != 0 &&
           strcmp(expectation->expression, "absent") != 0;
}

static struct json_t *write_expectation(const struct hg_header_expectation *expectation)
{
    struct json_t *map;
    if (expectation->rule == HG_HEADER_PRESENT)
        return hg_json_value_text("present");
    if (expectation->rule == HG_HEADER_ABSENT)
        return hg_json_value_text("absent");
    if (is_plain(expectation))
        return hg_json_value_text(expectation->expression);
    map = hg_json_value_map();
    for (size_t i = 0; i < QUANTIFIER_COUNT; i++) {
        if (quantifiers[i].rule == expectation->rule)
            hg_json_value_set(map, quantifiers[i].word,
                              hg_json_value_text(expectation->expression));
    }
    return map;
}

static struct json_t *write_expectations(const struct hg_key *key, const void *field)
{
    const struct hg_header_expectations *all = field;
    struct json_t *map = hg_json_value_map();
    (void)key;
    for (size_t i = 0; i < all->count; i++)
        hg_json_value_set(map, all->items[i].name, write_expectation(&all->items[i]));
    return map;
}

#define QUANTIFIED_SCHEMA                                                                \
    "{'type': 'object', 'propertyNames': {'enum': ['any', 'every', 'none']}, "           \
    "'additionalProperties': " HG_SCHEMA_OF(                                             \
        "text") ", "                                                                     \
                "'minProperties': 1, 'maxProperties': 1}"

const struct hg_key_type hg_type_header_expectations = {
    .name = "header expectations",
    .read = read_expectations,
    .option = hg_node_split_colon,
    .write = write_expectations,
    .phrase = "a map of header names and present, absent, a regular expression, or "
              "{any: ...}, {every: ...} or {none: ...} with one",
    .schema = SCHEMA(HG_SCHEMA_ANY(HG_SCHEMA_OF("text"), QUANTIFIED_SCHEMA)),
    .example = "{NAME: EXPRESSION}",
};
