/* SPDX-License-Identifier: MIT */
/* smtp_server: a mail server on loopback that serves one connection, and replies by a table. */
#ifndef HEADGATE_TESTS_UNIT_NOTIFY_SMTP_SERVER_H
#define HEADGATE_TESTS_UNIT_NOTIFY_SMTP_SERVER_H

#include <pthread.h>
#include <stddef.h>

#define SMTP_SERVER_RULES_MAX 6

/* The reply to commands that begin with `command`; "": the greeting, ".": the end of a message. Commands
 * without a rule are accepted. A reply is a line, or several with "\r\n" between them; "": silence until
 * the client leaves; "close": the connection is closed. */
struct smtp_server_rule {
    const char *command;
    const char *reply;
};

struct smtp_server {
    const struct smtp_server_rule *rules; /* ends with a NULL command or after the last */
    int listener;
    pthread_t thread;
    char address[32];       /* "localhost:40123" */
    char transcript[16384]; /* what the client sent; read after the join */
    size_t len;
};

void smtp_server_start(struct smtp_server *server, const struct smtp_server_rule *rules);
/* Wait until the client has left. */
void smtp_server_join(struct smtp_server *server);

#endif
