/* SPDX-License-Identifier: MIT */
/* ci_command: finds commands to services that run pipelines, and breaks them. */
#include "headgate/ci_command.h"

#include "headgate/ascii.h"
#include "headgate/buf.h"

#include <stdint.h>
#include <string.h>

#include <unictype.h>
#include <unistr.h>

#include "headgate/banned.h"

/* A text in lines. */
struct lines {
    const char *text;
    size_t len;
    bool begins_line;
};

/* What is written in place of the second of two characters. */
struct notation {
    const char *hash, *colon; /* NULL: nothing is replaced */
};

static const struct notation notations[] = {
    [HG_NOTATION_TEXT] = {" #", " :"},      [HG_NOTATION_MARKDOWN] = {"\\#", "\\:"},
    [HG_NOTATION_JSON] = {"\\u0023", NULL}, [HG_NOTATION_MARKUP] = {"&#35;", "&#58;"},
    [HG_NOTATION_VERBATIM] = {NULL, NULL},
};

static const uint8_t *bytes(const char *text)
{
    return (const uint8_t *)text;
}

static bool is_line_end(char character)
{
    return character == '\n' || character == '\r';
}

/* What a comparison by culture passes over: controls, and what UAX 44 calls default ignorable. */
static bool is_ignorable(ucs4_t character)
{
    if (character < 0x80)
        return (character < ' ' && character != '\t' && character != '\n' &&
                character != '\r') ||
               character == 0x7F;
    return uc_is_property_default_ignorable_code_point(character);
}

static bool is_blank(ucs4_t character)
{
    return character == ' ' || character == '\t' || is_ignorable(character) ||
           (character >= 0x80 && uc_is_property_white_space(character));
}

/* The first place from `at` on that is not to be passed over. */
static size_t skip_ignorable(const struct lines *lines, size_t at)
{
    while (at < lines->len) {
        ucs4_t character = 0;
        const int size = u8_mbtoucr(&character, bytes(lines->text) + at, lines->len - at);
        if (size <= 0 || !is_ignorable(character))
            break;
        at += (size_t)size;
    }
    return at;
}

/* Whether letters and "[" follow. */
static bool is_named(const struct lines *lines, size_t at, size_t end)
{
    at = skip_ignorable(lines, at);
    while (at < end && hg_ascii_is_letter(lines->text[at]))
        at = skip_ignorable(lines, at + 1);
    return at < end && lines->text[at] == '[';
}

static bool is_at_line_start(const struct lines *lines, size_t at)
{
    while (at > 0 && !is_line_end(lines->text[at - 1])) {
        ucs4_t character = 0;
        const uint8_t *before =
            u8_prev(&character, bytes(lines->text) + at, bytes(lines->text));
        if (before == NULL || !is_blank(character))
            return false;
        at = (size_t)(before - bytes(lines->text));
    }
    return at > 0 || lines->begins_line;
}

static bool is_command(const struct lines *lines, size_t first, size_t second)
{
    if (lines->text[first] == ':')
        return is_at_line_start(lines, first);
    const size_t end = first + HG_CI_COMMAND_MAX;
    return is_named(lines, second + 1, end < lines->len ? end : lines->len);
}

/* The second `sign` of the first command that begins with two of them at or after `from`; the text's
 * length when there is none. */
static size_t find(const struct lines *lines, size_t from, char sign)
{
    while (from < lines->len) {
        const char *found = memchr(lines->text + from, sign, lines->len - from);
        if (found == NULL)
            break;
        const size_t first = (size_t)(found - lines->text);
        const size_t second = skip_ignorable(lines, first + 1);
        if (second < lines->len && lines->text[second] == sign &&
            is_command(lines, first, second))
            return second;
        from = first + 1;
    }
    return lines->len;
}

static size_t find_next(const struct lines *lines, size_t from, char sign,
                        const char *replacement)
{
    return replacement == NULL ? lines->len : find(lines, from, sign);
}

char *hg_ci_command_break(const char *text, size_t len, bool begins_line,
                          enum hg_notation notation, size_t *broken_len)
{
    const struct lines lines = {text, len, begins_line};
    const struct notation *by = &notations[notation];
    size_t hash = find_next(&lines, 0, '#', by->hash);
    size_t colon = find_next(&lines, 0, ':', by->colon);
    size_t written = 0;
    struct hg_buf out;
    if (hash == len && colon == len)
        return NULL;
    hg_buf_init(&out);
    while (hash < len || colon < len) {
        const bool is_hash = hash < colon;
        const size_t at = is_hash ? hash : colon;
        hg_buf_add(&out, text + written, at - written);
        hg_buf_add_text(&out, is_hash ? by->hash : by->colon);
        written = at + 1;
        if (is_hash)
            hash = find_next(&lines, at, '#', by->hash);
        else
            colon = find_next(&lines, at, ':', by->colon);
    }
    hg_buf_add(&out, text + written, len - written);
    *broken_len = out.len;
    return hg_buf_steal(&out);
}
