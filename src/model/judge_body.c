/* SPDX-License-Identifier: MIT */
/* judge_body: compares a body with the expectations.
 *
 * DESIGN: a list of checks. Each writes a sentence if it fails; the first sentence counts. It quotes only
 * the start of a body or value, with escapes, and secrets are replaced before the quote is cut, so that no
 * part of one is left. */
#include "headgate/judge.h"

#include "headgate/buf.h"
#include "headgate/json_document.h"
#include "headgate/text.h"
#include "headgate/units.h"

#include "model/charset_detection.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "headgate/banned.h"

#define WINDOW_BYTES     8192
#define EXCERPT_BYTES    100
#define ESCAPE_MAX_BYTES 12 /* "&#x000041;", "%25252541" */
#define ELLIPSIS         "\xe2\x80\xa6"

struct check {
    const struct hg_policy *policy;
    const struct hg_body_expectations *expected;
    const struct hg_body *body;
    struct hg_body text;   /* the same in UTF-8, where its charset is known */
    struct hg_buf decoded; /* what `text` borrows, if it was decoded */
    struct hg_buf problem; /* empty: none so far */
};

typedef void check_fn(struct check *check);

/* A text of the configuration in quotation marks, without its secrets. */
static void add_expected(struct check *check, const char *before, const char *text)
{
    char *shown = hg_secrets_mask(check->policy->secrets, text);
    const char *mark = hg_text_quotation_mark(shown);
    hg_buf_printf(&check->problem, "%s%s%s%s, ", before, mark, shown, mark);
    free(shown);
}

/* POSIX.1-2008 has no memmem(). */
static const char *find(const struct hg_body *body, const char *text)
{
    const size_t len = strlen(text);
    const char *at = body->data;
    size_t left = body->len;
    while (left >= len) {
        const char *next = len == 0 ? at : memchr(at, text[0], left - len + 1);
        if (next == NULL)
            return NULL;
        if (memcmp(next, text, len) == 0)
            return next;
        left -= (size_t)(next - at) + 1;
        at = next + 1;
    }
    return NULL;
}

/* As in C: what does not show is seen, and a line end at the end of a body explains why "^OK$" does not
 * match it. */
static void add_escaped(struct hg_buf *out, const char *data, size_t len)
{
    static const char escaped[] = "\r\n\t\\";
    static const char letters[] = "rnt\\";
    for (size_t i = 0; i < len; i++) {
        const char *known = data[i] == '\0' ? NULL : strchr(escaped, data[i]);
        if (known != NULL)
            hg_buf_printf(out, "\\%c", letters[known - escaped]);
        else if ((unsigned char)data[i] < ' ' || data[i] == '\x7f')
            hg_buf_printf(out, "\\x%02x", (unsigned)data[i]);
        else
            hg_buf_add_char(out, data[i]);
    }
}

/* Bytes of the escape or character that the clean text begins with. */
static size_t unit_len(const char *text)
{
    size_t len = 1;
    if (text[0] == '\\')
        return text[1] == 'x' ? 4 : 2;
    while (((unsigned char)text[len] & 0xc0) == 0x80)
        len++;
    return len;
}

/* The first units of a clean text that is escaped: no part of one is left. */
static void add_beginning(struct hg_buf *out, const char *text, size_t max_bytes)
{
    size_t len = 0;
    if (strlen(text) <= max_bytes) {
        hg_buf_add_text(out, text);
        return;
    }
    while (len + unit_len(text + len) + strlen(ELLIPSIS) <= max_bytes)
        len += unit_len(text + len);
    hg_buf_add(out, text, len);
    hg_buf_add_text(out, ELLIPSIS);
}

/* How much of a body is looked at: no more than a window, which does not end within an escape, because a
 * secret that it cuts is found by what is left of it. */
static size_t window_len(const char *data, size_t len)
{
    size_t end = WINDOW_BYTES;
    if (len <= WINDOW_BYTES)
        return len;
    while (end > WINDOW_BYTES - ESCAPE_MAX_BYTES && strchr("%\\&", data[end]) == NULL)
        end--;
    return end > WINDOW_BYTES - ESCAPE_MAX_BYTES ? end : WINDOW_BYTES;
}

/* The beginning of a body, without secrets, each NUL being the end of a text for their search. */
static void add_without_secrets(struct check *check, struct hg_buf *out, const char *data,
                                size_t body_len)
{
    struct hg_buf part;
    const size_t len = window_len(data, body_len);
    hg_buf_init(&part);
    for (size_t at = 0; at < len; at++) {
        const char *nul = memchr(data + at, '\0', len - at);
        const size_t part_len = nul == NULL ? len - at : (size_t)(nul - data) - at;
        hg_buf_clear(&part);
        hg_buf_add(&part, data + at, part_len);
        if (nul == NULL && len < body_len)
            hg_buf_add_text(&part, ELLIPSIS);
        char *shown = hg_policy_show(check->policy, part.data);
        add_escaped(out, shown, strlen(shown));
        free(shown);
        at += part_len;
        if (at < len)
            add_escaped(out, data + at, 1);
    }
    hg_buf_release(&part);
}

