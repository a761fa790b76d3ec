/* SPDX-License-Identifier: MIT */
/* pattern: a regular expression (PCRE2 syntax, UTF-8), searched for anywhere in a text. Matching is
 * bounded (match and depth limits), so that no server can keep a run busy with a clever text.
 * A compiled pattern is read-only and may be matched from several threads at once. */
#ifndef HEADGATE_PATTERN_H
#define HEADGATE_PATTERN_H

#include <stdbool.h>
#include <stddef.h>

struct hg_pattern;

/* NULL when the expression is wrong; *problem (at least 128 bytes) says what and where. */
struct hg_pattern *hg_pattern_new(const char *expression, char *problem, size_t size);
void hg_pattern_free(struct hg_pattern *pattern);
/* False as well when a limit is reached. */
bool hg_pattern_matches(const struct hg_pattern *pattern, const char *text);

#endif
