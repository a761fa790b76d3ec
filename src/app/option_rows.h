/* SPDX-License-Identifier: MIT */
/* option_rows: what getopt_long(3) reads: our options, and those of other tools. */
#ifndef HEADGATE_APP_OPTION_ROWS_H
#define HEADGATE_APP_OPTION_ROWS_H

#include <stddef.h>

#include "headgate/buf.h"

#include "app/option.h"

#include <getopt.h>

/* The least value of a long option: above every letter. */
#define HG_OPTION_ROWS_BASE 1000

struct hg_option_rows {
    struct hg_option *options; /* owned; ours */
    size_t count;
    struct option *longs;  /* owned, ends with a zero row */
    struct hg_buf letters; /* the option string */
};

void hg_option_rows_init(struct hg_option_rows *rows);
void hg_option_rows_release(struct hg_option_rows *rows);
/* The option of ours that getopt_long() found: a letter, or the value of a long option. */
const struct hg_option *hg_option_rows_get(const struct hg_option_rows *rows, int found);
/* The answer to an option of another tool (app/foreign.h), or NULL when it is none. */
const char *hg_option_rows_answer(int found);

#endif
