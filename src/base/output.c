/* SPDX-License-Identifier: MIT */
/* output: a sink on a file that is replaced atomically. */
#include "headgate/output.h"

#include "base/output_file.h"
#include "headgate/clock.h"
#include "headgate/memory.h"
#include "headgate/path.h"
#include "headgate/text.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "headgate/banned.h"

/* Only its owner may write to a report, whatever the umask is. open(2) applies the umask; mkstemp(3)
 * doesn't, and the umask can't be read without changing it for all threads. */
#define NEW_FILE_MODE   0644
#define NAMES_TRIED_MAX 100
/* Of at most 255 in most file systems; the temporary name adds to it. */
#define NAME_BYTES_KEPT 200
#define PATH_MAX_SHOWN  300
#define MESSAGE_SIZE    128
#define FIRST_FREE_FD   3

static int fail(enum hg_error_kind kind, const char *path, const char *reason,
                struct hg_error *err)
{
    struct hg_buf text;
    hg_buf_init(&text);
    if (strcmp(path, "-") == 0) {
        hg_buf_add_text(&text, "report on standard output can't be written: ");
    } else {
        char *shown = hg_text_clean(path, strlen(path), PATH_MAX_SHOWN);
        hg_buf_printf(&text, "report \"%s\" can't be written: ", shown);
        free(shown);
    }
    hg_buf_add_text(&text, reason);
    if (kind == HG_ERROR_USAGE)
        hg_error_usage(err, "%s", text.data);
    else
        hg_error_system(err, "%s", text.data);
    hg_buf_release(&text);
    return -1;
}

static size_t folder_len(const char *real_path)
{
    return (size_t)(strrchr(real_path, '/') - real_path);
}

/* Make a new file beside `real_path` and give its name to the caller; -1 with errno. */
static int make_temporary(const char *real_path, mode_t mode, char **temporary)
{
    const int folder = (int)folder_len(real_path);
    const char *name = real_path + folder + 1;
    const int64_t now_us = hg_clock_wall_us();
    struct hg_buf path;
    int fd = -1;
    hg_buf_init(&path);
    for (int i = 0; i < NAMES_TRIED_MAX; i++) {
        hg_buf_clear(&path);
        hg_buf_printf(&path, "%.*s/.%.*s.headgate-%ld-%" PRIx64, folder, real_path,
                      NAME_BYTES_KEPT, name, (long)getpid(), now_us + i);
        fd = open(path.data, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode);
        if (fd >= 0 || errno != EEXIST)
            break;
    }
    const int code = errno;
    if (fd >= 0) {
        *temporary = hg_buf_steal(&path);
        hg_memory_remove_when_exhausted(*temporary);
    }
    hg_buf_release(&path);
    errno = code;
    return fd;
}

/* The temporary file has gone, or has its name. */
static void forget_temporary(char **temporary)
{
    if (*temporary == NULL)
        return;
    hg_memory_remove_when_exhausted(NULL);
    free(*temporary);
    *temporary = NULL;
}

/* Open the temporary file of a location. -1 with `problem`. */
static int open_temporary(const struct hg_output_file *location, char **temporary,
                          struct hg_error *problem)
{
    const mode_t mode = location->exists ? location->mode : NEW_FILE_MODE;
    const int fd = make_temporary(location->real_path, mode, temporary);
    if (fd < 0) {
        const int code = errno;
        char *folder = hg_path_folder(location->real_path);
        hg_output_file_refuse_folder(folder, code, problem);
        free(folder);
        return -1;
    }
    /* The umask removed permissions that the old file has. File systems without permissions
     * refuse this, and have nothing to preserve. */
    if (location->exists)
        (void)fchmod(fd, mode);
    return fd;
}

