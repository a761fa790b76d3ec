/* SPDX-License-Identifier: MIT */
/* url: web addresses, by libcurl's URL API.
 *
 * DESIGN: libcurl parses. A text is checked by hand only where libcurl is lax or differs: blanks,
 * and whether it starts with a scheme ("localhost:80" does not, "mailto:x" does). Dots in paths, and where
 * a redirect leads, are ours: 7.88 and 8.14 differ there. An international
 * host is converted to ASCII and the URL parsed again, because libcurl's own conversion depends on
 * the locale. */
#include "headgate/url.h"

#include "headgate/ascii.h"
#include "headgate/buf.h"
#include "headgate/memory.h"
#include "headgate/text.h"

#include "model/idn.h"
#include "model/url_normal.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <curl/curl.h>

#include "headgate/banned.h"

/* Paths are ours: what libcurl takes for a dot in them differs from version to version. */
#define PARSE_FLAGS     (CURLU_NON_SUPPORT_SCHEME | CURLU_URLENCODE | CURLU_PATH_AS_IS)
#define QUOTE_MAX_BYTES 120

/* The place for a sentence about the problem. */
struct complaint {
    char *out;
    size_t size;
    const char *text; /* the address complained about */
};

static CURLU *new_handle(void)
{
    CURLU *handle = curl_url();
    if (handle == NULL)
        hg_memory_exhausted();
    return handle;
}

/* Always -1. The text is quoted without its password, clean and short. */
static int complain(const struct complaint *complaint, const char *expected)
{
    char *redacted = hg_url_redact(complaint->text);
    char *quoted = hg_text_clean(redacted, strlen(redacted), QUOTE_MAX_BYTES);
    snprintf(complaint->out, complaint->size, "%s, got \"%s\"", expected, quoted);
    free(quoted);
    free(redacted);
    return -1;
}

static int complain_code(const struct complaint *complaint, CURLUcode code)
{
    switch ((int)code) {
    case CURLUE_OUT_OF_MEMORY:
        hg_memory_exhausted();
    case CURLUE_BAD_PORT_NUMBER:
        return complain(complaint, "expected a port from 1 to 65535");
    case CURLUE_NO_HOST:
        return complain(complaint, "expected a host name");
    case CURLUE_BAD_HOSTNAME:
        return complain(complaint, "expected a valid host name");
    case CURLUE_BAD_IPV6:
        return complain(complaint, "expected a valid IPv6 address");
    case CURLUE_BAD_SLASHES:
        return complain(complaint, "expected \"//\" after the scheme");
    default:
        return complain(complaint, "expected an http or https address");
    }
}

/* Length of the text before the first ':' if it consists of a scheme's characters, in any order.
 * Before 8.2 libcurl takes all of it for a scheme ("0:/2."), since then only what RFC 3986 3.1 does. */
static size_t scheme_like_len(const char *text)
{
    size_t len = 0;
    while (hg_ascii_is_letter(text[len]) || hg_ascii_is_digit(text[len]) ||
           (text[len] != '\0' && strchr("+-.", text[len]) != NULL))
        len++;
    return text[len] == ':' ? len : 0;
}

/* A name before a port is a host, and what RFC 3986 does not allow as a scheme is one only before a
 * slash. */
static size_t scheme_len_unless_host(const char *text)
{
    const size_t len = scheme_like_len(text);
    const bool is_host = hg_ascii_is_letter(text[0]) ? hg_ascii_is_digit(text[len + 1])
                                                     : text[len + 1] != '/';
    return len > 0 && is_host ? 0 : len;
}

static int check_scheme(const struct complaint *complaint, const char *scheme)
{
    static const char *const known[] = {"http", "https"};
    for (size_t i = 0; i < sizeof(known) / sizeof(known[0]); i++) {
        if (hg_text_equals_ignoring_case(scheme, known[i]))
            return 0;
    }
    snprintf(complaint->out, complaint->size,
             "expected an http or https address, got scheme \"%s\"", scheme);
    return -1;
}

static int check_scheme_written(const struct complaint *complaint, size_t len)
{
    char scheme[32];
    snprintf(scheme, sizeof(scheme), "%.*s", (int)(len < 32 ? len : 31), complaint->text);
    return check_scheme(complaint, scheme);
}

