/* SPDX-License-Identifier: MIT */
/* media: media types, as in Content-Type (RFC 9110 8.3.1). */
#ifndef HEADGATE_MEDIA_H
#define HEADGATE_MEDIA_H

#include <stdbool.h>
#include <stddef.h>

/* "type/subtype" with or without parameters; "type" and "subtype" may be "*". */
bool hg_media_is_type(const char *text);
/* Whether it is JSON: application/json, text/json, or a type that ends with "+json" (RFC 6839 3.1). */
bool hg_media_is_json(const char *media);
/* text/html or application/xhtml+xml. */
bool hg_media_is_html(const char *media);
/* The value of the first parameter of this name (in any case), without quotation marks; not
 * terminated. */
bool hg_media_parameter(const char *media, const char *name, const char **value,
                        size_t *len);
/* True when the media type is the expected one: type and subtype in any case, "*" being any, and
 * every parameter that the expected one has; other parameters do not matter. Quotation marks around
 * a value do not matter; the value of "charset" is compared in any case. */
bool hg_media_matches(const char *expected, const char *media);

#endif
