/* SPDX-License-Identifier: MIT */
/* merge: the keys of a map after merge keys ("<<", yaml.org/type/merge) are resolved. */
#ifndef HEADGATE_CONFIG_MERGE_H
#define HEADGATE_CONFIG_MERGE_H

#include <stddef.h>

#include "config/node.h"

/* Give `map` the pairs as read: own keys win over merged ones, earlier merged ones over later
 * ones. Keys that are not strings and duplicate keys are problems and are left out. Takes O(n log n)
 * time. */
void hg_merge_pairs(struct hg_node *map, const struct hg_pair *pairs, size_t count,
                    struct hg_arena *arena, struct hg_problems *problems);

#endif
