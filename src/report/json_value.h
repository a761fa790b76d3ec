/* SPDX-License-Identifier: MIT */
/* json_value: the kinds of values in our JSON, and how they are written. */
#ifndef HEADGATE_REPORT_JSON_VALUE_H
#define HEADGATE_REPORT_JSON_VALUE_H

#include <stdint.h>

#include "headgate/output.h"

#include <jansson.h>

/* New references; running out of memory ends the program. NULL text and -1 become
 * null. */
json_t *hg_json_text(const char *text);
json_t *hg_json_ms(int64_t us);        /* milliseconds with one decimal */
json_t *hg_json_time(int64_t wall_us); /* RFC 3339 in UTC */
/* Set a member; takes `value`. */
void hg_json_set(json_t *object, const char *key, json_t *value);
/* Add to the end; takes `value`. */
void hg_json_append(json_t *array, json_t *value);
/* The member of that name, an object; made when it is missing. Borrowed. */
json_t *hg_json_member(json_t *object, const char *key);

/* Write and free: on one line, or with two blanks for each level and `margin` (blanks)
 * before every line but the first. */
void hg_json_write_line_take(json_t *value, struct hg_sink *sink);
void hg_json_write_pretty_take(json_t *value, const char *margin, struct hg_sink *sink);

#endif
