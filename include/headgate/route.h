/* SPDX-License-Identifier: MIT */
/* route: whether this machine has a way to an address. */
#ifndef HEADGATE_ROUTE_H
#define HEADGATE_ROUTE_H

#include <stdbool.h>

#include <sys/socket.h>

/* Connect a datagram socket, which sends no packet: false when the system refuses that, because there is
 * no route to the address or no source address for it, or because a rule forbids it. Running out of
 * descriptors or memory is no such reason. `source` gets the address that packets would come from, family
 * AF_UNSPEC without a route; NULL: not wanted. */
bool hg_route_find(const struct sockaddr *to, socklen_t len,
                   struct sockaddr_storage *source);

/* True for an error number of connect(2) that means that this machine did not want to, or did not know how. */
bool hg_route_is_refusal(int number);

#endif
