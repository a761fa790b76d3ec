/* SPDX-License-Identifier: MIT */
/* body_expectations: what is expected of a response's body, and whether a body is so. Pure. */
#ifndef HEADGATE_BODY_EXPECTATIONS_H
#define HEADGATE_BODY_EXPECTATIONS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "headgate/json_document.h"
#include "headgate/pattern.h"
#include "headgate/texts.h"

struct hg_policy;

/* A regular expression as written, and compiled. */
struct hg_expression {
    const char *text;
    const struct hg_pattern *pattern;
};

struct hg_expressions {
    const struct hg_expression *items;
    size_t count;
};

struct hg_body_expectations {
    struct hg_texts contains; /* each of them */
    struct hg_texts not_contains;
    struct hg_expressions matches; /* each of them, anywhere */
    struct hg_expressions not_matches;
    int64_t min_size; /* bytes, after decompression; 0: no limit */
    int64_t max_size; /* likewise */
    struct hg_json_expectations json;
};

/* Borrowed bytes: any, also NUL and what is not UTF-8. */
struct hg_body {
    const char *data;
    size_t len;
    bool is_cut; /* there is more, which was not read */
};

/* Whether anything is expected, so that a body must be read. */
bool hg_body_is_expected(const struct hg_body_expectations *expected);
/* The first expectation of the policy that the body does not meet, as a clean sentence without
 * secrets; free it with free(). NULL when it meets all. What can't be known of a body that is cut
 * is not met: the sentence says how much was read. */
char *hg_body_examine(const struct hg_policy *policy, const struct hg_body *body);

#endif
