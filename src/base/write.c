/* SPDX-License-Identifier: MIT */
/* write: write(2) until everything is written. */
#include "base/write.h"

#include <errno.h>
#include <poll.h>
#include <stdbool.h>
#include <unistd.h>

#include "headgate/banned.h"

/* Whether to repeat the failed write. */
static bool may_go_on(int fd, int code)
{
    if (code == EAGAIN || code == EWOULDBLOCK) {
        struct pollfd writable = {.fd = fd, .events = POLLOUT};
        return poll(&writable, 1, -1) >= 0 || errno == EINTR;
    }
    return code == EINTR;
}

int hg_write_all(int fd, const char *data, size_t len)
{
    while (len > 0) {
        const ssize_t written = write(fd, data, len);
        if (written > 0) {
            data += written;
            len -= (size_t)written;
            continue;
        }
        const int code = written == 0 ? EIO : errno;
        if (!may_go_on(fd, code))
            return code;
    }
    return 0;
}
