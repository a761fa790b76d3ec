/* SPDX-License-Identifier: MIT */
/* json_rule: the rules, a row each. */
#include "headgate/json_rule.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <jansson.h>

#include "headgate/memory.h"
#include "headgate/pattern.h"

#include "headgate/banned.h"

#define TWO_TO_63 9223372036854775808.0

static int compare_integers(json_int_t a, json_int_t b)
{
    return (a > b) - (a < b);
}

static int compare_reals(double a, double b)
{
    return (a > b) - (a < b);
}

/* Exact: a double of this size may hold no neighbour of a whole number. */
static int compare_mixed(json_int_t a, double b)
{
    if (b >= TWO_TO_63)
        return -1;
    if (b < -TWO_TO_63)
        return 1;
    const int order = compare_integers(a, (json_int_t)b);
    return order != 0 ? order : compare_reals(0, b - (double)(json_int_t)b);
}

/* Both are numbers. */
static int compare_numbers(json_t *a, json_t *b)
{
    if (json_is_integer(a) && json_is_integer(b))
        return compare_integers(json_integer_value(a), json_integer_value(b));
    if (json_is_integer(a))
        return compare_mixed(json_integer_value(a), json_real_value(b));
    if (json_is_integer(b))
        return -compare_mixed(json_integer_value(b), json_real_value(a));
    return compare_reals(json_real_value(a), json_real_value(b));
}

static bool are_equal(json_t *a, json_t *b);

static bool are_lists_equal(json_t *a, json_t *b)
{
    const size_t count = json_array_size(a);
    for (size_t i = 0; i < count; i++) {
        if (!are_equal(json_array_get(a, i), json_array_get(b, i)))
            return false;
    }
    return count == json_array_size(b);
}

static bool are_objects_equal(json_t *a, json_t *b)
{
    const char *name;
    json_t *value;
    json_object_foreach(a, name, value)
    {
        if (!are_equal(value, json_object_get(b, name)))
            return false;
    }
    return json_object_size(a) == json_object_size(b);
}

/* 1 equals 1.0, at every depth. As deep as the text is, which Jansson bounds. */
static bool are_equal(json_t *a, json_t *b)
{
    if (json_is_number(a) && json_is_number(b))
        return compare_numbers(a, b) == 0;
    if (json_is_array(a) && json_is_array(b))
        return are_lists_equal(a, b);
    if (json_is_object(a) && json_is_object(b))
        return are_objects_equal(a, b);
    return json_equal(a, b) != 0;
}

static bool is_text(json_t *value, const char *text)
{
    return json_is_string(value) && json_string_length(value) == strlen(text) &&
           memcmp(json_string_value(value), text, strlen(text)) == 0;
}

typedef bool rule_fn(const struct hg_json_expectation *expected, json_t *value,
                     json_t *wanted);

/* What came from a variable may be meant as a text too. */
static bool equals(const struct hg_json_expectation *expected, json_t *value,
                   json_t *wanted)
{
    const bool may_be_text = expected->kind != HG_JSON_VALUE;
    return (wanted != NULL && are_equal(value, wanted)) ||
           (may_be_text && is_text(value, expected->value));
}

static bool differs(const struct hg_json_expectation *expected, json_t *value,
                    json_t *wanted)
{
    return !equals(expected, value, wanted);
}

static bool is_in_order(const struct hg_json_expectation *expected, json_t *value,
                        json_t *wanted)
{
    if (!json_is_number(value) || !json_is_number(wanted))
        return false;
    const int order = compare_numbers(value, wanted);
    switch ((int)expected->rule) {
    case HG_JSON_LESS:
        return order < 0;
    case HG_JSON_AT_MOST:
        return order <= 0;
    case HG_JSON_MORE:
        return order > 0;
    default:
        return order >= 0;
    }
}

static bool matches(const struct hg_json_expectation *expected, json_t *value,
                    json_t *wanted)
{
    (void)wanted;
    if (json_is_array(value) || json_is_object(value))
        return false;
    if (json_is_string(value))
        return hg_pattern_search(expected->pattern, json_string_value(value),
                                 json_string_length(value), NULL) == HG_MATCH_FOUND;
    char *text = json_dumps(value, JSON_ENCODE_ANY);
    if (text == NULL)
        hg_memory_exhausted();
    const bool has_match = hg_pattern_matches(expected->pattern, text);
    free(text);
    return has_match;
}

