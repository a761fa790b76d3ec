/* SPDX-License-Identifier: MIT */
/* node: a value of a configuration with its source location, whether it comes from YAML, a variable
 * or an option. Nodes live in an arena. Aliases point at the node they refer to, so a node may be
 * reached in several ways. A problem is reported once: then the node is broken, and broken nodes are
 * skipped without a message. */
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

/* A variable in a text: its value is `len` bytes of it. One whose default was taken is none. */
struct hg_node_variable {
    const char *name;
    uint32_t begin;
    uint32_t len;
};

struct hg_node {
    struct hg_source_location location;
    uint8_t kind;    /* enum hg_node_kind */
    bool is_plain;   /* scalar that may be a bool, a number or null: it has no quotes */
    bool is_open;    /* while reading: it is not complete yet */
    bool is_visited; /* its variables are replaced */
    bool is_unset;   /* broken for a variable that is not set, which is allowed */
    bool
        has_fields; /* "${title}" may be a field of a message (headgate/message_field.h) */
    bool is_untyped; /* from a variable or an option: no quotes, no null, just its text */
    uint32_t count;  /* bytes, items or pairs */
    uint32_t weight; /* nodes it stands for, itself included, once aliases are expanded */
    uint64_t bytes;  /* of text, likewise, once its variables are replaced */
    /* In its text, in their order; behind them those of its fields, whose text is still "${title}". */
    const struct hg_node_variable *variables;
    uint32_t variable_count;
    uint32_t field_count;
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
/* Nodes from the text of a variable or an option, without quotes and null: the text as it is; a list
 * split at commas; a list of the whole text; and a map of one pair from "Name: value", NULL without a
 * colon. */
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
/* YAML's null: "", "~" and "null" without quotes. */
bool hg_node_is_null(const struct hg_node *node);
/* "a list", "a map", "nothing" or the scalar in quotation marks, cut when too long, without
 * user info if it is a URL, and with a word on an invisible character. */
void hg_node_describe(const struct hg_node *node, char *out, size_t size);

#endif
