/* SPDX-License-Identifier: MIT */
/* type_variables: names of environment variables. What is no name may be the value of one, so it is never
 * repeated. */
#include "config/interpolate.h"
#include "config/json_value.h"
#include "config/type.h"
#include "config/value.h"
#include "headgate/text.h"

#include <string.h>

#include "headgate/banned.h"

#define VARIABLES_MAX 1024

/* As "${NAME}" takes it. */
static bool is_name(const struct hg_node *node)
{
    return hg_node_is_scalar(node) && node->variable_count == 0 && node->count > 0 &&
           node->text[hg_interpolate_name_length(node->text)] == '\0';
}

/* What several configurations say adds up: a name that one of them hides must not be forgotten. */
static int read_variables(const struct hg_reader *reader, const struct hg_key *key,
                          struct hg_node *node, void *field)
{
    struct hg_texts *names = field;
    size_t count;
    struct hg_node **items = hg_node_items(&node, &count);
    if (names->count + count > VARIABLES_MAX)
        return hg_value_fault(reader, key, node, "more than %d names", VARIABLES_MAX);
    const char **all =
        hg_arena_new(&reader->config->arena, names->count + count + 1, sizeof *all);
    int result = count == 0 ? hg_value_refuse(reader, key, node, NULL) : 0;
    if (names->count > 0)
        memcpy(all, names->items, names->count * sizeof *all);
    for (size_t i = 0; i < count; i++) {
        if (is_name(items[i]))
            all[names->count + i] = hg_arena_text(&reader->config->arena, items[i]->text);
        else
            result =
                hg_value_refuse(reader, key, items[i],
                                "the name of a variable without \"${\" and \"}\", or "
                                "a list of names in brackets");
    }
    if (result == 0)
        *names = (struct hg_texts){all, names->count + count};
    return result;
}

static struct json_t *write_variables(const struct hg_key *key, const void *field)
{
    const struct hg_texts *names = field;
    struct json_t *list = hg_json_value_list();
    (void)key;
    for (size_t i = 0; i < names->count; i++)
        hg_json_value_add(list, hg_json_value_text(names->items[i]));
    return list;
}

#define NAME "{'type': 'string', 'pattern': '^[A-Za-z_][A-Za-z0-9_]*$'}"

const struct hg_key_type hg_type_variables = {
    .name = "variables",
    .read = read_variables,
    .option = hg_node_split_commas,
    .write = write_variables,
    .phrase = "the name of an environment variable, or a list of them",
    .schema = HG_SCHEMA_ONE_OR_LIST(NAME),
    .is_secret = true,
};