/* The first bytes, in quotation marks. */
static void add_excerpt(struct check *check, const char *data, size_t len)
{
    if (len == 0) {
        hg_buf_add_text(&check->problem, "nothing");
        return;
    }
    struct hg_buf copy;
    hg_buf_init(&copy);
    add_without_secrets(check, &copy, data, len);
    char *clean = hg_text_clean(copy.data, copy.len, 4 * WINDOW_BYTES);
    char *text = hg_policy_show(check->policy, clean);
    free(clean);
    hg_buf_clear(&copy);
    add_beginning(&copy, text, EXCERPT_BYTES);
    const char *mark = hg_text_quotation_mark(copy.data);
    hg_buf_printf(&check->problem, "%s%s%s", mark, copy.data, mark);
    hg_buf_release(&copy);
    free(text);
}

static void add_body(struct check *check)
{
    add_excerpt(check, check->text.data, check->text.len);
}

/* The rest was not read. */
static void add_cut(struct check *check)
{
    char size[32];
    hg_units_format_size((int64_t)check->body->len, size, sizeof size);
    hg_buf_printf(&check->problem, "only the first %s were read (body_limit)", size);
}

/* Bytes of the text that was compared. */
static void add_place(struct check *check, size_t at)
{
    hg_buf_printf(&check->problem, "found at byte %zu%s", at + 1,
                  check->decoded.len > 0 ? " of its text in UTF-8" : "");
}

static void check_sizes(struct check *check)
{
    const struct hg_body_expectations *expected = check->expected;
    const int64_t size = (int64_t)check->body->len;
    char limit[32];
    if (expected->max_size > 0 && (size > expected->max_size ||
                                   (check->body->is_cut && size == expected->max_size))) {
        hg_units_format_size(expected->max_size, limit, sizeof limit);
        hg_buf_printf(&check->problem, "body: expected at most %s, got ", limit);
        hg_buf_printf(&check->problem, check->body->is_cut ? "more" : "%" PRId64 " bytes",
                      size);
    } else if (size < expected->min_size && !check->body->is_cut) {
        hg_units_format_size(expected->min_size, limit, sizeof limit);
        hg_buf_printf(&check->problem,
                      "body: expected at least %s, got %" PRId64 " byte%s", limit, size,
                      size == 1 ? "" : "s");
    }
}

static void check_contains(struct check *check)
{
    const struct hg_texts *texts = &check->expected->contains;
    for (size_t i = 0; i < texts->count; i++) {
        if (find(&check->text, texts->items[i]) != NULL)
            continue;
        add_expected(check, "body: expected ", texts->items[i]);
        if (check->body->is_cut) {
            add_cut(check);
            return;
        }
        hg_buf_add_text(&check->problem, "got ");
        add_body(check);
        return;
    }
}

static void check_not_contains(struct check *check)
{
    const struct hg_texts *texts = &check->expected->not_contains;
    for (size_t i = 0; i < texts->count; i++) {
        const char *at = find(&check->text, texts->items[i]);
        if (at == NULL && !check->body->is_cut)
            continue;
        add_expected(check, "body: expected no ", texts->items[i]);
        if (at == NULL)
            add_cut(check);
        else
            add_place(check, (size_t)(at - check->text.data));
        return;
    }
}

static void check_matches(struct check *check)
{
    const struct hg_expressions *all = &check->expected->matches;
    for (size_t i = 0; i < all->count; i++) {
        const enum hg_match match = hg_pattern_search(
            all->items[i].pattern, check->text.data, check->text.len, NULL);
        if (match == HG_MATCH_FOUND)
            continue;
        add_expected(check, "body: expected a match of ", all->items[i].text);
        if (match == HG_MATCH_LIMIT) {
            hg_buf_add_text(&check->problem, "the search took too many steps");
        } else if (check->body->is_cut) {
            add_cut(check);
        } else {
            hg_buf_add_text(&check->problem, "got ");
            add_body(check);
        }
        return;
    }
}

static void check_not_matches(struct check *check)
{
    const struct hg_expressions *all = &check->expected->not_matches;
    for (size_t i = 0; i < all->count; i++) {
        size_t at = 0;
        const enum hg_match match = hg_pattern_search(
            all->items[i].pattern, check->text.data, check->text.len, &at);
        if (match == HG_MATCH_NONE && !check->body->is_cut)
            continue;
        add_expected(check, "body: expected no match of ", all->items[i].text);
        if (match == HG_MATCH_FOUND)
            add_place(check, at);
        else if (match == HG_MATCH_LIMIT)
            hg_buf_add_text(&check->problem, "the search took too many steps");
        else
            add_cut(check);
        return;
    }
}

