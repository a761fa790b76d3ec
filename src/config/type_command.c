/* SPDX-License-Identifier: MIT */
/* type_command: a program and its arguments. They are shown without what may be secret in them: values of variables, and
 * what is behind the scheme of a URL. */
#include "config/json_value.h"
#include "config/secret_values.h"
#include "config/type.h"
#include "config/value.h"
#include "headgate/secrets.h"
#include "headgate/settings.h"
#include "headgate/text.h"

#include <string.h>

#include "headgate/banned.h"

#define WORDS_MAX 256

/* A script for `sh -c` may have several lines. */
static bool is_word(const struct hg_node *node)
{
    for (const char *rest = node->text; *rest != '\0';) {
        const size_t len = strcspn(rest, "\n\t");
        if (!hg_text_is_clean(rest, len, NULL))
            return false;
        rest += len + (rest[len] == '\0' ? 0 : 1);
    }
    return strlen(node->text) == node->count;
}

static const char *show_argument(const struct hg_reader *reader,
                                 const struct hg_node *node)
{
    struct hg_buf shown;
    size_t at = 0;
    hg_buf_init(&shown);
    for (size_t i = 0; i < node->variable_count; i++) {
        hg_buf_add(&shown, node->text + at, node->variables[i].begin - at);
        hg_buf_add_text(&shown, HG_HIDDEN);
        at = node->variables[i].begin + node->variables[i].len;
    }
    hg_buf_add_text(&shown, node->text + at);
    const char *scheme = strstr(shown.data, "://");
    if (scheme != NULL) {
        hg_buf_cut(&shown, (size_t)(scheme - shown.data) + 3);
        hg_buf_add_text(&shown, HG_HIDDEN);
    }
    const char *text = hg_arena_text(&reader->config->arena, shown.data);
    hg_buf_release(&shown);
    return text;
}

/* Words of the command line would be split by a shell, which there is none of. */
static int refuse_line(const struct hg_reader *reader, const struct hg_key *key,
                       struct hg_node *node)
{
    return hg_value_refuse(reader, key, node,
                           "a list: [PROGRAM, ARGUMENT, ...], as no shell splits it");
}

static int read_word(const struct hg_reader *reader, const struct hg_key *key,
                     struct hg_node *node, bool is_program, const char **word,
                     const char **shown)
{
    if (node->kind == HG_NODE_BROKEN)
        return -1;
    if (!hg_node_is_scalar(node) || !is_word(node) || (is_program && node->count == 0))
        return hg_value_refuse(reader, key, node, NULL);
    if (is_program) {
        *word = strchr(node->text, '/') == NULL
                    ? hg_arena_text(&reader->config->arena, node->text)
                    : hg_value_join(reader, node, node->text);
        *shown = hg_secret_values_show(reader, node);
        return 0;
    }
    *word = hg_arena_text(&reader->config->arena, node->text);
    *shown = show_argument(reader, node);
    hg_secret_values_add_variables(reader, node);
    return 0;
}

static int read_command(const struct hg_reader *reader, const struct hg_key *key,
                        struct hg_node *node, void *field)
{
    struct hg_arena *arena = &reader->config->arena;
    int result = 0;
    if (node->kind == HG_NODE_BROKEN)
        return -1;
    if (node->kind != HG_NODE_LIST)
        return refuse_line(reader, key, node);
    if (node->count == 0 || node->count > WORDS_MAX)
        return hg_value_refuse(reader, key, node, NULL);
    const char **words = hg_arena_new(arena, node->count, sizeof *words);
    const char **shown = hg_arena_new(arena, node->count, sizeof *shown);
    for (size_t i = 0; i < node->count; i++) {
        if (read_word(reader, key, node->items[i], i == 0, &words[i], &shown[i]) != 0)
            result = -1;
    }
    if (result == 0)
        *(struct hg_channel_command *)field = (struct hg_channel_command){
            .words = {words, node->count}, .shown = {shown, node->count}};
    return result;
}

static struct json_t *write_command(const struct hg_key *key, const void *field)
{
    const struct hg_channel_command *command = field;
    struct json_t *list = hg_json_value_list();
    (void)key;
    for (size_t i = 0; i < command->shown.count; i++)
        hg_json_value_add(list, hg_json_value_text(command->shown.items[i]));
    return list;
}

const struct hg_key_type hg_type_command = {
    .name = "command",
    .read = read_command,
    .write = write_command,
    .phrase = "a list of a program and its arguments",
    .schema = HG_SCHEMA_LIST(HG_SCHEMA_OF("text")),
    .is_secret = true,
};
