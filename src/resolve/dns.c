/* SPDX-License-Identifier: MIT */
/* dns: the only file with c-ares.
 *
 * DESIGN: a look-up takes a channel of c-ares that nobody uses, or makes one. The channel tells which
 * sockets it waits on, and they are polled here until the answer has come or the time is up. Nothing
 * of a look-up outlives it: c-ares closes its sockets when no question is open, and the next one gets
 * a port of its own, as with the libc. A channel of c-ares 1.18 takes 74 KB: so workers share
 * them, and there are no more than CHANNELS_MAX. */
#include "resolve/dns.h"

#include <poll.h>
#include <pthread.h>
#include <stdlib.h>

#include <arpa/inet.h>
#include <sys/socket.h>

#include "headgate/clock.h"
#include "headgate/memory.h"
#include "headgate/units.h"

#include <ares.h>

#include "headgate/banned.h"

#define SOCKETS_MAX  ARES_GETSOCK_MAXNUM
#define CHANNELS_MAX 256 /* so many look-ups at once; others are the libc's */
#define POLL_MS      500
/* Each server is asked twice, as by the libc, but first waited for a second only. */
#define SERVER_MS    1000
#define SERVER_TRIES 2

struct channel {
    ares_channel ares; /* owned */
    struct pollfd sockets[SOCKETS_MAX];
    nfds_t count;

    /* While looking up. */
    const struct hg_dns_query *query;
    struct hg_buf *addresses;
    bool is_done;
    bool is_found;
};

struct hg_dns {
    const struct hg_cancel *cancel;
    pthread_mutex_t lock;               /* guards what is below */
    struct channel *idle[CHANNELS_MAX]; /* owned */
    size_t idle_count;
    size_t count; /* with those in use */
};

void hg_dns_library_start(void)
{
    ares_library_init(ARES_LIB_INIT_ALL);
}

void hg_dns_library_end(void)
{
    ares_library_cleanup();
}

const char *hg_dns_library(void)
{
    return ares_version(NULL);
}

/* c-ares waits for other things on a socket than before; for nothing before it closes it. */
static void on_socket(void *context, ares_socket_t socket, int reads, int writes)
{
    struct channel *channel = context;
    const short events = (short)((reads ? POLLIN : 0) | (writes ? POLLOUT : 0));
    nfds_t at = 0;
    while (at < channel->count && channel->sockets[at].fd != socket)
        at++;
    if (events == 0 && at < channel->count)
        channel->sockets[at] = channel->sockets[--channel->count];
    if (events == 0 || at == SOCKETS_MAX)
        return;
    channel->sockets[at] = (struct pollfd){.fd = socket, .events = events};
    channel->count += at == channel->count ? 1 : 0;
}

/* No hosts file, no search domains, no aliases: what these know is left to the libc. */
static struct channel *open_channel(void)
{
    struct channel *channel = hg_memory_new(1, sizeof *channel);
    char lookups[] = "b"; /* name servers */
    struct ares_options options = {
        .flags = ARES_FLAG_NOSEARCH | ARES_FLAG_NOALIASES,
        .timeout = SERVER_MS,
        .tries = SERVER_TRIES,
        .ndomains = 0,
        .lookups = lookups,
        .sock_state_cb = on_socket,
        .sock_state_cb_data = channel,
    };
    const int mask = ARES_OPT_FLAGS | ARES_OPT_TIMEOUTMS | ARES_OPT_TRIES |
                     ARES_OPT_DOMAINS | ARES_OPT_LOOKUPS | ARES_OPT_SOCK_STATE_CB;
    if (ares_init_options(&channel->ares, &options, mask) == ARES_SUCCESS)
        return channel;
    free(channel);
    return NULL;
}

static void close_channel(struct channel *channel)
{
    ares_destroy(channel->ares);
    free(channel);
}

struct hg_dns *hg_dns_new(const struct hg_cancel *cancel)
{
    struct hg_dns *dns = hg_memory_new(1, sizeof *dns);
    dns->cancel = cancel;
    pthread_mutex_init(&dns->lock, NULL);
    return dns;
}

void hg_dns_free(struct hg_dns *dns)
{
    if (dns == NULL)
        return;
    for (size_t i = 0; i < dns->idle_count; i++)
        close_channel(dns->idle[i]);
    pthread_mutex_destroy(&dns->lock);
    free(dns);
}

static void give_back(struct hg_dns *dns, struct channel *channel)
{
    pthread_mutex_lock(&dns->lock);
    if (channel != NULL)
        dns->idle[dns->idle_count++] = channel;
    else
        dns->count--;
    pthread_mutex_unlock(&dns->lock);
}