/* What stands before the expected value. */
static const char *const json_phrases[HG_JSON_RULE_COUNT] = {
    [HG_JSON_EQUALS] = "",
    [HG_JSON_DIFFERS] = "anything but ",
    [HG_JSON_LESS] = "less than ",
    [HG_JSON_AT_MOST] = "at most ",
    [HG_JSON_MORE] = "more than ",
    [HG_JSON_AT_LEAST] = "at least ",
    [HG_JSON_MATCHES] = "a match of ",
    [HG_JSON_EXISTS] = "a value",
    [HG_JSON_ABSENT] = "nothing",
    [HG_JSON_TYPE] = "the type ",
    [HG_JSON_CONTAINS] = "something with ",
};

static void add_expected_value(struct check *check,
                               const struct hg_json_expectation *expected)
{
    char *shown = hg_secrets_mask(check->policy->secrets,
                                  expected->value == NULL ? "" : expected->value);
    const bool is_text = expected->value != NULL && expected->kind == HG_JSON_TEXT &&
                         expected->rule != HG_JSON_TYPE;
    const char *mark = is_text ? hg_text_quotation_mark(shown) : "";
    hg_buf_printf(&check->problem, "body: expected %s%s%s%s%s",
                  expected->of_length ? "a length of " : "", json_phrases[expected->rule],
                  mark, shown, mark);
    add_expected(check, " at ", expected->pointer);
    free(shown);
}

static void check_values(struct check *check, const struct hg_json_document *json)
{
    const struct hg_json_expectations *all = &check->expected->json;
    for (size_t i = 0; i < all->count; i++) {
        char *observed = NULL;
        if (hg_json_document_matches(json, &all->items[i], &observed))
            continue;
        add_expected_value(check, &all->items[i]);
        if (observed == NULL) {
            hg_buf_add_text(&check->problem, "got nothing");
            return;
        }
        char *clean = hg_text_clean(observed, strlen(observed), WINDOW_BYTES);
        char *text = hg_policy_show(check->policy, clean);
        char *excerpt = hg_text_clean(text, strlen(text), EXCERPT_BYTES);
        hg_buf_printf(&check->problem, "got %s", excerpt);
        free(excerpt);
        free(text);
        free(clean);
        free(observed);
        return;
    }
}

static void check_json(struct check *check)
{
    if (check->expected->json.count == 0)
        return;
    if (check->body->is_cut) {
        hg_buf_add_text(&check->problem, "body: expected JSON, ");
        add_cut(check);
        return;
    }
    static const char *const rules[] = {
        [HG_JSON_SOUND] = "",
        [HG_JSON_MALFORMED] = "",
        [HG_JSON_REPEATED] = " without a repeated name",
        [HG_JSON_NOT_UTF8] = " in UTF-8",
        [HG_JSON_DEEP] = " of at most 2048 levels",
        [HG_JSON_LARGE] = " with numbers below 1.8e308",
    };
    enum hg_json_fault fault;
    struct hg_json_document *json =
        hg_json_document_parse(check->body->data, check->body->len, &fault);
    if (json != NULL) {
        check_values(check, json);
    } else {
        hg_buf_printf(&check->problem, "body: expected JSON%s, got ", rules[fault]);
        add_body(check);
        hg_buf_add_text(&check->problem,
                        fault == HG_JSON_NOT_UTF8 ? " in another charset" : "");
    }
    hg_json_document_free(json);
}

/* A byte order mark is no part of the text. */
static void read_text(struct check *check)
{
    const struct hg_body *body = check->body;
    size_t mark_len = 0;
    check->text = *body;
    const struct hg_charset *charset =
        hg_charset_detect(body->content_type, body->data, body->len, &mark_len);
    if (charset == NULL)
        return;
    if (hg_charset_is_utf8(charset)) {
        check->text.data += mark_len;
        check->text.len -= mark_len;
    } else if (hg_charset_decode(charset, body->data + mark_len, body->len - mark_len,
                                 body->is_cut, &check->decoded)) {
        check->text.data = check->decoded.data;
        check->text.len = check->decoded.len;
    } else {
        hg_buf_clear(&check->decoded);
    }
}

char *hg_judge_body(const struct hg_policy *policy, const struct hg_body *body)
{
    static check_fn *const checks[] = {check_sizes,        check_contains,
                                       check_not_contains, check_matches,
                                       check_not_matches,  check_json};
    struct check check = {
        .policy = policy, .expected = &policy->expect.body, .body = body};
    hg_buf_init(&check.problem);
    hg_buf_init(&check.decoded);
    read_text(&check);
    for (size_t i = 0; i < sizeof checks / sizeof checks[0] && check.problem.len == 0;
         i++)
        checks[i](&check);
    hg_buf_release(&check.decoded);
    if (check.problem.len > 0)
        return hg_buf_steal(&check.problem);
    hg_buf_release(&check.problem);
    return NULL;
}
