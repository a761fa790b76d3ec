/* SPDX-License-Identifier: MIT */
/* type: what the value of a key may be, and how it is read, shown and described. A type is a row in
 * a file type_*.c, and a row of the key table points to it. A new type is one such file, one
 * declaration below and one line in sources.cmake. Types that share code share a file. */
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
     * add to what is there, everything else replaces it. -1, for types that build on others, when
     * the value is wrong; that is reported once per node. */
    int (*read)(const struct hg_reader *reader, const struct hg_key *key,
                struct hg_node *node, void *field);
    /* Make the node that `read` expects, in `arena`, from a variable or an option of the command
     * line. NULL when the text must be "Name: value" and is not. Without a function the node is the
     * text itself. */
    struct hg_node *(*option)(struct hg_arena *arena, struct hg_source_location location,
                              const char *text);
    /* `field` as JSON (config/json_value.h), for `list`. */
    struct json_t *(*write)(const struct hg_key *key, const void *field);
    /* What it accepts, in the words of messages and of the reference page: "true or false". */
    const char *phrase;
    /* The same where the key's row decides; `phrase` is NULL then. */
    void (*write_phrase)(const struct hg_key *key, char *out, size_t size);
    /* JSON Schema (draft 7) of the value in YAML. So that it can be read in C, ' and " are exchanged
     * and backslashes are single; @min, @max and @choices stand for columns of the key's row. */
    const char *schema;
    bool is_secret; /* a scalar of it is not repeated in messages */
    /* A value in YAML, for who writes something of another kind: "{NAME: VALUE}". NULL: the phrase is enough. */
    const char *example;
};

/* Parts of schemas. */
#define HG_SCHEMA_OF(name)          "{'$ref': '#/definitions/" name "'}"
#define HG_SCHEMA_ANY(one, other)   "{'anyOf': [" one ", " other "]}"
#define HG_SCHEMA_LIST(item)        "{'type': 'array', 'items': " item ", 'minItems': 1}"
#define HG_SCHEMA_ONE_OR_LIST(item) HG_SCHEMA_ANY(item, HG_SCHEMA_LIST(item))
#define HG_SCHEMA_STRING            HG_SCHEMA_ANY(HG_SCHEMA_OF("text"), HG_SCHEMA_OF("variable"))
#define HG_SCHEMA_STRINGS           HG_SCHEMA_ONE_OR_LIST(HG_SCHEMA_OF("text"))

/* In brackets: the type of the field. */

/* true or false (bool) */
extern const struct hg_key_type hg_type_bool;
/* Between the key's min and max: a whole number, microseconds, bytes (int64_t) */
extern const struct hg_key_type hg_type_number;
extern const struct hg_key_type hg_type_duration;
extern const struct hg_key_type hg_type_size;
/* A string, clean and not empty (const char *); one or a list (struct hg_texts) */
extern const struct hg_key_type hg_type_text;
extern const struct hg_key_type hg_type_texts;
/* A file that can be read, and one that need not exist, relative to the configuration's folder
 * (const char *) */
extern const struct hg_key_type hg_type_path;
extern const struct hg_key_type hg_type_destination;
/* One of the key's choices (an enum, as int: its position); one or a list (uint32_t: a bit for each
 * position) */
extern const struct hg_key_type hg_type_enum;
extern const struct hg_key_type hg_type_enum_set;
/* Its choices for events: bits of enum hg_event_kind. */
#define HG_EVENT_WORDS                                                                   \
    "down|recovered|reminder|degraded|degraded_end|certificate|removed|flapping|"        \
    "flapping_end|offline|online|gap"
/* A method, in any case (enum hg_method) */
extern const struct hg_key_type hg_type_method;
/* A status code, a range, or a list of them (struct hg_statuses) */
extern const struct hg_key_type hg_type_statuses;
/* An outcome or a list of them, or "never" (uint32_t: a bit for each outcome) */
extern const struct hg_key_type hg_type_outcomes;
/* A percentage (struct hg_share); a map of groups and percentages (struct hg_group_slas); a number or
 * a percentage (struct hg_limit); a duration, a percentage or "off" (struct hg_threshold) */
extern const struct hg_key_type hg_type_share;
extern const struct hg_key_type hg_type_shares;
extern const struct hg_key_type hg_type_limit;
extern const struct hg_key_type hg_type_threshold;
/* A map, "Name: value" on the command line (struct hg_headers); the same with present, absent or an
 * expression as value (struct hg_header_expectations) */
extern const struct hg_key_type hg_type_headers;
extern const struct hg_key_type hg_type_header_expectations;
/* A regular expression or a list of them (struct hg_expressions) */
extern const struct hg_key_type hg_type_expressions;
/* A map of JSON pointers and values (struct hg_json_expectations) */
extern const struct hg_key_type hg_type_json;
/* Never shown: a string, clean and not empty; the same, but it may be empty; the first from a file,
 * without the line end at its end; any string that is not empty (const char *) */
extern const struct hg_key_type hg_type_secret;
extern const struct hg_key_type hg_type_password;
extern const struct hg_key_type hg_type_secret_file;
extern const struct hg_key_type hg_type_content;
/* A map of fields and values, never shown (struct hg_headers) */
extern const struct hg_key_type hg_type_form;
/* The name of an environment variable or a list of them; they add up (struct hg_texts) */
extern const struct hg_key_type hg_type_variables;
/* A condition of the gate or a list of them (struct hg_conditions) */
extern const struct hg_key_type hg_type_conditions;
/* A maintenance window or a list of them (struct hg_maintenance_windows) */
extern const struct hg_key_type hg_type_maintenance;
/* A map of formats and files, or a list of FORMAT[=FILE]; the latter on the command line
 * (struct hg_report_requests) */
extern const struct hg_key_type hg_type_reports;
/* A text with fields of a message, never shown (struct hg_template) */
extern const struct hg_key_type hg_type_template;
/* A list of a program and its arguments (struct hg_channel_command) */
extern const struct hg_key_type hg_type_command;
/* A map of names and channels (struct hg_channels_settings); the name of a channel or a list of them (struct hg_texts) */
extern const struct hg_key_type hg_type_channels;
extern const struct hg_key_type hg_type_channel_names;

#endif
