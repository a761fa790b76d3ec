/* SPDX-License-Identifier: MIT */
/* type_statuses: status codes: a number, a range, a class such as 2xx, or a list of them. */
#include "config/json_value.h"
#include "config/type.h"
#include "config/value.h"
#include "headgate/statuses.h"

#include <stdio.h>

#include "headgate/banned.h"

static int read_statuses(const struct hg_reader *reader, const struct hg_key *key,
                         struct hg_node *node, void *field)
{
    struct hg_statuses statuses = {0};
    size_t count;
    struct hg_node **items = hg_node_items(&node, &count);
    int result = count == 0 ? hg_value_refuse(reader, key, node, NULL) : 0;
    for (size_t i = 0; i < count; i++) {
        if (!hg_node_is_scalar(items[i]) ||
            hg_statuses_parse(&statuses, items[i]->text) != 0)
            result = hg_value_refuse(reader, key, items[i], NULL);
    }
    if (result == 0)
        *(struct hg_statuses *)field = statuses;
    return result;
}

static struct json_t *write_statuses(const struct hg_key *key, const void *field)
{
    char text[2048];
    (void)key;
    if (hg_statuses_is_empty(field))
        return hg_json_value_null();
    hg_statuses_format(field, text, sizeof text);
    return hg_json_value_text(text);
}

static void write_phrase(const struct hg_key *key, char *out, size_t size)
{
    (void)key;
    snprintf(out, size, "status codes from %d to %d such as 200, 200-299 or 2xx",
             HG_STATUS_MIN, HG_STATUS_MAX);
}

const struct hg_key_type hg_type_statuses = {
    .name = "statuses",
    .read = read_statuses,
    .option = hg_node_split_commas,
    .write = write_statuses,
    .write_phrase = write_phrase,
    .schema = HG_SCHEMA_ONE_OR_LIST(HG_SCHEMA_OF("status")),
};