static bool exists(const struct hg_json_expectation *expected, json_t *value,
                   json_t *wanted)
{
    (void)expected;
    (void)wanted;
    return value != NULL;
}

static const struct {
    const char *word;
    int type; /* json_type; -1: any number */
} types[] = {
    {"string", JSON_STRING}, {"number", -1},        {"integer", JSON_INTEGER},
    {"boolean", JSON_TRUE},  {"array", JSON_ARRAY}, {"object", JSON_OBJECT},
    {"null", JSON_NULL},
};

bool hg_json_is_type(const char *word)
{
    for (size_t i = 0; i < sizeof types / sizeof *types; i++) {
        if (strcmp(types[i].word, word) == 0)
            return true;
    }
    return false;
}

/* 1.0 is an integer: JSON knows one kind of number (RFC 8259 6). */
static bool is_whole(json_t *value)
{
    const double real = json_number_value(value);
    return json_is_integer(value) || real <= -TWO_TO_63 || real >= TWO_TO_63 ||
           compare_mixed((json_int_t)real, real) == 0;
}

static bool has_type(const struct hg_json_expectation *expected, json_t *value,
                     json_t *wanted)
{
    size_t at = 0;
    (void)wanted;
    while (strcmp(types[at].word, expected->value) != 0)
        at++;
    if (json_is_number(value))
        return types[at].type == -1 ||
               (types[at].type == JSON_INTEGER && is_whole(value));
    return types[at].type == (json_is_false(value) ? JSON_TRUE : (int)json_typeof(value));
}

static bool contains(const struct hg_json_expectation *expected, json_t *value,
                     json_t *wanted)
{
    if (json_is_string(value))
        return expected->kind != HG_JSON_VALUE &&
               strstr(json_string_value(value), expected->value) != NULL;
    if (json_is_object(value))
        return expected->kind != HG_JSON_VALUE &&
               json_object_get(value, expected->value) != NULL;
    for (size_t i = 0; i < json_array_size(value); i++) {
        if (equals(expected, json_array_get(value, i), wanted))
            return true;
    }
    return false;
}

static const struct {
    const char *word;
    rule_fn *holds; /* of a value that is there */
} rules[HG_JSON_RULE_COUNT] = {
    [HG_JSON_EQUALS] = {"eq", equals},           [HG_JSON_DIFFERS] = {"ne", differs},
    [HG_JSON_LESS] = {"lt", is_in_order},        [HG_JSON_AT_MOST] = {"le", is_in_order},
    [HG_JSON_MORE] = {"gt", is_in_order},        [HG_JSON_AT_LEAST] = {"ge", is_in_order},
    [HG_JSON_MATCHES] = {"matches", matches},    [HG_JSON_EXISTS] = {"exists", exists},
    [HG_JSON_ABSENT] = {"absent", NULL},         [HG_JSON_TYPE] = {"type", has_type},
    [HG_JSON_CONTAINS] = {"contains", contains},
};

const char *hg_json_rule_word(enum hg_json_rule rule)
{
    return rules[rule].word;
}

enum hg_json_rule hg_json_rule_find(const char *word)
{
    int rule = 0;
    while (rule < HG_JSON_RULE_COUNT && strcmp(rules[rule].word, word) != 0)
        rule++;
    return (enum hg_json_rule)rule;
}

bool hg_json_rule_is_order(enum hg_json_rule rule)
{
    return rules[rule].holds == is_in_order;
}

json_t *hg_json_rule_length(json_t *value)
{
    size_t length =
        json_is_array(value) ? json_array_size(value) : json_object_size(value);
    if (json_is_string(value)) {
        const char *text = json_string_value(value);
        for (size_t i = 0; i < json_string_length(value); i++)
            length += ((unsigned char)text[i] & 0xc0) != 0x80;
    } else if (!json_is_array(value) && !json_is_object(value)) {
        return NULL;
    }
    json_t *number = json_integer((json_int_t)length);
    if (number == NULL)
        hg_memory_exhausted();
    return number;
}

bool hg_json_rule_holds(const struct hg_json_expectation *expected, json_t *value,
                        json_t *wanted)
{
    if (expected->rule == HG_JSON_ABSENT)
        return value == NULL;
    return value != NULL && rules[expected->rule].holds(expected, value, wanted);
}
