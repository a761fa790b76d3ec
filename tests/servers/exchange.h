/* SPDX-License-Identifier: MIT */
/* exchange: one connection of the fault server and the request it is answering. Belongs to one
 * thread. */
#ifndef HEADGATE_TESTS_EXCHANGE_H
#define HEADGATE_TESTS_EXCHANGE_H

#include <stdbool.h>
#include <stddef.h>

#include "journal.h"

#define EXCHANGE_HEAD_BYTES  65536
#define EXCHANGE_MAX_HEADERS 100
#define EXCHANGE_BODY_BYTES  8192

struct exchange_header {
    const char *name;
    const char *value;
};

struct exchange {
    int fd;
    unsigned connection; /* its number, from 1 */
    struct journal *journal;
    bool closes_on_reuse;   /* the next request is read and not answered */
    unsigned request_count; /* read so far, with this one */
    const char *method;     /* these three point into `head` */
    const char *target;
    struct exchange_header headers[EXCHANGE_MAX_HEADERS];
    size_t header_count;
    char head[EXCHANGE_HEAD_BYTES];
    char body[EXCHANGE_BODY_BYTES]; /* of the request; ends with NUL */
    size_t body_len;
};

/* Read the next request. False when the client has left or sent something else, or too much. */
bool exchange_read(struct exchange *exchange);
/* A header of the request, any case; "" when it is not there. */
const char *exchange_header(const struct exchange *exchange, const char *name);
bool exchange_is_head(const struct exchange *exchange);
/* Send bytes as they are. False when the client has left. */
bool exchange_send(struct exchange *exchange, const char *bytes, size_t len);
bool exchange_send_text(struct exchange *exchange, const char *text);
/* Send a whole response; `headers` are complete lines, or "". The body is left out when the
 * request was HEAD. True when the connection can be used again. */
bool exchange_respond(struct exchange *exchange, int status, const char *headers,
                      const char *body);
/* Wait. False when the client has left meanwhile. */
bool exchange_pause(struct exchange *exchange, int milliseconds);
/* Wait until the client leaves. */
void exchange_wait_for_end(struct exchange *exchange);
/* Decode %XX in place; returns the length, which may count NULs. */
size_t exchange_decode(char *text);

#endif
