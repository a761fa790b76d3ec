/* SPDX-License-Identifier: MIT */
/* database_file: permissions, and the URI. */
#include "history/store/database_file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "headgate/path.h"

#include "headgate/banned.h"

static int refuse(const char *path, bool writes, const char *what, int code,
                  struct hg_error *err)
{
    char reason[128];
    return hg_error_usage(err, "history \"%s\" can't be %s: %s%s", path,
                          writes ? "written" : "read", what,
                          hg_error_message(code, reason, sizeof reason));
}

/* What another user has put there (path.h). */
static int refuse_foreign(const char *path, bool writes, const char *real,
                          struct hg_error *err)
{
    struct hg_error problem = {0};
    (void)hg_path_refuse(real, &problem);
    return hg_error_usage(err, "history \"%s\" can't be %s: %s", path,
                          writes ? "written" : "read", problem.text);
}

/* The log lies beside the file. */
static bool is_folder_writable(const char *real)
{
    char *folder = hg_path_folder(real);
    const bool is_writable = faccessat(AT_FDCWD, folder, W_OK, AT_EACCESS) == 0;
    free(folder);
    return is_writable;
}

static int check_open(const char *path, const char *real, int fd, bool writes,
                      struct hg_error *err)
{
    struct stat status;
    if (fstat(fd, &status) != 0 || !S_ISREG(status.st_mode))
        return hg_error_usage(err, "history \"%s\" is not a file", path);
    if (!writes)
        return 0;
    /* Its other name may be one that the user never meant. */
    if (status.st_nlink > 1 && hg_path_is_exposed(real))
        return hg_error_usage(err,
                              "history \"%s\" can't be written: it has another name (a "
                              "hard link), in a folder where everybody may create files",
                              path);
    return is_folder_writable(real) ? 0
                                    : refuse(path, writes, "its folder: ", errno, err);
}

/* SQLite takes what lies beside the file for its own, and would put pages of it into the history. */
static int check_neighbours(const char *path, const char *real, bool writes,
                            struct hg_error *err)
{
    static const char *const ends[] = {"-wal", "-shm", "-journal"};
    struct hg_buf neighbour;
    int result = 0;
    hg_buf_init(&neighbour);
    for (size_t i = 0; i < sizeof ends / sizeof ends[0] && result == 0; i++) {
        hg_buf_clear(&neighbour);
        hg_buf_printf(&neighbour, "%s%s", real, ends[i]);
        if (hg_path_is_foreign(neighbour.data))
            result = refuse_foreign(path, writes, neighbour.data, err);
    }
    hg_buf_release(&neighbour);
    return result;
}

static int check_found(const char *path, const struct hg_path *found,
                       enum hg_database_mode mode, struct hg_error *err)
{
    const bool writes = mode != HG_DATABASE_READ;
    const char *real = found->real.data;
    const int access =
        (writes ? O_RDWR : O_RDONLY) | (mode == HG_DATABASE_WRITE ? O_CREAT : 0);
    if (found->failure == HG_PATH_FOREIGN || (writes && hg_path_is_foreign(real)))
        return refuse_foreign(path, writes, real, err);
    if (found->failure != 0)
        return refuse(path, writes, "", found->failure, err);
    if (check_neighbours(path, real, writes, err) != 0)
        return -1;
    const int fd =
        open(real, access | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK, S_IRUSR | S_IWUSR);
    if (fd < 0)
        return refuse(path, writes, "", errno, err);
    const int result = check_open(path, real, fd, writes, err);
    close(fd);
    return result;
}

int hg_database_file_check(const char *path, enum hg_database_mode mode,
                           struct hg_error *err)
{
    struct hg_path found;
    hg_path_find(&found, path);
    const int result = check_found(path, &found, mode, err);
    hg_path_release(&found);
    return result;
}

bool hg_database_file_is_writable(const char *path)
{
    struct hg_path found;
    hg_path_find(&found, path);
    const bool is_writable =
        found.failure == 0 && !hg_path_is_foreign(found.real.data) &&
        faccessat(AT_FDCWD, found.real.data, W_OK, AT_EACCESS) == 0 &&
        is_folder_writable(found.real.data);
    hg_path_release(&found);
    return is_writable;
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
    struct hg_path found;
    struct stat status;
    hg_path_find(&found, path);
    const char *real = found.real.data;
    if (found.failure == HG_PATH_FOREIGN || lstat(real, &status) != 0) {
        const int result = found.failure == HG_PATH_FOREIGN
                               ? refuse_foreign(path, writes, real, err)
                               : refuse(path, writes, "", errno, err);
        hg_path_release(&found);
        return result;
    }
    hg_buf_add_text(uri, "file://");
    for (const char *at = real; *at != '\0'; at++) {
        if (strchr("%?#", *at) != NULL)
            hg_buf_printf(uri, "%%%02X", (unsigned char)*at);
        else
            hg_buf_add_char(uri, *at);
    }
    /* Even to read, SQLite would make a log: one that the file's owner may not be able to write to, and that stays. Where
     * none is there, nothing writes. */
    if (!writes && !hg_database_file_is_writable(real) && !has_log(real))
        hg_buf_add_text(uri, "?immutable=1");
    hg_path_release(&found);
    return 0;
}
