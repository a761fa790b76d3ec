/* SPDX-License-Identifier: MIT */
/* layer: the keys that one source sets (the top level of a configuration, its `defaults`, a target,
 * the environment, the command line), before their values are read. Layers are applied from the
 * lowest precedence to the highest, each over the one before. */
#ifndef HEADGATE_CONFIG_LAYER_H
#define HEADGATE_CONFIG_LAYER_H

#include <stdbool.h>

#include "config/node.h"
#include "config/value.h"

struct hg_layer {
    struct hg_node *values[HG_KEYS_MAX]; /* at the key's position; NULL: not set */
};

/* Spread a map over the keys of `scopes`. Unknown keys are problems, except those in `others`
 * (NULL: none; ends with NULL) and, at the top level, those that begin with "x-". */
void hg_layer_read_map(struct hg_layer *layer, const struct hg_reader *reader,
                       enum hg_key_scopes scopes, const struct hg_node *map,
                       const char *const *others);
/* The same of a section: `prefix` ("notify.") stands before each of its keys. */
void hg_layer_read_section(struct hg_layer *layer, const struct hg_reader *reader,
                           enum hg_key_scopes scopes, const struct hg_node *map,
                           const char *prefix);
/* HEADGATE_* of every key with an option; an empty variable counts as unset. */
void hg_layer_read_environment(struct hg_layer *layer, const struct hg_reader *reader,
                               struct hg_arena *nodes);
/* Options as typed: the last one wins, repeatable ones add up. */
void hg_layer_read_options(struct hg_layer *layer, const struct hg_reader *reader,
                           struct hg_arena *nodes, const struct hg_override *overrides,
                           size_t count);
/* Read every value of one scope that the layer sets into `out`. Wrong values are reported. */
void hg_layer_apply(const struct hg_layer *layer, const struct hg_reader *reader,
                    enum hg_key_scope scope, void *out);
/* The built-in defaults of one scope. */
void hg_layer_apply_defaults(const struct hg_reader *reader, enum hg_key_scope scope,
                             void *out);
/* The node of a key by its path; NULL when the layer does not set it. */
struct hg_node *hg_layer_get(const struct hg_layer *layer, const char *path);

#endif
