/* SPDX-License-Identifier: MIT */
/* exchange: reading requests and writing answers on one socket. */
#include "exchange.h"

#include <ctype.h>
#include <errno.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/socket.h>
#include <time.h>

#include "headgate/banned.h"

struct reason {
    int status;
    const char *phrase;
};

static const struct reason reasons[] = {
    {200, "OK"},
    {204, "No Content"},
    {301, "Moved Permanently"},
    {302, "Found"},
    {303, "See Other"},
    {307, "Temporary Redirect"},
    {308, "Permanent Redirect"},
    {401, "Unauthorized"},
    {403, "Forbidden"},
    {404, "Not Found"},
    {405, "Method Not Allowed"},
    {429, "Too Many Requests"},
    {500, "Internal Server Error"},
    {501, "Not Implemented"},
    {503, "Service Unavailable"},
};

static const char *phrase_of(int status)
{
    for (size_t i = 0; i < sizeof reasons / sizeof reasons[0]; i++) {
        if (reasons[i].status == status)
            return reasons[i].phrase;
    }
    return "Other";
}

/* Cut one line of the head off at its CRLF; NULL at the empty line that ends the head. */
static char *next_line(char **rest)
{
    char *line = *rest;
    char *end = strstr(line, "\r\n");
    if (end == NULL || end == line)
        return NULL;
    *end = '\0';
    *rest = end + 2;
    return line;
}

static bool parse_head(struct exchange *exchange)
{
    char *rest = exchange->head;
    char *line = next_line(&rest);
    char *target = line == NULL ? NULL : strchr(line, ' ');
    char *version = target == NULL ? NULL : strchr(target + 1, ' ');
    if (version == NULL)
        return false;
    *target = '\0';
    *version = '\0';
    exchange->method = line;
    exchange->target = target + 1;
    exchange->header_count = 0;
    while (exchange->header_count < EXCHANGE_MAX_HEADERS &&
           (line = next_line(&rest)) != NULL) {
        char *colon = strchr(line, ':');
        if (colon == NULL)
            return false;
        *colon = '\0';
        exchange->headers[exchange->header_count].name = line;
        exchange->headers[exchange->header_count].value =
            colon + 1 + strspn(colon + 1, " ");
        exchange->header_count++;
    }
    return true;
}

const char *exchange_header(const struct exchange *exchange, const char *name)
{
    for (size_t i = 0; i < exchange->header_count; i++) {
        if (strcasecmp(exchange->headers[i].name, name) == 0)
            return exchange->headers[i].value;
    }
    return "";
}

/* What is announced; `rest` came together with the head. */
static bool read_body(struct exchange *exchange, const char *rest, size_t len)
{
    const long announced = strtol(exchange_header(exchange, "Content-Length"), NULL, 10);
    exchange->body_len = 0;
    exchange->body[0] = '\0';
    if (announced < 0 || announced >= EXCHANGE_BODY_BYTES)
        return false;
    const size_t wanted = (size_t)announced;
    memcpy(exchange->body, rest, len < wanted ? len : wanted);
    exchange->body_len = len < wanted ? len : wanted;
    while (exchange->body_len < wanted) {
        const ssize_t count = recv(exchange->fd, exchange->body + exchange->body_len,
                                   wanted - exchange->body_len, 0);
        if (count < 0 && errno == EINTR)
            continue;
        if (count <= 0)
            return false;
        exchange->body_len += (size_t)count;
    }
    exchange->body[wanted] = '\0';
    return true;
}

bool exchange_read(struct exchange *exchange)
{
    size_t len = 0;
    for (;;) {
        const ssize_t count =
            recv(exchange->fd, exchange->head + len, EXCHANGE_HEAD_BYTES - 1 - len, 0);
        if (count < 0 && errno == EINTR)
            continue;
        if (count <= 0)
            return false;
        len += (size_t)count;
        exchange->head[len] = '\0';
        const char *end = strstr(exchange->head, "\r\n\r\n");
        exchange->request_count += end != NULL;
        if (end != NULL)
            return parse_head(exchange) &&
                   read_body(exchange, end + 4, len - (size_t)(end + 4 - exchange->head));
        /* A TLS hello, or a head that nobody sends. */
        if (!isalpha((unsigned char)exchange->head[0]) || len == EXCHANGE_HEAD_BYTES - 1)
            return false;
    }
}

bool exchange_is_head(const struct exchange *exchange)
{
    return strcmp(exchange->method, "HEAD") == 0;
}

bool exchange_send(struct exchange *exchange, const char *bytes, size_t len)
{
    while (len > 0) {
        const ssize_t count = send(exchange->fd, bytes, len, MSG_NOSIGNAL);
        if (count < 0 && errno == EINTR)
            continue;
        if (count < 0)
            return false;
        bytes += count;
        len -= (size_t)count;
    }
    return true;
}

bool exchange_send_text(struct exchange *exchange, const char *text)
{
    return exchange_send(exchange, text, strlen(text));
}

bool exchange_respond(struct exchange *exchange, int status, const char *headers,
                      const char *body)
{
    char start[256];
    snprintf(start, sizeof start,
             "HTTP/1.1 %d %s\r\nServer: fault_server\r\nContent-Length: %zu\r\n", status,
             phrase_of(status), strlen(body));
    /* One send for small answers: Nagle's algorithm would hold back a second packet. */
    char all[8192];
    const char *sent_body = exchange_is_head(exchange) ? "" : body;
    const int len = snprintf(all, sizeof all, "%s%s\r\n%s", start, headers, sent_body);
    if (len >= 0 && (size_t)len < sizeof all)
        return exchange_send(exchange, all, (size_t)len);
    return exchange_send_text(exchange, start) && exchange_send_text(exchange, headers) &&
           exchange_send_text(exchange, "\r\n") &&
           exchange_send_text(exchange, sent_body);
}

static long long now_ms(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return now.tv_sec * 1000LL + now.tv_nsec / 1000000;
}

bool exchange_pause(struct exchange *exchange, int milliseconds)
{
    const long long end = now_ms() + milliseconds;
    for (long long left = milliseconds; left > 0; left = end - now_ms()) {
        struct pollfd waiting = {.fd = exchange->fd, .events = POLLIN};
        if (poll(&waiting, 1, (int)left) <= 0)
            continue;
        char byte;
        if (recv(exchange->fd, &byte, 1, MSG_PEEK) <= 0)
            return false;
    }
    return true;
}

void exchange_wait_for_end(struct exchange *exchange)
{
    char bytes[512];
    ssize_t count;
    do {
        count = recv(exchange->fd, bytes, sizeof bytes, 0);
    } while (count > 0 || (count < 0 && errno == EINTR));
}

static int hex_value(char digit)
{
    if (!isxdigit((unsigned char)digit))
        return -1;
    return isdigit((unsigned char)digit) ? digit - '0'
                                         : tolower((unsigned char)digit) - 'a' + 10;
}

size_t exchange_decode(char *text)
{
    size_t len = 0;
    for (const char *from = text; *from != '\0'; from++) {
        char character = *from;
        if (character == '%' && hex_value(from[1]) >= 0 && hex_value(from[2]) >= 0) {
            character = (char)(hex_value(from[1]) * 16 + hex_value(from[2]));
            from += 2;
        }
        text[len++] = character;
    }
    text[len] = '\0';
    return len;
}
