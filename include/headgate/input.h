/* SPDX-License-Identifier: MIT */
/* input: a whole file in memory, with a limit on its size. */
#ifndef HEADGATE_INPUT_H
#define HEADGATE_INPUT_H

#include <stddef.h>

#include "headgate/buf.h"
#include "headgate/error.h"

/* Append the file's bytes to `buf`; "-" reads standard input. Folders, files that can't be read
 * and files of more than `max_bytes` (also devices and pipes that don't end) are usage errors that
 * name the path. */
int hg_input_read(const char *path, size_t max_bytes, struct hg_buf *buf,
                  struct hg_error *err) __attribute__((warn_unused_result));

#endif