/* Get a part into memory of our own. NULL when it is not there. */
static char *get_part(CURLU *handle, CURLUPart part, unsigned flags, CURLUcode *code)
{
    char *text = NULL;
    *code = curl_url_get(handle, part, &text, flags);
    if (*code == CURLUE_OUT_OF_MEMORY)
        hg_memory_exhausted();
    char *copy = *code == CURLUE_OK ? hg_memory_copy_text(text) : NULL;
    curl_free(text);
    return copy;
}

static bool is_ascii(const char *text)
{
    for (; *text != '\0'; text++) {
        if ((unsigned char)*text >= 0x80)
            return false;
    }
    return true;
}

static bool is_host_name(const char *host)
{
    size_t len = 0;
    size_t label = 0;
    for (; host[len] != '\0'; len++) {
        if (host[len] == '.' && label == 0)
            return false;
        if (host[len] != '.' && !hg_ascii_is_letter(host[len]) &&
            !hg_ascii_is_digit(host[len]) && host[len] != '-' && host[len] != '_')
            return false;
        label = host[len] == '.' ? 0 : label + 1;
        if (label > HG_LABEL_MAX_LEN)
            return false;
    }
    return len > 0 && len - (label == 0) <= HG_HOST_MAX_LEN;
}

static void make_lower(char *text)
{
    for (; *text != '\0'; text++)
        *text = hg_ascii_to_lower(*text);
}

/* Give the handle another host and let libcurl read the whole once more: the host may have
 * turned into an IPv4 address. */
static CURLUcode replace_host(CURLU *handle, const char *host)
{
    CURLUcode code = curl_url_set(handle, CURLUPART_HOST, host, 0);
    char *whole = NULL;
    if (code == CURLUE_OK)
        whole = get_part(handle, CURLUPART_URL, 0, &code);
    if (code == CURLUE_OK)
        code = curl_url_set(handle, CURLUPART_URL, whole, PARSE_FLAGS);
    free(whole);
    return code;
}

static int make_host_ascii(CURLU *handle, const char *host,
                           const struct complaint *complaint)
{
    const char *problem = NULL;
    char *ascii = hg_idn_to_ascii(host, &problem);
    if (ascii == NULL) {
        char expected[128];
        snprintf(expected, sizeof(expected), "expected a valid host name (%s)", problem);
        return complain(complaint, expected);
    }
    const CURLUcode code = replace_host(handle, ascii);
    free(ascii);
    return code == CURLUE_OK ? 0 : complain_code(complaint, code);
}

static int read_host(struct hg_url *url, CURLU *handle, const struct complaint *complaint)
{
    CURLUcode code = CURLUE_OK;
    url->host = get_part(handle, CURLUPART_HOST, 0, &code);
    if (url->host == NULL)
        return complain_code(complaint, code);
    if (!is_ascii(url->host)) {
        if (make_host_ascii(handle, url->host, complaint) != 0)
            return -1;
        free(url->host);
        url->host = get_part(handle, CURLUPART_HOST, 0, &code);
        if (url->host == NULL)
            return complain_code(complaint, code);
    }
    make_lower(url->host);
    if (url->host[0] != '[' && !is_host_name(url->host))
        return complain(complaint, "expected a valid host name");
    return 0;
}

static int read_port(struct hg_url *url, CURLU *handle, const struct complaint *complaint)
{
    CURLUcode code = CURLUE_OK;
    char *port = get_part(handle, CURLUPART_PORT, 0, &code);
    url->has_port = port != NULL;
    url->port = url->is_https ? HG_HTTPS_PORT : HG_HTTP_PORT;
    if (port != NULL)
        url->port = (uint16_t)strtoul(port, NULL, 10);
    free(port);
    return url->port > 0 ? 0 : complain(complaint, "expected a port from 1 to 65535");
}

static int read_user(struct hg_url *url, CURLU *handle, const struct complaint *complaint)
{
    CURLUcode user = CURLUE_OK;
    CURLUcode password = CURLUE_OK;
    url->user = get_part(handle, CURLUPART_USER, CURLU_URLDECODE, &user);
    url->password = get_part(handle, CURLUPART_PASSWORD, CURLU_URLDECODE, &password);
    if ((user != CURLUE_OK && user != CURLUE_NO_USER) ||
        (password != CURLUE_OK && password != CURLUE_NO_PASSWORD))
        return complain(complaint, "expected a user name and password without control "
                                   "characters");
    return 0;
}

