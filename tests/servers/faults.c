/* SPDX-License-Identifier: MIT */
/* faults: the paths of the fault server that break HTTP or the connection. */
#include "paths.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>

#include "headgate/banned.h"

static bool fault_hang(struct exchange *exchange, char *argument)
{
    (void)argument;
    exchange_wait_for_end(exchange);
    return false;
}

static bool fault_reset(struct exchange *exchange, char *argument)
{
    (void)argument;
    const struct linger now = {.l_onoff = 1, .l_linger = 0};
    setsockopt(exchange->fd, SOL_SOCKET, SO_LINGER, &now, sizeof now);
    return false;
}

static bool fault_close(struct exchange *exchange, char *argument)
{
    (void)exchange;
    (void)argument;
    return false;
}

static bool fault_half_head(struct exchange *exchange, char *argument)
{
    (void)argument;
    exchange_send_text(exchange, "HTTP/1.1 200 OK\r\nContent-Ty");
    return false;
}

static bool fault_half_head_hang(struct exchange *exchange, char *argument)
{
    fault_half_head(exchange, argument);
    return fault_hang(exchange, argument);
}

static bool fault_garbage(struct exchange *exchange, char *argument)
{
    (void)argument;
    char bytes[1024];
    unsigned state = 12345;
    for (size_t i = 0; i < sizeof bytes; i++) {
        state = state * 1103515245U + 12345U;
        bytes[i] = (char)(state >> 16);
    }
    /* Never "HTTP/" by chance. */
    bytes[0] = '\x80';
    exchange_send(exchange, bytes, sizeof bytes);
    return false;
}

static bool fault_http09(struct exchange *exchange, char *argument)
{
    (void)argument;
    exchange_send_text(exchange, "<html>just a body</html>\n");
    return false;
}

static bool fault_bad_status(struct exchange *exchange, char *argument)
{
    const size_t len = exchange_decode(argument);
    exchange_send(exchange, argument, len);
    exchange_send_text(exchange, "\r\nContent-Length: 0\r\n\r\n");
    return false;
}

static bool fault_endless_head(struct exchange *exchange, char *argument)
{
    (void)argument;
    if (!exchange_send_text(exchange, "HTTP/1.1 200 OK\r\n"))
        return false;
    for (unsigned line = 0;; line++) {
        char text[128];
        snprintf(text, sizeof text, "X-Line-%u: there is always one more\r\n", line);
        if (!exchange_send_text(exchange, text))
            return false;
    }
}

/* The text again and again, a byte at a time. */
static bool send_slowly(struct exchange *exchange, const char *text)
{
    for (size_t i = 0;; i = text[i + 1] == '\0' ? 0 : i + 1) {
        if (!exchange_send(exchange, text + i, 1) || !exchange_pause(exchange, 100))
            return false;
    }
}

static bool fault_slow_head(struct exchange *exchange, char *argument)
{
    (void)argument;
    return exchange_send_text(exchange, "HTTP/1.1 200 OK\r\n") &&
           send_slowly(exchange, "X-Slow: x\r\n");
}

static bool fault_endless_1xx(struct exchange *exchange, char *argument)
{
    (void)argument;
    while (exchange_send_text(exchange, "HTTP/1.1 103 Early Hints\r\n\r\n")) {
        if (!exchange_pause(exchange, 20))
            break;
    }
    return false;
}

static bool fault_final_101(struct exchange *exchange, char *argument)
{
    (void)argument;
    exchange_send_text(exchange, "HTTP/1.1 101 Switching Protocols\r\nUpgrade: other\r\n"
                                 "Connection: upgrade\r\n\r\n");
    return false;
}

/* The body says "HTTP/1.1 500", which a client that reads on takes for the next answer. */
static bool fault_body_on_head(struct exchange *exchange, char *argument)
{
    (void)argument;
    static const char body[] = "HTTP/1.1 500 Poisoned\r\nContent-Length: 0\r\n\r\n";
    char start[128];
    snprintf(start, sizeof start, "HTTP/1.1 200 OK\r\nContent-Length: %zu\r\n\r\n%s",
             sizeof body - 1, body);
    return exchange_send_text(exchange, start);
}

/* The connection stays open, and so the body stands before the next answer. */
static bool fault_late_body(struct exchange *exchange, char *argument)
{
    (void)argument;
    const struct timespec pause = {.tv_nsec = 30000000};
    if (!exchange_send_text(exchange, "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n"))
        return false;
    nanosleep(&pause, NULL);
    return exchange_send_text(exchange, "late\n");
}

static bool fault_slow_body(struct exchange *exchange, char *argument)
{
    (void)argument;
    if (!exchange_send_text(exchange,
                            "HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n"))
        return false;
    return exchange_is_head(exchange) || send_slowly(exchange, "slow ");
}

static bool fault_endless_body(struct exchange *exchange, char *argument)
{
    (void)argument;
    char bytes[16384];
    memset(bytes, 'x', sizeof bytes);
    if (!exchange_send_text(exchange, "HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n"))
        return false;
    while (!exchange_is_head(exchange) && exchange_send(exchange, bytes, sizeof bytes))
        continue;
    return false;
}

static bool fault_latin1_header(struct exchange *exchange, char *argument)
{
    (void)argument;
    return exchange_respond(exchange, 200, "X-Name: caf\xe9 \xff\xfe\r\n", "");
}

/* Text that would colour a terminal, start a command of a CI service, or break out of XML. */
static bool fault_control_header(struct exchange *exchange, char *argument)
{
    (void)argument;
    return exchange_send_text(exchange,
                              "HTTP/1.1 503 \x1b[31mred\x07 ::error::forged\r\n"
                              "X-Evil: \x1b]0;title\x07 ::error::forged ]]> <b>\r\n"
                              "Content-Length: 0\r\n\r\n");
}

const struct path fault_paths[] = {
    {"/hang", "/hang", "never answers", fault_hang},
    {"/reset", "/reset", "resets the connection", fault_reset},
    {"/close", "/close", "closes it without a byte", fault_close},
    {"/half-head", "/half-head", "closes it inside the head", fault_half_head},
    {"/half-head-hang", "/half-head-hang", "stops inside the head", fault_half_head_hang},
    {"/garbage", "/garbage", "bytes that are not HTTP", fault_garbage},
    {"/http09", "/http09", "a body without a head", fault_http09},
    {"/bad-status", "/bad-status/LINE", "that status line, percent-decoded",
     fault_bad_status},
    {"/endless-head", "/endless-head", "header lines for ever", fault_endless_head},
    {"/slow-head", "/slow-head", "a byte of a header each 100 ms, for ever",
     fault_slow_head},
    {"/endless-1xx", "/endless-1xx", "interim answers for ever", fault_endless_1xx},
    {"/final-101", "/final-101", "101 and nothing more", fault_final_101},
    {"/body-on-head", "/body-on-head", "a body where HEAD allows none",
     fault_body_on_head},
    {"/late-body", "/late-body", "a body where HEAD allows none, 30 ms late",
     fault_late_body},
    {"/slow-body", "/slow-body", "a byte of the body each 100 ms", fault_slow_body},
    {"/endless-body", "/endless-body", "a body that never ends", fault_endless_body},
    {"/latin1-header", "/latin1-header", "200 with a header that is not UTF-8",
     fault_latin1_header},
    {"/control-header", "/control-header", "503 with escape sequences in its head",
     fault_control_header},
    {0},
};
