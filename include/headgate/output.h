/* SPDX-License-Identifier: MIT */
/* output: the files that reports are written to. A sink is a buffered writer whose first failure
 * sticks, so that writers need no error handling of their own; an output is a sink on a file that is
 * replaced atomically (temporary file in the same folder, fsync, rename, fsync of the folder).
 *
 * An existing device, FIFO or terminal is written directly and never renamed over; so is the file that
 * standard output or standard error already goes to. A symbolic link is followed: the file that it
 * names is replaced. "-" is standard output. */
#ifndef HEADGATE_OUTPUT_H
#define HEADGATE_OUTPUT_H

#include <stdbool.h>
#include <stddef.h>

#include "headgate/buf.h"
#include "headgate/ci_command.h"
#include "headgate/error.h"

/* What goes to a file passes hg_ci_command_break(): nothing that is written can be a command to whatever
 * reads the log that it ends in.
 *
 * Of a large file only the newest megabytes stay in the system's cache; the rest is on the disk by then.
 * The report of a million results would otherwise displace the pages that other programs read; and in a
 * virtual machine whose memory is allocated on demand, a new page costs ten times the write to it. */
struct hg_sink {
    int fd;                    /* -1: bytes stay in `buffer`, for tests */
    int failure;               /* errno of the first write that failed; 0: none has */
    struct hg_buf buffer;      /* not yet written */
    enum hg_notation notation; /* of what is written; whoever starts it says so */
    bool is_inside_line;       /* the last byte written to `fd` ended no line */
    size_t written_bytes;
    size_t advised_bytes; /* that the system was asked to write to the disk */
};

void hg_sink_init(struct hg_sink *sink, int fd);
void hg_sink_release(struct hg_sink *sink);
void hg_sink_write(struct hg_sink *sink, const void *data, size_t len);
void hg_sink_text(struct hg_sink *sink, const char *text);
void hg_sink_printf(struct hg_sink *sink, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
/* As hg_buf_room() and hg_buf_fill(): to write many small pieces with one call. */
char *hg_sink_room(struct hg_sink *sink, size_t len);
void hg_sink_fill(struct hg_sink *sink, const char *end);
/* Hand everything to the kernel. */
void hg_sink_flush(struct hg_sink *sink);

struct hg_output {
    struct hg_sink sink;
    char *path;      /* owned: the name given, for messages */
    char *real_path; /* owned: links resolved; NULL when written directly */
    char *temporary; /* owned: NULL when written directly */
};

/* Check that `path` can be written, by making and removing a temporary file beside it. For use before
 * the first request. Failure is a usage error: nothing was checked yet. */
int hg_output_check(const char *path, struct hg_error *err)
    __attribute__((warn_unused_result));
/* The destination that two outputs of one run can't share, to be freed by the caller: the file with its
 * links resolved, or "-" for standard output under any name. NULL for other destinations that are
 * written directly, and for paths that can't be written. */
char *hg_output_real_path(const char *path);
/* Open for writing. On failure (a system error) the output is released. */
int hg_output_open(struct hg_output *output, const char *path, struct hg_error *err)
    __attribute__((warn_unused_result));
/* Flush, make the file appear under its name, and release. On failure the old file is as it was,
 * the temporary one is gone, and the error names the path. */
int hg_output_commit(struct hg_output *output, struct hg_error *err)
    __attribute__((warn_unused_result));
/* Give up and release: the old file is as it was. */
void hg_output_discard(struct hg_output *output);

#endif
