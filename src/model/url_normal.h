/* SPDX-License-Identifier: MIT */
/* url_normal: URLs that need no parsing, and paths without dots. */
#ifndef HEADGATE_MODEL_URL_NORMAL_H
#define HEADGATE_MODEL_URL_NORMAL_H

#include <stdbool.h>
#include <stddef.h>

#define HG_HOST_MAX_LEN  253 /* RFC 1035 2.3.4, without the root's dot */
#define HG_LABEL_MAX_LEN 63
#define HG_HTTP_PORT     80
#define HG_HTTPS_PORT    443

/* Length of the scheme that the text starts with (RFC 3986 3.1), 0 when there is none. */
size_t hg_url_scheme_len(const char *text);
/* Whether `text` is an http or https address that is written as libcurl would write it: a host in
 * lower case that is a name or four decimal numbers, no user info, no port but one that must be
 * there, a path without dot segments (RFC 3986 5.2.4), no escapes and no fragment. False in doubt.
 * Lists hold few others, and this takes a tenth of the time of a parse. */
bool hg_url_is_normal(const char *text);

/* Remove the dot segments of an absolute path, in place (RFC 3986 5.2.4). An escaped dot is one, as in browsers
 * (WHATWG URL, 4.1). */
void hg_url_remove_dots(char *path);

#endif
