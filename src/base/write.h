/* SPDX-License-Identifier: MIT */
/* write: write(2) until everything is written. */
#ifndef HEADGATE_BASE_WRITE_H
#define HEADGATE_BASE_WRITE_H

#include <stddef.h>

/* Continues after interruptions and short writes, and waits when the descriptor doesn't
 * block (another process on the same terminal may have set that). 0, or the errno of the
 * failure. */
int hg_write_all(int fd, const char *data, size_t len);

#endif
