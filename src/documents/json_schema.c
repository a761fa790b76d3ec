/* SPDX-License-Identifier: MIT */
/* json_schema: the JSON Schema (draft 7) that editors check configurations with, from the key table. */
#include "documents/documents.h"

#include "config/type.h"
#include "headgate/buf.h"
#include "headgate/key.h"
#include "headgate/log.h"
#include "headgate/memory.h"
#include "headgate/outcome.h"
#include "headgate/statuses.h"
#include "headgate/units.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <jansson.h>

#include "headgate/banned.h"

#define STATUS_PATTERN "^([1-5][0-9]{2}(-[1-5][0-9]{2})?|[1-5]xx)$"

/* Jansson returns NULL for text that is not UTF-8, which no text here is, and out of memory. */
static json_t *must(json_t *value)
{
    if (value == NULL)
        hg_memory_exhausted();
    return value;
}

static json_t *reference(const char *name)
{
    return must(json_pack("{s:s+}", "$ref", "#/definitions/", name));
}

static json_t *one_of(json_t *first, json_t *second)
{
    return must(json_pack("{s:[o,o]}", "anyOf", first, second));
}

/* YAML reads 4 and 1.2 as numbers, headgate as the words. */
static void add_choices(struct hg_buf *out, const struct hg_key *key)
{
    char word[32];
    hg_buf_add_char(out, '[');
    for (size_t i = 0; hg_key_choice(key, i, word, sizeof word); i++) {
        hg_buf_printf(out, "%s\"%s\"", i == 0 ? "" : ", ", word);
        if (word[0] >= '0' && word[0] <= '9')
            hg_buf_printf(out, ", %s", word);
    }
    hg_buf_add_char(out, ']');
}

/* What "@min" and the like stand for; returns the length of the word. */
static size_t add_word(struct hg_buf *out, const struct hg_key *key, const char *word)
{
    const size_t len = strspn(word, "@abcdefghijklmnopqrstuvwxyz");
    if (strncmp(word, "@min", len) == 0)
        hg_buf_printf(out, "%lld", (long long)key->min);
    else if (strncmp(word, "@max", len) == 0)
        hg_buf_printf(out, "%lld", (long long)key->max);
    else
        add_choices(out, key);
    return len;
}

/* The type's schema with what the row of the key says (config/type.h). */
static json_t *type_of(const struct hg_key *key)
{
    struct hg_buf text;
    hg_buf_init(&text);
    for (const char *at = key->type->schema; *at != '\0'; at++) {
        if (*at == '@')
            at += add_word(&text, key, at) - 1;
        else if (*at == '\\')
            hg_buf_add_text(&text, "\\\\");
        else
            hg_buf_add_char(&text, *at == '\'' ? '"' : *at == '"' ? '\'' : *at);
    }
    json_error_t err;
    json_t *schema = json_loads(text.data, 0, &err);
    if (schema == NULL) {
        hg_log_error("the schema of the type \"%s\" is no JSON: %s: %s", key->type->name,
                     err.text, text.data);
        exit(1);
    }
    hg_buf_release(&text);
    return schema;
}

static json_t *default_text(const struct hg_key *key)
{
    int64_t number;
    const char *schema = key->type->schema;
    if (strstr(schema, "'boolean'") != NULL)
        return json_boolean(strcmp(key->default_text, "true") == 0);
    if (strstr(schema, "'integer'") != NULL &&
        hg_units_parse_number(key->default_text, &number) == 0)
        return json_integer(number);
    return json_string(key->default_text);
}

static json_t *leaf(const struct hg_key *key)
{
    json_t *schema = must(json_object());
    json_object_set_new(schema, "description", json_string(key->summary));
    json_t *type = must(type_of(key));
    json_object_update(schema, type);
    json_decref(type);
    /* The version is in it: a default that changes with each release helps no editor. */
    if (key->default_text != NULL && strcmp(key->path, "user_agent") != 0)
        json_object_set_new(schema, "default", must(default_text(key)));
    return schema;
}

static json_t *section(void)
{
    return must(json_pack("{s:s, s:b, s:{}}", "type", "object", "additionalProperties", 0,
                          "properties"));
}

/* Put `value` where the path leads in `schema`, making the sections on the way. */
static void put(json_t *schema, const char *path, json_t *value)
{
    json_t *properties = json_object_get(schema, "properties");
    const size_t len = strcspn(path, ".");
    char word[HG_KEYS_PATH_MAX];
    memcpy(word, path, len);
    word[len] = '\0';
    if (path[len] == '\0') {
        json_object_set_new(properties, word, value);
        return;
    }
    json_t *child = json_object_get(properties, word);
    if (child == NULL) {
        child = section();
        json_object_set_new(properties, word, child);
    }
    put(child, path + len + 1, value);
}

static void put_policy(json_t *schema, const struct hg_key *key)
{
    put(schema, key->path, reference(key->path));
    if (key->alias != NULL)
        put(schema, key->alias, reference(key->path));
}

