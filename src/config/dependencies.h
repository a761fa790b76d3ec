/* SPDX-License-Identifier: MIT */
/* dependencies: the targets that must be judged before others, from names to positions. */
#ifndef HEADGATE_CONFIG_DEPENDENCIES_H
#define HEADGATE_CONFIG_DEPENDENCIES_H

#include <stddef.h>
#include <stdint.h>

#include "config/target_set.h"

/* What one target depends on. */
struct hg_dependency {
    uint32_t child;       /* position among all targets */
    struct hg_node *node; /* name or list of names, checked */
    uint32_t *parents;    /* positions among all targets, in the arena of nodes */
    uint32_t count;
};

struct hg_dependencies {
    struct hg_dependency *items; /* owned */
    size_t count;
};

void hg_dependencies_release(struct hg_dependencies *dependencies);
/* The target at this position depends on the names in `node`; NULL: on none. */
void hg_dependencies_add(struct hg_dependencies *dependencies, uint32_t child,
                         struct hg_node *node);
/* Find the names, once all targets are known; `nodes` is the arena of nodes. Names that no target
 * has, targets that depend on themselves, and cycles are problems. */
void hg_dependencies_resolve(struct hg_dependencies *dependencies,
                             const struct hg_reader *reader,
                             const struct hg_target_set *all, struct hg_arena *nodes);
/* Fill the parents of the selected targets. `selected` is where in `targets` the target of each
 * position of `all` went; UINT32_MAX: not selected. A target does not wait for one that is not
 * selected, which is noted. */
void hg_dependencies_connect(const struct hg_dependencies *dependencies,
                             const struct hg_reader *reader,
                             const struct hg_target_set *all, struct hg_target *targets,
                             const uint32_t *selected);

#endif
