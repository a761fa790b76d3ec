/* SPDX-License-Identifier: MIT */
/* charset: charsets of texts, and such a text in UTF-8. Labels are those of the WHATWG Encoding
 * standard, as browsers read them ("iso-8859-1" is windows-1252), and those of UTF-32. */
#ifndef HEADGATE_MODEL_CHARSET_H
#define HEADGATE_MODEL_CHARSET_H

#include <stdbool.h>
#include <stddef.h>

#include "headgate/buf.h"

struct hg_charset;

/* By its label, in any case and with blanks around it. NULL: there is none of this name that can be
 * decoded. Static. */
const struct hg_charset *hg_charset_find(const char *label, size_t len);
/* UTF-8 needs no decoding. */
bool hg_charset_is_utf8(const struct hg_charset *charset);
/* UTF-16 and UTF-32: ASCII does not look so. */
bool hg_charset_is_wide(const struct hg_charset *charset);
/* Append the bytes in UTF-8, which take three times as many at most. What is broken in UTF-16 and UTF-32 is
 * U+FFFD, as in browsers. False when they are not in another charset; an incomplete character at the end of a text that `is_cut` is left out. What is appended is
 * of no use, then. */
bool hg_charset_decode(const struct hg_charset *charset, const char *data, size_t len,
                       bool is_cut, struct hg_buf *out)
    __attribute__((warn_unused_result));

#endif
