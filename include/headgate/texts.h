/* SPDX-License-Identifier: MIT */
/* texts: a read-only list of texts. */
#ifndef HEADGATE_TEXTS_H
#define HEADGATE_TEXTS_H

#include <stddef.h>

struct hg_texts {
    const char *const *items;
    size_t count;
};

#endif
