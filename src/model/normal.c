/* SPDX-License-Identifier: MIT */
/* normal: addresses that nobody has to parse. */
#include "model/normal.h"

#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include "headgate/banned.h"

#define LOWER  "abcdefghijklmnopqrstuvwxyz"
#define UPPER  "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
#define DIGITS "0123456789"

#define HOST_MAX_LEN  253 /* RFC 1035 2.3.4 */
#define LABEL_MAX_LEN 63

/* Decimal digits without a leading zero; -1 when they are not, or are more than five. */
static int read_number(const char *digits, size_t len)
{
    if (len == 0 || len > 5 || (digits[0] == '0' && len > 1))
        return -1;
    return (int)strtol(digits, NULL, 10);
}

/* Length of a name whose last label starts with a letter, so that it is no number in any notation,
 * or of an IPv4 address. 0 when it is neither. */
static size_t host_len(const char *host)
{
    const size_t whole = strspn(host, LOWER DIGITS "-_.");
    const char *label = host;
    size_t labels = 0;
    size_t numbers = 0;
    if (whole > HOST_MAX_LEN)
        return 0;
    for (size_t at = 0; at < whole + 1; at += strcspn(label, ".:/") + 1) {
        label = host + at;
        const size_t len = strspn(label, LOWER DIGITS "-_");
        const int number = strspn(label, DIGITS) == len ? read_number(label, len) : -1;
        if (len == 0 || len > LABEL_MAX_LEN)
            return 0;
        labels++;
        numbers += number >= 0 && number <= 255;
    }
    const bool is_name = *label >= 'a' && *label <= 'z';
    return is_name || (labels == 4 && numbers == 4) ? whole : 0;
}

/* Length of the port with its colon; 0 when there is none, or one that goes without saying. */
static size_t port_len(const char *text, int usual)
{
    if (text[0] != ':')
        return 0;
    const size_t len = strspn(text + 1, DIGITS);
    const int port = read_number(text + 1, len);
    return port > 0 && port <= 65535 && port != usual ? 1 + len : 0;
}

static bool is_path(const char *text)
{
    const size_t len = strspn(text, LOWER UPPER DIGITS "-._~!$&'()*+,;=:@/");
    if (text[0] != '/' || strstr(text, "/.") != NULL)
        return false;
    if (text[len] != '?')
        return text[len] == '\0';
    const char *query = text + len + 1;
    return query[0] != '\0' &&
           query[strspn(query, LOWER UPPER DIGITS "-._~!$&'()*+,;=:@/?")] == '\0';
}

bool hg_url_is_normal(const char *text)
{
    const bool is_https = strncmp(text, "https://", strlen("https://")) == 0;
    if (!is_https && strncmp(text, "http://", strlen("http://")) != 0)
        return false;
    const char *host = text + strlen(is_https ? "https://" : "http://");
    const size_t len = host_len(host);
    return len > 0 && is_path(host + len + port_len(host + len, is_https ? 443 : 80));
}
