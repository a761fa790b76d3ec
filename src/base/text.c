/* SPDX-License-Identifier: MIT */
/* text: questions about UTF-8 and about words; nothing here needs memory. */
#include "headgate/text.h"

#include "headgate/ascii.h"

#include <stdint.h>
#include <string.h>

#include <unistr.h>
#include <uniwidth.h>

#include "headgate/banned.h"

#define UTF8_MAX         4
#define WORD_MAX         64
#define NEAREST_AT_LEAST 2

static const uint8_t *bytes(const char *text)
{
    return (const uint8_t *)text;
}

bool hg_text_is_utf8(const char *text, size_t len, size_t *offset)
{
    const uint8_t *bad = u8_check(bytes(text), len);
    if (bad != NULL && offset != NULL)
        *offset = (size_t)(bad - bytes(text));
    return bad == NULL;
}

size_t hg_text_whole(const char *text, size_t len)
{
    for (size_t back = 1; back < UTF8_MAX && back <= len; back++) {
        ucs4_t character = 0;
        if (u8_mbtoucr(&character, bytes(text) + len - back, back) == -2)
            return len - back;
    }
    return len;
}

/* Printable ASCII: clean, a byte and a column wide. Most texts hold nothing else. */
static bool is_plain(char character)
{
    return character >= ' ' && character <= '~';
}

static size_t width_of(ucs4_t character)
{
    /* "UTF-8" chooses narrow forms for characters whose width depends on the encoding. */
    const int width = uc_width(character, "UTF-8");
    return width < 0 ? 0 : (size_t)width;
}

size_t hg_text_width(const char *text)
{
    size_t columns = 0;
    ucs4_t character = 0;
    while (is_plain(*text)) {
        columns++;
        text++;
    }
    const uint8_t *rest = u8_next(&character, bytes(text));
    while (rest != NULL) {
        columns += width_of(character);
        rest = u8_next(&character, rest);
    }
    return columns;
}

size_t hg_text_prefix(const char *text, size_t columns)
{
    const uint8_t *end = bytes(text);
    ucs4_t character = 0;
    size_t used = 0;
    const uint8_t *next = u8_next(&character, end);
    while (next != NULL && used + width_of(character) <= columns) {
        used += width_of(character);
        end = next;
        next = u8_next(&character, end);
    }
    return (size_t)(end - bytes(text));
}

bool hg_text_is_command(const char *text)
{
    const char *start = text + strspn(text, " ");
    return strncmp(start, "::", 2) == 0 || strncmp(start, "##", 2) == 0;
}

const char *hg_text_quotation_mark(const char *text)
{
    const size_t len = strlen(text);
    return len > 0 && (text[0] == '"' || text[len - 1] == '"') ? "'" : "\"";
}

bool hg_text_equals(const char *a, const char *b)
{
    return a == b || (a != NULL && b != NULL && strcmp(a, b) == 0);
}

bool hg_text_equals_ignoring_case(const char *a, const char *b)
{
    while (*a != '\0' && hg_ascii_to_lower(*a) == hg_ascii_to_lower(*b)) {
        a++;
        b++;
    }
    return hg_ascii_to_lower(*a) == hg_ascii_to_lower(*b);
}

static size_t least(size_t a, size_t b)
{
    return a < b ? a : b;
}

/* Optimal string alignment. The table's last three rows are enough. */
size_t hg_text_distance(const char *a, const char *b)
{
    const size_t width = strlen(b);
    size_t rows[3][WORD_MAX + 1];
    if (width > WORD_MAX || strlen(a) > WORD_MAX)
        return SIZE_MAX;
    for (size_t j = 0; j <= width; j++)
        rows[0][j] = j;
    size_t i = 0;
    for (; a[i] != '\0'; i++) {
        const size_t *above = rows[i % 3];
        const size_t *two_above = rows[(i + 2) % 3];
        size_t *row = rows[(i + 1) % 3];
        row[0] = i + 1;
        for (size_t j = 0; j < width; j++) {
            const bool differs = hg_ascii_to_lower(a[i]) != hg_ascii_to_lower(b[j]);
            const bool swapped = i > 0 && j > 0 &&
                                 hg_ascii_to_lower(a[i]) == hg_ascii_to_lower(b[j - 1]) &&
                                 hg_ascii_to_lower(a[i - 1]) == hg_ascii_to_lower(b[j]);
            row[j + 1] = least(least(above[j + 1], row[j]) + 1, above[j] + differs);
            if (swapped)
                row[j + 1] = least(row[j + 1], two_above[j - 1] + 1);
        }
    }
    return rows[i % 3][width];
}

const char *hg_text_nearest(const char *word, const char *const *candidates, size_t count)
{
    const size_t len = strlen(word);
    const size_t third = len / 3;
    size_t limit = third > NEAREST_AT_LEAST ? third : NEAREST_AT_LEAST;
    const char *nearest = NULL;
    for (size_t i = 0; i < count; i++) {
        const size_t candidate_len = strlen(candidates[i]);
        const size_t away = hg_text_distance(word, candidates[i]);
        const size_t longer = len > candidate_len ? len : candidate_len;
        if (away >= longer || away > limit || (nearest != NULL && away == limit))
            continue;
        nearest = candidates[i];
        limit = away;
    }
    return nearest;
}