/* The host, with the zone of an IPv6 address (RFC 6874 2). */
static void add_host(struct hg_buf *text, const struct hg_url *url, const char *zone)
{
    const size_t len = strlen(url->host);
    if (zone == NULL || url->host[0] != '[') {
        hg_buf_add(text, url->host, len);
        return;
    }
    hg_buf_add(text, url->host, len - 1);
    hg_buf_printf(text, "%%25%s]", zone);
}

/* Composed by hand: libcurl's own way takes longer than all of its parsing (7.88). */
static void read_text(struct hg_url *url, CURLU *handle)
{
    CURLUcode code = CURLUE_OK;
    char *zone = get_part(handle, CURLUPART_ZONEID, 0, &code);
    char *path = get_part(handle, CURLUPART_PATH, 0, &code);
    char *query = get_part(handle, CURLUPART_QUERY, 0, &code);
    /* A bare host keeps its port, so that a later reader of the text keeps it in the http URL
     * too. */
    const bool keeps_port = !url->has_scheme;
    const uint16_t usual = url->is_https ? HG_HTTPS_PORT : HG_HTTP_PORT;
    struct hg_buf text;

    hg_buf_init(&text);
    hg_buf_add_text(&text, url->is_https ? "https://" : "http://");
    add_host(&text, url, zone);
    if (url->has_port && (keeps_port || url->port != usual))
        hg_buf_printf(&text, ":%" PRIu16, url->port);
    if (path != NULL)
        hg_url_remove_dots(path);
    hg_buf_add_text(&text, path == NULL ? "/" : path);
    if (query != NULL && query[0] != '\0') {
        hg_buf_add_char(&text, '?');
        hg_buf_add_text(&text, query);
    }
    free(zone);
    free(path);
    free(query);
    free(url->text);
    url->text = hg_buf_steal(&text);
}

/* From a parsed address to the url, which is zero but for `has_scheme`. */
static int read_handle(struct hg_url *url, CURLU *handle,
                       const struct complaint *complaint)
{
    CURLUcode code = CURLUE_OK;
    char *scheme = get_part(handle, CURLUPART_SCHEME, 0, &code);
    const int status = check_scheme(complaint, scheme == NULL ? "" : scheme);
    url->is_https = scheme != NULL && strcmp(scheme, "https") == 0;
    free(scheme);
    if (status != 0 || read_host(url, handle, complaint) != 0 ||
        read_port(url, handle, complaint) != 0 || read_user(url, handle, complaint) != 0)
        return -1;
    read_text(url, handle);
    return 0;
}

/* After libcurl's parsing: read the parts or describe the problem. Frees the handle. */
static int finish(struct hg_url *url, CURLU *handle, CURLUcode code,
                  const struct complaint *complaint)
{
    const int status = code == CURLUE_OK ? read_handle(url, handle, complaint)
                                         : complain_code(complaint, code);
    curl_url_cleanup(handle);
    if (status != 0)
        hg_url_release(url);
    return status;
}

static int check_len(const struct complaint *complaint)
{
    const size_t len = strlen(complaint->text);
    if (len <= HG_URL_MAX_BYTES)
        return 0;
    snprintf(complaint->out, complaint->size, "expected at most %d bytes, got %zu",
             HG_URL_MAX_BYTES, len);
    return -1;
}

/* libcurl would encode it, and IDNA leave it out (UTS 46). */
static int check_invisible(const struct complaint *complaint, size_t len)
{
    uint32_t character;
    char expected[64];
    if (hg_text_find_invisible(complaint->text, len, &character) == len)
        return 0;
    snprintf(expected, sizeof expected,
             "expected no invisible character (U+%04" PRIX32 ")", character);
    return complain(complaint, expected);
}

