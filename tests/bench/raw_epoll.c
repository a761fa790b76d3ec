/* SPDX-License-Identifier: MIT */
/* raw_epoll: the floor under every checker: HEAD over bare sockets, one thread, epoll.
 *
 *   raw_epoll [--workers N] [--timeout MS] [--output FILE] LIST
 *
 * Addresses are http://ADDRESS:PORT/PATH with an IPv4 address. N lanes (50) take the list's
 * addresses in order; a lane keeps its connection when its next address is at the same server.
 * A line for each result: status (0: no answer), microseconds, address. It does not do what a
 * checker must: no names, no redirects, no limits on what a server may send beyond a fixed buffer. */
#include <arpa/inet.h>
#include <errno.h>
#include <getopt.h>
#include <netinet/in.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#include "urls.h"

#include "headgate/banned.h"

enum {
    EVENTS_AT_ONCE = 256,
    SWEEP_MS = 10,
    HEAD_BYTES = 4096,
    REQUEST_BYTES = 2048,
};

struct lane {
    int socket; /* -1: none */
    struct sockaddr_in server;
    const char *url; /* NULL: nothing left to ask */
    int64_t start_us;
    bool is_connecting;
    bool is_reused;
    size_t len; /* of what has come */
    char head[HEAD_BYTES];
};

struct client {
    struct urls urls;
    size_t next;
    size_t open_count; /* lanes with something to ask */
    int epoll;
    int64_t timeout_us;
    FILE *output;
};

static int64_t now_us(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (int64_t)now.tv_sec * 1000000 + now.tv_nsec / 1000;
}

/* The server's address out of the URL; false when it is none that this program can ask. */
static bool read_url(const char *url, struct sockaddr_in *server)
{
    char address[INET_ADDRSTRLEN];
    if (strncmp(url, "http://", 7) != 0)
        return false;
    const char *host = url + 7;
    const size_t len = strcspn(host, ":/");
    if (len >= sizeof address)
        return false;
    memcpy(address, host, len);
    address[len] = '\0';
    *server = (struct sockaddr_in){.sin_family = AF_INET, .sin_port = htons(80)};
    if (host[len] == ':')
        server->sin_port = htons((uint16_t)strtoul(host + len + 1, NULL, 10));
    return inet_pton(AF_INET, address, &server->sin_addr) == 1;
}

static void close_lane(struct lane *lane)
{
    if (lane->socket >= 0)
        close(lane->socket);
    lane->socket = -1;
}

static bool connect_lane(struct client *client, struct lane *lane)
{
    close_lane(lane);
    lane->is_reused = false;
    lane->is_connecting = true;
    lane->socket = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    if (lane->socket < 0)
        return false;
    if (connect(lane->socket, (const struct sockaddr *)&lane->server,
                sizeof lane->server) != 0 &&
        errno != EINPROGRESS)
        return false;
    struct epoll_event event = {.events = EPOLLIN | EPOLLOUT | EPOLLET, .data.ptr = lane};
    return epoll_ctl(client->epoll, EPOLL_CTL_ADD, lane->socket, &event) == 0;
}

static bool send_request(struct lane *lane)
{
    char request[REQUEST_BYTES];
    const char *host = lane->url + 7;
    const size_t host_len = strcspn(host, "/");
    const char *path = host[host_len] == '\0' ? "/" : host + host_len;
    const int len = snprintf(
        request, sizeof request,
        "HEAD %s HTTP/1.1\r\nHost: %.*s\r\nUser-Agent: raw\r\nAccept: */*\r\n\r\n", path,
        (int)host_len, host);
    return len > 0 && (size_t)len < sizeof request &&
           send(lane->socket, request, (size_t)len, MSG_NOSIGNAL) == len;
}

static void write_result(struct client *client, const struct lane *lane, int status)
{
    fprintf(client->output, "%d %lld %s\n", status,
            (long long)(now_us() - lane->start_us), lane->url);
}

/* Take an address and send its request, or begin to connect. False when neither can be done. */
static bool begin(struct client *client, struct lane *lane)
{
    const struct sockaddr_in before = lane->server;
    lane->url = client->urls.items[client->next++];
    lane->start_us = now_us();
    if (!read_url(lane->url, &lane->server)) {
        fprintf(stderr, "raw_epoll: not an http URL with an address: %s\n", lane->url);
        exit(EXIT_FAILURE);
    }
    lane->len = 0;
    lane->is_reused = lane->socket >= 0 && before.sin_port == lane->server.sin_port &&
                      before.sin_addr.s_addr == lane->server.sin_addr.s_addr;
    return (lane->is_reused && send_request(lane)) || connect_lane(client, lane);
}