/* The section of the key may be the key's shorthand as well. */
static void allow_shorthand(json_t *schema, const struct hg_key *key)
{
    json_t *properties = json_object_get(schema, "properties");
    char word[HG_KEYS_PATH_MAX];
    snprintf(word, sizeof word, "%.*s", (int)strcspn(key->path, "."), key->path);
    json_t *map = json_incref(json_object_get(properties, word));
    json_object_set_new(properties, word,
                        one_of(map, json_pack("{s:s}", "const", key->shorthand)));
}

static void put_keys(json_t *schema, enum hg_key_scopes scopes)
{
    size_t count;
    const struct hg_key *keys = hg_keys(&count);
    for (size_t i = 0; i < count; i++) {
        if (!hg_key_is_in(&keys[i], scopes))
            continue;
        if (keys[i].scope == HG_KEY_POLICY)
            put_policy(schema, &keys[i]);
        else
            put(schema, keys[i].path, leaf(&keys[i]));
    }
    for (size_t i = 0; i < count; i++) {
        if (hg_key_is_in(&keys[i], scopes) && keys[i].shorthand != NULL)
            allow_shorthand(schema, &keys[i]);
    }
}

/* A list that may stand for its section: "canaries" for "canaries.urls". */
static void put_short_forms(json_t *properties)
{
    size_t count;
    const struct hg_key *keys = hg_keys(&count);
    for (size_t i = 0; i < count; i++) {
        json_t *map = keys[i].scope != HG_KEY_RUN || keys[i].alias == NULL
                          ? NULL
                          : json_object_get(properties, keys[i].alias);
        if (map != NULL)
            json_object_set_new(properties, keys[i].alias,
                                one_of(leaf(&keys[i]), json_incref(map)));
    }
}

static json_t *outcomes(void)
{
    json_t *list = must(json_pack("[s]", "never"));
    for (int i = 0; i < HG_OUTCOME_COUNT; i++) {
        if (i != HG_OUTCOME_UP)
            json_array_append_new(list, json_string(hg_outcome_word((enum hg_outcome)i)));
    }
    return must(json_pack("{s:o}", "enum", list));
}

static json_t *target(void)
{
    json_t *map = section();
    json_object_set_new(
        map, "oneOf",
        must(json_pack("[{s:[s]}, {s:[s]}]", "required", "url", "required", "file")));
    put_keys(map, HG_KEYS_ENTRY);
    return one_of(reference("text"), map);
}

static json_t *definitions(void)
{
    size_t count;
    const struct hg_key *keys = hg_keys(&count);
    json_t *all = must(json_object());
    json_object_set_new(
        all, "text",
        must(json_pack("{s:[s,s,s]}", "type", "string", "number", "boolean")));
    json_object_set_new(
        all, "variable",
        must(json_pack("{s:s, s:s}", "type", "string", "pattern", "\\$\\{")));
    json_object_set_new(all, "status",
                        one_of(json_pack("{s:s, s:i, s:i}", "type", "integer", "minimum",
                                         HG_STATUS_MIN, "maximum", HG_STATUS_MAX),
                               json_pack("{s:s, s:s}", "type", "string", "pattern",
                                         STATUS_PATTERN "|\\$\\{")));
    json_object_set_new(all, "outcome", outcomes());
    for (size_t i = 0; i < count; i++) {
        if (keys[i].scope == HG_KEY_POLICY)
            json_object_set_new(all, keys[i].path, leaf(&keys[i]));
    }
    return all;
}

static json_t *root(void)
{
    json_t *schema = must(json_pack(
        "{s:s, s:s, s:s, s:o, s:s, s:b, s:{s:{}}, s:{}}", "$schema",
        "http://json-schema.org/draft-07/schema#", "title", "headgate configuration",
        "description", "What headgate checks, and how", "definitions", definitions(),
        "type", "object", "additionalProperties", 0, "patternProperties", "^x-",
        "properties"));
    json_t *properties = json_object_get(schema, "properties");
    json_object_set_new(
        properties, "version",
        must(json_pack("{s:s, s:i}", "description",
                       "version of the format of configurations", "const", 1)));
    put_keys(schema, HG_KEYS_TOP);
    put_short_forms(properties);
    json_t *defaults = section();
    json_object_set_new(
        defaults, "description",
        json_string("how targets are checked, unless they set it themselves"));
    put_keys(defaults, HG_KEYS_DEFAULTS);
    json_object_set_new(properties, "defaults", defaults);
    json_object_set_new(
        properties, "group_notify",
        must(json_pack(
            "{s:s, s:s, s:O}", "description",
            "`notify` of all targets of a group, unless they set it themselves", "type",
            "object", "additionalProperties",
            json_object_get(json_object_get(defaults, "properties"), "notify"))));
    json_object_set_new(
        properties, "targets",
        must(json_pack("{s:s, s:s, s:o}", "description",
                       "what to check: URLs, and maps with a URL or a list", "type",
                       "array", "items", target())));
    return schema;
}

void hg_documents_write_schema(struct hg_sink *sink)
{
    json_t *schema = root();
    char *text = json_dumps(schema, JSON_INDENT(2) | JSON_REAL_PRECISION(15));
    if (text == NULL)
        hg_memory_exhausted();
    hg_sink_text(sink, text);
    hg_sink_text(sink, "\n");
    free(text);
    json_decref(schema);
}
