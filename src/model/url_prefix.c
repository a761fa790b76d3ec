/* SPDX-License-Identifier: MIT */
/* url_prefix: the beginnings of addresses. */
#include "headgate/url.h"

#include "headgate/ascii.h"
#include "headgate/buf.h"
#include "headgate/memory.h"

#include <stdlib.h>
#include <string.h>

#include "headgate/banned.h"

/* Scheme, host and port as a normalised address has them. NULL: they are not whole. */
static char *normal_origin(const char *prefix, size_t len)
{
    char problem[256];
    struct hg_url url;
    struct hg_buf origin;
    if (len == 0 || prefix[len - 1] == '/' || prefix[len - 1] == ':')
        return NULL;
    hg_buf_init(&origin);
    hg_buf_add(&origin, prefix, len);
    const int status = hg_url_parse(&url, origin.data, problem, sizeof problem);
    hg_buf_clear(&origin);
    if (status == 0) {
        hg_buf_add(&origin, url.text, strlen(url.text) - strlen("/"));
        hg_url_release(&url);
        return hg_buf_steal(&origin);
    }
    hg_buf_release(&origin);
    return NULL;
}

/* Of scheme, host and port. */
static bool has_port(const char *origin, size_t len)
{
    size_t digits = 0;
    while (digits < len && hg_ascii_is_digit(origin[len - 1 - digits]))
        digits++;
    return digits > 0 && digits < len && origin[len - 1 - digits] == ':';
}

char *hg_url_normalise_prefix(const char *prefix)
{
    const size_t len = (size_t)(hg_url_path(prefix) - prefix);
    char *origin = normal_origin(prefix, len);
    if (origin == NULL)
        return hg_memory_copy_text(prefix);
    struct hg_buf out;
    hg_buf_init(&out);
    hg_buf_add_text(&out, origin);
    /* Where the usual port is left out, which was written, no other is meant. */
    const bool loses_port = has_port(prefix, len) && !has_port(origin, strlen(origin));
    if (prefix[len] == '?' || (prefix[len] == '\0' && loses_port))
        hg_buf_add_char(&out, '/');
    hg_buf_add_text(&out, prefix + len);
    free(origin);
    return hg_buf_steal(&out);
}

bool hg_url_has_prefix(const char *url, const char *prefix)
{
    const size_t len = strlen(prefix);
    if (strncmp(url, prefix, len) != 0)
        return false;
    const char *authority = strstr(prefix, "://") + strlen("://");
    const bool has_path = strpbrk(authority, "/?#") != NULL;
    if (authority[0] == '\0' || has_path)
        return true;
    const bool is_within_brackets = authority[0] == '[' && strchr(authority, ']') == NULL;
    return !is_within_brackets && (url[len] == '\0' || strchr("/?#:", url[len]) != NULL);
}
