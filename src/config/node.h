/* SPDX-License-Identifier: MIT */
/* node: a piece of a configuration with its place: what YAML, a variable and an option have in
 * common. Nodes live in an arena. Aliases point at the node they name, so a node may be reached
 * in several ways, and what is wrong with it is told once: then it is broken, and everybody who
 * meets a broken node stays silent. */
#ifndef HEADGATE_CONFIG_NODE_H
#define HEADGATE_CONFIG_NODE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "headgate/arena.h"
#include "headgate/problem.h"

enum hg_node_kind { HG_NODE_SCALAR, HG_NODE_LIST, HG_NODE_MAP, HG_NODE_BROKEN };

struct hg_pair {
    struct hg_node *key;
    struct hg_node *value;
};

struct hg_node {
    struct hg_source_location location;
    uint8_t kind;    /* enum hg_node_kind */
    bool is_plain;   /* scalar that may be a bool, a number or null: it has no quotes */
    bool is_open;    /* while reading: its end has not come yet */
    bool is_visited; /* variables in it were replaced */
    bool is_untyped; /* from a variable or an option: no quotes, no null, just its text */
    uint32_t count;  /* bytes, items or pairs */
    uint32_t weight; /* nodes it stands for, itself included, once aliases are expanded */
    union {
        const char *text;
        struct hg_node **items;
        struct hg_pair *pairs;
    };
};

/* A plain scalar; the text is copied. */
struct hg_node *hg_node_new_scalar(struct hg_arena *arena,
                                   struct hg_source_location location, const char *text,
                                   size_t len);
/* A list or a map without room for more than `count` items or pairs, which the caller sets. */
struct hg_node *hg_node_new_list(struct hg_arena *arena,
                                 struct hg_source_location location, size_t count);
struct hg_node *hg_node_new_map(struct hg_arena *arena,
                                struct hg_source_location location, size_t count);
/* What a variable or an option says: no quotes, no null. The first is the text as it is; then a list
 * of what stands between commas, a list of the text alone, and a map of one pair for "Name: value",
 * which is NULL when there is no colon. */
struct hg_node *hg_node_new_untyped(struct hg_arena *arena,
                                    struct hg_source_location location, const char *text,
                                    size_t len);
struct hg_node *hg_node_split_commas(struct hg_arena *arena,
                                     struct hg_source_location location,
                                     const char *text);
struct hg_node *hg_node_list_of_one(struct hg_arena *arena,
                                    struct hg_source_location location, const char *text);
struct hg_node *hg_node_split_colon(struct hg_arena *arena,
                                    struct hg_source_location location, const char *text);
/* The items of a list; anything else is a list of one. */
struct hg_node **hg_node_items(struct hg_node **node, size_t *count);
/* A scalar that is not null. */
bool hg_node_is_scalar(const struct hg_node *node);
/* The value of a key of a map, or NULL. */
struct hg_node *hg_node_find(const struct hg_node *map, const char *key);
/* YAML's ways to say nothing: "", "~" and "null" without quotes. */
bool hg_node_is_null(const struct hg_node *node);
/* "a list", "a map", "nothing" or the scalar in quotation marks, cut when too long and, as it may
 * be an address in the wrong place, without user info. */
void hg_node_describe(const struct hg_node *node, char *out, size_t size);

#endif
