/* SPDX-License-Identifier: MIT */
/* urls: a list of addresses, one a line, as all of the benchmark's clients read it. */
#ifndef BENCH_URLS_H
#define BENCH_URLS_H

#include <stddef.h>

struct urls {
    char *text;         /* owned: the file, its line ends replaced by NUL */
    const char **items; /* owned; each lies in `text` */
    size_t count;
};

/* Read the whole list. Ends the program, with words on standard error, when it can't; free with
 * urls_release. Empty lines are left out. */
void urls_init(struct urls *urls, const char *path);

void urls_release(struct urls *urls);

#endif
