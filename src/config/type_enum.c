/* SPDX-License-Identifier: MIT */
/* type_enum: one of the key's choices, and a set of them; and methods, which are choices whose case
 * does not matter. */
#include "config/json_value.h"
#include "config/type.h"
#include "config/value.h"
#include "headgate/method.h"

#include <stdio.h>
#include <string.h>

#include "headgate/banned.h"

#define WORD_SIZE 32

static int read_enum(const struct hg_reader *reader, const struct hg_key *key,
                     struct hg_node *node, void *field)
{
    char word[WORD_SIZE];
    for (int i = 0;
         hg_node_is_scalar(node) && hg_key_choice(key, (size_t)i, word, sizeof word);
         i++) {
        if (strcmp(word, node->text) == 0) {
            memcpy(field, &i, sizeof i);
            return 0;
        }
    }
    return hg_value_refuse(reader, key, node, NULL);
}

static struct json_t *write_enum(const struct hg_key *key, const void *field)
{
    int position;
    char word[WORD_SIZE];
    memcpy(&position, field, sizeof position);
    hg_key_choice(key, (size_t)position, word, sizeof word);
    return hg_json_value_text(word);
}

/* "auto, always or never" */
static void write_choices(const struct hg_key *key, char *out, size_t size)
{
    char word[WORD_SIZE];
    char next[WORD_SIZE];
    size_t used = 0;
    for (size_t i = 0; used < size && hg_key_choice(key, i, word, sizeof word); i++) {
        const bool is_last = !hg_key_choice(key, i + 1, next, sizeof next);
        const char *link = i == 0 ? "" : is_last ? " or " : ", ";
        used += (size_t)snprintf(out + used, size - used, "%s%s", link, word);
    }
}

const struct hg_key_type hg_type_enum = {
    .name = "enum",
    .read = read_enum,
    .write = write_enum,
    .write_phrase = write_choices,
    .schema = HG_SCHEMA_ANY("{'enum': @choices}", HG_SCHEMA_OF("variable")),
};

static int read_enum_set(const struct hg_reader *reader, const struct hg_key *key,
                         struct hg_node *node, void *field)
{
    uint32_t bits = 0;
    size_t count;
    struct hg_node **items = hg_node_items(&node, &count);
    int result = count == 0 ? hg_value_refuse(reader, key, node, NULL) : 0;
    for (size_t i = 0; i < count; i++) {
        int position = 0;
        if (read_enum(reader, key, items[i], &position) != 0)
            result = -1;
        else
            bits |= 1U << position;
    }
    if (result == 0)
        *(uint32_t *)field = bits;
    return result;
}

static struct json_t *write_enum_set(const struct hg_key *key, const void *field)
{
    struct json_t *list = hg_json_value_list();
    char word[WORD_SIZE];
    for (size_t i = 0; hg_key_choice(key, i, word, sizeof word); i++) {
        if ((*(const uint32_t *)field & 1U << i) != 0)
            hg_json_value_add(list, hg_json_value_text(word));
    }
    return list;
}

const struct hg_key_type hg_type_enum_set = {
    .name = "enum set",
    .read = read_enum_set,
    .option = hg_node_split_commas,
    .write = write_enum_set,
    .write_phrase = write_choices,
    .schema = HG_SCHEMA_ONE_OR_LIST("{'enum': @choices}"),
};

static int read_method(const struct hg_reader *reader, const struct hg_key *key,
                       struct hg_node *node, void *field)
{
    if (!hg_node_is_scalar(node) || !hg_method_parse(node->text, field))
        return hg_value_refuse(reader, key, node, NULL);
    return 0;
}

const struct hg_key_type hg_type_method = {
    .name = "method",
    .read = read_method,
    .write = write_enum,
    .write_phrase = write_choices,
    .schema = HG_SCHEMA_ANY("{'enum': @choices}", HG_SCHEMA_OF("variable")),
};
