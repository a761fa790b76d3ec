/* SPDX-License-Identifier: MIT */
/* json_document: JSON by Jansson, pointers by hand. */
#include "headgate/json_document.h"

#include "headgate/ascii.h"
#include "headgate/memory.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <jansson.h>

#include "headgate/banned.h"

#define READ_FLAGS (JSON_DECODE_ANY | JSON_ALLOW_NUL | JSON_REJECT_DUPLICATES)
#define ESCAPE_LEN 6 /* "\u0041" */

struct hg_json_document {
    json_t *root; /* owned */
};

static json_t *load(const char *text, size_t len, json_error_t *error)
{
    json_t *root = json_loadb(text, len, READ_FLAGS, error);
    if (root == NULL && json_error_code(error) == json_error_numeric_overflow)
        root = json_loadb(text, len, READ_FLAGS | JSON_DECODE_INT_AS_REAL, error);
    return root;
}

/* The number of an escape like "\u0041"; -1: there is none. */
static int32_t escaped_unit(const char *at, size_t len)
{
    int32_t unit = 0;
    if (len < ESCAPE_LEN || at[0] != '\\' || at[1] != 'u')
        return -1;
    for (size_t i = 2; i < ESCAPE_LEN; i++) {
        const int digit = hg_ascii_hex_value(at[i]);
        if (digit < 0)
            return -1;
        unit = unit * 16 + digit;
    }
    return unit;
}

static bool is_high(int32_t unit)
{
    return unit >= 0xD800 && unit < 0xDC00;
}

static bool is_low(int32_t unit)
{
    return unit >= 0xDC00 && unit < 0xE000;
}

/* NUL in a name, and halves of surrogate pairs, are JSON (RFC 8259 7 and 8.2), which Jansson does not read:
 * they become a character that no text has, and U+FFFD. As long as the text, without a NUL; free with free(). */
static char *replace_escapes(const char *text, size_t len)
{
    char *copy = hg_memory_new(len, 1);
    memcpy(copy, text, len);
    for (size_t i = 0; i < len;) {
        const int32_t unit = escaped_unit(text + i, len - i);
        const bool is_pair = is_high(unit) && is_low(escaped_unit(text + i + ESCAPE_LEN,
                                                                  len - i - ESCAPE_LEN));
        if (unit == 0)
            memcpy(copy + i, "\\ufdd0", ESCAPE_LEN);
        else if (!is_pair && (is_high(unit) || is_low(unit)))
            memcpy(copy + i, "\\ufffd", ESCAPE_LEN);
        i += is_pair ? 2 * ESCAPE_LEN : unit >= 0 ? ESCAPE_LEN : text[i] == '\\' ? 2 : 1;
    }
    return copy;
}

/* A NUL beside the first character: UTF-16 or UTF-32 (RFC 4627 3). */
static bool is_wide(const char *text, size_t len)
{
    return len >= 2 && (text[0] == '\0') != (text[1] == '\0');
}

static enum hg_json_fault fault_of(const json_error_t *error, const char *text,
                                   size_t len)
{
    static const struct {
        enum json_error_code code;
        enum hg_json_fault fault;
    } faults[] = {{json_error_duplicate_key, HG_JSON_REPEATED},
                  {json_error_invalid_utf8, HG_JSON_NOT_UTF8},
                  {json_error_stack_overflow, HG_JSON_DEEP},
                  {json_error_numeric_overflow, HG_JSON_LARGE}};
    for (size_t i = 0; i < sizeof faults / sizeof *faults; i++) {
        if (json_error_code(error) == faults[i].code)
            return faults[i].fault;
    }
    return is_wide(text, len) ? HG_JSON_NOT_UTF8 : HG_JSON_MALFORMED;
}

struct hg_json_document *hg_json_document_parse(const char *text, size_t len,
                                                enum hg_json_fault *fault)
{
    static const char mark[] = "\xef\xbb\xbf";
    const size_t skipped = len >= 3 && memcmp(text, mark, 3) == 0 ? 3 : 0;
    text += skipped;
    len -= skipped;
    json_error_t error;
    json_t *root = load(text, len, &error);
    if (root == NULL && json_error_code(&error) != json_error_duplicate_key) {
        char *copy = replace_escapes(text, len);
        root = load(copy, len, &error);
        free(copy);
    }
    *fault = root != NULL ? HG_JSON_SOUND : fault_of(&error, text, len);
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

bool hg_json_is_number(const char *text)
{
    enum hg_json_fault fault;
    struct hg_json_document *read = hg_json_document_parse(text, strlen(text), &fault);
    const bool is_one = read != NULL && json_is_number(read->root);
    hg_json_document_free(read);
    return is_one;
}

static char *write(const json_t *value)
{
    char *text = json_dumps(value, JSON_ENCODE_ANY | JSON_COMPACT);
    if (text == NULL)
        hg_memory_exhausted();
    return text;
}

bool hg_json_document_matches(const struct hg_json_document *json,
                              const struct hg_json_expectation *expected, char **observed)
{
    json_t *value = find(json->root, expected->pointer);
    json_t *length = expected->of_length ? hg_json_rule_length(value) : NULL;
    json_t *compared = expected->of_length ? length : value;
    enum hg_json_fault fault = HG_JSON_SOUND;
    struct hg_json_document *wanted =
        expected->value == NULL || expected->kind == HG_JSON_TEXT
            ? NULL
            : hg_json_document_parse(expected->value, strlen(expected->value), &fault);
    const bool is_so =
        hg_json_rule_holds(expected, compared, wanted == NULL ? NULL : wanted->root);
    *observed =
        is_so || value == NULL ? NULL : write(compared == NULL ? value : compared);
    hg_json_document_free(wanted);
    json_decref(length);
    return is_so;
}
