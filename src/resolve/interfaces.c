/* SPDX-License-Identifier: MIT */
/* interfaces: addresses by rtnetlink(7), the type of an interface by netdevice(7). */
#include "resolve/interfaces.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <net/if.h>
#include <sys/ioctl.h>
#include <sys/socket.h>

#include <linux/netlink.h>
#include <linux/rtnetlink.h>
#include <net/if_arp.h>

#include "headgate/memory.h"

#include "headgate/banned.h"

#define ANSWER_MAX 32768 /* the kernel sends less at once (netlink(7)) */

/* Headers in a message stand at multiples of four bytes. */
static size_t align(size_t len)
{
    return (len + 3) & ~(size_t)3;
}

static bool is_native(unsigned index)
{
    struct ifreq request = {.ifr_ifindex = 0};
    const int fd = socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    const bool is_known = fd >= 0 && if_indextoname(index, request.ifr_name) != NULL &&
                          ioctl(fd, SIOCGIFHWADDR, &request) == 0;
    if (fd >= 0)
        close(fd);
    return is_known && request.ifr_hwaddr.sa_family != ARPHRD_TUNNEL &&
           request.ifr_hwaddr.sa_family != ARPHRD_TUNNEL6 &&
           request.ifr_hwaddr.sa_family != ARPHRD_SIT;
}

/* The address of a message: the other end's comes before the own one. NULL: none. */
static const unsigned char *find_address(const unsigned char *attributes, size_t len)
{
    const unsigned char *local = NULL;
    struct rtattr attribute;
    for (size_t at = 0; at + sizeof attribute <= len; at += align(attribute.rta_len)) {
        memcpy(&attribute, attributes + at, sizeof attribute);
        if (attribute.rta_len < sizeof attribute || at + attribute.rta_len > len)
            break;
        if (attribute.rta_type == IFA_ADDRESS)
            return attributes + at + sizeof attribute;
        if (attribute.rta_type == IFA_LOCAL)
            local = attributes + at + sizeof attribute;
    }
    return local;
}

static void add_address(struct hg_interfaces *interfaces, const unsigned char *message,
                        size_t len)
{
    struct ifaddrmsg head;
    if (len < sizeof head)
        return;
    memcpy(&head, message, sizeof head);
    const unsigned char *bytes =
        find_address(message + align(sizeof head), len - align(sizeof head));
    if (bytes == NULL || (head.ifa_family != AF_INET && head.ifa_family != AF_INET6))
        return;
    struct hg_own_address own = {
        .address.family = head.ifa_family == AF_INET ? 4 : 6,
        .prefix_len = head.ifa_prefixlen,
        .is_deprecated = (head.ifa_flags & (IFA_F_DEPRECATED | IFA_F_OPTIMISTIC)) != 0,
        .is_home = (head.ifa_flags & IFA_F_HOMEADDRESS) != 0,
        .is_native = is_native(head.ifa_index),
    };
    memcpy(own.address.bytes, bytes, own.address.family == 4 ? 4 : 16);
    interfaces->items =
        hg_memory_grow(interfaces->items, interfaces->count, sizeof *interfaces->items);
    interfaces->items[interfaces->count++] = own;
}

/* The messages of one piece of the answer. True when more pieces follow. */
static bool read_messages(struct hg_interfaces *interfaces, const unsigned char *data,
                          size_t len)
{
    struct nlmsghdr head;
    for (size_t at = 0; at + sizeof head <= len; at += align(head.nlmsg_len)) {
        memcpy(&head, data + at, sizeof head);
        if (head.nlmsg_len < sizeof head || at + head.nlmsg_len > len ||
            head.nlmsg_type == NLMSG_DONE || head.nlmsg_type == NLMSG_ERROR)
            return false;
        if (head.nlmsg_type == RTM_NEWADDR)
            add_address(interfaces, data + at + sizeof head,
                        head.nlmsg_len - sizeof head);
    }
    return true;
}

static void read_all(struct hg_interfaces *interfaces, int fd)
{
    struct {
        struct nlmsghdr head;
        struct rtgenmsg body;
    } request = {
        .head = {.nlmsg_len = sizeof request,
                 .nlmsg_type = RTM_GETADDR,
                 .nlmsg_flags = NLM_F_REQUEST | NLM_F_DUMP},
        .body = {.rtgen_family = AF_UNSPEC},
    };
    unsigned char *data = hg_memory_new(ANSWER_MAX, 1);
    if (send(fd, &request, sizeof request, 0) == (ssize_t)sizeof request) {
        ssize_t len;
        do
            len = recv(fd, data, ANSWER_MAX, 0);
        while (len > 0 && read_messages(interfaces, data, (size_t)len));
    }
    free(data);
}

static bool has_ipv6(const struct hg_interfaces *interfaces)
{
    static const uint8_t loopback[16] = {[15] = 1};
    for (size_t i = 0; i < interfaces->count; i++) {
        const struct hg_address *address = &interfaces->items[i].address;
        if (address->family == 6 && memcmp(address->bytes, loopback, 16) != 0)
            return true;
    }
    return false;
}

void hg_interfaces_load(struct hg_interfaces *interfaces)
{
    *interfaces = (struct hg_interfaces){.count = 0};
    const int fd = socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC, NETLINK_ROUTE);
    if (fd < 0)
        return;
    read_all(interfaces, fd);
    close(fd);
    if (!has_ipv6(interfaces))
        hg_interfaces_release(interfaces);
}

void hg_interfaces_release(struct hg_interfaces *interfaces)
{
    free(interfaces->items);
    *interfaces = (struct hg_interfaces){.count = 0};
}

const struct hg_own_address *hg_interfaces_find(const struct hg_interfaces *interfaces,
                                                const struct hg_address *address)
{
    struct hg_address wanted = *address;
    wanted.port = 0;
    if (wanted.family == 4 && wanted.bytes[0] == 127)
        hg_address_parse(&wanted, "127.0.0.1", 0);
    for (size_t i = 0; i < interfaces->count; i++) {
        if (memcmp(&interfaces->items[i].address, &wanted, sizeof wanted) == 0)
            return &interfaces->items[i];
    }
    return NULL;
}
