/* SPDX-License-Identifier: MIT */
/* type_number: amounts between two limits: whole numbers, durations and sizes. A value
 * below the lower limit means "not set". */
#include "config/json_value.h"
#include "config/type.h"
#include "config/value.h"
#include "headgate/units.h"

#include <stdio.h>

#include "headgate/banned.h"

static int read_amount(const struct hg_reader *reader, const struct hg_key *key,
                       struct hg_node *node, int64_t *amount,
                       int (*parse)(const char *text, int64_t *amount))
{
    int64_t value;
    if (!hg_node_is_scalar(node) || parse(node->text, &value) != 0 || value < key->min ||
        value > key->max)
        return hg_value_refuse(reader, key, node, NULL);
    *amount = value;
    return 0;
}

static int read_number(const struct hg_reader *reader, const struct hg_key *key,
                       struct hg_node *node, void *field)
{
    int64_t number = 0;
    if (read_amount(reader, key, node, &number, hg_units_parse_number) != 0 ||
        hg_value_check_quotes(reader, key, node) != 0)
        return -1;
    *(int64_t *)field = number;
    return 0;
}

static struct json_t *write_number(const struct hg_key *key, const void *field)
{
    const int64_t number = *(const int64_t *)field;
    return number < key->min ? hg_json_value_null() : hg_json_value_number(number);
}

static void write_number_phrase(const struct hg_key *key, char *out, size_t size)
{
    snprintf(out, size, "%lld to %lld", (long long)key->min, (long long)key->max);
}

const struct hg_key_type hg_type_number = {
    .name = "number",
    .read = read_number,
    .write = write_number,
    .write_phrase = write_number_phrase,
    .schema = HG_SCHEMA_ANY("{'type': 'integer', 'minimum': @min, 'maximum': @max}",
                            HG_SCHEMA_OF("variable")),
};

static int read_duration(const struct hg_reader *reader, const struct hg_key *key,
                         struct hg_node *node, void *field)
{
    return read_amount(reader, key, node, field, hg_units_parse_duration);
}

static struct json_t *write_duration(const struct hg_key *key, const void *field)
{
    const int64_t us = *(const int64_t *)field;
    char text[64];
    if (us < key->min)
        return hg_json_value_null();
    hg_units_format_duration(us, text, sizeof text);
    return hg_json_value_text(text);
}

static void write_duration_phrase(const struct hg_key *key, char *out, size_t size)
{
    char min[32];
    char max[32];
    hg_units_format_duration(key->min, min, sizeof min);
    hg_units_format_duration(key->max, max, sizeof max);
    snprintf(out, size, "%s to %s", min, max);
}

const struct hg_key_type hg_type_duration = {
    .name = "duration",
    .read = read_duration,
    .write = write_duration,
    .write_phrase = write_duration_phrase,
    .schema = "{'type': 'string', "
              "'pattern': '^([0-9]+(\\.[0-9]+)?(ms|s|m|h|d|w|y))+$|\\$\\{'}",
};

static int read_size(const struct hg_reader *reader, const struct hg_key *key,
                     struct hg_node *node, void *field)
{
    return read_amount(reader, key, node, field, hg_units_parse_size);
}

static void write_size_phrase(const struct hg_key *key, char *out, size_t size)
{
    char min[32];
    char max[32];
    hg_units_format_size(key->min, min, sizeof min);
    hg_units_format_size(key->max, max, sizeof max);
    snprintf(out, size, "a size from %s to %s such as 100, 64KiB or 2MiB", min, max);
}

const struct hg_key_type hg_type_size = {
    .name = "size",
    .read = read_size,
    .write = write_number,
    .write_phrase = write_size_phrase,
    .schema = HG_SCHEMA_ANY("{'type': 'integer', 'minimum': @min, 'maximum': @max}",
                            "{'type': 'string', 'pattern': '^[0-9]+(KiB|MiB)?$|\\$\\{'}"),
};
