/* SPDX-License-Identifier: MIT */
/* url_scheme: what an address starts with. */
#include "model/url_scheme.h"

#include <string.h>

#include "headgate/banned.h"

#define LETTERS "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"

size_t hg_scheme_len(const char *text)
{
    if (text[0] == '\0' || strchr(LETTERS, text[0]) == NULL)
        return 0;
    const size_t len = strspn(text, LETTERS "0123456789+-.");
    return text[len] == ':' ? len : 0;
}
