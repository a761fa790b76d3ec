/* SPDX-License-Identifier: MIT */
/* charset_detection: which charset a body is in. */
#ifndef HEADGATE_MODEL_CHARSET_DETECTION_H
#define HEADGATE_MODEL_CHARSET_DETECTION_H

#include <stddef.h>

#include "model/charset.h"

/* By its byte order mark, whose length is *mark_len; else by the Content-Type (NULL: none); else, of HTML
 * and of what has no type, by a meta element. JSON without a mark is UTF-8 (RFC 8259 8.1), whatever its
 * type says. Nor is a text of ASCII alone UTF-16 or UTF-32 because its type says
 * so. NULL: unknown. */
const struct hg_charset *hg_charset_detect(const char *content_type, const char *data,
                                           size_t len, size_t *mark_len);
/* The charset that a page names in a meta element within its first 1024 bytes, found before the page is
 * parsed: the "prescan" of the HTML standard (13.2.3.2). NULL: none, or none that is known. */
const struct hg_charset *hg_charset_find_meta(const char *data, size_t len);

#endif
