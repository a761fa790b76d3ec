/* SPDX-License-Identifier: MIT */
/* text_format: one row per format. */
#include "config/text_format.h"

#include "headgate/address.h"
#include "headgate/buf.h"
#include "headgate/media.h"
#include "headgate/text.h"
#include "headgate/units.h"
#include "headgate/url.h"
#include "headgate/waiver.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "headgate/banned.h"

bool hg_text_format_is_boolean(const char *text)
{
    static const char *const words[] = {"true", "false", "yes", "no", "on", "off"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        if (hg_text_equals_ignoring_case(text, words[i]))
            return true;
    }
    return false;
}

static bool is_url(const char *text)
{
    struct hg_url url;
    char problem[512];
    if (hg_text_format_is_boolean(text) ||
        hg_url_parse(&url, text, problem, sizeof problem) != 0)
        return false;
    hg_url_release(&url);
    return true;
}

static bool is_url_behind_scheme(const char *rest)
{
    struct hg_buf text;
    hg_buf_init(&text);
    hg_buf_add_text(&text, "http://");
    hg_buf_add_text(&text, rest);
    const bool is_good = is_url(text.data);
    hg_buf_release(&text);
    return is_good;
}

/* The URL parser knows http and https only; host, port and user info are the same for SOCKS. */
static bool is_proxy(const char *text)
{
    static const char *const schemes[] = {"http://",    "https://",  "socks4://",
                                          "socks4a://", "socks5://", "socks5h://"};
    if (strcmp(text, "none") == 0)
        return true;
    if (strstr(text, "://") == NULL)
        return !hg_text_format_is_boolean(text) && is_url_behind_scheme(text);
    for (size_t i = 0; i < sizeof schemes / sizeof *schemes; i++) {
        const size_t len = strlen(schemes[i]);
        if (strncmp(text, schemes[i], len) == 0)
            return is_url_behind_scheme(text + len);
    }
    return false;
}

static bool is_port(const char *text, size_t len)
{
    char digits[8];
    int64_t port;
    if (len >= sizeof digits)
        return false;
    memcpy(digits, text, len);
    digits[len] = '\0';
    return hg_units_parse_number(digits, &port) == 0 && port >= 1 && port <= 65535;
}

static bool is_ip(const char *text)
{
    const size_t len = strlen(text);
    const bool has_brackets = len >= 2 && text[0] == '[' && text[len - 1] == ']';
    char ip[HG_ADDRESS_TEXT_SIZE];
    if (len >= sizeof ip)
        return false;
    snprintf(ip, sizeof ip, "%.*s", (int)(has_brackets ? len - 2 : len),
             has_brackets ? text + 1 : text);
    struct hg_address address;
    hg_address_parse(&address, ip, 0);
    return has_brackets ? address.family == 6 : address.family != 0;
}

/* HOST:PORT:ADDRESS as curl(1) --resolve, without its "+" and "-" and with one address. */
static bool is_resolve(const char *text)
{
    const char *port = strchr(text, ':');
    const char *ip = port == NULL ? NULL : strchr(port + 1, ':');
    if (ip == NULL || port == text || *text == '-' || *text == '+')
        return false;
    return strcspn(text, " /@") > (size_t)(ip - text) &&
           is_port(port + 1, (size_t)(ip - port) - 1) && is_ip(ip + 1);
}

static bool is_prefix(const char *text)
{
    return strncmp(text, "http://", 7) == 0 || strncmp(text, "https://", 8) == 0;
}

static bool is_date(const char *text)
{
    int64_t end_us;
    return hg_waiver_parse_date(text, &end_us) == 0;
}

/* Base64 of 32 bytes, as curl(1) --pinnedpubkey. */
static bool is_pin(const char *text)
{
    static const char prefix[] = "sha256//";
    static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
                                 "0123456789+/";
    for (;;) {
        if (strncmp(text, prefix, strlen(prefix)) != 0)
            return false;
        text += strlen(prefix);
        if (strspn(text, digits) != 43 || text[43] != '=')
            return false;
        text += 44;
        if (*text == '\0')
            return true;
        if (*text++ != ';')
            return false;
    }
}

static bool is_host_name(const char *text)
{
    return strlen(text) <= 253 && text[strcspn(text, " /:@[]")] == '\0';
}

/* RFC 7617 2: what follows the first colon is the password. */
static bool is_basic_user(const char *text)
{
    return strchr(text, ':') == NULL;
}

/* "--location" is an option without an argument in curl(1). */
static bool is_place(const char *text)
{
    return strstr(text, "://") == NULL;
}

const struct hg_text_format hg_format_address = {.is_address = true};

const struct hg_text_format hg_format_url = {
    .matches = is_url, .expected = "an http or https URL", .is_address = true};

const struct hg_text_format hg_format_url_prefix = {
    .matches = is_prefix,
    .expected = "a string that starts with http:// or https://",
    .is_address = true};

const struct hg_text_format hg_format_proxy = {
    .matches = is_proxy,
    .expected = "none or a URL that starts with http://, https://, socks4://, "
                "socks4a://, socks5:// or socks5h://",
    .is_address = true};

const struct hg_text_format hg_format_resolve = {
    .matches = is_resolve, .expected = "HOST:PORT:ADDRESS with an IP address"};

const struct hg_text_format hg_format_media_type = {
    .matches = hg_media_is_type, .expected = "a media type such as text/html"};

const struct hg_text_format hg_format_date = {.matches = is_date,
                                              .expected = "a date such as 2026-12-31"};

const struct hg_text_format hg_format_pin = {
    .matches = is_pin,
    .expected = "sha256// and 32 bytes in Base64, several separated by ;"};

const struct hg_text_format hg_format_host_name = {
    .matches = is_host_name, .expected = "a host name without scheme and port"};

const struct hg_text_format hg_format_basic_user = {.matches = is_basic_user,
                                                    .expected =
                                                        "a user name without a colon",
                                                    .is_user = true,
                                                    .may_be_empty = true};

const struct hg_text_format hg_format_digest_user = {
    .expected = "a string", .is_user = true, .may_be_empty = true};

const struct hg_text_format hg_format_mail_user = {.expected = "a string",
                                                   .is_user = true};

const struct hg_text_format hg_format_place = {
    .matches = is_place,
    .expected = "the name of a place (redirects are followed without an option)"};