/* NULL when all are in use, or no more can be made. */
static struct channel *take(struct hg_dns *dns)
{
    struct channel *channel = NULL;
    pthread_mutex_lock(&dns->lock);
    const bool is_new = dns->idle_count == 0 && dns->count < CHANNELS_MAX;
    if (dns->idle_count > 0)
        channel = dns->idle[--dns->idle_count];
    dns->count += is_new ? 1 : 0;
    pthread_mutex_unlock(&dns->lock);
    if (!is_new)
        return channel;
    channel = open_channel();
    if (channel == NULL)
        give_back(dns, NULL);
    return channel;
}

static void add_address(struct channel *channel, const struct ares_addrinfo_node *node)
{
    char text[INET6_ADDRSTRLEN];
    const struct sockaddr_in *ipv4 = (const void *)node->ai_addr;
    const struct sockaddr_in6 *ipv6 = (const void *)node->ai_addr;
    const bool is_ipv6 = node->ai_family == AF_INET6;
    const enum hg_ip_version version = channel->query->version;

    if (version == (is_ipv6 ? HG_IP_4 : HG_IP_6) ||
        inet_ntop(node->ai_family,
                  is_ipv6 ? (const void *)&ipv6->sin6_addr : &ipv4->sin_addr, text,
                  sizeof text) == NULL)
        return;
    hg_buf_printf(channel->addresses, channel->is_found ? ",%s" : "%s", text);
    channel->is_found = true;
}

static void on_answer(void *context, int status, int timeouts,
                      struct ares_addrinfo *answer)
{
    struct channel *channel = context;
    (void)timeouts;
    channel->is_done = true;
    if (status != ARES_SUCCESS)
        return;
    for (const struct ares_addrinfo_node *at = answer->nodes; at != NULL;
         at = at->ai_next)
        add_address(channel, at);
    ares_freeaddrinfo(answer);
}

static int poll_timeout_ms(const struct channel *channel, int64_t left_us)
{
    struct timeval longest = {.tv_usec = POLL_MS * 1000};
    struct timeval space;
    const struct timeval *next_timeout = ares_timeout(channel->ares, &longest, &space);
    const int64_t poll_us =
        (int64_t)next_timeout->tv_sec * HG_US_PER_S + next_timeout->tv_usec;
    return (int)(((poll_us < left_us ? poll_us : left_us) + HG_US_PER_MS - 1) /
                 HG_US_PER_MS);
}

static void process(struct channel *channel)
{
    struct pollfd ready[SOCKETS_MAX]; /* c-ares changes the others meanwhile */
    const nfds_t count = channel->count;
    for (nfds_t i = 0; i < count; i++)
        ready[i] = channel->sockets[i];
    for (nfds_t i = 0; i < count; i++) {
        const bool reads = (ready[i].revents & ~POLLOUT) != 0; /* errors too */
        const bool writes = (ready[i].revents & POLLOUT) != 0;
        if (reads || writes)
            ares_process_fd(channel->ares, reads ? ready[i].fd : ARES_SOCKET_BAD,
                            writes ? ready[i].fd : ARES_SOCKET_BAD);
    }
}

static void wait_for_answer(struct channel *channel, const struct hg_cancel *cancel,
                            int64_t end_us)
{
    while (!channel->is_done && !hg_cancel_is_set(cancel)) {
        const int64_t left_us = end_us - hg_clock_monotonic_us();
        if (left_us <= 0)
            break;
        if (poll(channel->sockets, channel->count, poll_timeout_ms(channel, left_us)) > 0)
            process(channel);
        else /* c-ares looks at its own clock */
            ares_process_fd(channel->ares, ARES_SOCKET_BAD, ARES_SOCKET_BAD);
    }
    if (!channel->is_done)
        ares_cancel(channel->ares); /* calls on_answer() */
}

bool hg_dns_resolve(struct hg_dns *dns, const struct hg_dns_query *query,
                    struct hg_buf *addresses)
{
    const int64_t end_us = hg_clock_monotonic_us() + query->timeout_us;
    const bool is_ipv4_only = query->version == HG_IP_4 || !query->has_ipv6;
    const struct ares_addrinfo_hints hints = {
        .ai_family = is_ipv4_only ? AF_INET : AF_UNSPEC,
        .ai_socktype = SOCK_STREAM,
    };
    struct channel *channel = take(dns);

    if (channel == NULL)
        return false;
    channel->query = query;
    channel->addresses = addresses;
    channel->is_done = false;
    channel->is_found = false;
    ares_getaddrinfo(channel->ares, query->host, NULL, &hints, on_answer, channel);
    wait_for_answer(channel, dns->cancel, end_us);
    const bool is_found = channel->is_found;
    give_back(dns, channel);
    return is_found;
}
