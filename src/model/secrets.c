/* SPDX-License-Identifier: MIT */
/* secrets: the set, sorted by the first eight bytes, and the search. */
#include "headgate/secrets.h"

#include "headgate/ascii.h"
#include "headgate/buf.h"
#include "headgate/memory.h"

#include "model/secret_view.h"

#include <stdlib.h>
#include <string.h>

#include "headgate/banned.h"

#define LAYERS_MAX 3 /* of escapes: a URL in the query of a URL in the query of a URL */

static uint64_t beginning_of(const char *text)
{
    uint64_t bytes = 0;
    for (size_t i = 0; i < HG_SECRET_MIN_BYTES; i++)
        bytes = bytes << 8 | (unsigned char)text[i];
    return bytes;
}

void hg_secrets_release(struct hg_secrets *secrets)
{
    for (size_t i = 0; i < secrets->count; i++)
        free(secrets->items[i].text);
    free(secrets->items);
    *secrets = (struct hg_secrets){0};
}

static void add_text(struct hg_secrets *secrets, const char *text, size_t len)
{
    if (len < HG_SECRET_MIN_BYTES)
        return;
    secrets->items =
        hg_memory_grow(secrets->items, secrets->count, sizeof *secrets->items);
    struct hg_secret *secret = &secrets->items[secrets->count++];
    *secret = (struct hg_secret){.text = hg_memory_new(len + 1, 1), .len = len};
    memcpy(secret->text, text, len);
    secret->beginning = beginning_of(secret->text);
    secrets->begins[(unsigned char)text[0]] = true;
}

/* The digits that depend on nothing but the value, which continues `before` other bytes; and the same
 * with what ends it, should nothing follow. In both alphabets (RFC 4648 4 and 5). */
static void add_base64(struct hg_secrets *secrets, const char *value, size_t len,
                       size_t before)
{
    static const char others[] = "--";
    static const size_t skipped[] = {0, 2, 3}; /* digits with bits of the bytes before */
    struct hg_buf bytes;
    struct hg_buf digits;
    hg_buf_init(&bytes);
    hg_buf_init(&digits);
    hg_buf_add(&bytes, others, before);
    hg_buf_add(&bytes, value, len);
    hg_buf_add_base64(&digits, bytes.data, bytes.len);
    const size_t whole_len = bytes.len * 8 / 6;
    const size_t bare_len = strcspn(digits.data, "=");
    char *text = digits.data + skipped[before];
    const size_t lens[] = {whole_len, bare_len, digits.len};
    for (int alphabet = 0; alphabet < 2; alphabet++) {
        for (size_t i = 0; i < sizeof lens / sizeof *lens; i++) {
            if (i == 0 || lens[i] > lens[i - 1])
                add_text(secrets, text, lens[i] - skipped[before]);
        }
        if (text[strcspn(text, "+/")] == '\0')
            break;
        for (char *at = text; *at != '\0'; at++)
            *at = *at == '+' ? '-' : *at == '/' ? '_' : *at;
    }
    hg_buf_release(&bytes);
    hg_buf_release(&digits);
}

static bool is_of_host(char character)
{
    return hg_ascii_is_letter(character) || hg_ascii_is_digit(character) ||
           character == '-' || character == '.' || character == '_';
}

/* As hosts are written, if it can be a part of one (RFC 3986 3.2.2). */
static void add_host(struct hg_secrets *secrets, const char *value, size_t len)
{
    struct hg_buf host;
    hg_buf_init(&host);
    for (size_t i = 0; i < len && is_of_host(value[i]); i++)
        hg_buf_add_char(&host, hg_ascii_to_lower(value[i]));
    if (host.len == len)
        add_text(secrets, host.data, len);
    hg_buf_release(&host);
}

