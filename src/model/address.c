/* SPDX-License-Identifier: MIT */
/* address: IP addresses from and to text, and which of them are private. */
#include "headgate/address.h"

#include "headgate/units.h"

#include <string.h>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>

#include "headgate/banned.h"

#define IPV6_SIZE 16

struct prefix {
    uint8_t bytes[IPV6_SIZE];
    uint8_t bits;
};

/* An IPv6 prefix whose addresses carry an IPv4 address, which decides. */
struct embedding {
    struct prefix prefix;
    uint8_t offset;
};

static const struct prefix private_ipv4[] = {
    {{0}, 8},         /* this network, RFC 791 3.2 */
    {{10}, 8},        /* private use, RFC 1918 */
    {{100, 64}, 10},  /* shared address space, RFC 6598 */
    {{127}, 8},       /* loopback, RFC 1122 3.2.1.3 */
    {{169, 254}, 16}, /* link local, RFC 3927 */
    {{172, 16}, 12},  /* private use, RFC 1918 */
    {{192, 168}, 16}, /* private use, RFC 1918 */
};

static const struct prefix private_ipv6[] = {
    {{0x00, 0x64, 0xff, 0x9b, 0x00, 0x01}, 48}, /* local use translation, RFC 8215 */
    {{0xfc}, 7},                                /* unique local, RFC 4193 */
    {{0xfe, 0x80}, 10},                         /* link local, RFC 4291 2.5.6 */
    {{0xfe, 0xc0}, 10},                         /* site local, RFC 3879 */
};

static const struct embedding embeddings[] = {
    {{{0}, 96}, 12}, /* compatible, RFC 4291 2.5.5.1; also :: and ::1 */
    {{{[10] = 0xff, [11] = 0xff}, 96}, 12}, /* mapped, RFC 4291 2.5.5.2 */
    {{{0x00, 0x64, 0xff, 0x9b}, 96}, 12},   /* translation, RFC 6052 2.1 */
    {{{0x20, 0x02}, 16}, 2},                /* 6to4, RFC 3056 2 */
};

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

static bool has_prefix(const uint8_t *bytes, const struct prefix *prefix)
{
    const size_t whole = prefix->bits / 8U;
    const unsigned rest = prefix->bits % 8U;
    if (memcmp(bytes, prefix->bytes, whole) != 0)
        return false;
    return rest == 0 || (bytes[whole] ^ prefix->bytes[whole]) >> (8U - rest) == 0;
}

static bool has_any(const uint8_t *bytes, const struct prefix *prefixes, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (has_prefix(bytes, &prefixes[i]))
            return true;
    }
    return false;
}

static bool is_private_ipv4(const uint8_t *bytes)
{
    return has_any(bytes, private_ipv4, sizeof(private_ipv4) / sizeof(private_ipv4[0]));
}

bool hg_address_is_private(const struct hg_address *address)
{
    if (address->family == 4)
        return is_private_ipv4(address->bytes);
    if (address->family != 6)
        return false;
    for (size_t i = 0; i < sizeof(embeddings) / sizeof(embeddings[0]); i++) {
        if (has_prefix(address->bytes, &embeddings[i].prefix))
            return is_private_ipv4(address->bytes + embeddings[i].offset);
    }
    return has_any(address->bytes, private_ipv6,
                   sizeof(private_ipv6) / sizeof(private_ipv6[0]));
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
