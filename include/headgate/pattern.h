/* SPDX-License-Identifier: MIT */
/* pattern: a regular expression (PCRE2 syntax, UTF-8), searched for anywhere in a text. Matching is
 * bounded (a budget of steps for the whole text), so that no server can block a run with a hostile text.
 * A compiled pattern is read-only and may be matched from several threads at once. */
#ifndef HEADGATE_PATTERN_H
#define HEADGATE_PATTERN_H

#include <stdbool.h>
#include <stddef.h>

struct hg_pattern;

enum hg_match {
    HG_MATCH_NONE,
    HG_MATCH_FOUND,
    HG_MATCH_LIMIT /* a limit was reached: not known */
};

/* NULL when the expression is invalid; *problem (at least 128 bytes) says why and where. */
struct hg_pattern *hg_pattern_new(const char *expression, char *problem, size_t size)
    __attribute__((warn_unused_result));
void hg_pattern_free(struct hg_pattern *pattern);
/* False as well when a limit is reached. */
bool hg_pattern_matches(const struct hg_pattern *pattern, const char *text);
/* Search any bytes, also NUL and bytes that are not UTF-8 (which match nothing). *at (may be NULL) is
 * the start of the match. */
enum hg_match hg_pattern_search(const struct hg_pattern *pattern, const char *data,
                                size_t len, size_t *at)
    __attribute__((warn_unused_result));

#endif
