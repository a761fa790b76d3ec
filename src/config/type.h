/* SPDX-License-Identifier: MIT */
/* type: what the value of a key may be, and how it is read, shown and described. A type is a row in
 * a file type_*.c, and a row of the key table points to it. A new type is one such file, one
 * declaration below, and one line in sources.cmake. Types share a file where they share the code. */
#ifndef HEADGATE_CONFIG_TYPE_H
#define HEADGATE_CONFIG_TYPE_H

#include <stdbool.h>
#include <stddef.h>

#include "headgate/problem.h"

struct hg_arena;
struct hg_key;
struct hg_node;
struct hg_reader;
struct json_t;

struct hg_key_type {
    const char *name;
    /* Read `node` into `field`, the key's field of the settings or of a policy. Maps and reports
     * add to what is there, everything else replaces it. -1 when the value is wrong, which is
     * reported once per node. */
    int (*read)(const struct hg_reader *reader, const struct hg_key *key,
                struct hg_node *node, void *field);
    /* What a variable or an option of the command line says, as `read` wants it, in `arena`. NULL
     * when it is not "Name: value". Without a function the text itself is the value. */
    struct hg_node *(*option)(struct hg_arena *arena, struct hg_source_location location,
                              const char *text);
    /* `field` as JSON (config/json_value.h), for `list`. */
    struct json_t *(*write)(const struct hg_key *key, const void *field);
    /* What it accepts, in the words of messages and of the reference page: "true or false". */
    const char *phrase;
    /* The same where the key's row decides; `phrase` is NULL then. */
    void (*write_phrase)(const struct hg_key *key, char *out, size_t size);
    /* JSON Schema (draft 7) of the value in YAML, with ' for " (and the reverse), a plain backslash,
     * and @min, @max and @choices for what the key's row says. */
    const char *schema;
    bool is_secret; /* a scalar of it is not repeated in messages */
};

/* Parts of schemas. */
#define HG_SCHEMA_OF(name)          "{'$ref': '#/definitions/" name "'}"
#define HG_SCHEMA_ANY(one, other)   "{'anyOf': [" one ", " other "]}"
#define HG_SCHEMA_LIST(item)        "{'type': 'array', 'items': " item ", 'minItems': 1}"
#define HG_SCHEMA_ONE_OR_LIST(item) HG_SCHEMA_ANY(item, HG_SCHEMA_LIST(item))
#define HG_SCHEMA_STRING            HG_SCHEMA_ANY(HG_SCHEMA_OF("text"), HG_SCHEMA_OF("variable"))
#define HG_SCHEMA_STRINGS           HG_SCHEMA_ONE_OR_LIST(HG_SCHEMA_OF("text"))

extern const struct hg_key_type hg_type_bool; /* bool */
/* int64_t between min and max: a number, microseconds, bytes */
extern const struct hg_key_type hg_type_number, hg_type_duration, hg_type_size;
/* const char *: clean, not empty; struct hg_texts: one or a list of them */
extern const struct hg_key_type hg_type_text, hg_type_texts;
/* const char *: a file that can be read; one that need not be there yet. Both are relative to the
 * configuration's folder. */
extern const struct hg_key_type hg_type_path, hg_type_destination;
/* An enum, as int: position in the key's choices; uint32_t: a bit for each position, a word or a
 * list */
extern const struct hg_key_type hg_type_enum, hg_type_enum_set;
extern const struct hg_key_type hg_type_method; /* enum hg_method */
/* struct hg_statuses: a number, a range, or a list of them */
extern const struct hg_key_type hg_type_statuses;
/* uint32_t, a bit per outcome: a word or a list; "never" is none */
extern const struct hg_key_type hg_type_outcomes;
/* struct hg_limit: a number or a percentage; struct hg_share: a percentage; struct hg_group_slas: a
 * map group -> percentage; struct hg_threshold: a duration or a percentage, "off" is none */
extern const struct hg_key_type hg_type_limit, hg_type_share, hg_type_shares,
    hg_type_threshold;
/* struct hg_headers: a map; struct hg_header_expectations: a map name -> present | absent |
 * expression. Both are "Name: value" on the command line. */
extern const struct hg_key_type hg_type_headers, hg_type_header_expectations;
extern const struct hg_key_type
    hg_type_expressions; /* struct hg_expressions: one or a list */
/* struct hg_json_expectations: a map pointer -> value */
extern const struct hg_key_type hg_type_json;
/* const char *, never shown: clean, not empty; the same from a file, without its last line end; any
 * text that is not empty */
extern const struct hg_key_type hg_type_secret, hg_type_secret_file, hg_type_content;
extern const struct hg_key_type hg_type_form; /* struct hg_headers: a map, never shown */
extern const struct hg_key_type
    hg_type_conditions; /* struct hg_conditions: one or a list */
/* struct hg_maintenance_windows: one or a list */
extern const struct hg_key_type hg_type_maintenance;
/* struct hg_report_requests: a map format -> file(s), or a list of "FORMAT[=FILE]"; the latter on
 * the command line */
extern const struct hg_key_type hg_type_reports;

#endif
