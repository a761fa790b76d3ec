/* SPDX-License-Identifier: MIT */
/* type_text: a string, and one or a list of them. */
#include "config/json_value.h"
#include "config/text_format.h"
#include "config/type.h"
#include "config/value.h"
#include "headgate/text.h"
#include "headgate/url.h"

#include <stdio.h>
#include <stdlib.h>

#include "headgate/banned.h"

static int read_text(const struct hg_reader *reader, const struct hg_key *key,
                     struct hg_node *node, void *field)
{
    const char *text = hg_value_read_text(reader, key, node);
    if (text == NULL)
        return -1;
    *(const char **)field = text;
    return 0;
}

static struct json_t *write_one(const struct hg_key *key, const char *text)
{
    if (text == NULL || key->format == NULL)
        return hg_json_value_text(text);
    if (key->format->is_user)
        return hg_json_value_text(HG_HIDDEN);
    if (!key->format->is_address)
        return hg_json_value_text(text);
    char *safe = hg_url_redact(text);
    struct json_t *value = hg_json_value_text(safe);
    free(safe);
    return value;
}

static struct json_t *write_text(const struct hg_key *key, const void *field)
{
    return write_one(key, *(const char *const *)field);
}

static void write_text_phrase(const struct hg_key *key, char *out, size_t size)
{
    const bool has_words = key->format != NULL && key->format->expected != NULL;
    snprintf(out, size, "%s", has_words ? key->format->expected : "a string");
}

const struct hg_key_type hg_type_text = {
    .name = "text",
    .read = read_text,
    .write = write_text,
    .write_phrase = write_text_phrase,
    .schema = HG_SCHEMA_STRING,
};

static int read_texts(const struct hg_reader *reader, const struct hg_key *key,
                      struct hg_node *node, void *field)
{
    size_t count;
    struct hg_node **items = hg_node_items(&node, &count);
    const char **texts = hg_arena_new(&reader->config->arena, count + 1, sizeof *texts);
    int result = 0;
    for (size_t i = 0; i < count; i++) {
        texts[i] = hg_value_read_text(reader, key, items[i]);
        if (texts[i] == NULL)
            result = -1;
    }
    if (result == 0)
        *(struct hg_texts *)field = (struct hg_texts){texts, count};
    return result;
}

static struct json_t *write_texts(const struct hg_key *key, const void *field)
{
    const struct hg_texts *all = field;
    struct json_t *list = hg_json_value_list();
    for (size_t i = 0; i < all->count; i++)
        hg_json_value_add(list, write_one(key, all->items[i]));
    return list;
}

static void write_texts_phrase(const struct hg_key *key, char *out, size_t size)
{
    if (key->format != NULL)
        snprintf(out, size, "%s, or a list of them", key->format->expected);
    else
        snprintf(out, size, "a string or a list of strings");
}

const struct hg_key_type hg_type_texts = {
    .name = "texts",
    .read = read_texts,
    .option = hg_node_split_commas,
    .write = write_texts,
    .write_phrase = write_texts_phrase,
    .schema = HG_SCHEMA_STRINGS,
};
