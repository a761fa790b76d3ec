/* SPDX-License-Identifier: MIT */
/* judge_headers: what is expected of headers, line by line (RFC 9110 5.3). */
#include "headgate/judge.h"

#include "headgate/buf.h"
#include "headgate/memory.h"
#include "headgate/text.h"

#include <stdlib.h>
#include <string.h>

#include "headgate/banned.h"

/* A field's value as people may see it: whoever has a cookie is its owner (RFC 6265 8.4). Free with
 * free(). */
static char *shown_value(const struct hg_policy *policy, const char *name,
                         const char *value)
{
    return hg_text_equals_ignoring_case(name, "Set-Cookie")
               ? hg_memory_copy_text(HG_HIDDEN)
               : hg_policy_show(policy, value);
}

static void add_value(const struct hg_policy *policy, const char *name, const char *value,
                      struct hg_buf *out)
{
    char *shown = shown_value(policy, name, value);
    const char *mark = hg_text_quotation_mark(shown);
    hg_buf_printf(out, "%s%s%s", mark, shown, mark);
    free(shown);
}

/* The lines of a header in quotation marks. */
static void add_lines(const struct hg_policy *policy, const struct hg_reply *reply,
                      const char *name, struct hg_buf *out)
{
    const struct hg_header_value *line = NULL;
    const char *link = "";
    while ((line = hg_reply_next_header(reply, name, line)) != NULL) {
        hg_buf_add_text(out, link);
        add_value(policy, name, line->value, out);
        link = ", ";
    }
}

/* The first line whose match differs from what the rule asks of each; *match is how. NULL: none. */
static const struct hg_header_value *
find_exception(const struct hg_reply *reply, const struct hg_header_expectation *expected,
               enum hg_match wanted, enum hg_match *match)
{
    const struct hg_header_value *line = NULL;
    while ((line = hg_reply_next_header(reply, expected->name, line)) != NULL) {
        *match =
            hg_pattern_search(expected->pattern, line->value, strlen(line->value), NULL);
        if (*match != wanted)
            break;
    }
    return line;
}

static bool has_match(const struct hg_reply *reply,
                      const struct hg_header_expectation *expected)
{
    const struct hg_header_value *line = NULL;
    while ((line = hg_reply_next_header(reply, expected->name, line)) != NULL) {
        if (hg_pattern_matches(expected->pattern, line->value))
            return true;
    }
    return false;
}

static void add_expression(const struct hg_policy *policy,
                           const struct hg_header_expectation *expected,
                           struct hg_buf *out)
{
    char *shown = hg_secrets_mask(policy->secrets, expected->expression);
    const char *mark = hg_text_quotation_mark(shown);
    hg_buf_printf(out, "%s%s%s, ", mark, shown, mark);
    free(shown);
}

/* Every line, or none. */
static void check_lines(const struct hg_policy *policy,
                        const struct hg_header_expectation *expected,
                        const struct hg_reply *reply, struct hg_buf *sentence)
{
    const bool is_every = expected->rule == HG_HEADER_EVERY;
    enum hg_match match = HG_MATCH_NONE;
    const struct hg_header_value *line = find_exception(
        reply, expected, is_every ? HG_MATCH_FOUND : HG_MATCH_NONE, &match);
    if (line == NULL)
        return;
    hg_buf_printf(sentence, "header \"%s\": expected %s ", expected->name,
                  is_every ? "every line to match" : "no match of");
    add_expression(policy, expected, sentence);
    hg_buf_add_text(sentence, match == HG_MATCH_LIMIT
                                  ? "the search took too many steps in "
                                  : "got ");
    add_value(policy, expected->name, line->value, sentence);
}

/* The sentence stays empty where the header is as expected. */
static void check_header(const struct hg_policy *policy,
                         const struct hg_header_expectation *expected,
                         const struct hg_reply *reply, struct hg_buf *sentence)
{
    const bool is_missing = hg_reply_next_header(reply, expected->name, NULL) == NULL;
    if (is_missing && expected->rule != HG_HEADER_ABSENT &&
        expected->rule != HG_HEADER_NONE) {
        hg_buf_printf(sentence, "header \"%s\" is missing", expected->name);
        return;
    }
    if (expected->rule == HG_HEADER_EVERY || expected->rule == HG_HEADER_NONE) {
        check_lines(policy, expected, reply, sentence);
        return;
    }
    if (expected->rule == HG_HEADER_PRESENT || is_missing ||
        (expected->rule == HG_HEADER_ANY && has_match(reply, expected)))
        return;
    hg_buf_printf(sentence, "header \"%s\": expected ", expected->name);
    hg_buf_add_text(sentence,
                    expected->rule == HG_HEADER_ABSENT ? "none, " : "a match of ");
    if (expected->rule != HG_HEADER_ABSENT)
        add_expression(policy, expected, sentence);
    hg_buf_add_text(sentence, "got ");
    add_lines(policy, reply, expected->name, sentence);
}

char *hg_judge_headers(const struct hg_policy *policy, const struct hg_reply *reply)
{
    const struct hg_header_expectations *headers = &policy->expect.headers;
    struct hg_buf sentence;
    hg_buf_init(&sentence);
    for (size_t i = 0; i < headers->count && sentence.len == 0; i++)
        check_header(policy, &headers->items[i], reply, &sentence);
    if (sentence.len > 0)
        return hg_buf_steal(&sentence);
    hg_buf_release(&sentence);
    return NULL;
}
