/* SPDX-License-Identifier: MIT */
/* output_file: the file or device that the path of an output leads to. */
#include "base/output_file.h"

#include "headgate/buf.h"
#include "headgate/memory.h"
#include "headgate/path.h"
#include "headgate/text.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "headgate/banned.h"

#define PERMISSION_BITS  0777
#define FOLDER_MAX_SHOWN 300
#define MESSAGE_SIZE     128

static int refuse(int code, struct hg_error *problem)
{
    char message[MESSAGE_SIZE];
    return hg_error_usage(problem, "%s", hg_error_message(code, message, sizeof message));
}

int hg_output_file_refuse_folder(const char *folder, int code, struct hg_error *problem)
{
    char message[MESSAGE_SIZE];
    char *shown = hg_text_clean(folder, strlen(folder), FOLDER_MAX_SHOWN);
    if (code == ENOENT)
        hg_error_usage(problem, "folder \"%s\" does not exist", shown);
    else
        hg_error_usage(problem, "no file can be created in folder \"%s\": %s", shown,
                       hg_error_message(code, message, sizeof message));
    free(shown);
    return -1;
}

static const char *name_of(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash == NULL ? path : slash + 1;
}

/* "." for "x", "/" for "/x", "a" for "a/x". */
static void add_folder_of(struct hg_buf *folder, const char *path)
{
    const size_t len = (size_t)(name_of(path) - path);
    if (len == 0)
        hg_buf_add_text(folder, ".");
    else
        hg_buf_add(folder, path, len == 1 ? 1 : len - 1);
}

/* The folder as it was spelled, unless a link led there. */
static int refuse_folder_of(const char *path, const struct hg_path *found,
                            struct hg_error *problem)
{
    struct hg_buf folder;
    hg_buf_init(&folder);
    if (found->passed_link)
        hg_buf_add_text(&folder, found->real.data);
    else
        add_folder_of(&folder, path);
    hg_output_file_refuse_folder(folder.data, found->failure, problem);
    hg_buf_release(&folder);
    return -1;
}

/* The path leads to a regular file, or to none yet. */
static int set_real_path(struct hg_output_file *location, const char *path,
                         const struct hg_path *found, struct hg_error *problem)
{
    if (name_of(path)[0] == '\0')
        return hg_error_usage(problem, "it has no file name");
    if (found->failure == ELOOP || found->failure == ENAMETOOLONG)
        return refuse(found->failure, problem);
    if (found->failure != 0)
        return refuse_folder_of(path, found, problem);
    location->real_path = hg_memory_copy_text(found->real.data);
    return 0;
}

/* A stream that was closed when the program started is open for reading only. */
static bool is_open_for_writing(int fd)
{
    const int flags = fcntl(fd, F_GETFL);
    return flags >= 0 && (flags & O_ACCMODE) != O_RDONLY;
}

static bool goes_to(int fd, const struct stat *status)
{
    struct stat there;
    return is_open_for_writing(fd) && fstat(fd, &there) == 0 &&
           there.st_dev == status->st_dev && there.st_ino == status->st_ino;
}

static int find_standard_output(struct hg_output_file *location, struct hg_error *problem)
{
    location->stream = STDOUT_FILENO;
    if (!is_open_for_writing(STDOUT_FILENO))
        return hg_error_usage(problem, "standard output is closed");
    return 0;
}

static int find_existing(struct hg_output_file *location, const char *path,
                         const struct stat *status, const struct hg_path *found,
                         struct hg_error *problem)
{
    if (S_ISDIR(status->st_mode))
        return hg_error_usage(problem, "it is a folder");
    for (int fd = STDOUT_FILENO; fd <= STDERR_FILENO; fd++) {
        if (goes_to(fd, status)) {
            location->stream = fd;
            return 0;
        }
    }
    if (hg_path_is_foreign(found->real.data))
        return hg_path_refuse(found->real.data, problem);
    if (S_ISSOCK(status->st_mode))
        return hg_error_usage(problem, "it is a socket");
    /* The permissions of the folder would allow to replace a read-only file, but its owner
     * protected it. */
    if (faccessat(AT_FDCWD, path, W_OK, AT_EACCESS) != 0)
        return refuse(errno, problem);
    if (!S_ISREG(status->st_mode))
        return 0;
    location->exists = true;
    location->mode = status->st_mode & PERMISSION_BITS;
    return set_real_path(location, path, found, problem);
}

static int find_file(struct hg_output_file *location, const char *path,
                     const struct hg_path *found, struct hg_error *problem)
{
    struct stat status;
    if (found->failure == HG_PATH_FOREIGN)
        return hg_path_refuse(found->real.data, problem);
    if (stat(path, &status) == 0)
        return find_existing(location, path, &status, found, problem);
    if (errno == ENAMETOOLONG)
        return refuse(errno, problem);
    return set_real_path(location, path, found, problem);
}

int hg_output_file_find(struct hg_output_file *location, const char *path,
                        struct hg_error *problem)
{
    struct hg_path found;
    *location = (struct hg_output_file){.stream = -1};
    if (strcmp(path, "-") == 0)
        return find_standard_output(location, problem);
    hg_path_find(&found, path);
    const int rc = find_file(location, path, &found, problem);
    hg_path_release(&found);
    return rc;
}

void hg_output_file_release(struct hg_output_file *location)
{
    if (location == NULL)
        return;
    free(location->real_path);
    *location = (struct hg_output_file){.stream = -1};
}
