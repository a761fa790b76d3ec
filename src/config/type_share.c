/* SPDX-License-Identifier: MIT */
/* type_share: percentages: shares of the time that targets are up, a share by group, limits and
 * thresholds, which may be a percentage. */
#include "config/json_value.h"
#include "config/type.h"
#include "config/value.h"
#include "headgate/settings.h"
#include "headgate/units.h"

#include "headgate/banned.h"

/* Millionths of a percent, so that nothing is rounded: percentages have six decimals. */
#define SHARE_WHOLE   INT64_C(100000000)
#define SHARE_PATTERN "'^[0-9]+(\\.[0-9]{1,6})?%$|\\$\\{'"

static int parse_share(const struct hg_node *node, struct hg_share *share)
{
    struct hg_limit limit;
    if (!hg_node_is_scalar(node) || hg_units_parse_limit(node->text, &limit) != 0 ||
        !limit.is_percent || limit.value <= 0)
        return -1;
    *share = (struct hg_share){hg_units_limit_of(limit, SHARE_WHOLE), SHARE_WHOLE};
    return 0;
}

static int read_share(const struct hg_reader *reader, const struct hg_key *key,
                      struct hg_node *node, void *field)
{
    return parse_share(node, field) == 0 ? 0 : hg_value_refuse(reader, key, node, NULL);
}

static struct json_t *write_share(const struct hg_key *key, const void *field)
{
    const struct hg_share *share = field;
    char text[64];
    (void)key;
    if (share->whole == 0)
        return hg_json_value_null();
    const struct hg_limit limit = {
        .value = 100.0 * (double)share->part / (double)share->whole, .is_percent = true};
    hg_units_format_limit(limit, text, sizeof text);
    return hg_json_value_text(text);
}

const struct hg_key_type hg_type_share = {
    .name = "share",
    .read = read_share,
    .write = write_share,
    .phrase = "a percentage such as 99.9%",
    .schema = "{'type': 'string', 'pattern': " SHARE_PATTERN "}",
};

static int read_shares(const struct hg_reader *reader, const struct hg_key *key,
                       struct hg_node *node, void *field)
{
    struct hg_arena *arena = &reader->config->arena;
    int result = 0;
    if (hg_value_check_map(reader, key, node, 0, "groups") != 0)
        return -1;
    struct hg_group_sla *items = hg_arena_new(arena, node->count + 1, sizeof *items);
    for (size_t i = 0; i < node->count; i++) {
        struct hg_pair *pair = &node->pairs[i];
        items[i].group = hg_arena_text(arena, pair->key->text);
        if (parse_share(pair->value, &items[i].promised) != 0)
            result = hg_value_fault(reader, key, pair->value,
                                    "\"%.100s\" must be a percentage such as 99.9%%",
                                    pair->key->text);
    }
    if (result == 0)
        *(struct hg_group_slas *)field = (struct hg_group_slas){items, node->count};
    return result;
}

static struct json_t *write_shares(const struct hg_key *key, const void *field)
{
    const struct hg_group_slas *all = field;
    struct json_t *map = hg_json_value_map();
    for (size_t i = 0; i < all->count; i++)
        hg_json_value_set(map, all->items[i].group,
                          write_share(key, &all->items[i].promised));
    return map;
}

const struct hg_key_type hg_type_shares = {
    .name = "shares",
    .read = read_shares,
    .write = write_shares,
    .phrase = "a map of groups and percentages such as 99.9%",
    .schema = "{'type': 'object', 'additionalProperties': "
              "{'type': 'string', 'pattern': " SHARE_PATTERN "}}",
    .example = "{GROUP: 99.9%}",
};

static int read_limit(const struct hg_reader *reader, const struct hg_key *key,
                      struct hg_node *node, void *field)
{
    if (!hg_node_is_scalar(node) || hg_units_parse_limit(node->text, field) != 0)
        return hg_value_refuse(reader, key, node, NULL);
    return 0;
}

static struct json_t *write_limit(const struct hg_key *key, const void *field)
{
    char text[64];
    (void)key;
    hg_units_format_limit(*(const struct hg_limit *)field, text, sizeof text);
    return hg_json_value_text(text);
}

const struct hg_key_type hg_type_limit = {
    .name = "limit",
    .read = read_limit,
    .write = write_limit,
    .phrase = "a number or a percentage such as 5 or 2.5%",
    .schema =
        HG_SCHEMA_ANY("{'type': 'integer', 'minimum': 0}",
                      "{'type': 'string', 'pattern': '^[0-9]+(\\.[0-9]+)?%?$|\\$\\{'}"),
};

static int read_threshold(const struct hg_reader *reader, const struct hg_key *key,
                          struct hg_node *node, void *field)
{
    if (!hg_node_is_scalar(node) || hg_units_parse_threshold(node->text, field) != 0)
        return hg_value_refuse(reader, key, node, NULL);
    return 0;
}

static struct json_t *write_threshold(const struct hg_key *key, const void *field)
{
    char text[64];
    (void)key;
    hg_units_format_threshold(field, text, sizeof text);
    return hg_json_value_text(text);
}

const struct hg_key_type hg_type_threshold = {
    .name = "threshold",
    .read = read_threshold,
    .write = write_threshold,
    .phrase =
        "off, a duration such as 14d, a percentage such as 10%, or the lesser of both "
        "such as \"14d or 25%\"",
    .schema =
        "{'type': 'string', 'pattern': '^(off|[0-9]+(\\.[0-9]+)?%|"
        "([0-9]+(\\.[0-9]+)?(ms|s|m|h|d|w|y))+( or [0-9]+(\\.[0-9]+)?%)?)$|\\$\\{'}",
};
