/* SPDX-License-Identifier: MIT */
/* type_outcomes: outcomes of targets, other than up; "never" is none. */
#include "config/json_value.h"
#include "config/type.h"
#include "config/value.h"
#include "headgate/outcome.h"

#include <string.h>

#include "headgate/banned.h"

static int read_outcomes(const struct hg_reader *reader, const struct hg_key *key,
                         struct hg_node *node, void *field)
{
    uint32_t bits = 0;
    size_t count;
    struct hg_node **items = hg_node_items(&node, &count);
    int result = count == 0 ? hg_value_refuse(reader, key, node, NULL) : 0;
    for (size_t i = 0; i < count; i++) {
        enum hg_outcome outcome;
        const bool is_scalar = hg_node_is_scalar(items[i]);
        if (count == 1 && is_scalar && strcmp(items[i]->text, "never") == 0)
            continue;
        if (!is_scalar || !hg_outcome_parse(items[i]->text, &outcome) ||
            outcome == HG_OUTCOME_UP)
            result = hg_value_refuse(reader, key, items[i], NULL);
        else
            bits |= 1U << outcome;
    }
    if (result == 0)
        *(uint32_t *)field = bits;
    return result;
}

static struct json_t *write_outcomes(const struct hg_key *key, const void *field)
{
    struct json_t *list = hg_json_value_list();
    (void)key;
    for (int i = 0; i < HG_OUTCOME_COUNT; i++) {
        if ((*(const uint32_t *)field & 1U << i) != 0)
            hg_json_value_add(list,
                              hg_json_value_text(hg_outcome_word((enum hg_outcome)i)));
    }
    return list;
}

const struct hg_key_type hg_type_outcomes = {
    .name = "outcomes",
    .read = read_outcomes,
    .option = hg_node_split_commas,
    .write = write_outcomes,
    .phrase = "never or outcomes: flaky, degraded, down, unknown, skipped",
    .schema = HG_SCHEMA_ONE_OR_LIST(HG_SCHEMA_OF("outcome")),
};
