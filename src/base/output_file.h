/* SPDX-License-Identifier: MIT */
/* output_file: the file or device that the path of an output leads to. */
#ifndef HEADGATE_BASE_OUTPUT_FILE_H
#define HEADGATE_BASE_OUTPUT_FILE_H

#include <stdbool.h>
#include <sys/types.h>

#include "headgate/error.h"

struct hg_output_file {
    char *real_path; /* owned, absolute: the file to make; NULL: written directly */
    mode_t mode;     /* permissions of the file to replace */
    bool exists;     /* there is a file to replace */
    int stream;      /* standard stream that goes there already; -1: none */
};

/* Find where `path` leads. A destination that exists and is not a regular file is written directly,
 * because a rename would replace the device by a file; so is the file that standard output or standard
 * error already goes to ("/dev/stdout"), because a rename would separate the two. What is foreign (path.h) is
 * neither followed nor replaced. -1 when it can't be written, with the reason in `problem`, without the path.
 * Release in both cases. */
int hg_output_file_find(struct hg_output_file *location, const char *path,
                        struct hg_error *problem);
void hg_output_file_release(struct hg_output_file *location);
/* Set `problem` to why no file could be created in the folder, given open(2)'s errno.
 * Returns -1. */
int hg_output_file_refuse_folder(const char *folder, int code, struct hg_error *problem);

#endif