/* Check for mistakes of people that libcurl accepts. */
static int check_text(const struct complaint *complaint)
{
    const char *text = complaint->text;
    const size_t len = strlen(text);
    if (len == 0) {
        snprintf(complaint->out, complaint->size,
                 "expected an http or https address, got nothing");
        return -1;
    }
    if (check_len(complaint) != 0)
        return -1;
    if (!hg_text_is_utf8(text, len, NULL))
        return complain(complaint, "expected UTF-8");
    if (!hg_text_is_clean(text, len, NULL))
        return complain(complaint, "expected no control characters");
    if (strchr(text, ' ') != NULL)
        return complain(complaint, "expected no spaces");
    return check_invisible(complaint, len);
}

int hg_url_parse(struct hg_url *url, const char *text, char *problem, size_t size)
{
    memset(url, 0, sizeof(*url));
    const struct complaint complaint = {problem, size, text};
    if (check_len(&complaint) == 0 && hg_url_is_normal(text)) {
        hg_url_read(url, text);
        return 0;
    }
    if (check_text(&complaint) != 0)
        return -1;
    const size_t scheme = scheme_len_unless_host(text);
    if (scheme > 0 && check_scheme_written(&complaint, scheme) != 0)
        return -1;

    CURLU *handle = new_handle();
    url->has_scheme = scheme > 0;
    const CURLUcode code =
        curl_url_set(handle, CURLUPART_URL, text,
                     PARSE_FLAGS | (url->has_scheme ? 0U : CURLU_DEFAULT_SCHEME));
    return finish(url, handle, code, &complaint);
}

static bool has_controls(const char *text)
{
    for (; *text != '\0'; text++) {
        if ((unsigned char)*text < ' ' || *text == '\x7f')
            return true;
    }
    return false;
}

/* RFC 3986 5.2.2, for a location without a scheme: as much of the base, which is normalised, as the location
 * does not replace. Dots stay. */
static char *join(const char *base, const char *location)
{
    const char *host = strstr(base, "//") + 2;
    const char *path = host + strcspn(host, "/");
    const char *end = path + strcspn(path, "?");
    struct hg_buf whole;

    if (location[0] == '/' && location[1] == '/')
        end = host - 2;
    else if (location[0] == '/')
        end = path;
    else if (location[0] != '?')
        while (end[-1] != '/')
            end--;
    hg_buf_init(&whole);
    hg_buf_add(&whole, base, (size_t)(end - base));
    hg_buf_add_text(&whole, location);
    return hg_buf_steal(&whole);
}

int hg_url_resolve(struct hg_url *url, const struct hg_url *base, const char *location,
                   char *problem, size_t size)
{
    memset(url, 0, sizeof(*url));
    const struct complaint complaint = {problem, size, location};
    /* RFC 3986 5.2.2: the same document. libcurl would leave its folder. */
    if (location[0] == '\0' || location[0] == '#')
        return hg_url_parse(url, base->text, problem, size);
    if (check_len(&complaint) != 0)
        return -1;
    if (has_controls(location))
        return complain(&complaint, "expected no control characters");
    const size_t scheme = scheme_like_len(location);
    if (scheme > 0 && check_scheme_written(&complaint, scheme) != 0)
        return -1;

    CURLU *handle = new_handle();
    char *whole = scheme > 0 ? hg_memory_copy_text(location) : join(base->text, location);
    url->has_scheme = true;
    /* Since 8.1 libcurl encodes a blank only where blanks are allowed. */
    const CURLUcode code =
        curl_url_set(handle, CURLUPART_URL, whole, PARSE_FLAGS | CURLU_ALLOW_SPACE);
    free(whole);
    return finish(url, handle, code, &complaint);
}

void hg_url_switch_to_http(struct hg_url *url)
{
    CURLU *handle = new_handle();
    url->is_https = false;
    if (!url->has_port)
        url->port = HG_HTTP_PORT;
    if (curl_url_set(handle, CURLUPART_URL, url->text, PARSE_FLAGS) != CURLUE_OK)
        hg_memory_exhausted(); /* a URL that was parsed before can't fail otherwise */
    read_text(url, handle);
    curl_url_cleanup(handle);
}

void hg_url_release(struct hg_url *url)
{
    if (url == NULL)
        return;
    free(url->text);
    free(url->host);
    free(url->user);
    free(url->password);
    memset(url, 0, sizeof(*url));
}
