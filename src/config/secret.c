/* SPDX-License-Identifier: MIT */
/* secret: reads values without repeating them in messages. */
#include "config/secret.h"

#include "headgate/input.h"
#include "headgate/policy.h"
#include "headgate/text.h"

#include <string.h>

#include "headgate/banned.h"

#define FILE_MAX_BYTES    65536
#define CONTENT_MAX_BYTES (1 << 20)
#define FIELDS_MAX        256

static bool is_scalar(const struct hg_node *node)
{
    return node->kind == HG_NODE_SCALAR && !hg_node_is_null(node);
}

static int take(const struct hg_reader *reader, const struct hg_key *key,
                struct hg_node *node, const char *text, size_t len, const char **field)
{
    if (len == 0 || !hg_text_is_clean(text, len, NULL))
        return hg_value_fault(reader, key, node,
                              "it must be a text without control characters, and not "
                              "empty");
    *field = hg_arena_text_n(&reader->config->arena, text, len);
    return 0;
}

int hg_secret_read(const struct hg_reader *reader, const struct hg_key *key,
                   struct hg_node *node, void *field)
{
    if (!is_scalar(node))
        return hg_value_refuse(reader, key, node, "a text");
    return take(reader, key, node, node->text, node->count, field);
}

int hg_secret_read_file(const struct hg_reader *reader, const struct hg_key *key,
                        struct hg_node *node, void *field)
{
    struct hg_error err = {0};
    struct hg_buf text;
    int result = -1;
    if (!is_scalar(node) || node->count == 0 ||
        !hg_text_is_clean(node->text, node->count, NULL))
        return hg_value_refuse(reader, key, node, "the name of a file");
    hg_buf_init(&text);
    if (hg_input_read(hg_value_join(reader, node, node->text), FILE_MAX_BYTES, &text,
                      &err) != 0) {
        hg_value_fault(reader, key, node, "%s", err.text);
    } else {
        if (text.len > 0 && text.data[text.len - 1] == '\n')
            hg_buf_cut(&text, text.len - 1);
        if (text.len > 0 && text.data[text.len - 1] == '\r')
            hg_buf_cut(&text, text.len - 1);
        result = take(reader, key, node, text.data, text.len, field);
    }
    hg_buf_release(&text);
    return result;
}

int hg_secret_read_content(const struct hg_reader *reader, const struct hg_key *key,
                           struct hg_node *node, void *field)
{
    if (node->kind == HG_NODE_BROKEN)
        return -1;
    if (!is_scalar(node))
        return hg_value_fault(reader, key, node,
                              "it must be a text; JSON needs quotation marks or a block "
                              "(|)");
    if (node->count == 0 || node->count > CONTENT_MAX_BYTES)
        return hg_value_fault(reader, key, node, "it must have 1 byte to 1 MiB");
    *(const char **)field = hg_arena_text(&reader->config->arena, node->text);
    return 0;
}

static struct hg_header *field_named(struct hg_header *items, size_t count,
                                     const char *name)
{
    for (size_t i = 0; i < count; i++) {
        if (strcmp(items[i].name, name) == 0)
            return &items[i];
    }
    return &items[count];
}

int hg_secret_read_form(const struct hg_reader *reader, const struct hg_key *key,
                        struct hg_node *node, void *field)
{
    struct hg_headers *form = field;
    struct hg_arena *arena = &reader->config->arena;
    int result = 0;
    if (node->kind == HG_NODE_BROKEN)
        return -1;
    if (node->kind != HG_NODE_MAP || node->count == 0 ||
        form->count + node->count > FIELDS_MAX)
        return hg_value_fault(reader, key, node,
                              "it must be a map of 1 to %d fields and values",
                              FIELDS_MAX);
    size_t count = form->count;
    struct hg_header *items = hg_arena_new(arena, count + node->count, sizeof *items);
    if (count > 0)
        memcpy(items, form->items, count * sizeof *items);
    for (size_t i = 0; i < node->count; i++) {
        const struct hg_pair *pair = &node->pairs[i];
        if (!is_scalar(pair->value)) {
            result =
                hg_value_fault(reader, key, pair->value,
                               "the value of \"%.100s\" must be a text", pair->key->text);
            continue;
        }
        struct hg_header *item = field_named(items, count, pair->key->text);
        count += item == &items[count];
        item->name = hg_arena_text(arena, pair->key->text);
        item->value = hg_arena_text(arena, pair->value->text);
    }
    *form = (struct hg_headers){items, count};
    return result;
}
