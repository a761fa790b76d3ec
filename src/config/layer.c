/* SPDX-License-Identifier: MIT */
/* layer: which keys a map, the environment and the command line set, and reading their values. */
#include "config/layer.h"

#include "config/suggestion.h"
#include "config/type.h"
#include "config/unknown_key.h"
#include "headgate/buf.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "headgate/banned.h"

#define VARIABLE_SIZE 64

struct walk {
    struct hg_layer *layer;
    const struct hg_reader *reader;
    enum hg_key_scopes scopes;
    const char *const *others;
};

static bool is_listed(const char *word, const char *const *words)
{
    for (size_t i = 0; words != NULL && words[i] != NULL; i++) {
        if (strcmp(word, words[i]) == 0)
            return true;
    }
    return false;
}

static void set(const struct walk *walk, const struct hg_key *row,
                const struct hg_pair *pair)
{
    struct hg_node **value = &walk->layer->values[hg_key_position(row)];
    if (*value != NULL)
        hg_problems_add(walk->reader->problems, pair->key->location,
                        "%sduplicate key: \"%s\" is also set at line %u",
                        walk->reader->subject, row->path, (*value)->location.line);
    *value = pair->value;
}

/* A scalar in place of a section sets one of its booleans ("expect: down"). */
static bool set_shorthand(const struct walk *walk, const struct hg_pair *pair,
                          const char *path)
{
    const struct hg_node *node = pair->value;
    const struct hg_key *row = node->kind == HG_NODE_SCALAR
                                   ? hg_keys_shorthand(walk->scopes, path, node->text)
                                   : NULL;
    if (row == NULL)
        return false;
    struct hg_node *value = hg_node_new_scalar(&walk->reader->config->arena,
                                               node->location, "true", strlen("true"));
    set(walk, row, &(struct hg_pair){pair->key, value});
    return true;
}

/* For sections of which no key takes a value as it is. NULL: none. */
static const char *example_of(const char *path)
{
    static const char *const examples[][2] = {
        {"auth", "auth: {basic: {user: NAME, password: \"${PASSWORD}\"}}"},
        {"auth.basic", "basic: {user: NAME, password: \"${PASSWORD}\"}"},
        {"auth.digest", "digest: {user: NAME, password: \"${PASSWORD}\"}"},
        {"mail", "mail: {server: HOST, from: ADDRESS, to: [ADDRESS]}"},
        {"waive", "waive: {until: 2026-12-31, reason: TEXT}"},
    };
    for (size_t i = 0; i < sizeof examples / sizeof *examples; i++) {
        if (strcmp(examples[i][0], path) == 0)
            return examples[i][1];
    }
    return NULL;
}

/* "output: quiet" is {quiet: true}. */
static bool write_switch(const struct walk *walk, const struct hg_node *node,
                         const char *path, const char *word, struct hg_buf *out)
{
    char inner[2 * HG_KEYS_PATH_MAX];
    if (node->kind != HG_NODE_SCALAR || node->count >= HG_KEYS_PATH_MAX)
        return false;
    snprintf(inner, sizeof inner, "%s.%s", path, node->text);
    const struct hg_key *key = hg_keys_find(walk->scopes, inner);
    if (key == NULL || key->type != &hg_type_bool)
        return false;
    hg_buf_printf(out, "%s: {%s: true}", word, node->text);
    return true;
}

/* A value in place of a section with secrets may be one. */
static void report_no_map(const struct walk *walk, const struct hg_node *node,
                          const char *path, const char *word)
{
    const struct hg_reader *reader = walk->reader;
    const bool may_be_secret = hg_suggestion_has_secrets(path);
    char got[256] = "a string";
    struct hg_buf text;
    struct hg_buf instead;
    hg_buf_init(&text);
    hg_buf_init(&instead);
    if (node->kind != HG_NODE_SCALAR || hg_node_is_null(node) || !may_be_secret)
        hg_node_describe(node, got, sizeof got);
    hg_buf_printf(&text, "%s%s must be a map, got %s", reader->subject, path, got);
    if (write_switch(walk, node, path, word, &instead) ||
        hg_suggestion_section(reader, walk->scopes, node, path,
                              strlen(path) - strlen(word), &instead)) {
        hg_buf_printf(&text, "; write %s", instead.data);
    } else {
        hg_suggestion_keys(walk->scopes, path, &instead);
        hg_buf_printf(&text, "; its keys are %s", instead.data);
        if (example_of(path) != NULL)
            hg_buf_printf(&text, ", such as %s", example_of(path));
    }
    hg_problems_add(reader->problems, node->location, "%s", text.data);
    hg_buf_release(&text);
    hg_buf_release(&instead);
}

static void read_section(const struct walk *walk, const struct hg_node *map,
                         const char *prefix);

