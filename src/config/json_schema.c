/* SPDX-License-Identifier: MIT */
/* json_schema: the JSON Schema (draft 7) that editors check configurations with, from the key table. */
#include "headgate/config.h"

#include "config/keys.h"
#include "headgate/memory.h"
#include "headgate/method.h"
#include "headgate/outcome.h"
#include "headgate/statuses.h"
#include "headgate/units.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <jansson.h>

#include "headgate/banned.h"

#define DURATION_PATTERN "^([0-9]+(\\.[0-9]+)?(ms|s|m|h|d|w|y))+$|\\$\\{"
#define STATUS_PATTERN   "^([1-5][0-9]{2}(-[1-5][0-9]{2})?|[1-5]xx)$"
#define SHARE_PATTERN    "^[0-9]+(\\.[0-9]{1,6})?%$|\\$\\{"
#define LIMIT_PATTERN    "^[0-9]+(\\.[0-9]+)?%?$|\\$\\{"
#define SIZE_PATTERN     "^[0-9]+(KiB|MiB)?$|\\$\\{"
#define POINTER_PATTERN  "^(/([^~]|~[01])*)?$"
#define TOKEN_PATTERN    "^[!#$%&'*+.^_`|~0-9A-Za-z-]+$"
#define THRESHOLD_PATTERN                                                                \
    "^(off|[0-9]+(\\.[0-9]+)?%|([0-9]+(\\.[0-9]+)?(ms|s|m|h|d|w|y))+)$|\\$\\{"

/* Jansson returns NULL for text that is not UTF-8, which nothing here is, and out of memory. */
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

static json_t *one_or_list_of(json_t *one)
{
    json_t *list =
        must(json_pack("{s:s, s:O, s:i}", "type", "array", "items", one, "minItems", 1));
    return one_of(one, list);
}

static json_t *one_or_list(const char *name)
{
    return one_of(reference(name),
                  must(json_pack("{s:s, s:o, s:i}", "type", "array", "items",
                                 reference(name), "minItems", 1)));
}

static json_t *map_of(const char *name)
{
    return must(json_pack("{s:s, s:{s:s}, s:o}", "type", "object", "propertyNames",
                          "pattern", TOKEN_PATTERN, "additionalProperties",
                          reference(name)));
}

static json_t *choices(const struct hg_key *key)
{
    json_t *list = must(json_array());
    char word[32];
    int64_t number;
    for (size_t i = 0; hg_keys_choice(key, i, word, sizeof word); i++) {
        json_array_append_new(list, json_string(word));
        /* YAML reads 4 and 1.2 as numbers, headgate as the words. */
        if (hg_units_parse_number(word, &number) == 0)
            json_array_append_new(list, json_integer(number));
        else if (word[0] >= '0' && word[0] <= '9')
            json_array_append_new(list, json_real(strtod(word, NULL)));
    }
    return must(json_pack("{s:o}", "enum", list));
}

static json_t *methods(void)
{
    json_t *list = must(json_array());
    for (int i = 0; i < HG_METHOD_COUNT; i++)
        json_array_append_new(list, json_string(hg_method_word((enum hg_method)i)));
    return must(json_pack("{s:o}", "enum", list));
}

static json_t *reports(void)
{
    json_t *map = must(json_pack("{s:s, s:o}", "type", "object", "additionalProperties",
                                 one_or_list("text")));
    return must(json_pack(
        "{s:[o,o,o]}", "anyOf", reference("text"),
        json_pack("{s:s, s:o}", "type", "array", "items", reference("text")), map));
}

static json_t *values(void)
{
    return must(json_pack("{s:s, s:{s:s}, s:{s:[s,s,s,s]}}", "type", "object",
                          "propertyNames", "pattern", POINTER_PATTERN,
                          "additionalProperties", "type", "string", "number", "boolean",
                          "null"));
}

