/* SPDX-License-Identifier: MIT */
/* tree: a YAML file as nodes that know their line and column. */
#ifndef HEADGATE_CONFIG_TREE_H
#define HEADGATE_CONFIG_TREE_H

#include <stddef.h>

#include "config/node.h"

#define HG_TREE_DEPTH_MAX 32
/* Aliases may expand to this many nodes, and ten more for each node of the file: ordinary sharing
 * grows with the file, an alias bomb does not. */
#define HG_TREE_ALIAS_MAX 1000000

/* Read the bytes of a YAML file (UTF-8, one document). NULL when there is no tree. Problems
 * are added to `problems`, with a tree or without. `file` must outlive the problems. */
struct hg_node *hg_tree_read(const char *file, const char *bytes, size_t len,
                             struct hg_arena *arena, struct hg_problems *problems);

#endif
