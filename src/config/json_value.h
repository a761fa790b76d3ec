/* SPDX-License-Identifier: MIT */
/* json_value: values as JSON, for `list`. No function returns NULL: running out of memory ends the
 * program. */
#ifndef HEADGATE_CONFIG_JSON_VALUE_H
#define HEADGATE_CONFIG_JSON_VALUE_H

#include <stdbool.h>
#include <stdint.h>

#include "headgate/output.h"
#include "headgate/secrets.h"

struct json_t;

struct json_t *hg_json_value_null(void);
struct json_t *hg_json_value_bool(bool value);
struct json_t *hg_json_value_number(int64_t value);
/* UTF-8; NULL becomes null. */
struct json_t *hg_json_value_text(const char *text);
struct json_t *hg_json_value_list(void);
struct json_t *hg_json_value_map(void);
/* Lists and maps take the value. */
void hg_json_value_add(struct json_t *list, struct json_t *value);
void hg_json_value_set(struct json_t *map, const char *name, struct json_t *value);
/* Likewise where the path ("expect.latency.warn") leads; makes the maps on the way. */
void hg_json_value_set_path(struct json_t *map, const char *path, struct json_t *value);
/* The value with every text in it masked, but for names. Takes the value. */
struct json_t *hg_json_value_mask(struct json_t *value, const struct hg_secrets *secrets);
/* The text as JSON, which it is. */
struct json_t *hg_json_value_parse(const char *text);
/* In one line, and free the value. */
void hg_json_value_write(struct json_t *value, struct hg_sink *sink);

#endif
