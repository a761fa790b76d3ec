/* SPDX-License-Identifier: MIT */
/* text: UTF-8 for terminals and reports. Untrusted text is cleaned once, where it enters.
 *
 * "Clean" means: valid UTF-8 without C0 and C1 controls, NUL, DEL, bidirectional overrides and
 * isolates (U+202A-202E, U+2066-2069), line and paragraph separators (U+2028, U+2029) and
 * noncharacters (XML 1.0 2.2 forbids U+FFFE and U+FFFF). */
#ifndef HEADGATE_TEXT_H
#define HEADGATE_TEXT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* A list of texts, read-only. */
struct hg_texts {
    const char *const *items;
    size_t count;
};

/* True when the bytes are valid UTF-8. Otherwise *offset (may be NULL) is the first bad byte. */
bool hg_text_is_utf8(const char *text, size_t len, size_t *offset);
/* True when the bytes are clean. Otherwise *offset (may be NULL) is where they are not. */
bool hg_text_is_clean(const char *text, size_t len, size_t *offset);
/* A clean copy of at most `max_bytes` bytes, each unclean character replaced by U+FFFD and a cut
 * marked by U+2026 at its end. Free with free(). Never NULL. */
char *hg_text_clean(const char *text, size_t len, size_t max_bytes);
/* Position of the first invisible character (a no-break, zero-width or other space beyond ASCII, a
 * byte order mark, a soft hyphen), or `len` when there is none. What belongs to a visible character is not
 * one: joiners inside a word or an emoji, variation selectors. */
size_t hg_text_find_invisible(const char *text, size_t len, uint32_t *character);
/* Leave out such characters, spaces, tabs and carriage returns at both ends: makes `len` shorter and
 * returns how many bytes to skip at the beginning. */
size_t hg_text_trim(const char *text, size_t *len);
/* Length of the text without an incomplete character at its end: for texts that are cut at a number of
 * bytes. */
size_t hg_text_whole(const char *text, size_t len);
/* Columns the clean text takes on a terminal (East Asian wide characters take two). */
size_t hg_text_width(const char *text);
/* Bytes of the longest prefix of the clean text that takes at most `columns` columns. */
size_t hg_text_prefix(const char *text, size_t columns);
/* Insertions, deletions, replacements and swaps of neighbours that make one word of the other, ASCII case
 * ignored; SIZE_MAX when one of them has more than 64 bytes. */
size_t hg_text_distance(const char *a, const char *b);
/* The candidate with the least edit distance from `word`, ASCII case ignored; the first of several.
 * NULL when all are too far: at more than a third of the word's length (at least 2), or without a
 * common letter. Words of more than 64 bytes have no neighbours. */
const char *hg_text_nearest(const char *word, const char *const *candidates,
                            size_t count);
/* True for a text that CI services take for a command at the start of a line, after blanks or not
 * ("::error", "##[group]", "##vso[", "##teamcity["). */
bool hg_text_is_command(const char *text);
/* The quotation marks for a text in a sentence: "'" where it has its own at an end, so that none are doubled;
 * otherwise "\"". */
const char *hg_text_quotation_mark(const char *text);
/* Equality where either may be NULL, which equals itself only. */
bool hg_text_equals(const char *a, const char *b);
/* Case-insensitive equality of ASCII letters, whatever the locale. */
bool hg_text_equals_ignoring_case(const char *a, const char *b);

#endif
