/* SPDX-License-Identifier: MIT */
/* database_file: permissions, and the URI. */
#include "history/store/database_file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "headgate/memory.h"

#include "headgate/banned.h"

static int refuse(const char *path, bool writes, const char *what, int code,
                  struct hg_error *err)
{
    char reason[128];
    return hg_error_usage(err, "history \"%s\" can't be %s: %s%s", path,
                          writes ? "written" : "read", what,
                          hg_error_message(code, reason, sizeof reason));
}

/* The log lies beside the file. */
static bool is_folder_writable(const char *path)
{
    char *folder = hg_memory_copy_text(path);
    char *slash = strrchr(folder, '/');
    if (slash != NULL)
        slash[slash == folder ? 1 : 0] = '\0';
    const bool is_writable =
        faccessat(AT_FDCWD, slash == NULL ? "." : folder, W_OK, AT_EACCESS) == 0;
    free(folder);
    return is_writable;
}

int hg_database_file_check(const char *path, enum hg_database_mode mode,
                           struct hg_error *err)
{
    const bool writes = mode != HG_DATABASE_READ;
    const int access =
        (writes ? O_RDWR : O_RDONLY) | (mode == HG_DATABASE_WRITE ? O_CREAT : 0);
    struct stat status;
    const int fd = open(path, access | O_CLOEXEC | O_NONBLOCK, S_IRUSR | S_IWUSR);
    if (fd < 0)
        return refuse(path, writes, "", errno, err);
    const bool is_file = fstat(fd, &status) == 0 && S_ISREG(status.st_mode);
    close(fd);
    if (!is_file)
        return hg_error_usage(err, "history \"%s\" is not a file", path);
    return !writes || is_folder_writable(path)
               ? 0
               : refuse(path, writes, "its folder: ", errno, err);
}

static bool has_log(const char *path)
{
    struct hg_buf log;
    hg_buf_init(&log);
    hg_buf_printf(&log, "%s-wal", path);
    const bool is_there = access(log.data, F_OK) == 0;
    hg_buf_release(&log);
    return is_there;
}

int hg_database_file_uri(const char *path, bool writes, struct hg_buf *uri,
                         struct hg_error *err)
{
    /* SQLite puts the log beside what a link leads to, so the log is looked for there. */
    char *real = realpath(path, NULL);
    if (real == NULL)
        return refuse(path, writes, "", errno, err);
    hg_buf_add_text(uri, "file://");
    for (const char *at = real; *at != '\0'; at++) {
        if (strchr("%?#", *at) != NULL)
            hg_buf_printf(uri, "%%%02X", (unsigned char)*at);
        else
            hg_buf_add_char(uri, *at);
    }
    /* Even to read, SQLite would make a log. Where it can't, and none is there, nothing writes. */
    if (!writes && !is_folder_writable(real) && !has_log(real))
        hg_buf_add_text(uri, "?immutable=1");
    free(real);
    return 0;
}
