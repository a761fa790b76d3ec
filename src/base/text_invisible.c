/* SPDX-License-Identifier: MIT */
/* text_invisible: invisible characters of a text. */
#include "headgate/text.h"

#include <stdint.h>

#include <unictype.h>
#include <unistr.h>

#include "headgate/banned.h"

/* A character of a text. */
struct place {
    ucs4_t character;
    size_t size;
    /* What is before it is a visible character, not ASCII, or belongs to one. */
    bool follows_visible;
};

static const uint8_t *bytes(const char *text)
{
    return (const uint8_t *)text;
}

static bool is_ascii(ucs4_t character)
{
    return character < 0x80;
}

/* What Unicode calls white space or default ignorable (UAX 44). */
static bool is_invisible(ucs4_t character)
{
    return !is_ascii(character) &&
           (uc_is_property_white_space(character) ||
            uc_is_property_default_ignorable_code_point(character));
}

/* Zero-width non-joiner and joiner: names in Persian or Hindi have them, and emojis (RFC 5892 A.1,
 * UTS 51). */
static bool is_joiner(ucs4_t character)
{
    return character == 0x200C || character == 0x200D;
}

/* Variation selectors and tags: they choose a form of the character before them. */
static bool is_selector(ucs4_t character)
{
    return uc_is_property_variation_selector(character) ||
           (character >= 0xE0020 && character <= 0xE007F);
}

static size_t read_character(const char *text, size_t len, ucs4_t *character)
{
    const int size = u8_mbtoucr(character, bytes(text), len);
    if (size > 0)
        return (size_t)size;
    *character = 0xFFFD; /* not UTF-8, which is not for this file to say */
    return 1;
}

static bool is_before_visible(const char *text, size_t len)
{
    ucs4_t next = 0;
    return len > 0 && read_character(text, len, &next) > 0 && !is_ascii(next) &&
           !is_invisible(next);
}

/* Whether the character is invisible and no part of a visible one. */
static bool is_stray(const struct place *place, const char *rest, size_t rest_len)
{
    if (!is_invisible(place->character))
        return false;
    if (!place->follows_visible)
        return true;
    return !is_selector(place->character) &&
           !(is_joiner(place->character) && is_before_visible(rest, rest_len));
}

/* Move to the next character of `text`; returns whether it is stray. */
static bool advance(struct place *place, const char *text, size_t len)
{
    place->size = read_character(text, len, &place->character);
    const bool stray = is_stray(place, text + place->size, len - place->size);
    place->follows_visible = !stray && !is_ascii(place->character);
    return stray;
}

size_t hg_text_find_invisible(const char *text, size_t len, uint32_t *character)
{
    struct place place = {0};
    for (size_t at = 0; at < len; at += place.size) {
        if (!advance(&place, text + at, len - at))
            continue;
        *character = place.character;
        return at;
    }
    return len;
}

static bool is_blank(char character)
{
    return character == ' ' || character == '\t' || character == '\r';
}

static bool may_be_trimmed(char character)
{
    return is_blank(character) || (unsigned char)character >= 0x80;
}

size_t hg_text_trim(const char *text, size_t *len)
{
    struct place place = {0};
    size_t begin = *len;
    size_t end = *len;
    if (*len == 0 || (!may_be_trimmed(text[0]) && !may_be_trimmed(text[*len - 1])))
        return 0;
    for (size_t at = 0; at < *len; at += place.size) {
        if (advance(&place, text + at, *len - at) || is_blank(text[at]))
            continue;
        begin = at < begin ? at : begin;
        end = at + place.size;
    }
    *len = end - begin;
    return begin;
}
