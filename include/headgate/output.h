/* SPDX-License-Identifier: MIT */
/* output: where bytes of a report go. A sink is a buffered writer whose first failure sticks, so
 * that writers need no error handling of their own; an output is a sink on a file that appears
 * whole or not at all (temporary file in the same folder, fsync, rename, fsync of the folder).
 *
 * An existing device, FIFO or terminal is written directly and never renamed over, and so is what
 * standard output or standard error already goes to. A symbolic link is followed: the file that it
 * names is replaced. "-" is standard output. */
#ifndef HEADGATE_OUTPUT_H
#define HEADGATE_OUTPUT_H

#include <stdbool.h>
#include <stddef.h>

#include "headgate/buf.h"
#include "headgate/error.h"

/* Of a large file only the newest megabytes stay in the system's cache; what is older has gone to the
 * disk by then. A million results would crowd out what others read; and to a virtual machine that
 * borrows its memory a new page costs ten times what is written to it. */
struct hg_sink {
    int fd;               /* -1: bytes stay in `buffer`, for tests */
    int failure;          /* errno of the first write that failed; 0 while all is well */
    struct hg_buf buffer; /* not yet written */
    size_t written_bytes;
    size_t advised_bytes; /* that the system was told to write to the disk */
};

void hg_sink_init(struct hg_sink *sink, int fd);
void hg_sink_release(struct hg_sink *sink);
void hg_sink_write(struct hg_sink *sink, const void *data, size_t len);
void hg_sink_text(struct hg_sink *sink, const char *text);
void hg_sink_printf(struct hg_sink *sink, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
/* As hg_buf_room() and hg_buf_fill(): many small pieces are written so with one call. */
char *hg_sink_room(struct hg_sink *sink, size_t len);
void hg_sink_fill(struct hg_sink *sink, const char *end);
/* Hand everything to the kernel. -1 when this or an earlier write failed. */
int hg_sink_flush(struct hg_sink *sink);

struct hg_output {
    struct hg_sink sink;
    char *path;      /* owned: the name given, for messages */
    char *real_path; /* owned: links resolved; NULL when written directly */
    char *temporary; /* owned: NULL when written directly */
};

/* Whether `path` can be written, found out by making and removing a temporary file beside it. For
 * use before the first request. Failure is a usage error: nothing was checked yet. */
int hg_output_check(const char *path, struct hg_error *err);
/* What two outputs of one run can't share, for the caller to free: the file with its links resolved,
 * "-" for standard output under whatever name. NULL for what is written directly otherwise, and for
 * what can't be written. */
char *hg_output_real_path(const char *path);
/* Open for writing. On failure (a system error) the output is released. */
int hg_output_open(struct hg_output *output, const char *path, struct hg_error *err);
/* Flush, make the file appear under its name, and release. On failure the old file is as it was,
 * the temporary one is gone, and the error names the path. */
int hg_output_commit(struct hg_output *output, struct hg_error *err);
/* Give up and release: the old file is as it was. */
void hg_output_discard(struct hg_output *output);

#endif
