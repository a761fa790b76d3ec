/* SPDX-License-Identifier: MIT */
/* type_conditions: conditions of the gate, one or a list. */
#include "config/json_value.h"
#include "config/type.h"
#include "config/value.h"
#include "headgate/condition.h"

#include <string.h>

#include "headgate/banned.h"

#define CONDITIONS_MAX 256

static int read_one(const struct hg_reader *reader, const struct hg_key *key,
                    struct hg_node *node, struct hg_condition *items, size_t count)
{
    char problem[512];
    const char *text = hg_value_read_text(reader, key, node);
    if (text == NULL)
        return -1;
    if (hg_condition_parse(&items[count], text, &reader->config->arena, problem,
                           sizeof problem) != 0)
        return hg_value_fault(reader, key, node, "\"%.100s\": %s", text, problem);
    for (size_t i = 0; i < count; i++) {
        if (items[i].text != NULL && strcmp(items[i].text, items[count].text) == 0)
            return hg_value_fault(reader, key, node, "duplicate condition \"%.100s\"",
                                  text);
    }
    return 0;
}

static int read_conditions(const struct hg_reader *reader, const struct hg_key *key,
                           struct hg_node *node, void *field)
{
    size_t count;
    struct hg_node **nodes = hg_node_items(&node, &count);
    if (count > CONDITIONS_MAX)
        return hg_value_fault(reader, key, node, "more than %d conditions",
                              CONDITIONS_MAX);
    struct hg_condition *items =
        hg_arena_new(&reader->config->arena, count + 1, sizeof *items);
    int result = 0;
    for (size_t i = 0; i < count; i++) {
        if (read_one(reader, key, nodes[i], items, i) != 0)
            result = -1;
    }
    if (result == 0)
        *(struct hg_conditions *)field = (struct hg_conditions){items, count};
    return result;
}

static struct json_t *write_conditions(const struct hg_key *key, const void *field)
{
    const struct hg_conditions *all = field;
    struct json_t *list = hg_json_value_list();
    (void)key;
    for (size_t i = 0; i < all->count; i++)
        hg_json_value_add(list, hg_json_value_text(all->items[i].text));
    return list;
}

const struct hg_key_type hg_type_conditions = {
    .name = "conditions",
    .read = read_conditions,
    .option = hg_node_split_commas,
    .write = write_conditions,
    .phrase = "a string or a list of strings such as \"down(critical) == 0\", "
              "\"down_percent <= 5\" or \"p95 < 800ms\"",
    .schema = HG_SCHEMA_STRINGS,
};
