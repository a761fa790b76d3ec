/* SPDX-License-Identifier: MIT */
/* lock: a file that one process at a time has. */
#include "app/lock.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "headgate/buf.h"
#include "headgate/clock.h"
#include "headgate/text.h"

#include "headgate/banned.h"

#define HOLDER_SIZE 64

static int refuse(const char *path, int code, struct hg_error *err)
{
    char reason[128];
    return hg_error_usage(err, "lock \"%s\" can't be used: %s", path,
                          hg_error_message(code, reason, sizeof reason));
}

/* "1234 2026-11-21T02:00:05Z", which the other process may not have written yet. */
static int report_holder(int fd, struct hg_error *err)
{
    char holder[HOLDER_SIZE] = "";
    const ssize_t len = pread(fd, holder, sizeof holder - 1, 0);
    char *clean = hg_text_clean(holder, len > 0 ? strcspn(holder, "\n") : 0, HOLDER_SIZE);
    const size_t process = strcspn(clean, " ");
    if (clean[process] == ' ')
        hg_error_system(err, "an earlier run is still going: process %.*s, since %s",
                        (int)process, clean, clean + process + 1);
    else
        hg_error_system(err, "an earlier run is still going");
    free(clean);
    return -1;
}

static int write_holder(int fd, const char *path, struct hg_error *err)
{
    char time[HG_CLOCK_RFC3339_SIZE];
    char holder[HOLDER_SIZE];
    hg_clock_format(hg_clock_wall_us(), "%Y-%m-%dT%H:%M:%SZ", time, sizeof time);
    const int len = snprintf(holder, sizeof holder, "%ld %s\n", (long)getpid(), time);
    if (ftruncate(fd, 0) != 0 || pwrite(fd, holder, (size_t)len, 0) != len)
        return refuse(path, errno, err);
    return 0;
}

static int take(struct hg_lock *lock, const char *path, struct hg_error *err)
{
    /* It is written to: never what somebody else's link leads to. */
    lock->fd = open(path, O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC, S_IRUSR | S_IWUSR);
    if (lock->fd < 0)
        return refuse(path, errno, err);
    if (flock(lock->fd, LOCK_EX | LOCK_NB) == 0)
        return write_holder(lock->fd, path, err);
    return errno == EWOULDBLOCK ? report_holder(lock->fd, err) : refuse(path, errno, err);
}

int hg_lock_acquire(struct hg_lock *lock, const char *history, struct hg_error *err)
{
    struct hg_buf path;
    hg_buf_init(&path);
    hg_buf_printf(&path, "%s.lock", history);
    const int result = take(lock, path.data, err);
    hg_buf_release(&path);
    if (result != 0)
        hg_lock_release(lock);
    return result;
}

void hg_lock_release(struct hg_lock *lock)
{
    if (lock->fd >= 0)
        close(lock->fd);
    lock->fd = -1;
}
