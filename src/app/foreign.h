/* SPDX-License-Identifier: MIT */
/* foreign: options that people know from other tools, with what to write here. They are refused. */
#ifndef HEADGATE_APP_FOREIGN_H
#define HEADGATE_APP_FOREIGN_H

#include <stddef.h>

struct hg_foreign_option {
    const char *name;   /* long, without dashes; NULL: none */
    char letter;        /* 0: none */
    const char *answer; /* goes on a sentence after a colon: "write --retries N" */
};

const struct hg_foreign_option *hg_foreign_options(size_t *count);
/* The answer to a letter, or NULL. */
const char *hg_foreign_find_letter(char letter);

#endif
