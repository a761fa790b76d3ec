/* SPDX-License-Identifier: MIT */
/* interpolate: environment variables in the values of a configuration, after parsing. */
#ifndef HEADGATE_CONFIG_INTERPOLATE_H
#define HEADGATE_CONFIG_INTERPOLATE_H

#include <stddef.h>

#include "config/node.h"
#include "headgate/buf.h"

/* Append `text` with "${NAME}" and "${NAME:-default}" replaced (the default stands for an unset
 * or empty variable) and "$$" as "$"; any other "$" stays. Replacements are not scanned again.
 * -1 with a sentence in `problem`. */
int hg_interpolate_text(const char *text, struct hg_buf *out, char *problem, size_t size)
    __attribute__((warn_unused_result));
/* Replace variables in every scalar value (not in keys) below `node`, each once; values that fail
 * are reported and broken. */
void hg_interpolate_tree(struct hg_node *node, struct hg_arena *arena,
                         struct hg_problems *problems);

#endif
