/* SPDX-License-Identifier: MIT */
/* listener: binds loopback addresses. */
#include "listener.h"

#include <arpa/inet.h>
#include <errno.h>
#include <net/if.h>
#include <netinet/in.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "headgate/banned.h"

union any_address {
    struct sockaddr any;
    struct sockaddr_in ipv4;
    struct sockaddr_in6 ipv6;
};

/* The length of the address, 0 when the text is not a loopback one. */
static socklen_t parse(const char *text, uint16_t port, union any_address *address)
{
    memset(address, 0, sizeof *address);
    if (strcmp(text, "lo") == 0) {
        address->ipv4.sin_family = AF_INET;
        address->ipv4.sin_port = htons(port);
        return sizeof address->ipv4;
    }
    if (inet_pton(AF_INET, text, &address->ipv4.sin_addr) == 1) {
        address->ipv4.sin_family = AF_INET;
        address->ipv4.sin_port = htons(port);
        const bool is_loopback = ntohl(address->ipv4.sin_addr.s_addr) >> 24 == 127;
        return is_loopback ? sizeof address->ipv4 : 0;
    }
    if (inet_pton(AF_INET6, text, &address->ipv6.sin6_addr) == 1) {
        address->ipv6.sin6_family = AF_INET6;
        address->ipv6.sin6_port = htons(port);
        const bool is_loopback = IN6_IS_ADDR_LOOPBACK(&address->ipv6.sin6_addr);
        return is_loopback ? sizeof address->ipv6 : 0;
    }
    return 0;
}

/* Always false, so that callers return it. */
static bool complain(const char *address, const char *problem)
{
    fprintf(stderr, "fault_server: address \"%s\": %s\n", address, problem);
    return false;
}

/* A listening socket, or -1 with errno. */
static int open_socket(const char *text, const union any_address *address, socklen_t len)
{
    const int fd = socket(address->any.sa_family, SOCK_STREAM, 0);
    const int on = 1;
    const struct ifreq loopback = {.ifr_name = "lo"};
    if (fd < 0)
        return -1;
    setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
    if (address->any.sa_family == AF_INET6)
        setsockopt(fd, IPPROTO_IPV6, IPV6_V6ONLY, &on, sizeof on);
    /* The wildcard address must not be reachable from other machines. */
    const bool is_wildcard = strcmp(text, "lo") == 0;
    if ((is_wildcard &&
         setsockopt(fd, SOL_SOCKET, SO_BINDTODEVICE, &loopback, sizeof loopback) != 0) ||
        bind(fd, &address->any, len) != 0 || listen(fd, SOMAXCONN) != 0) {
        const int problem = errno;
        close(fd);
        errno = problem;
        return -1;
    }
    return fd;
}

bool listener_add(struct listener *listener, const char *address)
{
    union any_address bound;
    socklen_t len = parse(address, listener->port, &bound);
    if (len == 0)
        return complain(address, "expected a loopback address or \"lo\"");
    if (listener->count == LISTENER_MAX)
        return complain(address, "too many addresses");
    const int fd = open_socket(address, &bound, len);
    if (fd < 0)
        return complain(address, strerror(errno));
    if (getsockname(fd, &bound.any, &len) == 0)
        listener->port = ntohs(bound.any.sa_family == AF_INET ? bound.ipv4.sin_port
                                                              : bound.ipv6.sin6_port);
    listener->fds[listener->count++] = fd;
    return true;
}
