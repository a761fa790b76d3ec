/* SPDX-License-Identifier: MIT */
/* delay_server: answers each request after the milliseconds that its path begins with (/200,
 * /200/anything), or never (/never). For the benchmark, inside its own network namespace only: it
 * listens on every address, because that is the one way to be each host of 127.0.0.0/8.
 *
 *   delay_server [--port N] [--seconds N] [--log FILE]
 *
 * Prints "port N" when it listens, and ends by itself (600 seconds). The log has a line for each
 * request, written when nothing has come for a moment, so that it costs the clients no time: method, connection's number, seconds of the monotonic clock, a dot
 * (nginx has there whether a TLS session was resumed), Host header and path.
 *
 * DESIGN: one thread. `due` holds the connections that wait, by the time of their answer, and one
 * timer descriptor is set to the earliest. A number names a connection by its descriptor and its
 * generation, so that what is due for a closed one is not given to its heir. Clients ask again only
 * when they have their answer, so a connection is in `due` once. */
#include <errno.h>
#include <getopt.h>
#include <netinet/in.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/timerfd.h>
#include <time.h>
#include <unistd.h>

#include "due.h"

#include "headgate/banned.h"

enum {
    MOST_CONNECTIONS = 16384,
    EVENTS_AT_ONCE = 256,
    REQUEST_BYTES = 1024,
    BACKLOG = 4096,
    IDLE_MS = 50,
    LOG_BYTES = 4 << 20,
};

struct connection {
    uint32_t generation;  /* of the descriptor, which is the place in the array */
    unsigned long number; /* since the start, for the log */
    size_t len;
    char request[REQUEST_BYTES];
};

struct server {
    struct connection *connections; /* owned, MOST_CONNECTIONS */
    unsigned long accepted;
    struct due due;
    int epoll, listener, timer;
    int64_t end_us;
    FILE *log; /* NULL: none */
};

static int64_t now_us(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000000 + now.tv_nsec / 1000;
}

static void give_up(const char *what)
{
    perror(what);
    exit(EXIT_FAILURE);
}

static void watch(const struct server *server, int fd)
{
    struct epoll_event event = {.events = EPOLLIN, .data.fd = fd};
    if (epoll_ctl(server->epoll, EPOLL_CTL_ADD, fd, &event) != 0)
        give_up("epoll_ctl");
}

static void hang_up(struct server *server, int fd)
{
    server->connections[fd].generation++;
    close(fd);
}

static void accept_all(struct server *server)
{
    for (int fd; (fd = accept4(server->listener, NULL, NULL,
                               SOCK_NONBLOCK | SOCK_CLOEXEC)) >= 0;) {
        if (fd >= MOST_CONNECTIONS) {
            close(fd);
            continue;
        }
        server->connections[fd].len = 0;
        server->connections[fd].number = ++server->accepted;
        watch(server, fd);
    }
}

static void answer(struct server *server, int fd)
{
    static const char head[] = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n";
    if (send(fd, head, sizeof head - 1, MSG_NOSIGNAL) != (ssize_t)sizeof head - 1)
        hang_up(server, fd);
}

static void write_log(const struct server *server, const struct connection *connection)
{
    const char *request = connection->request;
    const char *path = request + strcspn(request, " ");
    path += *path == ' ';
    const char *host = strstr(request, "\r\nHost: ");
    host = host == NULL ? "-" : host + 8;
    const int64_t now_ms = now_us() / 1000;
    if (server->log != NULL)
        fprintf(server->log, "%.*s %lu %lld.%03d . %.*s%.*s\n",
                (int)strcspn(request, " "), request, connection->number,
                (long long)(now_ms / 1000), (int)(now_ms % 1000),
                (int)strcspn(host, "\r"), host, (int)strcspn(path, " \r"), path);
}

/* A whole request has come: answered now, later or never. */
static void take_request(struct server *server, int fd)
{
    struct connection *connection = &server->connections[fd];
    const char *path = connection->request + strcspn(connection->request, "/");
    write_log(server, connection);
    connection->len = 0;
    if (strncmp(path, "/never", 6) == 0)
        return;
    const long delay_ms = *path == '/' ? strtol(path + 1, NULL, 10) : 0;
    if (delay_ms <= 0)
        answer(server, fd);
    else
        due_push(&server->due, now_us() + delay_ms * 1000,
                 (uint64_t)connection->generation << 32 | (uint32_t)fd);
}

