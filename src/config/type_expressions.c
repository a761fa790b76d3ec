/* SPDX-License-Identifier: MIT */
/* type_expressions: regular expressions (PCRE2), one or a list. */
#include "config/json_value.h"
#include "config/type.h"
#include "config/value.h"
#include "headgate/policy.h"

#include "headgate/banned.h"

static int read_one(const struct hg_reader *reader, const struct hg_key *key,
                    struct hg_node *node, struct hg_expression *expression)
{
    expression->text = hg_value_read_text(reader, key, node);
    if (expression->text == NULL)
        return -1;
    expression->pattern = hg_value_compile(reader, key, node, expression->text);
    return expression->pattern == NULL ? -1 : 0;
}

static int read_expressions(const struct hg_reader *reader, const struct hg_key *key,
                            struct hg_node *node, void *field)
{
    size_t count;
    struct hg_node **nodes = hg_node_items(&node, &count);
    struct hg_expression *items =
        hg_arena_new(&reader->config->arena, count + 1, sizeof *items);
    int result = 0;
    for (size_t i = 0; i < count; i++) {
        if (read_one(reader, key, nodes[i], &items[i]) != 0)
            result = -1;
    }
    if (result == 0)
        *(struct hg_expressions *)field = (struct hg_expressions){items, count};
    return result;
}

static struct json_t *write_expressions(const struct hg_key *key, const void *field)
{
    const struct hg_expressions *all = field;
    struct json_t *list = hg_json_value_list();
    (void)key;
    for (size_t i = 0; i < all->count; i++)
        hg_json_value_add(list, hg_json_value_text(all->items[i].text));
    return list;
}

const struct hg_key_type hg_type_expressions = {
    .name = "expressions",
    .read = read_expressions,
    .option = hg_node_list_of_one, /* they may hold commas */
    .write = write_expressions,
    .phrase = "a regular expression or a list of them",
    .schema = HG_SCHEMA_STRINGS,
};
