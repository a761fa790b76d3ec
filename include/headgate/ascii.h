/* SPDX-License-Identifier: MIT */
/* ascii: digits and letters, independent of the locale. */
#ifndef HEADGATE_ASCII_H
#define HEADGATE_ASCII_H

#include <stdbool.h>

static inline bool hg_ascii_is_digit(char character)
{
    return character >= '0' && character <= '9';
}

static inline bool hg_ascii_is_letter(char character)
{
    return (character >= 'a' && character <= 'z') ||
           (character >= 'A' && character <= 'Z');
}

static inline char hg_ascii_to_lower(char character)
{
    return character >= 'A' && character <= 'Z' ? (char)(character - 'A' + 'a')
                                                : character;
}

static inline char hg_ascii_to_upper(char character)
{
    return character >= 'a' && character <= 'z' ? (char)(character - 'a' + 'A')
                                                : character;
}

/* Of a hexadecimal digit: 0 to 15; -1: it is none. */
static inline int hg_ascii_hex_value(char digit)
{
    const char small = hg_ascii_to_lower(digit);
    if (hg_ascii_is_digit(small))
        return small - '0';
    return small >= 'a' && small <= 'f' ? small - 'a' + 10 : -1;
}

#endif
