/* SPDX-License-Identifier: MIT */
/* address: the IP address and port of a connection. */
#ifndef HEADGATE_ADDRESS_H
#define HEADGATE_ADDRESS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct sockaddr;
struct sockaddr_storage;

#define HG_ADDRESS_TEXT_SIZE 64

struct hg_address {
    uint8_t bytes[16]; /* network order; IPv4 uses the first four */
    uint16_t port;     /* host order */
    uint8_t family;    /* 4, 6, or 0: none */
};

/* Numeric IPv4 or IPv6 text; a zone is ignored. All zero when it is neither. */
void hg_address_parse(struct hg_address *address, const char *ip, uint16_t port);
/* The address of a socket of `len` bytes; all zero when it is neither IPv4 nor IPv6. */
void hg_address_read(struct hg_address *address, const struct sockaddr *socket,
                     size_t len);
/* The other way round; returns the bytes that count, 0 when there is no address. */
size_t hg_address_write(const struct hg_address *address,
                        struct sockaddr_storage *socket);
/* "203.0.113.10:443", "[2001:db8::1]:443", "" when there is none. */
void hg_address_format(const struct hg_address *address, char *out, size_t size);
/* Whether the address is in a block that is not globally reachable by IANA's registries
 * (headgate/special_address.h), also embedded in IPv6. False when there is no address. */
bool hg_address_is_private(const struct hg_address *address);

#endif