static json_t *type_of(const struct hg_key *key)
{
    switch (key->type) {
    case HG_KEY_BOOL:
        return one_of(json_pack("{s:s}", "type", "boolean"), reference("variable"));
    case HG_KEY_NUMBER:
        return one_of(json_pack("{s:s, s:I, s:I}", "type", "integer", "minimum",
                                (json_int_t)key->min, "maximum", (json_int_t)key->max),
                      reference("variable"));
    case HG_KEY_DURATION:
        return must(
            json_pack("{s:s, s:s}", "type", "string", "pattern", DURATION_PATTERN));
    case HG_KEY_TEXT:
    case HG_KEY_PATH:
    case HG_KEY_DESTINATION:
    case HG_KEY_SECRET:
    case HG_KEY_SECRET_FILE:
    case HG_KEY_CONTENT:
        return one_of(reference("text"), reference("variable"));
    case HG_KEY_ENUM:
        return one_of(choices(key), reference("variable"));
    case HG_KEY_ENUM_SET:
        return one_or_list_of(choices(key));
    case HG_KEY_METHOD:
        return one_of(methods(), reference("variable"));
    case HG_KEY_STATUSES:
        return one_or_list("status");
    case HG_KEY_TEXTS:
    case HG_KEY_CONDITIONS:
    case HG_KEY_EXPRESSIONS:
    case HG_KEY_MAINTENANCE:
        return one_or_list("text");
    case HG_KEY_HEADERS:
    case HG_KEY_HEADER_EXPECTATIONS:
        return map_of("text");
    case HG_KEY_SIZE:
        return one_of(json_pack("{s:s, s:I, s:I}", "type", "integer", "minimum",
                                (json_int_t)key->min, "maximum", (json_int_t)key->max),
                      json_pack("{s:s, s:s}", "type", "string", "pattern", SIZE_PATTERN));
    case HG_KEY_FORM:
        return must(json_pack("{s:s, s:o}", "type", "object", "additionalProperties",
                              reference("text")));
    case HG_KEY_JSON:
        return values();
    case HG_KEY_LIMIT:
        return one_of(
            json_pack("{s:s, s:i}", "type", "integer", "minimum", 0),
            json_pack("{s:s, s:s}", "type", "string", "pattern", LIMIT_PATTERN));
    case HG_KEY_SHARE:
        return must(json_pack("{s:s, s:s}", "type", "string", "pattern", SHARE_PATTERN));
    case HG_KEY_SHARES:
        return must(json_pack("{s:s, s:{s:s, s:s}}", "type", "object",
                              "additionalProperties", "type", "string", "pattern",
                              SHARE_PATTERN));
    case HG_KEY_THRESHOLD:
        return must(
            json_pack("{s:s, s:s}", "type", "string", "pattern", THRESHOLD_PATTERN));
    case HG_KEY_OUTCOMES:
        return one_or_list("outcome");
    case HG_KEY_REPORTS:
        return reports();
    }
    return NULL;
}

static json_t *default_text(const struct hg_key *key)
{
    int64_t number;
    if (key->type == HG_KEY_BOOL)
        return json_boolean(strcmp(key->default_text, "true") == 0);
    if ((key->type == HG_KEY_NUMBER || key->type == HG_KEY_LIMIT) &&
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
        if (!hg_keys_in(scopes, &keys[i]))
            continue;
        if (keys[i].scope == HG_KEY_POLICY)
            put_policy(schema, &keys[i]);
        else
            put(schema, keys[i].path, leaf(&keys[i]));
    }
    for (size_t i = 0; i < count; i++) {
        if (hg_keys_in(scopes, &keys[i]) && keys[i].shorthand != NULL)
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
    json_object_set_new(properties, "version",
                        must(json_pack("{s:s, s:i}", "description",
                                       "version of this format", "const", 1)));
    put_keys(schema, HG_KEYS_TOP);
    put_short_forms(properties);
    json_t *defaults = section();
    json_object_set_new(defaults, "description",
                        json_string("how targets are checked that don't say otherwise"));
    put_keys(defaults, HG_KEYS_DEFAULTS);
    json_object_set_new(properties, "defaults", defaults);
    json_object_set_new(
        properties, "targets",
        must(json_pack("{s:s, s:s, s:o}", "description", "addresses to check", "type",
                       "array", "items", target())));
    return schema;
}

void hg_config_write_schema(struct hg_sink *sink)
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
