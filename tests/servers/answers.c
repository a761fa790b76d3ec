/* SPDX-License-Identifier: MIT */
/* answers: the paths of the fault server that answer in correct HTTP, also where a client would
 * rather have another answer: statuses, redirects, rate limits, refused HEADs. */
#include "paths.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <time.h>

#include "headgate/banned.h"

/* The number that `text` begins with, at most `max`. */
static int number(const char *text, int max)
{
    const long value = strtol(text, NULL, 10);
    return value < 0 ? 0 : value > max ? max : (int)value;
}

static bool answer_ok(struct exchange *exchange, char *argument)
{
    (void)argument;
    return exchange_respond(exchange, 200, "", "ok\n");
}

static bool answer_status(struct exchange *exchange, char *argument)
{
    return exchange_respond(exchange, number(argument, 999), "", "");
}

static bool answer_delay(struct exchange *exchange, char *argument)
{
    return exchange_pause(exchange, number(argument, 600000)) &&
           exchange_respond(exchange, 200, "", "at last\n");
}

static bool answer_head_405(struct exchange *exchange, char *argument)
{
    (void)argument;
    return exchange_respond(exchange, exchange_is_head(exchange) ? 405 : 200,
                            "Allow: GET\r\n", "only by GET\n");
}

static bool answer_head_status(struct exchange *exchange, char *argument)
{
    const int status = exchange_is_head(exchange) ? number(argument, 999) : 200;
    return exchange_respond(exchange, status, "", "");
}

static bool answer_head_close(struct exchange *exchange, char *argument)
{
    return !exchange_is_head(exchange) && answer_ok(exchange, argument);
}

static bool answer_head_hang(struct exchange *exchange, char *argument)
{
    if (!exchange_is_head(exchange))
        return answer_ok(exchange, argument);
    exchange_wait_for_end(exchange);
    return false;
}

static bool redirect(struct exchange *exchange, int status, const char *location)
{
    char line[EXCHANGE_HEAD_BYTES / 4];
    snprintf(line, sizeof line, "Location: %s\r\n", location);
    return exchange_respond(exchange, status, line, "");
}

static bool answer_redirect(struct exchange *exchange, char *argument)
{
    const int hops = number(argument, 1000);
    char location[32];
    snprintf(location, sizeof location, hops <= 1 ? "/ok" : "/redirect/%d", hops - 1);
    return redirect(exchange, 302, location);
}

static bool answer_redirect_loop(struct exchange *exchange, char *argument)
{
    const bool is_there = strcmp(argument, "there") == 0;
    return redirect(exchange, 302, is_there ? "/redirect-loop" : "/redirect-loop/there");
}

static bool answer_redirect_to(struct exchange *exchange, char *argument)
{
    exchange_decode(argument);
    return redirect(exchange, 302, argument);
}

static bool answer_redirect_status(struct exchange *exchange, char *argument)
{
    const char *location = argument + strcspn(argument, "?");
    char *decoded = strdup(*location == '?' ? location + 1 : location);
    if (decoded == NULL)
        return false;
    exchange_decode(decoded);
    const bool reusable = redirect(exchange, number(argument, 999), decoded);
    free(decoded);
    return reusable;
}

static bool answer_redirect_none(struct exchange *exchange, char *argument)
{
    (void)argument;
    return exchange_respond(exchange, 302, "", "");
}

static bool answer_redirect_two(struct exchange *exchange, char *argument)
{
    (void)argument;
    return exchange_respond(exchange, 302, "Location: /ok\r\nLocation: /status/204\r\n",
                            "");
}

/* Counted for each method, so that the GET that follows a refused HEAD sees the same. */
static bool answer_flap(struct exchange *exchange, char *argument)
{
    char key[512];
    snprintf(key, sizeof key, "flap %s %s", exchange->method, argument);
    const unsigned seen = journal_count(exchange->journal, key);
    return exchange_respond(exchange, seen < (unsigned)number(argument, 1000) ? 503 : 200,
                            "", "");
}

static bool limit_rate(struct exchange *exchange, const char *retry_after)
{
    char line[128];
    snprintf(line, sizeof line, "Retry-After: %s\r\n", retry_after);
    return exchange_respond(exchange, 429, line, "");
}

/* True once for each argument. */
static bool is_first(struct exchange *exchange, const char *argument)
{
    char key[512];
    snprintf(key, sizeof key, "limit %s", argument);
    return journal_count(exchange->journal, key) == 0;
}

static bool answer_ratelimit(struct exchange *exchange, char *argument)
{
    if (!is_first(exchange, argument))
        return answer_ok(exchange, argument);
    argument[strcspn(argument, "/")] = '\0';
    return limit_rate(exchange, argument);
}

static bool answer_ratelimit_date(struct exchange *exchange, char *argument)
{
    if (!is_first(exchange, argument))
        return answer_ok(exchange, argument);
    /* RFC 9110 5.6.7: IMF-fixdate. */
    const time_t when = time(NULL) + number(argument, 100000);
    struct tm parts;
    char date[64];
    strftime(date, sizeof date, "%a, %d %b %Y %H:%M:%S GMT", gmtime_r(&when, &parts));
    return limit_rate(exchange, date);
}

static bool answer_ratelimit_always(struct exchange *exchange, char *argument)
{
    char seconds[16];
    snprintf(seconds, sizeof seconds, "%d", number(argument, 100000));
    return limit_rate(exchange, seconds);
}

