/* SPDX-License-Identifier: MIT */
/* json_writer: JSON written value by value, and the kinds of values in ours. Nothing is kept in
 * memory but the sink's buffer, so that a million targets never become a tree. */
#ifndef HEADGATE_JSON_WRITER_H
#define HEADGATE_JSON_WRITER_H

#include <stdbool.h>
#include <stdint.h>

#include "headgate/output.h"

struct hg_json_writer {
    struct hg_sink *sink; /* borrowed */
    int depth;            /* objects and arrays that are open */
    /* So many levels have a line for each value, and two blanks for each level; what is deeper in them is on
     * one line. */
    int indented_levels;
    bool is_first; /* nothing stands yet in the innermost of them */
};

/* Without levels that are spread, all is on one line. */
void hg_json_writer_init(struct hg_json_writer *json, struct hg_sink *sink,
                         int indented_levels);

/* Of all these, `key` is a member's name, plain ASCII; NULL in an array and for the document. Call
 * open and close in pairs; `close` of the document ends its line. */
void hg_json_begin_object(struct hg_json_writer *json, const char *key);
void hg_json_end_object(struct hg_json_writer *json);
void hg_json_begin_array(struct hg_json_writer *json, const char *key);
void hg_json_end_array(struct hg_json_writer *json);
void hg_json_write_null(struct hg_json_writer *json, const char *key);
void hg_json_write_boolean(struct hg_json_writer *json, const char *key, bool value);
void hg_json_write_integer(struct hg_json_writer *json, const char *key, int64_t value);
/* Ten digits at most; finite. */
void hg_json_write_number(struct hg_json_writer *json, const char *key, double value);
/* Any number as JSON writes it: digits, and a point before its decimals; NULL becomes null. */
void hg_json_write_decimal(struct hg_json_writer *json, const char *key,
                           const char *digits);
/* NULL becomes null; what is not UTF-8, U+FFFD. */
void hg_json_write_text(struct hg_json_writer *json, const char *key, const char *text);
/* Milliseconds with one decimal; -1 becomes null. */
void hg_json_write_ms(struct hg_json_writer *json, const char *key, int64_t us);
/* RFC 3339 in UTC; -1 becomes null. */
void hg_json_write_time(struct hg_json_writer *json, const char *key, int64_t wall_us);

#endif
