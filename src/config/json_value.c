/* SPDX-License-Identifier: MIT */
/* json_value: values as JSON, made by Jansson. */
#include "config/json_value.h"

#include "headgate/key.h"
#include "headgate/memory.h"

#include <stdlib.h>
#include <string.h>

#include <jansson.h>

#include "headgate/banned.h"

/* Jansson returns NULL for text that is not UTF-8, which no value is, and out of memory. */
static json_t *must(json_t *value)
{
    if (value == NULL)
        hg_memory_exhausted();
    return value;
}

json_t *hg_json_value_null(void)
{
    return json_null();
}

json_t *hg_json_value_bool(bool value)
{
    return json_boolean(value);
}

json_t *hg_json_value_number(int64_t value)
{
    return must(json_integer(value));
}

json_t *hg_json_value_text(const char *text)
{
    return text == NULL ? json_null() : must(json_string(text));
}

json_t *hg_json_value_list(void)
{
    return must(json_array());
}

json_t *hg_json_value_map(void)
{
    return must(json_object());
}

void hg_json_value_add(json_t *list, json_t *value)
{
    if (json_array_append_new(list, value) != 0)
        hg_memory_exhausted();
}

void hg_json_value_set(json_t *map, const char *name, json_t *value)
{
    if (json_object_set_new(map, name, value) != 0)
        hg_memory_exhausted();
}

void hg_json_value_set_path(json_t *map, const char *path, json_t *value)
{
    const size_t len = strcspn(path, ".");
    char name[HG_KEYS_PATH_MAX];
    memcpy(name, path, len);
    name[len] = '\0';
    if (path[len] == '\0') {
        hg_json_value_set(map, name, value);
        return;
    }
    json_t *child = json_object_get(map, name);
    if (child == NULL) {
        child = hg_json_value_map();
        hg_json_value_set(map, name, child);
    }
    hg_json_value_set_path(child, path + len + 1, value);
}

static void mask_items(json_t *list, const struct hg_secrets *secrets)
{
    for (size_t i = 0; i < json_array_size(list); i++) {
        json_t *masked =
            hg_json_value_mask(json_incref(json_array_get(list, i)), secrets);
        if (json_array_set_new(list, i, masked) != 0)
            hg_memory_exhausted();
    }
}

static void mask_members(json_t *map, const struct hg_secrets *secrets)
{
    for (void *at = json_object_iter(map); at != NULL;
         at = json_object_iter_next(map, at)) {
        json_t *masked =
            hg_json_value_mask(json_incref(json_object_iter_value(at)), secrets);
        if (json_object_iter_set_new(map, at, masked) != 0)
            hg_memory_exhausted();
    }
}

json_t *hg_json_value_mask(json_t *value, const struct hg_secrets *secrets)
{
    if (json_is_array(value)) {
        mask_items(value, secrets);
    } else if (json_is_object(value)) {
        mask_members(value, secrets);
    } else if (json_is_string(value)) {
        char *shown = hg_secrets_mask(secrets, json_string_value(value));
        json_decref(value);
        value = hg_json_value_text(shown);
        free(shown);
    }
    return value;
}

json_t *hg_json_value_parse(const char *text)
{
    return must(json_loads(text, JSON_DECODE_ANY, NULL));
}

void hg_json_value_write(json_t *value, struct hg_sink *sink)
{
    char *text = json_dumps(value, 0);
    if (text == NULL)
        hg_memory_exhausted();
    hg_sink_text(sink, text);
    free(text);
    json_decref(value);
}
