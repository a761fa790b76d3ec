/* SPDX-License-Identifier: MIT */
/* smtp_server: a mail server on loopback that replies by a table. */
#include "smtp_server.h"

#include "unit.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "headgate/banned.h"

#define PATIENCE_MS 20000

/* "": the greeting. */
static const char *find_reply(const struct smtp_server *server, const char *line)
{
    for (size_t i = 0; i < SMTP_SERVER_RULES_MAX && server->rules[i].command != NULL;
         i++) {
        const char *command = server->rules[i].command;
        if (command[0] == '\0' ? line[0] == '\0'
                               : strncmp(line, command, strlen(command)) == 0)
            return server->rules[i].reply;
    }
    return strncmp(line, "DATA", 4) == 0 ? "354 go ahead" : "250 fine";
}

/* False: the connection is to be closed. */
static bool send_reply(int fd, const char *reply)
{
    char text[512];
    if (strcmp(reply, "close") == 0)
        return false;
    if (reply[0] == '\0')
        return true;
    const int len = snprintf(text, sizeof text, "%s\r\n", reply);
    return send(fd, text, (size_t)len, MSG_NOSIGNAL) == len;
}

/* A line of the client. False: the connection is to be closed. */
static bool take_line(const struct smtp_server *server, int fd, const char *line,
                      bool *is_in_message)
{
    const bool is_end = strncmp(line, ".\r", 2) == 0;
    if (*is_in_message && !is_end)
        return true;
    const char *reply = find_reply(server, line);
    *is_in_message = strncmp(reply, "354", 3) == 0;
    return send_reply(fd, reply);
}

static void talk(struct smtp_server *server, int fd)
{
    size_t begin = 0;
    bool is_in_message = false;
    bool goes_on = send_reply(fd, find_reply(server, ""));
    while (goes_on && server->len + 1 < sizeof server->transcript) {
        const ssize_t got = recv(fd, server->transcript + server->len,
                                 sizeof server->transcript - server->len - 1, 0);
        if (got <= 0)
            break;
        server->len += (size_t)got;
        const char *line = server->transcript + begin;
        for (const char *end; goes_on && (end = strstr(line, "\r\n")) != NULL;
             line = end + 2)
            goes_on = take_line(server, fd, line, &is_in_message);
        begin = (size_t)(line - server->transcript);
    }
}

static void *serve(void *context)
{
    struct smtp_server *server = context;
    struct pollfd ready = {.fd = server->listener, .events = POLLIN};
    if (poll(&ready, 1, PATIENCE_MS) == 1) {
        const int fd = accept(server->listener, NULL, NULL);
        talk(server, fd);
        close(fd);
    }
    return NULL;
}

void smtp_server_start(struct smtp_server *server, const struct smtp_server_rule *rules)
{
    struct sockaddr_in address = {.sin_family = AF_INET,
                                  .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    socklen_t len = sizeof address;
    *server = (struct smtp_server){.rules = rules};
    server->listener = socket(AF_INET, SOCK_STREAM, 0);
    CU_ASSERT_EQUAL_FATAL(bind(server->listener, (const struct sockaddr *)&address, len),
                          0);
    CU_ASSERT_EQUAL_FATAL(listen(server->listener, 1), 0);
    CU_ASSERT_EQUAL_FATAL(
        getsockname(server->listener, (struct sockaddr *)&address, &len), 0);
    snprintf(server->address, sizeof server->address, "127.0.0.1:%u",
             (unsigned)ntohs(address.sin_port));
    CU_ASSERT_EQUAL_FATAL(pthread_create(&server->thread, NULL, serve, server), 0);
}

void smtp_server_join(struct smtp_server *server)
{
    pthread_join(server->thread, NULL);
    close(server->listener);
}