static void add_value(struct hg_secrets *secrets, const char *value, size_t len)
{
    if (len < HG_SECRET_MIN_BYTES)
        return;
    secrets->has_blank = secrets->has_blank || memchr(value, ' ', len) != NULL;
    add_text(secrets, value, len);
    add_host(secrets, value, len);
    for (size_t before = 0; before < 3; before++)
        add_base64(secrets, value, len, before);
}

/* Kinds of escapes that are replaced together. A value may look like escapes of another kind itself, so each
 * is also looked for alone. */
static const unsigned escapes[] = {
    HG_ESCAPE_PERCENT,
    HG_ESCAPE_PERCENT | HG_ESCAPE_BLANK,
    HG_ESCAPE_JSON,
    HG_ESCAPE_HTML,
    HG_ESCAPE_PERCENT | HG_ESCAPE_JSON | HG_ESCAPE_HTML,
};

/* A value may be written with escapes, and come back without. */
void hg_secrets_add(struct hg_secrets *secrets, const char *value)
{
    add_value(secrets, value, strlen(value));
    for (size_t i = 0; i < sizeof escapes / sizeof *escapes; i++) {
        struct hg_secret_view view;
        hg_secret_view_init(&view, value, strlen(value));
        for (int layer = 0;
             layer < LAYERS_MAX && hg_secret_view_decode(&view, escapes[i]); layer++)
            add_value(secrets, view.text, view.len);
        hg_secret_view_release(&view);
    }
}

/* By their first bytes, longer ones first. */
static int compare(const void *left, const void *right)
{
    const struct hg_secret *a = left;
    const struct hg_secret *b = right;
    if (a->beginning != b->beginning)
        return a->beginning < b->beginning ? -1 : 1;
    if (a->len != b->len)
        return a->len > b->len ? -1 : 1;
    return memcmp(a->text, b->text, a->len);
}

void hg_secrets_complete(struct hg_secrets *secrets)
{
    if (secrets->count == 0)
        return;
    qsort(secrets->items, secrets->count, sizeof *secrets->items, compare);
    size_t kept = 1;
    for (size_t i = 1; i < secrets->count; i++) {
        if (compare(&secrets->items[i], &secrets->items[kept - 1]) == 0)
            free(secrets->items[i].text);
        else
            secrets->items[kept++] = secrets->items[i];
    }
    secrets->count = kept;
}

/* The first of the secrets that begin so; the count when there is none. */
static size_t find_first(const struct hg_secrets *secrets, uint64_t beginning)
{
    size_t low = 0;
    size_t high = secrets->count;
    while (low < high) {
        const size_t middle = low + (high - low) / 2;
        if (secrets->items[middle].beginning < beginning)
            low = middle + 1;
        else
            high = middle;
    }
    return low < secrets->count && secrets->items[low].beginning == beginning
               ? low
               : secrets->count;
}

/* The bytes of `text` that are the secret, or its beginning before an ellipsis; 0: none. */
static size_t match(const struct hg_secret *secret, const char *text)
{
    static const char ellipsis[] = "\xe2\x80\xa6";
    size_t len = 0;
    while (len < secret->len && text[len] == secret->text[len])
        len++;
    const bool is_cut = strncmp(text + len, ellipsis, strlen(ellipsis)) == 0;
    return len == secret->len || is_cut ? len : 0;
}

static size_t find_in_set(const struct hg_secrets *secrets, const char *text)
{
    if (!secrets->begins[(unsigned char)text[0]])
        return 0;
    const uint64_t beginning = beginning_of(text);
    for (size_t i = find_first(secrets, beginning);
         i < secrets->count && secrets->items[i].beginning == beginning; i++) {
        const size_t len = match(&secrets->items[i], text);
        if (len > 0)
            return len;
    }
    return 0;
}

/* Of the longest one there. `text` has HG_SECRET_MIN_BYTES at least. */
static size_t secret_len_at(const struct hg_secrets *secrets, const char *text)
{
    size_t longest = 0;
    for (; secrets != NULL; secrets = secrets->others) {
        const size_t len = find_in_set(secrets, text);
        longest = len > longest ? len : longest;
    }
    return longest;
}

