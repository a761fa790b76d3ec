/* SPDX-License-Identifier: MIT */
/* input: a whole file in memory, with a limit on its size. */
#include "headgate/input.h"

#include "headgate/memory.h"
#include "headgate/text.h"

#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "headgate/banned.h"

#define CHUNK_BYTES    ((size_t)64 * 1024)
#define PATH_MAX_SHOWN 400
#define WORDS_SIZE     128

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
    char words[WORDS_SIZE];
    return fail(path, hg_error_words(code, words, sizeof words), err);
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
        return fail(path, "it is a folder", err);
    if (S_ISREG(status.st_mode) && (uintmax_t)status.st_size > max_bytes)
        return fail_too_large(path, max_bytes, err);
    return 0;
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

int hg_input_read(const char *path, size_t max_bytes, struct hg_buf *buf,
                  struct hg_error *err)
{
    const int is_standard = strcmp(path, "-") == 0;
    const int fd = is_standard ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return fail_with(path, errno, err);
    int rc = check_status(fd, path, max_bytes, err);
    if (rc == 0)
        rc = read_all(fd, path, max_bytes, buf, err);
    if (!is_standard)
        close(fd);
    return rc;
}
