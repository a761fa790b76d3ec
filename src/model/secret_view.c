/* SPDX-License-Identifier: MIT */
/* secret_view: a table of the ways in which a character is escaped. */
#include "model/secret_view.h"

#include "headgate/ascii.h"
#include "headgate/memory.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "headgate/banned.h"

#define UTF8_MAX_BYTES 3 /* of the characters that one escape of JSON stands for */

void hg_secret_view_init(struct hg_secret_view *view, const char *text, size_t len)
{
    view->text = hg_memory_new(len + 1, 1);
    view->from = hg_memory_new(len + 1, sizeof *view->from);
    view->len = len;
    memcpy(view->text, text, len);
    for (size_t i = 0; i <= len; i++)
        view->from[i] = i;
}

void hg_secret_view_release(struct hg_secret_view *view)
{
    free(view->text);
    free(view->from);
    *view = (struct hg_secret_view){0};
}

/* The number at `at`, of `min` to `max` digits. The number of digits, 0: there is none. */
static size_t read_number(const char *at, int base, size_t min, size_t max,
                          uint32_t *number)
{
    size_t len = 0;
    *number = 0;
    for (; len < max; len++) {
        const int value = hg_ascii_hex_value(at[len]);
        if (value < 0 || value >= base)
            break;
        *number = *number * (uint32_t)base + (uint32_t)value;
    }
    return len < min ? 0 : len;
}

/* RFC 3629 3. */
static size_t write_character(uint32_t character, char *out)
{
    if (character == 0 || character > 0xFFFF)
        return 0;
    if (character < 0x80) {
        out[0] = (char)character;
        return 1;
    }
    size_t len = 0;
    if (character >= 0x800)
        out[len++] = (char)(0xE0 | character >> 12);
    out[len] = (char)((character >= 0x800 ? 0x80 : 0xC0) | (character >> 6 & 0x3F));
    out[len + 1] = (char)(0x80 | (character & 0x3F));
    return len + 2;
}

/* What begins at `at`. The bytes that it takes, 0: nothing; `*len` bytes of `out` are what it stands
 * for. */
typedef size_t decode_fn(const char *at, char *out, size_t *len);

static size_t decode_percent(const char *at, char *out, size_t *len)
{
    uint32_t number;
    if (read_number(at + 1, 16, 2, 2, &number) == 0 || number == 0)
        return 0;
    out[0] = (char)number;
    *len = 1;
    return 3;
}

static size_t decode_json(const char *at, char *out, size_t *len)
{
    uint32_t number;
    if (at[1] != '\0' && strchr("\"\\/", at[1]) != NULL) {
        out[0] = at[1];
        *len = 1;
        return 2;
    }
    if (at[1] != 'u' || read_number(at + 2, 16, 4, 4, &number) == 0)
        return 0;
    *len = write_character(number, out);
    return *len == 0 ? 0 : 6;
}

static size_t decode_html(const char *at, char *out, size_t *len)
{
    static const struct {
        const char *name;
        char character;
    } names[] = {
        {"&amp;", '&'}, {"&lt;", '<'}, {"&gt;", '>'}, {"&quot;", '"'}, {"&apos;", '\''}};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        if (strncmp(at, names[i].name, strlen(names[i].name)) != 0)
            continue;
        out[0] = names[i].character;
        *len = 1;
        return strlen(names[i].name);
    }
    if (at[1] != '#')
        return 0;
    uint32_t number;
    const bool is_hex = at[2] == 'x' || at[2] == 'X';
    const size_t begin = is_hex ? 3 : 2;
    const size_t digits = read_number(at + begin, is_hex ? 16 : 10, 1, 6, &number);
    if (digits == 0 || at[begin + digits] != ';')
        return 0;
    *len = write_character(number, out);
    return *len == 0 ? 0 : begin + digits + 1;
}

static size_t decode_blank(const char *at, char *out, size_t *len)
{
    (void)at;
    out[0] = ' ';
    *len = 1;
    return 1;
}

static size_t decode(const char *at, unsigned kinds, char *out, size_t *len)
{
    static const struct {
        char first;
        enum hg_secret_escape kind;
        decode_fn *decode;
    } escapes[] = {{'%', HG_ESCAPE_PERCENT, decode_percent},
                   {'+', HG_ESCAPE_BLANK, decode_blank},
                   {'\\', HG_ESCAPE_JSON, decode_json},
                   {'&', HG_ESCAPE_HTML, decode_html}};
    for (size_t i = 0; i < sizeof escapes / sizeof *escapes; i++) {
        if (*at == escapes[i].first && (kinds & (unsigned)escapes[i].kind) != 0)
            return escapes[i].decode(at, out, len);
    }
    return 0;
}

bool hg_secret_view_has_escapes(const char *text, unsigned kinds)
{
    char out[UTF8_MAX_BYTES];
    size_t len;
    for (; *text != '\0'; text++) {
        if (decode(text, kinds, out, &len) > 0)
            return true;
    }
    return false;
}

bool hg_secret_view_decode(struct hg_secret_view *view, unsigned kinds)
{
    size_t to = 0;
    bool has_changed = false;
    for (size_t at = 0; at < view->len;) {
        char out[UTF8_MAX_BYTES];
        size_t len = 1;
        size_t taken = decode(view->text + at, kinds, out, &len);
        const size_t from = view->from[at];
        has_changed = has_changed || taken > 0;
        if (taken == 0) {
            out[0] = view->text[at];
            len = taken = 1;
        }
        at += taken;
        for (size_t i = 0; i < len; i++) {
            view->text[to] = out[i];
            view->from[to++] = from;
        }
    }
    view->from[to] = view->from[view->len];
    view->text[to] = '\0';
    view->len = to;
    return has_changed;
}