static bool has_blank(const struct hg_secrets *secrets)
{
    return secrets->has_blank || (secrets->others != NULL && secrets->others->has_blank);
}

/* Mark the bytes of the original text that are secret. `*has_any` is left alone where there are none. */
static void mark(const struct hg_secrets *secrets, const struct hg_secret_view *view,
                 bool *is_secret, bool *has_any)
{
    for (size_t i = 0; i + HG_SECRET_MIN_BYTES <= view->len; i++) {
        const size_t len = secret_len_at(secrets, view->text + i);
        for (size_t at = view->from[i]; len > 0 && at < view->from[i + len]; at++)
            is_secret[at] = true;
        *has_any = *has_any || len > 0;
    }
}

static void mark_layers(const struct hg_secrets *secrets, const char *text, size_t len,
                        unsigned kinds, bool *is_secret, bool *has_any)
{
    struct hg_secret_view view;
    hg_secret_view_init(&view, text, len);
    for (int layer = 0; layer < LAYERS_MAX && hg_secret_view_decode(&view, kinds);
         layer++)
        mark(secrets, &view, is_secret, has_any);
    hg_secret_view_release(&view);
}

static bool find_all(const struct hg_secrets *secrets, const char *text, size_t len,
                     bool *is_secret)
{
    struct hg_secret_view view;
    bool has_any = false;
    hg_secret_view_init(&view, text, len);
    mark(secrets, &view, is_secret, &has_any);
    hg_secret_view_release(&view);
    for (size_t i = 0; i < sizeof escapes / sizeof *escapes; i++) {
        const bool is_of_form = (escapes[i] & HG_ESCAPE_BLANK) != 0;
        if ((!is_of_form || has_blank(secrets)) &&
            hg_secret_view_has_escapes(text, escapes[i]))
            mark_layers(secrets, text, len, escapes[i], is_secret, &has_any);
    }
    return has_any;
}

bool hg_secrets_may_occur(const struct hg_secrets *secrets, const char *text)
{
    const size_t len = strlen(text);
    unsigned kinds = HG_ESCAPE_PERCENT | HG_ESCAPE_JSON | HG_ESCAPE_HTML;
    if (secrets == NULL || (secrets->count == 0 && secrets->others == NULL))
        return false;
    for (size_t i = 0; i + HG_SECRET_MIN_BYTES <= len; i++) {
        if (secret_len_at(secrets, text + i) > 0)
            return true;
    }
    if (has_blank(secrets))
        kinds |= HG_ESCAPE_BLANK;
    return hg_secret_view_has_escapes(text, kinds);
}

/* NULL: there is nothing to hide. */
static char *masked(const struct hg_secrets *secrets, const char *text)
{
    const size_t len = strlen(text);
    if (!hg_secrets_may_occur(secrets, text))
        return NULL;
    struct hg_buf out;
    bool *is_secret = hg_memory_new(len + 1, sizeof *is_secret);
    hg_buf_init(&out);
    const bool has_any = find_all(secrets, text, len, is_secret);
    for (size_t i = 0; has_any && i < len; i++) {
        if (!is_secret[i])
            hg_buf_add_char(&out, text[i]);
        else if (i == 0 || !is_secret[i - 1])
            hg_buf_add_text(&out, HG_HIDDEN);
    }
    free(is_secret);
    if (has_any)
        return hg_buf_steal(&out);
    hg_buf_release(&out);
    return NULL;
}

char *hg_secrets_mask(const struct hg_secrets *secrets, const char *text)
{
    char *shown = masked(secrets, text);
    return shown == NULL ? hg_memory_copy_text(text) : shown;
}

void hg_secrets_hide(const struct hg_secrets *secrets, char **text)
{
    char *shown = *text == NULL ? NULL : masked(secrets, *text);
    if (shown == NULL)
        return;
    free(*text);
    *text = shown;
}
