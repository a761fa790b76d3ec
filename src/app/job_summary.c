/* SPDX-License-Identifier: MIT */
/* job_summary: Markdown behind what is there. */
#include "app/job_summary.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "headgate/log.h"
#include "headgate/output.h"
#include "headgate/report.h"

#include "headgate/banned.h"

#define FILE_MODE 0666 /* less the umask */
#define BYTES_MAX 1000000

static int refuse(struct hg_error *err, const char *path, int number)
{
    return hg_error_system(err, "the summary of the job, %s, can't be written: %s", path,
                           strerror(number));
}

/* The report is made whole, so that none stands there by half. */
static int make(struct hg_sink *sink, const struct hg_run *run, struct hg_error *err)
{
    const struct hg_reporter *markdown = hg_reporter_find("markdown");
    hg_sink_init(sink, -1);
    sink->notation = markdown->notation;
    return markdown->write(run, sink, err);
}

static int append_to(int fd, const char *path, const struct hg_sink *made,
                     struct hg_error *err)
{
    struct stat status;
    struct hg_sink file;
    if (fstat(fd, &status) != 0)
        return refuse(err, path, errno);
    if ((size_t)status.st_size + made->buffer.len >= BYTES_MAX) {
        hg_log_warning(
            "the summary of the job is full: the result of this run is not in it");
        return 0;
    }
    hg_sink_init(&file, fd);
    file.notation = made->notation;
    hg_sink_write(&file, made->buffer.data, made->buffer.len);
    hg_sink_flush(&file);
    const int failure = file.failure;
    hg_sink_release(&file);
    return failure == 0 ? 0 : refuse(err, path, failure);
}

static int append(const char *path, const struct hg_sink *made, struct hg_error *err)
{
    const int fd = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, FILE_MODE);
    if (fd < 0)
        return refuse(err, path, errno);
    const int result = append_to(fd, path, made, err);
    if (close(fd) != 0 && result == 0)
        return refuse(err, path, errno);
    return result;
}

int hg_job_summary_append(const char *variable, const struct hg_run *run,
                          struct hg_error *err)
{
    const char *path = variable == NULL ? NULL : getenv(variable);
    struct hg_sink made;
    if (path == NULL || path[0] == '\0')
        return 0;
    int result = make(&made, run, err);
    if (result == 0)
        result = append(path, &made, err);
    hg_sink_release(&made);
    return result;
}
