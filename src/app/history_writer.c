/* SPDX-License-Identifier: MIT */
/* history_writer: acquires the lock of a history, opens it, adds a run. */
#include "app/history_writer.h"

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
#include "headgate/log.h"
#include "headgate/path.h"
#include "headgate/text.h"

#include "app/exit.h"

#include "headgate/banned.h"

#define HOLDER_SIZE 64

static int refuse_lock(const char *path, int code, struct hg_error *err)
{
    char reason[128];
    return hg_error_usage(err, "lock \"%s\" can't be used: %s", path,
                          code == ELOOP ? "it is a link: remove it"
                                        : hg_error_message(code, reason, sizeof reason));
}

/* "1234 2026-11-21T02:00:05Z", which the other process may not have written yet. */
static int report_holder(int fd, struct hg_error *err)
{
    char holder[HOLDER_SIZE] = "";
    const ssize_t len = pread(fd, holder, sizeof holder - 1, 0);
    char *clean = hg_text_clean(holder, len > 0 ? strcspn(holder, "\n") : 0, HOLDER_SIZE);
    const size_t process = strcspn(clean, " ");
    if (clean[process] == ' ')
        hg_error_system(err, "another run holds the lock: process %.*s, since %s",
                        (int)process, clean, clean + process + 1);
    else
        hg_error_system(err, "another run holds the lock");
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
        return refuse_lock(path, errno, err);
    return 0;
}

/* It is written to, and must not be a name for some other file. */
static int check_lock(int fd, const char *path, const char *real, struct hg_error *err)
{
    struct stat status;
    if (fstat(fd, &status) != 0)
        return refuse_lock(path, errno, err);
    const char *problem = NULL;
    if (!S_ISREG(status.st_mode))
        problem = "it is not a file";
    else if (status.st_nlink != 1)
        problem = "it has another name (a hard link): remove it";
    else if (!hg_path_may_be_owned_by(real, status.st_uid))
        problem = "it belongs to another user: remove it";
    return problem == NULL
               ? 0
               : hg_error_usage(err, "lock \"%s\" can't be used: %s", path, problem);
}

/* O_NOFOLLOW: not even our own link is followed. */
static int open_lock(int *fd, const char *path, struct hg_error *err)
{
    struct hg_path found;
    int result = 0;
    hg_path_find(&found, path);
    if (found.failure == HG_PATH_FOREIGN)
        result = refuse_lock(path, ELOOP, err);
    if (result == 0)
        *fd = open(path, O_RDWR | O_CREAT | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC,
                   S_IRUSR | S_IWUSR);
    if (result == 0)
        result = *fd < 0 ? refuse_lock(path, errno, err)
                         : check_lock(*fd, path, found.real.data, err);
    hg_path_release(&found);
    return result;
}

static int take_lock(int *fd, const char *path, struct hg_error *err)
{
    if (open_lock(fd, path, err) != 0)
        return -1;
    if (flock(*fd, LOCK_EX | LOCK_NB) == 0)
        return write_holder(*fd, path, err);
    return errno == EWOULDBLOCK ? report_holder(*fd, err) : refuse_lock(path, errno, err);
}

static void release_lock(int *fd)
{
    if (*fd >= 0)
        close(*fd);
    *fd = -1;
}

/* -1 with a system error when another process holds the lock (which one, and since when), and with a usage
 * error when the file can't be used. */
static int acquire_lock(int *fd, const char *history, struct hg_error *err)
{
    struct hg_buf path;
    hg_buf_init(&path);
    hg_buf_printf(&path, "%s.lock", history);
    const int result = take_lock(fd, path.data, err);
    hg_buf_release(&path);
    if (result != 0)
        release_lock(fd);
    return result;
}

/* A file that is there and can't be used is reported, and the run goes on without it. */
static int open_history(struct hg_history_writer *writer)
{
    struct hg_error err = {0};
    writer->history = hg_history_open(writer->settings->file, HG_HISTORY_WRITE, &err);
    if (writer->history != NULL)
        return HG_EXIT_OPEN;
    writer->has_failed = true;
    return hg_exit_log(&err) == HG_EXIT_USAGE ? HG_EXIT_USAGE : HG_EXIT_OPEN;
}

int hg_history_writer_open(struct hg_history_writer *writer,
                           const struct hg_history_settings *settings)
{
    struct hg_error err = {0};

    *writer = (struct hg_history_writer){.settings = settings, .lock_fd = -1};
    if (settings->file == NULL && settings->lock) {
        hg_log_error("lock needs a history (--history FILE)");
        return HG_EXIT_USAGE;
    }
    if (settings->file == NULL)
        return HG_EXIT_OPEN;
    const int status = open_history(writer);
    if (status != HG_EXIT_OPEN || !settings->lock ||
        acquire_lock(&writer->lock_fd, settings->file, &err) == 0)
        return status;
    return hg_exit_log(&err);
}

static void warn_about_future(const struct hg_history_writer *writer)
{
    struct hg_history_change change;
    char time[HG_CLOCK_RFC3339_SIZE];
    hg_history_last_change(writer->history, &change);
    if (change.future_us == 0)
        return;
    hg_clock_format(change.future_us, "%Y-%m-%dT%H:%M:%SZ", time, sizeof time);
    hg_log_warning("history \"%s\" contains the future, up to %s: a clock was wrong; see "
                   "headgate history --check",
                   writer->settings->file, time);
}

int hg_history_writer_try(struct hg_history_writer *writer, const struct hg_run *run,
                          struct hg_error *err)
{
    const struct hg_retention retention = {writer->settings->raw_retention_us,
                                           writer->settings->rollup_retention_us};
    return hg_history_add(writer->history, run, &retention, err);
}

void hg_history_writer_add(struct hg_history_writer *writer, const struct hg_run *run)
{
    struct hg_error err = {0};
    if (writer->history == NULL)
        return;
    if (hg_history_writer_try(writer, run, &err) == 0) {
        warn_about_future(writer);
        return;
    }
    hg_log_error("%s", err.text);
    writer->has_failed = true;
}

void hg_history_writer_close(struct hg_history_writer *writer)
{
    hg_history_close(writer->history);
    writer->history = NULL;
    release_lock(&writer->lock_fd);
}
