/* SPDX-License-Identifier: MIT */
/* pattern: a regular expression (PCRE2 syntax, UTF-8), searched for anywhere in a text. Matching is
 * bounded (a budget of steps for the whole text), so that no server can keep a run busy with a
 * clever text.
 * A compiled pattern is read-only and may be matched from several threads at once. */
#ifndef HEADGATE_PATTERN_H
#define HEADGATE_PATTERN_H

#include <stdbool.h>
#include <stddef.h>

struct hg_pattern;

/* What came of a search. */
enum hg_match {
    HG_MATCH_NONE,
    HG_MATCH_FOUND,
    HG_MATCH_LIMIT /* a limit was reached: nobody can say */
};

/* NULL when the expression is wrong; *problem (at least 128 bytes) says what and where. */
struct hg_pattern *hg_pattern_new(const char *expression, char *problem, size_t size);
void hg_pattern_free(struct hg_pattern *pattern);
/* False as well when a limit is reached. */
bool hg_pattern_matches(const struct hg_pattern *pattern, const char *text);
/* Search any bytes, also NUL and what is not UTF-8 (which matches nothing). *at (may be NULL) is
 * where the match begins. */
enum hg_match hg_pattern_search(const struct hg_pattern *pattern, const char *data,
                                size_t len, size_t *at);

#endif