static void read_pair(const struct walk *walk, const struct hg_pair *pair,
                      const char *prefix)
{
    const struct hg_reader *reader = walk->reader;
    const char *word = pair->key->text;
    const bool is_top = *prefix == '\0';
    if (is_top && is_listed(word, walk->others))
        return;
    if (is_top && walk->scopes == HG_KEYS_TOP && strncmp(word, "x-", 2) == 0)
        return;
    char path[HG_KEYS_PATH_MAX];
    const int len = snprintf(path, sizeof path - 1, "%s%s", prefix, word);
    /* A key with a dot is not a path: sections are maps. */
    const bool is_word = len < (int)sizeof path - 1 && strchr(word, '.') == NULL;
    const struct hg_key *row = is_word ? hg_keys_find(walk->scopes, path) : NULL;
    /* A list may stand for its section ("canaries" for "canaries.urls"). */
    const bool is_section = row != NULL && row->alias != NULL &&
                            pair->value->kind == HG_NODE_MAP &&
                            hg_keys_has_section(walk->scopes, path);
    if (row != NULL && !is_section) {
        set(walk, row, pair);
    } else if (!is_word || !hg_keys_has_section(walk->scopes, path)) {
        const struct hg_key_place place = {reader, walk->scopes, walk->others, prefix};
        hg_unknown_key_report(&place, pair, path);
    } else if (pair->value->kind == HG_NODE_MAP) {
        snprintf(path + len, sizeof path - (size_t)len, ".");
        read_section(walk, pair->value, path);
    } else if (pair->value->kind != HG_NODE_BROKEN && !set_shorthand(walk, pair, path)) {
        report_no_map(walk, pair->value, path, word);
    }
}

static void read_section(const struct walk *walk, const struct hg_node *map,
                         const char *prefix)
{
    for (size_t i = 0; i < map->count; i++)
        read_pair(walk, &map->pairs[i], prefix);
}

void hg_layer_read_map(struct hg_layer *layer, const struct hg_reader *reader,
                       enum hg_key_scopes scopes, const struct hg_node *map,
                       const char *const *others)
{
    const struct walk walk = {layer, reader, scopes, others};
    read_section(&walk, map, "");
}

void hg_layer_read_section(struct hg_layer *layer, const struct hg_reader *reader,
                           enum hg_key_scopes scopes, const struct hg_node *map,
                           const char *prefix)
{
    const struct walk walk = {layer, reader, scopes, NULL};
    read_section(&walk, map, prefix);
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

static void set_text(struct hg_layer *layer, const struct hg_reader *reader,
                     struct hg_arena *nodes, const struct hg_key *key,
                     struct hg_source_location location, const char *text)
{
    struct hg_node **value = &layer->values[hg_key_position(key)];
    struct hg_node *node = key->type->option == NULL
                               ? hg_node_new_untyped(nodes, location, text, strlen(text))
                               : key->type->option(nodes, location, text);
    if (node == NULL) {
        /* The argument may be a secret and is not repeated. */
        hg_problems_add(reader->problems, location, "expected \"Name: value\"");
        return;
    }
    *value = key->is_repeatable ? join(nodes, *value, node) : node;
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
        set_text(layer, reader, nodes, &keys[i], location, text);
    }
}

void hg_layer_read_options(struct hg_layer *layer, const struct hg_reader *reader,
                           struct hg_arena *nodes, const struct hg_override *overrides,
                           size_t count)
{
    for (size_t i = 0; i < count; i++) {
        const struct hg_source_location location = {overrides[i].option, 0, 0};
        set_text(layer, reader, nodes, overrides[i].key, location, overrides[i].text);
    }
}

struct hg_node *hg_layer_get(const struct hg_layer *layer, const char *path)
{
    const struct hg_key *key = hg_keys_find(HG_KEYS_ENTRY, path);
    if (key == NULL)
        key = hg_keys_find(HG_KEYS_TOP, path);
    assert(key != NULL);
    return layer->values[hg_key_position(key)];
}

void hg_layer_apply(const struct hg_layer *layer, const struct hg_reader *reader,
                    enum hg_key_scope scope, void *out)
{
    size_t count;
    const struct hg_key *keys = hg_keys(&count);
    for (size_t i = 0; i < count; i++) {
        if (keys[i].scope == scope && layer->values[i] != NULL)
            hg_value_read(reader, &keys[i], layer->values[i],
                          (char *)out + keys[i].offset);
    }
}

void hg_layer_apply_defaults(const struct hg_reader *reader, enum hg_key_scope scope,
                             void *out)
{
    size_t count;
    const struct hg_key *keys = hg_keys(&count);
    struct hg_arena *arena = &reader->config->arena;
    for (size_t i = 0; i < count; i++) {
        const char *text = keys[i].default_text;
        if (keys[i].scope != scope || text == NULL)
            continue;
        struct hg_node *node = hg_node_new_scalar(
            arena, (struct hg_source_location){keys[i].path, 0, 0}, text, strlen(text));
        hg_value_read(reader, &keys[i], node, (char *)out + keys[i].offset);
    }
}
