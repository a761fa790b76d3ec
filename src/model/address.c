/* SPDX-License-Identifier: MIT */
/* address: IP addresses from and to text, and which of them are private. */
#include "headgate/address.h"

#include "headgate/special_address.h"
#include "headgate/units.h"

#include <string.h>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>

#include "headgate/banned.h"

void hg_address_parse(struct hg_address *address, const char *ip, uint16_t port)
{
    *address = (struct hg_address){0};
    char text[HG_ADDRESS_TEXT_SIZE];
    const size_t len = strcspn(ip, "%");
    if (len >= sizeof(text))
        return;
    memcpy(text, ip, len);
    text[len] = '\0';
    if (ip[len] == '\0' && inet_pton(AF_INET, text, address->bytes) == 1)
        address->family = 4;
    else if (inet_pton(AF_INET6, text, address->bytes) == 1)
        address->family = 6;
    else
        return;
    address->port = port;
}

/* By hand: each result has one. With the port 390 instructions, where inet_ntop(3) and snprintf(3) take
 * 2,500. */
static size_t write_ipv4(const uint8_t *bytes, char *out)
{
    size_t len = 0;
    for (size_t i = 0; i < 4; i++) {
        len += hg_units_write_number(bytes[i], out + len);
        out[len++] = '.';
    }
    return len - 1;
}

static size_t write_ipv6(const uint8_t *bytes, char *out)
{
    out[0] = '[';
    inet_ntop(AF_INET6, bytes, out + 1, INET6_ADDRSTRLEN);
    const size_t len = strlen(out);
    out[len] = ']';
    return len + 1;
}

void hg_address_format(const struct hg_address *address, char *out, size_t size)
{
    char text[HG_ADDRESS_TEXT_SIZE];
    size_t len = 0;
    if (address->family != 0) {
        len = address->family == 6 ? write_ipv6(address->bytes, text)
                                   : write_ipv4(address->bytes, text);
        text[len++] = ':';
        len += hg_units_write_number(address->port, text + len);
    }
    if (size == 0)
        return;
    len = len < size ? len : size - 1;
    memcpy(out, text, len);
    out[len] = '\0';
}

bool hg_address_is_private(const struct hg_address *address)
{
    const struct hg_special_address *special =
        hg_special_address_find(address->family, address->bytes);
    if (special == NULL || special->reach != HG_REACH_EMBEDDED)
        return special != NULL && special->reach == HG_REACH_NONE;
    special = hg_special_address_find(4, address->bytes + special->offset);
    return special != NULL && special->reach == HG_REACH_NONE;
}

void hg_address_read(struct hg_address *address, const struct sockaddr *socket,
                     size_t len)
{
    struct sockaddr_in ipv4;
    struct sockaddr_in6 ipv6;
    *address = (struct hg_address){0};
    if (socket->sa_family == AF_INET && len >= sizeof ipv4) {
        memcpy(&ipv4, socket, sizeof ipv4);
        memcpy(address->bytes, &ipv4.sin_addr, sizeof ipv4.sin_addr);
        address->port = ntohs(ipv4.sin_port);
        address->family = 4;
    } else if (socket->sa_family == AF_INET6 && len >= sizeof ipv6) {
        memcpy(&ipv6, socket, sizeof ipv6);
        memcpy(address->bytes, &ipv6.sin6_addr, sizeof ipv6.sin6_addr);
        address->port = ntohs(ipv6.sin6_port);
        address->family = 6;
    }
}

size_t hg_address_write(const struct hg_address *address, struct sockaddr_storage *socket)
{
    struct sockaddr_in ipv4 = {.sin_family = AF_INET, .sin_port = htons(address->port)};
    struct sockaddr_in6 ipv6 = {.sin6_family = AF_INET6,
                                .sin6_port = htons(address->port)};
    memset(socket, 0, sizeof *socket);
    if (address->family == 0)
        return 0;
    if (address->family == 4) {
        memcpy(&ipv4.sin_addr, address->bytes, sizeof ipv4.sin_addr);
        memcpy(socket, &ipv4, sizeof ipv4);
        return sizeof ipv4;
    }
    memcpy(&ipv6.sin6_addr, address->bytes, sizeof ipv6.sin6_addr);
    memcpy(socket, &ipv6, sizeof ipv6);
    return sizeof ipv6;
}
