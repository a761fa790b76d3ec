/* SPDX-License-Identifier: MIT */
/* names: of a build without c-ares, where all look-ups are libcurl's. */
#include "resolve/names.h"

#include <stddef.h>

#include "headgate/banned.h"

void hg_names_library_start(void)
{
}

void hg_names_library_end(void)
{
}

const char *hg_names_library(void)
{
    return NULL;
}

struct hg_names *hg_names_new(const struct hg_cancel *cancel)
{
    (void)cancel;
    return NULL;
}

void hg_names_free(struct hg_names *names)
{
    (void)names;
}

bool hg_names_look_up(struct hg_names *names, const struct hg_names_question *question,
                      struct hg_buf *addresses)
{
    (void)names;
    (void)question;
    (void)addresses;
    return false;
}
