/* SPDX-License-Identifier: MIT */
/* problem: the problems of a configuration, all reported together, each with its source location. */
#ifndef HEADGATE_PROBLEM_H
#define HEADGATE_PROBLEM_H

#include <stddef.h>
#include <stdint.h>

#include "headgate/buf.h"

/* Where a value was written. An option or variable has its name as `file` ("--timeout",
 * "HEADGATE_TIMEOUT") and line 0. */
struct hg_source_location {
    const char *file; /* must live as long as the problems */
    uint32_t line;    /* from 1; 0: none */
    uint32_t column;  /* from 1, in characters; 0: none */
};

struct hg_problem {
    struct hg_source_location location;
    /* Owned: one lower-case sentence: the thing first, what was expected, what was observed. */
    char *text;
};

struct hg_problems {
    struct hg_problem *items; /* owned */
    size_t count;
    size_t dropped; /* beyond HG_PROBLEMS_MAX: counted, not stored */
};

#define HG_PROBLEMS_MAX 1000

void hg_problems_init(struct hg_problems *problems);
void hg_problems_release(struct hg_problems *problems);
/* Add one. The text is cleaned and cut at 1000 bytes. Always returns -1. */
int hg_problems_add(struct hg_problems *problems, struct hg_source_location location,
                    const char *format, ...) __attribute__((format(printf, 3, 4)));
/* Sort by file (in order of first appearance), line and column, and append one line each:
 * "headgate.yml:12:14: sentence" (or "--timeout: sentence"). */
void hg_problems_print(struct hg_problems *problems, struct hg_buf *out);

#endif
