/* SPDX-License-Identifier: MIT */
/* json_document: JSON by Jansson, pointers by hand. */
#include "headgate/json_document.h"

#include "headgate/memory.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <jansson.h>

#include "headgate/banned.h"

#define READ_FLAGS (JSON_DECODE_ANY | JSON_ALLOW_NUL | JSON_REJECT_DUPLICATES)

struct hg_json_document {
    json_t *root; /* owned */
};

struct hg_json_document *hg_json_document_parse(const char *text, size_t len,
                                                enum hg_json_fault *fault)
{
    static const char mark[] = "\xef\xbb\xbf";
    const size_t skipped = len >= 3 && memcmp(text, mark, 3) == 0 ? 3 : 0;
    json_error_t error;
    json_t *root = json_loadb(text + skipped, len - skipped, READ_FLAGS, &error);
    if (root == NULL && json_error_code(&error) == json_error_numeric_overflow)
        root = json_loadb(text + skipped, len - skipped,
                          READ_FLAGS | JSON_DECODE_INT_AS_REAL, &error);
    *fault = root != NULL                                          ? HG_JSON_SOUND
             : json_error_code(&error) == json_error_duplicate_key ? HG_JSON_REPEATED
                                                                   : HG_JSON_MALFORMED;
    if (root == NULL)
        return NULL;
    struct hg_json_document *json = hg_memory_new(1, sizeof *json);
    json->root = root;
    return json;
}

void hg_json_document_free(struct hg_json_document *json)
{
    if (json == NULL)
        return;
    json_decref(json->root);
    free(json);
}

bool hg_json_is_pointer(const char *text)
{
    if (text[0] != '\0' && text[0] != '/')
        return false;
    for (const char *at = strchr(text, '~'); at != NULL; at = strchr(at + 1, '~')) {
        if (at[1] != '0' && at[1] != '1')
            return false;
    }
    return true;
}

/* RFC 6901 4: digits without leading zeros. */
static json_t *find_element(const json_t *array, const char *token)
{
    char *end = NULL;
    if (token[strspn(token, "0123456789")] != '\0' || token[0] == '\0' ||
        (token[0] == '0' && token[1] != '\0') || strlen(token) > 9)
        return NULL;
    return json_array_get(array, (size_t)strtoul(token, &end, 10));
}

/* Undo "~1" and "~0" in place. */
static void unescape(char *token)
{
    char *to = token;
    for (const char *from = token; *from != '\0'; from++) {
        const bool is_escape = *from == '~' && from[1] != '\0';
        from += is_escape;
        *to++ = is_escape ? (*from == '1' ? '/' : '~') : *from;
    }
    *to = '\0';
}

static json_t *find(json_t *value, const char *pointer)
{
    char *copy = hg_memory_copy_text(pointer);
    char *rest = copy[0] == '\0' ? NULL : copy + 1;
    while (rest != NULL && value != NULL) {
        char *token = rest;
        rest = strchr(token, '/');
        if (rest != NULL)
            *rest++ = '\0';
        unescape(token);
        value = json_is_array(value) ? find_element(value, token)
                                     : json_object_get(value, token);
    }
    free(copy);
    return value;
}

static bool is_text(const json_t *value, const char *text)
{
    return json_is_string(value) && json_string_length(value) == strlen(text) &&
           memcmp(json_string_value(value), text, strlen(text)) == 0;
}

static bool is_scalar(const json_t *value)
{
    return !json_is_object(value) && !json_is_array(value) && !json_is_string(value);
}

bool hg_json_is_scalar(const char *text)
{
    enum hg_json_fault fault;
    struct hg_json_document *read = hg_json_document_parse(text, strlen(text), &fault);
    const bool is_one = read != NULL && is_scalar(read->root);
    hg_json_document_free(read);
    return is_one;
}

static bool is_value(const json_t *value, const json_t *expected)
{
    const bool are_numbers = json_is_number(value) && json_is_number(expected);
    const bool has_real = json_is_real(value) || json_is_real(expected);
    if (!are_numbers || !has_real)
        return json_equal(value, expected) != 0;
    const double difference = json_number_value(value) - json_number_value(expected);
    return !(difference < 0 || difference > 0);
}

static bool equals(const json_t *value, const struct hg_json_expectation *expected)
{
    if (expected->kind == HG_JSON_TEXT)
        return is_text(value, expected->value);
    enum hg_json_fault fault;
    struct hg_json_document *read =
        hg_json_document_parse(expected->value, strlen(expected->value), &fault);
    const bool is_equal =
        (read != NULL && is_scalar(read->root) && is_value(value, read->root)) ||
        (expected->kind == HG_JSON_EITHER && is_text(value, expected->value));
    hg_json_document_free(read);
    return is_equal;
}

bool hg_json_document_matches(const struct hg_json_document *json,
                              const struct hg_json_expectation *expected, char **observed)
{
    const json_t *value = find(json->root, expected->pointer);
    *observed = NULL;
    if (value == NULL)
        return false;
    if (equals(value, expected))
        return true;
    *observed = json_dumps(value, JSON_ENCODE_ANY | JSON_COMPACT);
    if (*observed == NULL)
        hg_memory_exhausted();
    return false;
}
