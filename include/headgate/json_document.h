/* SPDX-License-Identifier: MIT */
/* json_document: values of a JSON text, found by pointers (RFC 6901). */
#ifndef HEADGATE_JSON_DOCUMENT_H
#define HEADGATE_JSON_DOCUMENT_H

#include <stdbool.h>
#include <stddef.h>

#include "headgate/json_rule.h"

struct hg_json_document;

enum hg_json_fault {
    HG_JSON_SOUND,
    HG_JSON_MALFORMED, /* not JSON (RFC 8259) */
    HG_JSON_REPEATED, /* an object has a name twice: readers differ in which value counts */
    HG_JSON_NOT_UTF8, /* JSON may be in no other charset (RFC 8259 8.1) */
    HG_JSON_DEEP,     /* more than 2048 levels */
    HG_JSON_LARGE     /* a number is beyond floating point */
};

/* Parse UTF-8 text, which may begin with a byte order mark. NULL when it has a fault. Large whole numbers are
 * read as floating point, halves of surrogate pairs as U+FFFD; a NUL in a text is equal to no other character. */
struct hg_json_document *hg_json_document_parse(const char *text, size_t len,
                                                enum hg_json_fault *fault)
    __attribute__((warn_unused_result));
void hg_json_document_free(struct hg_json_document *json);
/* True when the value that the pointer leads to is as expected. Otherwise *observed is that value as JSON (its
 * length, where that is compared), or NULL when there is none; free it with free(). Not cleaned. */
bool hg_json_document_matches(const struct hg_json_document *json,
                              const struct hg_json_expectation *expected,
                              char **observed);
/* Whether the text is a number. */
bool hg_json_is_number(const char *text);
/* Whether the text is a number, true, false or null. */
bool hg_json_is_scalar(const char *text);
/* RFC 6901 3: empty, or "/" with reference tokens, where "~" is "~0" and "/" is "~1". */
bool hg_json_is_pointer(const char *text);

#endif
