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

#endif
