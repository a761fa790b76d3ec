/* SPDX-License-Identifier: MIT */
/* dns: look-ups by c-ares, without a thread for each.
 *
 * DESIGN: a look-up takes an idle channel of c-ares, or opens one. The channel reports the sockets
 * that it waits on; they are polled here until the answer has come or the time is up. Nothing of a
 * look-up outlives it: c-ares closes its sockets when no query is open, and the next query gets a
 * port of its own, as with the C library. A channel of c-ares 1.18 takes 74 KB: so workers share
 * them, and there are CHANNELS_MAX at most. */
#include "headgate/dns.h"

#include <poll.h>
#include <pthread.h>
#include <stdlib.h>
#include <unistd.h>

#include <arpa/inet.h>
#include <sys/socket.h>

#include "headgate/clock.h"
#include "headgate/memory.h"
#include "headgate/units.h"

#include "resolve/address_order.h"
#include "resolve/dns_config.h"
#include "resolve/interfaces.h"

#include <ares.h>

#include "headgate/banned.h"

#define SOCKETS_MAX  ARES_GETSOCK_MAXNUM
#define CHANNELS_MAX 256 /* look-ups at once; others are left to the C library */
#define POLL_MS      500
/* Each server is asked twice, as by the C library, but the first time-out is one second. */
#define SERVER_MS    1000
#define SERVER_TRIES 2

struct channel {
    ares_channel ares; /* owned */
    struct pollfd sockets[SOCKETS_MAX];
    nfds_t count;

    /* While looking up. */
    enum hg_ip_version version;
    struct hg_address *found; /* owned */
    size_t found_count;
    unsigned pending; /* questions: one for each version of IP */
    bool is_silent;   /* nothing came for one of them */
};

struct hg_dns {
    const struct hg_cancel *cancel;
    struct hg_dns_config config;
    struct hg_interfaces interfaces;
    bool has_ipv6; /* this machine has; else only IPv4 addresses are looked up */

    pthread_mutex_t lock;               /* guards all below */
    struct channel *idle[CHANNELS_MAX]; /* owned */
    size_t idle_count;
    size_t count; /* of all channels, those in use included */
};

const char *hg_dns_version(void)
{
    return ares_version(NULL);
}

/* c-ares waits for other events on a socket than before; for none before it closes it. */
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

/* No hosts file, no search domains, no aliases: what these know is left to the C library. */
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
    free(channel->found);
    free(channel);
}

static bool has_ipv6(void)
{
    const int fd = socket(AF_INET6, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    if (fd < 0)
        return false;
    close(fd);
    return true;
}

struct hg_dns *hg_dns_new(const struct hg_cancel *cancel)
{
    struct hg_dns *dns = hg_memory_new(1, sizeof *dns);
    ares_library_init(ARES_LIB_INIT_ALL); /* counts its callers */
    dns->cancel = cancel;
    hg_dns_config_load(&dns->config);
    hg_interfaces_load(&dns->interfaces);
    dns->has_ipv6 = has_ipv6();
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
    hg_dns_config_release(&dns->config);
    hg_interfaces_release(&dns->interfaces);
    free(dns);
    ares_library_cleanup();
}

static void give_back(struct hg_dns *dns, struct channel *channel)
{
    pthread_mutex_lock(&dns->lock);
    dns->idle[dns->idle_count++] = channel;
    pthread_mutex_unlock(&dns->lock);
}

static void count_one_less(struct hg_dns *dns)
{
    pthread_mutex_lock(&dns->lock);
    dns->count--;
    pthread_mutex_unlock(&dns->lock);
}

/* NULL when all are in use, or no more can be opened. */
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
        count_one_less(dns);
    return channel;
}

static void add_address(struct channel *channel, const struct ares_addrinfo_node *node)
{
    static const enum hg_ip_version versions[] = {[4] = HG_IP_4, [6] = HG_IP_6};
    struct hg_address address;
    hg_address_read(&address, node->ai_addr, node->ai_addrlen);
    address.port = 0;
    if (address.family == 0 ||
        (channel->version != HG_IP_ANY && channel->version != versions[address.family]))
        return;
    channel->found =
        hg_memory_grow(channel->found, channel->found_count, sizeof *channel->found);
    channel->found[channel->found_count++] = address;
}

static bool is_silence(int status)
{
    return status == ARES_ETIMEOUT || status == ARES_ECONNREFUSED ||
           status == ARES_ECANCELLED;
}

static void on_answer(void *context, int status, int timeouts,
                      struct ares_addrinfo *answer)
{
    struct channel *channel = context;
    (void)timeouts;
    channel->pending--;
    channel->is_silent = channel->is_silent || is_silence(status);
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
    while (channel->pending > 0 && !hg_cancel_is_set(cancel)) {
        const int64_t left_us = end_us - hg_clock_monotonic_us();
        if (left_us <= 0)
            break;
        if (poll(channel->sockets, channel->count, poll_timeout_ms(channel, left_us)) > 0)
            process(channel);
        else /* c-ares looks at its own clock */
            ares_process_fd(channel->ares, ARES_SOCKET_BAD, ARES_SOCKET_BAD);
    }
    if (channel->pending > 0)
        ares_cancel(channel->ares); /* calls on_answer() */
}

static void ask(struct channel *channel, const char *host, int family)
{
    const struct ares_addrinfo_hints hints = {
        .ai_flags = ARES_AI_NOSORT, .ai_family = family, .ai_socktype = SOCK_STREAM};
    channel->pending++;
    ares_getaddrinfo(channel->ares, host, NULL, &hints, on_answer, channel);
}

/* Look up the host on an idle channel. Each version of IP is a question of its own: c-ares would not say that
 * it got no answer to one of two, and the C library finds nothing then. */
static void look_up(struct hg_dns *dns, struct channel *channel, const char *host,
                    int64_t end_us)
{
    channel->pending = 0;
    channel->is_silent = false;
    channel->found_count = 0;
    ask(channel, host, AF_INET);
    if (channel->version != HG_IP_4 && dns->has_ipv6)
        ask(channel, host, AF_INET6);
    wait_for_answer(channel, dns->cancel, end_us);
    if (channel->is_silent)
        channel->found_count = 0;
}

/* One address needs no order. */
static void write_found(const struct hg_dns *dns, const struct channel *channel,
                        struct hg_buf *addresses)
{
    char text[INET6_ADDRSTRLEN];
    if (channel->found_count > 1)
        hg_address_order_sort(&dns->interfaces, channel->found, channel->found_count);
    for (size_t i = 0; i < channel->found_count; i++) {
        const struct hg_address *address = &channel->found[i];
        inet_ntop(address->family == 4 ? AF_INET : AF_INET6, address->bytes, text,
                  sizeof text);
        hg_buf_printf(addresses, i == 0 ? "%s" : ",%s", text);
    }
}

bool hg_dns_resolve(struct hg_dns *dns, const char *host, enum hg_ip_version version,
                    int64_t timeout_us, struct hg_buf *addresses)
{
    if (!hg_dns_config_allows(&dns->config, host))
        return false;
    const int64_t end_us = hg_clock_monotonic_us() + timeout_us;
    struct channel *channel = take(dns);
    if (channel == NULL)
        return true;
    channel->version = version;
    look_up(dns, channel, host, end_us);
    write_found(dns, channel, addresses);
    give_back(dns, channel);
    return true;
}