static void begin_next(struct client *client, struct lane *lane)
{
    while (client->next < client->urls.count) {
        if (begin(client, lane))
            return;
        write_result(client, lane, 0);
    }
    close_lane(lane);
    lane->url = NULL;
    client->open_count--;
}

static void finish(struct client *client, struct lane *lane, int status)
{
    write_result(client, lane, status);
    begin_next(client, lane);
}

/* Asked again on a fresh connection, once: the server may close a kept one at any time. */
static void fail(struct client *client, struct lane *lane)
{
    lane->len = 0;
    if (lane->is_reused && connect_lane(client, lane))
        return;
    close_lane(lane);
    finish(client, lane, 0);
}

/* A whole head has come: its status, and whether the connection stays. */
static void take_head(struct client *client, struct lane *lane)
{
    const bool is_http = strncmp(lane->head, "HTTP/1.1 ", 9) == 0;
    const int status = is_http ? (int)strtol(lane->head + 9, NULL, 10) : 0;
    const char *connection = strcasestr(lane->head, "\r\nConnection: close");
    if (!is_http || connection != NULL)
        close_lane(lane);
    finish(client, lane, status);
}

static void receive(struct client *client, struct lane *lane)
{
    const ssize_t len =
        recv(lane->socket, lane->head + lane->len, sizeof lane->head - 1 - lane->len, 0);
    if (len < 0 && (errno == EAGAIN || errno == EINTR))
        return;
    if (len <= 0) {
        fail(client, lane);
        return;
    }
    lane->len += (size_t)len;
    lane->head[lane->len] = '\0';
    if (strstr(lane->head, "\r\n\r\n") != NULL)
        take_head(client, lane);
    else if (lane->len == sizeof lane->head - 1)
        fail(client, lane);
}

static void go_on(struct client *client, struct lane *lane, uint32_t events)
{
    if (lane->url == NULL || lane->socket < 0)
        return;
    if (lane->is_connecting && (events & (EPOLLOUT | EPOLLERR | EPOLLHUP)) != 0) {
        lane->is_connecting = false;
        if (!send_request(lane))
            fail(client, lane);
        return;
    }
    if ((events & (EPOLLIN | EPOLLERR | EPOLLHUP)) != 0)
        receive(client, lane);
}

static void sweep(struct client *client, struct lane *lanes, size_t lane_count)
{
    const int64_t limit_us = now_us() - client->timeout_us;
    for (size_t i = 0; i < lane_count; i++) {
        if (lanes[i].url == NULL || lanes[i].start_us > limit_us)
            continue;
        close_lane(&lanes[i]);
        finish(client, &lanes[i], 0);
    }
}

static void run(struct client *client, struct lane *lanes, size_t lane_count)
{
    struct epoll_event events[EVENTS_AT_ONCE];
    int64_t swept_us = now_us();
    client->open_count = lane_count;
    for (size_t i = 0; i < lane_count; i++) {
        lanes[i].socket = -1;
        begin_next(client, &lanes[i]);
    }
    while (client->open_count > 0) {
        const int count = epoll_wait(client->epoll, events, EVENTS_AT_ONCE, SWEEP_MS);
        for (int i = 0; i < count; i++)
            go_on(client, events[i].data.ptr, events[i].events);
        if (now_us() - swept_us < SWEEP_MS * 1000)
            continue;
        swept_us = now_us();
        sweep(client, lanes, lane_count);
    }
}

static const struct option options[] = {
    {"workers", required_argument, NULL, 'w'},
    {"timeout", required_argument, NULL, 't'},
    {"output", required_argument, NULL, 'o'},
    {0},
};

int main(int argc, char **argv)
{
    struct client client = {.timeout_us = 5000000, .output = stdout};
    size_t lane_count = 50;
    for (int key; (key = getopt_long(argc, argv, "", options, NULL)) != -1;) {
        if (key == 'w')
            lane_count = strtoul(optarg, NULL, 10);
        else if (key == 't')
            client.timeout_us = strtoll(optarg, NULL, 10) * 1000;
        else if (key != 'o' || (client.output = fopen(optarg, "w")) == NULL)
            return 2;
    }
    if (optind + 1 != argc || lane_count == 0) {
        fputs("usage: raw_epoll [--workers N] [--timeout MS] [--output FILE] LIST\n",
              stderr);
        return 2;
    }
    urls_init(&client.urls, argv[optind]);
    client.epoll = epoll_create1(EPOLL_CLOEXEC);
    struct lane *lanes = calloc(lane_count, sizeof *lanes);
    if (client.epoll < 0 || lanes == NULL) {
        perror("raw_epoll");
        return 3;
    }
    run(&client, lanes, lane_count);
    const int status = fclose(client.output) == 0 ? 0 : 3;
    free(lanes);
    close(client.epoll);
    urls_release(&client.urls);
    return status;
}
