/* SPDX-License-Identifier: MIT */
/* input: a whole file in memory, with a limit on its size. */
#include "headgate/input.h"

#include "headgate/memory.h"
#include "headgate/text.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "headgate/banned.h"

#define CHUNK_BYTES    ((size_t)64 * 1024)
#define PATH_MAX_SHOWN 400
#define MESSAGE_SIZE   128
#define WRITER_WAIT_MS 1000

static int fail(const char *path, const char *reason, struct hg_error *err)
{
    char *shown = hg_text_clean(path, strlen(path), PATH_MAX_SHOWN);
    if (strcmp(path, "-") == 0)
        hg_error_usage(err, "standard input can't be read: %s", reason);
    else
        hg_error_usage(err, "file \"%s\" can't be read: %s", shown, reason);
    free(shown);
    return -1;
}

static int fail_with(const char *path, int code, struct hg_error *err)
{
    char message[MESSAGE_SIZE];
    return fail(path, hg_error_message(code, message, sizeof message), err);
}

static int fail_too_large(const char *path, size_t max_bytes, struct hg_error *err)
{
    struct hg_buf reason;
    hg_buf_init(&reason);
    hg_buf_printf(&reason, "it has more than %zu bytes", max_bytes);
    fail(path, reason.data, err);
    hg_buf_release(&reason);
    return -1;
}

/* Large files are refused by their size alone, before any byte is read. */
static int check_status(int fd, const char *path, size_t max_bytes, struct hg_error *err)
{
    struct stat status;
    if (fstat(fd, &status) != 0)
        return fail_with(path, errno, err);
    if (S_ISDIR(status.st_mode))
        return fail(path, strcmp(path, "-") == 0 ? "it is closed" : "it is a folder",
                    err);
    if (S_ISREG(status.st_mode) && (uintmax_t)status.st_size > max_bytes)
        return fail_too_large(path, max_bytes, err);
    return 0;
}

/* Wait for bytes or for their end. True when nothing came in time (-1: without limit). */
static bool is_silent(int fd, int timeout_ms)
{
    struct pollfd reader = {.fd = fd, .events = POLLIN};
    return poll(&reader, 1, timeout_ms) == 0;
}

static int read_all(int fd, const char *path, size_t max_bytes, struct hg_buf *buf,
                    struct hg_error *err)
{
    char *chunk = hg_memory_new(CHUNK_BYTES, 1);
    size_t total = 0;
    int code = 0;
    for (;;) {
        const ssize_t count = read(fd, chunk, CHUNK_BYTES);
        if (count < 0 && errno == EINTR)
            continue;
        if (count < 0 && errno == EAGAIN) {
            is_silent(fd, -1);
            continue;
        }
        if (count < 0)
            code = errno;
        if (count <= 0)
            break;
        total += (size_t)count;
        if (total > max_bytes)
            break;
        hg_buf_add(buf, chunk, (size_t)count);
    }
    free(chunk);
    if (code != 0)
        return fail_with(path, code, err);
    return total > max_bytes ? fail_too_large(path, max_bytes, err) : 0;
}

/* Opening must not wait for ever: a FIFO without a writer gets a moment, and is then refused. */
static int read_path(const char *path, size_t max_bytes, struct hg_buf *buf,
                     struct hg_error *err)
{
    const size_t before = buf->len;
    const int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
    if (fd < 0)
        return fail_with(path, errno, err);
    int rc = check_status(fd, path, max_bytes, err);
    const bool was_silent = rc == 0 && is_silent(fd, WRITER_WAIT_MS);
    if (rc == 0)
        rc = read_all(fd, path, max_bytes, buf, err);
    if (rc == 0 && was_silent && buf->len == before)
        rc = fail(path, "it has no writer", err);
    close(fd);
    return rc;
}

int hg_input_read(const char *path, size_t max_bytes, struct hg_buf *buf,
                  struct hg_error *err)
{
    if (strcmp(path, "-") != 0)
        return read_path(path, max_bytes, buf, err);
    const int rc = check_status(STDIN_FILENO, path, max_bytes, err);
    return rc == 0 ? read_all(STDIN_FILENO, path, max_bytes, buf, err) : rc;
}
