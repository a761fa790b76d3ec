/* SPDX-License-Identifier: MIT */
/* url: web addresses, parsed by libcurl's URL API and resolved by RFC 3986; international names are converted from
 * UTF-8 whatever the locale is (libidn2, IDNA 2008). */
#ifndef HEADGATE_URL_H
#define HEADGATE_URL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define HG_URL_MAX_BYTES 16384

struct hg_url {
    /* owned: the URL that is requested and may be printed: normalised, host in ASCII, with a path,
     * without user info and fragment. A default port is left out, unless a bare host had it */
    char *text;
    char *host;     /* owned: lower case ASCII; IPv6 in brackets */
    char *user;     /* owned: percent-decoded, NULL when not given. Never printed */
    char *password; /* owned: likewise */
    uint16_t port;  /* as given or the scheme's default */
    bool has_port;  /* a port was given */
    bool is_https;
    bool has_scheme; /* false for a bare host: https is a guess, http the second try */
};

/* Parse `text` (UTF-8, http or https, or a bare host with optional port and path). -1 with a sentence in
 * `problem` ("expected an http or https address, got scheme \"ftp\""), which never repeats a password of
 * `text`. On success release with hg_url_release(). */
int hg_url_parse(struct hg_url *url, const char *text, char *problem, size_t size)
    __attribute__((warn_unused_result));
/* Resolve a redirect's Location against `base` (RFC 3986 5). Otherwise as hg_url_parse(), but
 * blanks and bytes that are not UTF-8 are encoded, as curl does. */
int hg_url_resolve(struct hg_url *url, const struct hg_url *base, const char *location,
                   char *problem, size_t size) __attribute__((warn_unused_result));
/* The parts of an address that is normalised already: the `text` of another hg_url, or the `url` of
 * a target. Many times quicker than parsing it. `user` and `password` are NULL. */
void hg_url_read(struct hg_url *url, const char *text);
/* Whether the host of an address that is normalised already is an IP address, not a name. */
bool hg_url_has_address(const char *text);
/* The same address with the other scheme: for bare hosts. A default port follows the scheme, a
 * given one stays. */
void hg_url_switch_to_http(struct hg_url *url);
/* Same name and port: the unit of `per_host` and `host_interval`. */
bool hg_url_same_host(const struct hg_url *a, const struct hg_url *b);
void hg_url_release(struct hg_url *url);
/* RFC 6454 4: same scheme, host and port. */
bool hg_url_same_origin(const struct hg_url *a, const struct hg_url *b);
/* `text`, an address that hg_url_parse() takes, without "user:password@" and otherwise as it was
 * written. Free with free(). */
char *hg_url_without_user(const char *text);
/* The beginning of an address with scheme, host and port as normalised addresses have them (small letters, ASCII,
 * without user info and a usual port), if they are whole; otherwise as it is. Free with free(). */
char *hg_url_normalise_prefix(const char *prefix);
/* Whether a normalised address begins with such a prefix, and a host or port that the prefix ends with is whole:
 * a host may be followed by a port. */
bool hg_url_has_prefix(const char *url, const char *prefix);
/* What stands behind host and port of an address that is normalised already: path and query. */
const char *hg_url_path(const char *text);
/* An address that is normalised already, with "***" in place of everything behind host and port; without
 * anything there it stays. Free with free(). */
char *hg_url_without_path(const char *text);
/* `text` with everything before its last "@", but for a scheme and its slashes, replaced by "***":
 * for messages about addresses that could not be parsed, and for proxies. Free with free(). */
char *hg_url_redact(const char *text);
/* `sentence` with the user info of all addresses in it replaced by "***", however they got into it:
 * of every word with a colon before an "@"; words end at blanks and quotation marks. Free with
 * free(). */
char *hg_url_redact_sentence(const char *sentence);

#endif
