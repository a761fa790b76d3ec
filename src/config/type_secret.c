/* SPDX-License-Identifier: MIT */
/* type_secret: values that are never shown, not even when they are wrong: passwords, tokens, and
 * request bodies. */
#include "config/json_value.h"
#include "config/secret_values.h"
#include "config/type.h"
#include "config/value.h"
#include "headgate/input.h"
#include "headgate/text.h"

#include <string.h>

#include "headgate/banned.h"

#define FILE_MAX_BYTES    65536
#define CONTENT_MAX_BYTES (1 << 20)

static int take(const struct hg_reader *reader, const struct hg_key *key,
                struct hg_node *node, const char *text, size_t len, const char **field)
{
    if (len == 0 || !hg_text_is_clean(text, len, NULL))
        return hg_value_fault(reader, key, node,
                              "must be a non-empty string without control characters");
    *field = hg_arena_text_n(&reader->config->arena, text, len);
    hg_secret_values_add(reader, node, *field);
    return 0;
}

static int read_secret(const struct hg_reader *reader, const struct hg_key *key,
                       struct hg_node *node, void *field)
{
    if (!hg_node_is_scalar(node))
        return hg_value_refuse(reader, key, node, "a string");
    return take(reader, key, node, node->text, node->count, field);
}

/* RFC 7617 2 and RFC 7616 allow an empty password. One that comes from an empty variable is hardly
 * meant: CI services leave secrets empty in jobs that may not see them. */
static int read_password(const struct hg_reader *reader, const struct hg_key *key,
                         struct hg_node *node, void *field)
{
    if (!hg_node_is_scalar(node) || node->count > 0)
        return read_secret(reader, key, node, field);
    if (node->is_untyped)
        return hg_value_fault(reader, key, node,
                              "the variable is empty; an empty password is written \"\"");
    *(const char **)field = hg_arena_text(&reader->config->arena, "");
    return 0;
}

static int read_secret_file(const struct hg_reader *reader, const struct hg_key *key,
                            struct hg_node *node, void *field)
{
    struct hg_error err = {0};
    struct hg_buf text;
    int result = -1;
    if (!hg_node_is_scalar(node) || node->count == 0 ||
        !hg_text_is_clean(node->text, node->count, NULL))
        return hg_value_refuse(reader, key, node, "a file name");
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

static int read_content(const struct hg_reader *reader, const struct hg_key *key,
                        struct hg_node *node, void *field)
{
    if (node->kind == HG_NODE_BROKEN)
        return -1;
    if (!hg_node_is_scalar(node))
        return hg_value_fault(
            reader, key, node,
            "must be a string; put JSON in quotation marks or in a block (|)");
    if (node->count == 0 || node->count > CONTENT_MAX_BYTES)
        return hg_value_fault(reader, key, node, "must be 1 byte to 1 MiB long");
    *(const char **)field = hg_arena_text(&reader->config->arena, node->text);
    hg_secret_values_add_variables(reader, node);
    return 0;
}

static struct json_t *write_hidden(const struct hg_key *key, const void *field)
{
    (void)key;
    return hg_json_value_text(*(const char *const *)field == NULL ? NULL : HG_HIDDEN);
}

const struct hg_key_type hg_type_secret = {
    .name = "secret",
    .read = read_secret,
    .write = write_hidden,
    .phrase = "a string without control characters",
    .schema = HG_SCHEMA_STRING,
    .is_secret = true,
};

const struct hg_key_type hg_type_password = {
    .name = "password",
    .read = read_password,
    .write = write_hidden,
    .phrase = "a string without control characters; \"\" for an empty one",
    .schema = HG_SCHEMA_STRING,
    .is_secret = true,
};

const struct hg_key_type hg_type_secret_file = {
    .name = "secret file",
    .read = read_secret_file,
    .write = write_hidden,
    .phrase = "a file name",
    .schema = HG_SCHEMA_STRING,
};

const struct hg_key_type hg_type_content = {
    .name = "content",
    .read = read_content,
    .write = write_hidden,
    .phrase = "a string",
    .schema = HG_SCHEMA_STRING,
    .is_secret = true,
};
