/* SPDX-License-Identifier: MIT */
/* url_scheme: what an address starts with. */
#ifndef HEADGATE_MODEL_URL_SCHEME_H
#define HEADGATE_MODEL_URL_SCHEME_H

#include <stddef.h>

/* Length of the scheme that the text starts with (RFC 3986 3.1), 0 when there is none. */
size_t hg_scheme_len(const char *text);

#endif
