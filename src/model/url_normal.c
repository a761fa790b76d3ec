/* SPDX-License-Identifier: MIT */
/* url_normal: URLs that need no parsing, and paths without dots. */
#include "model/url_normal.h"

#include "headgate/ascii.h"

#include <string.h>

#include "headgate/banned.h"

#define NUMBER_MAX 65535

size_t hg_url_scheme_len(const char *text)
{
    if (!hg_ascii_is_letter(text[0]))
        return 0;
    size_t len = 1;
    while (hg_ascii_is_letter(text[len]) || hg_ascii_is_digit(text[len]) ||
           text[len] == '+' || text[len] == '-' || text[len] == '.')
        len++;
    return text[len] == ':' ? len : 0;
}

static bool is_label(char character)
{
    return (character >= 'a' && character <= 'z') || hg_ascii_is_digit(character) ||
           character == '-' || character == '_';
}

/* RFC 3986 3.3, but for escapes. */
static bool is_segment(char character)
{
    return is_label(character) || (character >= 'A' && character <= 'Z') ||
           (character >= '!' && character <= '/' && character != '"' &&
            character != '#' && character != '%') ||
           character == ':' || character == ';' || character == '=' || character == '@' ||
           character == '~';
}

/* Decimal digits without a leading zero; -1 when there are none, or the number is too large. */
static int read_number(const char *digits, size_t *len)
{
    int number = 0;
    *len = 0;
    while (hg_ascii_is_digit(digits[*len]) && number <= NUMBER_MAX)
        number = number * 10 + (digits[(*len)++] - '0');
    return *len == 0 || number > NUMBER_MAX || (digits[0] == '0' && *len > 1) ? -1
                                                                              : number;
}

/* Length of a name whose last label starts with a letter, so that it is not a number in any notation, or of
 * an IPv4 address. 0 when it is neither. */
static size_t host_len(const char *host)
{
    size_t at = 0;
    size_t labels = 0;
    size_t numbers = 0;
    bool is_name = false;
    do {
        const char *label = host + at;
        size_t len = 0;
        size_t digits;
        const int number = read_number(label, &digits);
        while (is_label(label[len]))
            len++;
        if (len == 0 || len > HG_LABEL_MAX_LEN)
            return 0;
        labels++;
        numbers += digits == len && number >= 0 && number <= 255;
        is_name = *label >= 'a' && *label <= 'z';
        at += len + 1;
    } while (host[at - 1] == '.' && at <= HG_HOST_MAX_LEN);
    return at - 1 <= HG_HOST_MAX_LEN && (is_name || (labels == 4 && numbers == 4))
               ? at - 1
               : 0;
}

/* Length of the port with its colon; 0 when there is none, or the default one. */
static size_t port_len(const char *text, int usual)
{
    size_t len;
    if (text[0] != ':')
        return 0;
    const int port = read_number(text + 1, &len);
    return port > 0 && port != usual ? 1 + len : 0;
}

static bool is_path(const char *text)
{
    if (text[0] != '/')
        return false;
    while (is_segment(*text) && (text[0] != '/' || text[1] != '.'))
        text++;
    if (*text != '?')
        return *text == '\0';
    const char *query = ++text;
    while (is_segment(*text) || *text == '?')
        text++;
    return *text == '\0' && text > query;
}

bool hg_url_is_normal(const char *text)
{
    const bool is_https = strncmp(text, "https://", strlen("https://")) == 0;
    if (!is_https && strncmp(text, "http://", strlen("http://")) != 0)
        return false;
    const char *host = text + strlen(is_https ? "https://" : "http://");
    const size_t len = host_len(host);
    return len > 0 &&
           is_path(host + len +
                   port_len(host + len, is_https ? HG_HTTPS_PORT : HG_HTTP_PORT));
}

/* Length of the dot that the text begins with: "." or "%2e". */
static size_t dot_len(const char *text)
{
    if (text[0] == '.')
        return 1;
    return text[0] == '%' && text[1] == '2' && (text[2] == 'e' || text[2] == 'E') ? 3 : 0;
}

/* How many dots the segment of this length consists of; 0 when it has anything else, or more than two. */
static size_t dot_count(const char *segment, size_t len)
{
    size_t at = 0;
    size_t count = 0;
    while (at < len && dot_len(segment + at) > 0) {
        at += dot_len(segment + at);
        count++;
    }
    return at == len && count <= 2 ? count : 0;
}

void hg_url_remove_dots(char *path)
{
    const char *from = path;
    char *to = path;
    while (*from == '/') {
        const char *segment = from + 1;
        const size_t len = strcspn(segment, "/");
        const size_t dots = dot_count(segment, len);
        const bool is_last = segment[len] == '\0';
        if (dots == 2) {
            while (to > path && *--to != '/')
                continue;
        }
        if (dots == 0 || is_last) {
            *to++ = '/';
            memmove(to, segment, dots == 0 ? len : 0);
            to += dots == 0 ? len : 0;
        }
        from = segment + len;
    }
    *to = '\0';
}
