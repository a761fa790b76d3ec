/* SPDX-License-Identifier: MIT */
/* type_bool: true or false. */
#include "config/json_value.h"
#include "config/type.h"
#include "config/value.h"

#include <string.h>

#include "headgate/banned.h"

static int read_bool(const struct hg_reader *reader, const struct hg_key *key,
                     struct hg_node *node, void *field)
{
    const bool is_scalar = hg_node_is_scalar(node);
    const bool is_true = is_scalar && strcmp(node->text, "true") == 0;
    if (!is_true && !(is_scalar && strcmp(node->text, "false") == 0))
        return hg_value_refuse(reader, key, node, NULL);
    if (hg_value_check_quotes(reader, key, node) != 0)
        return -1;
    *(bool *)field = is_true;
    return 0;
}

static struct json_t *write_bool(const struct hg_key *key, const void *field)
{
    (void)key;
    return hg_json_value_bool(*(const bool *)field);
}

const struct hg_key_type hg_type_bool = {
    .name = "bool",
    .read = read_bool,
    .write = write_bool,
    .phrase = "true or false",
    .schema = HG_SCHEMA_ANY("{'type': 'boolean'}", HG_SCHEMA_OF("variable")),
};
