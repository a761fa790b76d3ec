/* SPDX-License-Identifier: MIT */
/* type_template: a text with fields of a message. Which of its "${NAME}" are fields is known since its variables were
 * replaced (config/interpolate.h), so that one in the value of a variable is none. */
#include "config/json_value.h"
#include "config/secret_values.h"
#include "config/type.h"
#include "config/value.h"
#include "headgate/secrets.h"
#include "headgate/template.h"
#include "headgate/text.h"

#include <string.h>

#include "headgate/banned.h"

#define BYTES_MAX 65536

static bool is_template(const struct hg_node *node)
{
    for (const char *rest = node->text; *rest != '\0';) {
        const size_t len = strcspn(rest, "\r\n\t");
        if (!hg_text_is_clean(rest, len, NULL))
            return false;
        rest += len + (rest[len] == '\0' ? 0 : 1);
    }
    return node->count > 0 && node->count <= BYTES_MAX &&
           strlen(node->text) == node->count;
}

/* Where JSON stands behind this text. */
static bool is_in_string(const char *text, size_t len, bool before)
{
    bool inside = before;
    for (size_t i = 0; i < len; i++) {
        if (inside && text[i] == '\\')
            i++;
        else if (text[i] == '"')
            inside = !inside;
    }
    return inside;
}

/* Fields stand behind the variables of a node. */
static void take_apart(const struct hg_reader *reader, const struct hg_node *node,
                       struct hg_template *template)
{
    struct hg_arena *arena = &reader->config->arena;
    struct hg_template_part *parts =
        hg_arena_new(arena, 2 * (size_t)node->field_count + 1, sizeof *parts);
    const char *text = hg_arena_text(arena, node->text);
    bool inside = false;
    size_t at = 0;
    for (size_t i = 0; i <= node->field_count; i++) {
        const struct hg_node_variable *field =
            i < node->field_count ? &node->variables[node->variable_count + i] : NULL;
        const size_t end = field == NULL ? node->count : field->begin;
        inside = is_in_string(text + at, end - at, inside);
        parts[template->count++] =
            (struct hg_template_part){.text = text + at, .len = end - at};
        if (field == NULL)
            break;
        parts[template->count] = (struct hg_template_part){.is_in_string = inside};
        if (hg_message_field_find(field->name, &parts[template->count].field))
            template->count++;
        at = field->begin + field->len;
    }
    template->parts = parts;
}

static int read_template(const struct hg_reader *reader, const struct hg_key *key,
                         struct hg_node *node, void *field)
{
    struct hg_template template = {0};
    if (node->kind == HG_NODE_BROKEN)
        return -1;
    if (!hg_node_is_scalar(node))
        return hg_value_fault(
            reader, key, node,
            "must be a string; put JSON in quotation marks or in a block (|)");
    if (!is_template(node))
        return hg_value_fault(
            reader, key, node,
            "must be 1 byte to 64 KiB of text without control characters");
    hg_secret_values_add_variables(reader, node);
    take_apart(reader, node, &template);
    *(struct hg_template *)field = template;
    return 0;
}

static struct json_t *write_template(const struct hg_key *key, const void *field)
{
    const struct hg_template *template = field;
    (void)key;
    return hg_json_value_text(template->count == 0 ? NULL : HG_HIDDEN);
}

const struct hg_key_type hg_type_template = {
    .name = "template",
    .read = read_template,
    .write = write_template,
    .phrase = "a string",
    .schema = HG_SCHEMA_STRING,
    .is_secret = true,
};
