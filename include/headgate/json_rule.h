/* SPDX-License-Identifier: MIT */
/* json_rule: what is expected of a value in JSON, and whether it is so. */
#ifndef HEADGATE_JSON_RULE_H
#define HEADGATE_JSON_RULE_H

#include <stdbool.h>
#include <stddef.h>

struct json_t;
/* How to read the expected text. */
enum hg_json_kind {
    HG_JSON_TEXT,  /* a string */
    HG_JSON_VALUE, /* a number, true, false or null */
    HG_JSON_EITHER /* both are fine: it came from a variable, which has no quotation marks */
};

/* How a value is compared with the expected one. Numbers are compared as numbers, exactly where both are whole and
 * within 64 bits; lists and objects by value. A value that is not there keeps one rule only: ABSENT. */
enum hg_json_rule {
    HG_JSON_EQUALS,
    HG_JSON_DIFFERS, /* is there, and is another one */
    HG_JSON_LESS,    /* of numbers only, as the next three */
    HG_JSON_AT_MOST,
    HG_JSON_MORE,
    HG_JSON_AT_LEAST,
    HG_JSON_MATCHES, /* a text, or another scalar as JSON writes it: `pattern` is found in it */
    HG_JSON_EXISTS, /* null is a value */
    HG_JSON_ABSENT,
    HG_JSON_TYPE,     /* string, number, integer, boolean, array, object or null */
    HG_JSON_CONTAINS, /* an array the value, a text the text, an object the name */
    HG_JSON_RULE_COUNT
};

struct hg_pattern;

struct hg_json_expectation {
    const char *pointer; /* "" is the whole text */
    const char *value;   /* JSON where kind is VALUE; NULL where the rule needs none */
    enum hg_json_kind kind;
    enum hg_json_rule rule;
    bool of_length; /* compared is the number of elements, members or characters */
    const struct hg_pattern *pattern; /* of MATCHES */
};

struct hg_json_expectations {
    const struct hg_json_expectation *items;
    size_t count;
};

/* "eq", "lt". */
const char *hg_json_rule_word(enum hg_json_rule rule);
/* The rule of that word; COUNT when there is none. */
enum hg_json_rule hg_json_rule_find(const char *word);
/* Whether the rule is about the order of numbers. */
bool hg_json_rule_is_order(enum hg_json_rule rule);
/* Whether there is a type of that name. */
bool hg_json_is_type(const char *word);
/* Whether a value is as expected. `value`: NULL when there is none. `wanted`: the expected value as JSON; NULL when it
 * is a text only, or none. */
bool hg_json_rule_holds(const struct hg_json_expectation *expected, struct json_t *value,
                        struct json_t *wanted);
/* The number of its elements, members or characters, to be released by the caller; NULL when it has none. */
struct json_t *hg_json_rule_length(struct json_t *value);

#endif
