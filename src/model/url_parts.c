/* SPDX-License-Identifier: MIT */
/* url_parts: the parts of addresses that are normalised already; nothing is parsed by libcurl. */
#include "headgate/url.h"

#include "headgate/ascii.h"
#include "headgate/buf.h"
#include "headgate/memory.h"

#include "model/url_normal.h"

#include <stdlib.h>
#include <string.h>

#include "headgate/banned.h"

/* Length of the host that the authority of a normalised address starts with. */
static size_t host_len(const char *authority)
{
    return authority[0] == '[' ? strcspn(authority, "]") + 1 : strcspn(authority, ":/");
}

static char *host_without_zone(const char *host, size_t len)
{
    const char *zone = memchr(host, '%', len);
    struct hg_buf plain;
    hg_buf_init(&plain);
    hg_buf_add(&plain, host, zone == NULL ? len : (size_t)(zone - host));
    if (zone != NULL)
        hg_buf_add_char(&plain, ']');
    return hg_buf_steal(&plain);
}

void hg_url_read(struct hg_url *url, const char *text)
{
    const char *host = strstr(text, "//") + 2;
    const size_t len = host_len(host);
    const bool is_https = strncmp(text, "https:", strlen("https:")) == 0;
    *url = (struct hg_url){
        .text = hg_memory_copy_text(text),
        .host = host_without_zone(host, len),
        .port = is_https ? HG_HTTPS_PORT : HG_HTTP_PORT,
        .has_port = host[len] == ':',
        .is_https = is_https,
        .has_scheme = true,
    };
    if (url->has_port)
        url->port = (uint16_t)strtoul(host + len + 1, NULL, 10);
}

/* libcurl writes every notation of an IPv4 address as four decimal numbers. */
bool hg_url_has_address(const char *text)
{
    const char *host = strstr(text, "//") + 2;
    size_t len = 0;
    size_t dots = 0;
    while (hg_ascii_is_digit(host[len]) || host[len] == '.')
        dots += host[len++] == '.' ? 1 : 0;
    return host[0] == '[' || (dots == 3 && len == host_len(host) && host[len - 1] != '.');
}

bool hg_url_same_host(const struct hg_url *a, const struct hg_url *b)
{
    return a->port == b->port && strcmp(a->host, b->host) == 0;
}

bool hg_url_same_origin(const struct hg_url *a, const struct hg_url *b)
{
    return a->is_https == b->is_https && a->port == b->port &&
           strcmp(a->host, b->host) == 0;
}