static void receive(struct server *server, int fd)
{
    struct connection *connection = &server->connections[fd];
    const ssize_t len = recv(fd, connection->request + connection->len,
                             sizeof connection->request - 1 - connection->len, 0);
    if (len < 0 && (errno == EAGAIN || errno == EINTR))
        return;
    if (len <= 0) {
        hang_up(server, fd);
        return;
    }
    connection->len += (size_t)len;
    connection->request[connection->len] = '\0';
    if (strstr(connection->request, "\r\n\r\n") != NULL)
        take_request(server, fd);
    else if (connection->len == sizeof connection->request - 1)
        hang_up(server, fd);
}

static void answer_due(struct server *server)
{
    const int64_t now = now_us();
    for (uint64_t number; due_pop(&server->due, now, &number);) {
        const int fd = (int)(number & UINT32_MAX);
        if (server->connections[fd].generation == number >> 32)
            answer(server, fd);
    }
}

/* Absolute, so that setting it late makes nothing late. */
static void set_timer(const struct server *server)
{
    int64_t next_us = due_next(&server->due);
    if (next_us < 0 || next_us > server->end_us)
        next_us = server->end_us;
    const struct itimerspec when = {
        .it_value = {.tv_sec = next_us / 1000000, .tv_nsec = next_us % 1000000 * 1000}};
    timerfd_settime(server->timer, TFD_TIMER_ABSTIME, &when, NULL);
}

static void run(struct server *server)
{
    struct epoll_event events[EVENTS_AT_ONCE];
    while (now_us() < server->end_us) {
        set_timer(server);
        const int count = epoll_wait(server->epoll, events, EVENTS_AT_ONCE, IDLE_MS);
        if (count == 0 && server->log != NULL)
            fflush(server->log);
        answer_due(server);
        for (int i = 0; i < count; i++) {
            if (events[i].data.fd == server->listener)
                accept_all(server);
            else if (events[i].data.fd != server->timer)
                receive(server, events[i].data.fd);
        }
    }
}

static void start_listening(struct server *server, uint16_t port)
{
    const int one = 1;
    struct sockaddr_in place = {.sin_family = AF_INET, .sin_port = htons(port)};
    socklen_t len = sizeof place;
    server->listener = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    setsockopt(server->listener, SOL_SOCKET, SO_REUSEADDR, &one, sizeof one);
    if (bind(server->listener, (const struct sockaddr *)&place, sizeof place) != 0 ||
        listen(server->listener, BACKLOG) != 0 ||
        getsockname(server->listener, (struct sockaddr *)&place, &len) != 0)
        give_up("delay_server: listen");
    watch(server, server->listener);
    watch(server, server->timer);
    printf("port %d\n", ntohs(place.sin_port));
    fflush(stdout);
}

static void raise_limit(void)
{
    struct rlimit limit;
    if (getrlimit(RLIMIT_NOFILE, &limit) != 0)
        return;
    limit.rlim_cur = limit.rlim_max;
    setrlimit(RLIMIT_NOFILE, &limit);
}

static const struct option options[] = {
    {"port", required_argument, NULL, 'p'},
    {"seconds", required_argument, NULL, 's'},
    {"log", required_argument, NULL, 'l'},
    {0},
};

int main(int argc, char **argv)
{
    struct server server = {0};
    long port = 0;
    long seconds = 600;
    for (int key; (key = getopt_long(argc, argv, "", options, NULL)) != -1;) {
        if (key == 'p')
            port = strtol(optarg, NULL, 10);
        else if (key == 's')
            seconds = strtol(optarg, NULL, 10);
        else if (key != 'l' || (server.log = fopen(optarg, "a")) == NULL)
            return 2;
    }
    raise_limit();
    server.end_us = now_us() + seconds * 1000000;
    server.connections = calloc(MOST_CONNECTIONS, sizeof *server.connections);
    server.epoll = epoll_create1(EPOLL_CLOEXEC);
    server.timer = timerfd_create(CLOCK_MONOTONIC, TFD_NONBLOCK | TFD_CLOEXEC);
    if (server.connections == NULL || server.epoll < 0 || server.timer < 0)
        give_up("delay_server");
    if (server.log != NULL)
        setvbuf(server.log, NULL, _IOFBF, LOG_BYTES);
    due_init(&server.due);
    start_listening(&server, (uint16_t)port);
    run(&server);
    due_release(&server.due);
    free(server.connections);
    if (server.log != NULL)
        fclose(server.log);
    return 0;
}
