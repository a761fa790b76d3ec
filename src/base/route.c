/* SPDX-License-Identifier: MIT */
/* route: a datagram socket that is connected and closed again. */
#include "headgate/route.h"

#include <errno.h>
#include <stddef.h>
#include <unistd.h>

#include "headgate/banned.h"

bool hg_route_is_refusal(int number)
{
    static const int refusals[] = {ENETUNREACH, EHOSTUNREACH, EADDRNOTAVAIL, EINVAL,
                                   EACCES,      EPERM,        EAFNOSUPPORT};
    for (size_t i = 0; i < sizeof refusals / sizeof refusals[0]; i++) {
        if (refusals[i] == number)
            return true;
    }
    return false;
}

/* 0 or why not. */
static int connect_datagram(const struct sockaddr *to, socklen_t len,
                            struct sockaddr_storage *source)
{
    socklen_t source_len = sizeof *source;
    int number = 0;
    const int fd = socket(to->sa_family, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    if (fd < 0)
        return errno;
    if (connect(fd, to, len) != 0)
        number = errno;
    else if (source != NULL &&
             getsockname(fd, (struct sockaddr *)source, &source_len) != 0)
        source->ss_family = AF_UNSPEC;
    close(fd);
    return number;
}

bool hg_route_find(const struct sockaddr *to, socklen_t len,
                   struct sockaddr_storage *source)
{
    if (source != NULL)
        source->ss_family = AF_UNSPEC;
    return !hg_route_is_refusal(connect_datagram(to, len, source));
}
