/* SPDX-License-Identifier: MIT */
/* faults: for LD_PRELOAD: one call of a function of the C library fails, as on a machine that has run out of something.
 *
 *   HEADGATE_TEST_FAULT=malloc:17    the 17th call fails; malloc:17+: so do all after it
 *   HEADGATE_TEST_COUNTS=FILE        at the end of the process: "malloc 4711", a line for each function
 *
 * malloc counts for malloc, calloc and realloc, and write for write, pwrite and pwrite64. */
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

enum call { MALLOC, WRITE, FSYNC, RENAME, SOCKET, THREAD, POLL, RECV, SEND, CALL_COUNT };

static const char *const names[CALL_COUNT] = {
    [MALLOC] = "malloc", [WRITE] = "write",   [FSYNC] = "fsync",
    [RENAME] = "rename", [SOCKET] = "socket", [THREAD] = "pthread_create",
    [POLL] = "poll",     [RECV] = "recv",     [SEND] = "send",
};

static atomic_ulong counts[CALL_COUNT];
static enum call chosen = CALL_COUNT;
static unsigned long first;
static int fails_on;

/* `next.function` is the function that this one stands before. ISO C knows no conversion from an object's address to a
 * function's; POSIX asks for it. */
#define NEXT(name)                                                                       \
    static union {                                                                       \
        void *object;                                                                    \
        __typeof__(name) *function;                                                      \
    } next;                                                                              \
    if (next.object == NULL)                                                             \
    next.object = dlsym(RTLD_NEXT, #name)

__attribute__((constructor)) static void read_environment(void)
{
    const char *text = getenv("HEADGATE_TEST_FAULT");
    const char *colon = text == NULL ? NULL : strchr(text, ':');
    char *end = NULL;
    if (colon == NULL)
        return;
    first = strtoul(colon + 1, &end, 10);
    fails_on = *end == '+';
    for (int i = 0; i < CALL_COUNT; i++) {
        if (strlen(names[i]) == (size_t)(colon - text) &&
            strncmp(names[i], text, strlen(names[i])) == 0)
            chosen = (enum call)i;
    }
}

__attribute__((destructor)) static void write_counts(void)
{
    const char *path = getenv("HEADGATE_TEST_COUNTS");
    char text[512];
    int len = 0;
    if (path == NULL)
        return;
    for (int i = 0; i < CALL_COUNT; i++)
        len += snprintf(text + len, sizeof text - (size_t)len, "%s %lu\n", names[i],
                        atomic_load(&counts[i]));
    const int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0600);
    if (fd < 0 || write(fd, text, (size_t)len) != len)
        abort();
    close(fd);
}

static int fails(enum call call)
{
    const unsigned long number = atomic_fetch_add(&counts[call], 1) + 1;
    return call == chosen && (number == first || (fails_on && number > first));
}

void *malloc(size_t size)
{
    NEXT(malloc);
    if (!fails(MALLOC))
        return next.function(size);
    errno = ENOMEM;
    return NULL;
}

void *calloc(size_t count, size_t size)
{
    NEXT(calloc);
    if (!fails(MALLOC))
        return next.function(count, size);
    errno = ENOMEM;
    return NULL;
}

void *realloc(void *memory, size_t size)
{
    NEXT(realloc);
    if (!fails(MALLOC))
        return next.function(memory, size);
    errno = ENOMEM;
    return NULL;
}

ssize_t write(int fd, const void *data, size_t len)
{
    NEXT(write);
    if (!fails(WRITE))
        return next.function(fd, data, len);
    errno = ENOSPC;
    return -1;
}

ssize_t pwrite(int fd, const void *data, size_t len, off_t at)
{
    NEXT(pwrite);
    if (!fails(WRITE))
        return next.function(fd, data, len, at);
    errno = ENOSPC;
    return -1;
}

ssize_t pwrite64(int fd, const void *data, size_t len, off64_t at)
{
    NEXT(pwrite64);
    if (!fails(WRITE))
        return next.function(fd, data, len, at);
    errno = ENOSPC;
    return -1;
}

int fsync(int fd)
{
    NEXT(fsync);
    if (!fails(FSYNC))
        return next.function(fd);
    errno = EIO;
    return -1;
}

int fdatasync(int fd)
{
    NEXT(fdatasync);
    if (!fails(FSYNC))
        return next.function(fd);
    errno = EIO;
    return -1;
}

int rename(const char *from, const char *to)
{
    NEXT(rename);
    if (!fails(RENAME))
        return next.function(from, to);
    errno = EIO;
    return -1;
}

int socket(int domain, int type, int protocol)
{
    NEXT(socket);
    if (!fails(SOCKET))
        return next.function(domain, type, protocol);
    errno = EMFILE;
    return -1;
}

int pthread_create(pthread_t *restrict thread, const pthread_attr_t *restrict attributes,
                   void *(*start)(void *), void *restrict context)
{
    NEXT(pthread_create);
    return fails(THREAD) ? EAGAIN : next.function(thread, attributes, start, context);
}

int poll(struct pollfd *polled, nfds_t count, int timeout_ms)
{
    NEXT(poll);
    if (!fails(POLL))
        return next.function(polled, count, timeout_ms);
    errno = ENOMEM;
    return -1;
}

ssize_t recv(int fd, void *data, size_t len, int flags)
{
    NEXT(recv);
    if (!fails(RECV))
        return next.function(fd, data, len, flags);
    errno = ENOMEM;
    return -1;
}

ssize_t send(int fd, const void *data, size_t len, int flags)
{
    NEXT(send);
    if (!fails(SEND))
        return next.function(fd, data, len, flags);
    errno = ENOMEM;
    return -1;
}
