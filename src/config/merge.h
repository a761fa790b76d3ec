/* SPDX-License-Identifier: MIT */
/* merge: what a map's keys are once merge keys ("<<", yaml.org/type/merge) are followed. */
#ifndef HEADGATE_CONFIG_MERGE_H
#define HEADGATE_CONFIG_MERGE_H

#include <stddef.h>

#include "config/node.h"

/* Give `map` the pairs as read: own keys win over merged ones, earlier merged ones over later
 * ones. Keys that are no text or given twice are problems and left out. Takes time in proportion
 * to n log n. */
void hg_merge_pairs(struct hg_node *map, const struct hg_pair *pairs, size_t count,
                    struct hg_arena *arena, struct hg_problems *problems);

#endif
