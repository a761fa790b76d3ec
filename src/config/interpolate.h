/* SPDX-License-Identifier: MIT */
/* interpolate: environment variables in the values of a configuration, after parsing. */
#ifndef HEADGATE_CONFIG_INTERPOLATE_H
#define HEADGATE_CONFIG_INTERPOLATE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "config/node.h"
#include "headgate/buf.h"
#include "headgate/config.h"

/* Length of the name of a variable at the beginning of `text`: a letter or "_", then digits too. 0: none. */
size_t hg_interpolate_name_length(const char *text);
/* Append `text` with "${NAME}" and "${NAME:-default}" replaced (the default stands for an unset
 * or empty variable) and "$$" as "$"; any other "$" stays. Replacements are not scanned again.
 * -1 with a sentence in `problem`. */
int hg_interpolate_text(const char *text, struct hg_buf *out, char *problem, size_t size)
    __attribute__((warn_unused_result));
/* Aliases and variables may expand to as much text as a file may hold without them, and ten bytes more
 * for each of the file: ordinary sharing grows with the file. Values are copied wherever they are used. */
#define HG_INTERPOLATE_BYTES_MAX ((uint64_t)HG_CONFIG_MAX_BYTES)

/* A variable without a value, and the values that need it. */
struct hg_unset_variable {
    const char *name;
    struct hg_source_location first;
    size_t value_count;
    const struct hg_node *last; /* of the values that were counted */
};

struct hg_interpolation {
    struct hg_arena *arena;
    struct hg_problems *problems;
    uint64_t bytes_max;
    uint64_t bytes; /* of text so far, keys and every use of an alias included */
    /* A variable that is not set, or empty, without a default is no problem: values that need it are
     * broken, with `is_unset`, and keep their text. */
    bool allows_unset;
    struct hg_unset_variable *unset; /* owned array; names live in the arena */
    size_t unset_count;
};

/* Prepare for the tree of a file of `file_bytes`. */
void hg_interpolation_init(struct hg_interpolation *all, struct hg_arena *arena,
                           struct hg_problems *problems, size_t file_bytes);
void hg_interpolation_release(struct hg_interpolation *all);
/* Before that: the values of this root that may have fields of a message, which are left as they are. */
void hg_interpolate_mark_fields(struct hg_node *root);
/* Replace variables in every scalar value (not in keys) below `node`, each once; values that fail
 * are reported and broken. -1 when the text becomes too long, which is reported; the tree must not be
 * read then. */
int hg_interpolate_tree(struct hg_interpolation *all, struct hg_node *node)
    __attribute__((warn_unused_result));

#endif
