/* SPDX-License-Identifier: MIT */
/* sources: where all targets of a configuration came from, so that it can be said later that one is gone. */
#ifndef HEADGATE_CONFIG_SOURCES_H
#define HEADGATE_CONFIG_SOURCES_H

#include <stddef.h>

#include "headgate/arena.h"

/* The absolute paths of these files, sorted, a line each; links are not followed, as a new version of a file may be
 * behind another one. NULL when there are none, or one can't be told. */
const char *hg_sources_name(const char *const *paths, size_t count,
                            struct hg_arena *arena);

#endif
