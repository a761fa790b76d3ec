/* SPDX-License-Identifier: MIT */
/* fault_server: an HTTP server on loopback that misbehaves on demand.
 *
 * DESIGN. The path says what happens (paths.h), so that many tests share one server and configure
 * nothing. One thread for each connection, which may block for as long as its client stays; the
 * main thread accepts until the time is up or standard input ends, and leaves with _exit(2)
 * because the others are never joined. */
#include <errno.h>
#include <getopt.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#include "listener.h"
#include "paths.h"

#include "headgate/banned.h"

#define THREAD_STACK_BYTES (512 * 1024)

struct options {
    const char *addresses[LISTENER_MAX];
    int address_count;
    uint16_t port;
    long seconds; /* 0: no limit */
    bool ends_with_input;
};

static const char usage[] =
    "usage: fault_server [--address IP | --address lo]... [--port N] [--seconds N] "
    "[--until-eof]\n";

static bool read_options(struct options *options, int argc, char **argv)
{
    static const struct option known[] = {
        {"address", required_argument, NULL, 'a'},
        {"port", required_argument, NULL, 'p'},
        {"seconds", required_argument, NULL, 's'},
        {"until-eof", no_argument, NULL, 'e'},
        {NULL, 0, NULL, 0},
    };
    int option;
    while ((option = getopt_long(argc, argv, "", known, NULL)) != -1) {
        if (option == 'a' && options->address_count < LISTENER_MAX)
            options->addresses[options->address_count++] = optarg;
        else if (option == 'p')
            options->port = (uint16_t)strtoul(optarg, NULL, 10);
        else if (option == 's')
            options->seconds = strtol(optarg, NULL, 10);
        else if (option == 'e')
            options->ends_with_input = true;
        else
            return false;
    }
    if (options->address_count == 0)
        options->addresses[options->address_count++] = "127.0.0.1";
    return optind == argc;
}

/* Owns its exchange. */
static void *serve(void *context)
{
    struct exchange *exchange = context;
    while (exchange_read(exchange) && !exchange->closes_on_reuse) {
        if (!paths_answer(exchange))
            break;
    }
    close(exchange->fd);
    free(exchange);
    return NULL;
}

static void start(int fd, unsigned connection, struct journal *journal)
{
    struct exchange *exchange = calloc(1, sizeof *exchange);
    pthread_attr_t detached;
    pthread_t thread;
    pthread_attr_init(&detached);
    pthread_attr_setdetachstate(&detached, PTHREAD_CREATE_DETACHED);
    pthread_attr_setstacksize(&detached, THREAD_STACK_BYTES);
    if (exchange != NULL) {
        exchange->fd = fd;
        exchange->connection = connection;
        exchange->journal = journal;
    }
    if (exchange == NULL || pthread_create(&thread, &detached, serve, exchange) != 0) {
        fprintf(stderr, "fault_server: no thread for connection %u\n", connection);
        free(exchange);
        close(fd);
    }
    pthread_attr_destroy(&detached);
}

static bool input_has_ended(void)
{
    char bytes[64];
    return read(STDIN_FILENO, bytes, sizeof bytes) == 0;
}

static void accept_until_end(const struct listener *listener,
                             const struct options *options, struct journal *journal)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    const time_t end = now.tv_sec + options->seconds;
    struct pollfd waiting[LISTENER_MAX + 1];
    for (int i = 0; i < listener->count; i++)
        waiting[i] = (struct pollfd){.fd = listener->fds[i], .events = POLLIN};
    /* poll(2) passes over a negative descriptor. */
    waiting[listener->count] = (struct pollfd){
        .fd = options->ends_with_input ? STDIN_FILENO : -1, .events = POLLIN};
    for (unsigned connection = 0; options->seconds == 0 || now.tv_sec < end;) {
        if (poll(waiting, (nfds_t)listener->count + 1, 1000) > 0) {
            for (int i = 0; i < listener->count; i++) {
                const int fd =
                    waiting[i].revents != 0 ? accept(listener->fds[i], NULL, NULL) : -1;
                if (fd >= 0)
                    start(fd, ++connection, journal);
            }
            if (waiting[listener->count].revents != 0 && input_has_ended())
                return;
        }
        clock_gettime(CLOCK_MONOTONIC, &now);
    }
}

static void allow_many_connections(void)
{
    struct rlimit limit;
    if (getrlimit(RLIMIT_NOFILE, &limit) == 0) {
        limit.rlim_cur = limit.rlim_max;
        setrlimit(RLIMIT_NOFILE, &limit);
    }
}

int main(int argc, char **argv)
{
    struct options options = {.seconds = 120};
    struct listener listener = {0};
    struct journal journal;
    if (!read_options(&options, argc, argv)) {
        fputs(usage, stderr);
        return 2;
    }
    listener.port = options.port;
    for (int i = 0; i < options.address_count; i++) {
        if (!listener_add(&listener, options.addresses[i]))
            return EXIT_FAILURE;
    }
    journal_init(&journal);
    allow_many_connections();
    printf("port %u\n", (unsigned)listener.port);
    fflush(stdout);
    accept_until_end(&listener, &options, &journal);
    _exit(EXIT_SUCCESS);
}
