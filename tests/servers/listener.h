/* SPDX-License-Identifier: MIT */
/* listener: the sockets that the fault server listens on: several loopback addresses, one port. */
#ifndef HEADGATE_TESTS_LISTENER_H
#define HEADGATE_TESTS_LISTENER_H

#include <stdbool.h>
#include <stdint.h>

#define LISTENER_MAX 64

struct listener {
    int fds[LISTENER_MAX];
    int count;
    uint16_t port; /* 0 until the kernel has chosen one */
};

/* Listen on one more address: IPv4 or IPv6 text, only loopback, or "lo" for the whole of
 * 127.0.0.0/8. False, with a message on standard error, when that is not possible. */
bool listener_add(struct listener *listener, const char *address);

#endif