static int open_directly(const struct hg_output_file *location, const char *path,
                         struct hg_error *problem)
{
    char message[MESSAGE_SIZE];
    const int fd = location->stream >= 0
                       ? fcntl(location->stream, F_DUPFD_CLOEXEC, FIRST_FREE_FD)
                       : open(path, O_WRONLY | O_CLOEXEC | O_NOCTTY);
    if (fd < 0)
        return hg_error_system(problem, "%s",
                               hg_error_message(errno, message, sizeof message));
    return fd;
}

int hg_output_check(const char *path, struct hg_error *err)
{
    struct hg_output_file location;
    struct hg_error problem = {0};
    char *temporary = NULL;
    int rc = hg_output_file_find(&location, path, &problem);
    if (rc == 0 && location.real_path != NULL) {
        const int fd = open_temporary(&location, &temporary, &problem);
        if (fd < 0) {
            rc = -1;
        } else {
            close(fd);
            unlink(temporary);
        }
    }
    if (rc != 0)
        fail(HG_ERROR_USAGE, path, problem.text, err);
    forget_temporary(&temporary);
    hg_output_file_release(&location);
    return rc;
}

char *hg_output_real_path(const char *path)
{
    struct hg_output_file location;
    struct hg_error problem = {0};
    char *real_path = NULL;
    if (hg_output_file_find(&location, path, &problem) == 0) {
        if (location.stream == STDOUT_FILENO)
            real_path = hg_memory_copy_text("-");
        else if (location.real_path != NULL)
            real_path = hg_memory_copy_text(location.real_path);
    }
    hg_output_file_release(&location);
    return real_path;
}

int hg_output_open(struct hg_output *output, const char *path, struct hg_error *err)
{
    struct hg_output_file location;
    struct hg_error problem = {0};
    int fd = -1;
    *output = (struct hg_output){.sink.fd = -1};
    if (hg_output_file_find(&location, path, &problem) == 0)
        fd = location.real_path == NULL
                 ? open_directly(&location, path, &problem)
                 : open_temporary(&location, &output->temporary, &problem);
    if (fd < 0) {
        hg_output_file_release(&location);
        return fail(HG_ERROR_SYSTEM, path, problem.text, err);
    }
    hg_sink_init(&output->sink, fd);
    output->path = hg_memory_copy_text(path);
    output->real_path = location.real_path;
    return 0;
}

static void forget(struct hg_output *output)
{
    hg_sink_release(&output->sink);
    free(output->path);
    free(output->real_path);
    forget_temporary(&output->temporary);
    *output = (struct hg_output){.sink.fd = -1};
}

/* After the rename the file is in place whatever happens, so a failure is not reported. */
static void sync_folder_of(const char *real_path)
{
    char *folder = hg_path_folder(real_path);
    const int fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fd >= 0) {
        (void)fsync(fd);
        close(fd);
    }
    free(folder);
}

/* Everything up to the rename; 0 or an errno. The file is closed before it, because some file systems
 * report a failed write only then. */
static int finish(struct hg_output *output)
{
    hg_sink_flush(&output->sink);
    int code = output->sink.failure;
    if (code == 0 && output->temporary != NULL && fsync(output->sink.fd) != 0)
        code = errno;
    if (close(output->sink.fd) != 0 && code == 0)
        code = errno;
    output->sink.fd = -1;
    if (code == 0 && output->temporary != NULL &&
        rename(output->temporary, output->real_path) != 0)
        code = errno;
    return code;
}

int hg_output_commit(struct hg_output *output, struct hg_error *err)
{
    const int code = finish(output);
    if (code != 0) {
        char message[MESSAGE_SIZE];
        fail(HG_ERROR_SYSTEM, output->path,
             hg_error_message(code, message, sizeof message), err);
        hg_output_discard(output);
        return -1;
    }
    if (output->temporary != NULL)
        sync_folder_of(output->real_path);
    forget(output);
    return 0;
}

void hg_output_discard(struct hg_output *output)
{
    if (output == NULL || output->path == NULL)
        return;
    if (output->sink.fd >= 0)
        close(output->sink.fd);
    if (output->temporary != NULL)
        unlink(output->temporary);
    forget(output);
}