static bool answer_big_header(struct exchange *exchange, char *argument)
{
    const size_t size = (size_t)number(argument, 10000000);
    char *line = malloc(size + 32);
    if (line == NULL)
        return false;
    const size_t start = (size_t)snprintf(line, 32, "X-Big: ");
    memset(line + start, 'x', size);
    snprintf(line + start + size, 8, "\r\n");
    const bool reusable = exchange_respond(exchange, 200, line, "");
    free(line);
    return reusable;
}

static bool answer_header(struct exchange *exchange, char *argument)
{
    exchange_decode(argument);
    char line[EXCHANGE_HEAD_BYTES / 4];
    snprintf(line, sizeof line, "%s\r\n", argument);
    return exchange_respond(exchange, 200, line, "");
}

/* "403?cf-mitigated:%20challenge". */
static bool answer_with(struct exchange *exchange, char *argument)
{
    char line[EXCHANGE_HEAD_BYTES / 4];
    char *header = argument + strcspn(argument, "?");
    header += *header == '?';
    exchange_decode(header);
    snprintf(line, sizeof line, "%s\r\n", header);
    return exchange_respond(exchange, number(argument, 999), line, "");
}

static bool answer_head_with(struct exchange *exchange, char *argument)
{
    return exchange_is_head(exchange) ? answer_with(exchange, argument)
                                      : answer_ok(exchange, argument);
}

static bool answer_echo(struct exchange *exchange, char *argument)
{
    (void)argument;
    char lines[EXCHANGE_HEAD_BYTES / 4];
    int len = snprintf(lines, sizeof lines, "X-Seen-Method: %s\r\n", exchange->method);
    for (size_t i = 0; i < exchange->header_count; i++) {
        const size_t room = sizeof lines - (size_t)len;
        const int added = snprintf(lines + len, room, "X-Seen-%s: %s\r\n",
                                   exchange->headers[i].name, exchange->headers[i].value);
        if (added < 0 || (size_t)added >= room)
            return false;
        len += added;
    }
    return exchange_respond(exchange, 200, lines, "");
}

static bool answer_cookie(struct exchange *exchange, char *argument)
{
    for (size_t i = 0; i < exchange->header_count; i++) {
        if (strcasecmp(exchange->headers[i].name, "Cookie") == 0 &&
            strstr(exchange->headers[i].value, "seen=yes") != NULL)
            return answer_ok(exchange, argument);
    }
    return exchange_respond(exchange, 302,
                            "Set-Cookie: seen=yes; Path=/\r\nLocation: /cookie\r\n", "");
}

static bool answer_stale(struct exchange *exchange, char *argument)
{
    exchange->closes_on_reuse = true;
    return answer_ok(exchange, argument);
}

const struct path answer_paths[] = {
    {"/ok", "/ok/ANYTHING", "200", answer_ok},
    {"/keepalive", "/keepalive", "200; the connection stays open, as after all of these",
     answer_ok},
    {"/status", "/status/NNN", "that status", answer_status},
    {"/delay", "/delay/MS", "200 after so many milliseconds", answer_delay},
    {"/head-405", "/head-405", "405 to HEAD, 200 to GET", answer_head_405},
    {"/head-status", "/head-status/NNN", "that status to HEAD, 200 to GET",
     answer_head_status},
    {"/head-close", "/head-close", "HEAD is cut off, 200 to GET", answer_head_close},
    {"/head-hang", "/head-hang", "HEAD is never answered, 200 to GET", answer_head_hang},
    {"/redirect", "/redirect/N", "N redirects, then /ok", answer_redirect},
    {"/redirect-loop", "/redirect-loop", "two redirects to each other",
     answer_redirect_loop},
    {"/redirect-to", "/redirect-to?URL", "302 to the URL, percent-decoded",
     answer_redirect_to},
    {"/redirect-status", "/redirect-status/NNN?URL", "that status, to the URL",
     answer_redirect_status},
    {"/redirect-none", "/redirect-none", "302 without a Location", answer_redirect_none},
    {"/redirect-two", "/redirect-two", "302 with two different Locations",
     answer_redirect_two},
    {"/flap", "/flap/N/KEY", "N times 503 to a method, then 200, for each KEY",
     answer_flap},
    {"/ratelimit", "/ratelimit/S/KEY", "once 429 and Retry-After: S, then 200",
     answer_ratelimit},
    {"/ratelimit-date", "/ratelimit-date/S/KEY", "the same with an HTTP date",
     answer_ratelimit_date},
    {"/ratelimit-always", "/ratelimit-always/S", "429 and Retry-After: S for ever",
     answer_ratelimit_always},
    {"/big-header", "/big-header/BYTES", "200 with one header that long",
     answer_big_header},
    {"/header", "/header?NAME:%20VALUE", "200 with that header", answer_header},
    {"/with", "/with/NNN?NAME:%20VALUE", "that status with that header", answer_with},
    {"/head-with", "/head-with/NNN?NAME:%20VALUE", "the same to HEAD, 200 to GET",
     answer_head_with},
    {"/echo", "/echo", "200; X-Seen-NAME repeats each header of the request",
     answer_echo},
    {"/cookie", "/cookie", "sets a cookie and redirects to itself until it comes back",
     answer_cookie},
    {"/stale", "/stale", "200, and the next request on the connection is cut off",
     answer_stale},
    {0},
};
