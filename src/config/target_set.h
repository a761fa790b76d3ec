/* SPDX-License-Identifier: MIT */
/* target_set: the targets while they are collected: names are unique, duplicates are found, hosts are
 * numbered. */
#ifndef HEADGATE_CONFIG_TARGET_SET_H
#define HEADGATE_CONFIG_TARGET_SET_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "headgate/hash_table.h"
#include "config/hidden_urls.h"
#include "config/node.h"
#include "config/policies.h"
#include "headgate/target.h"

struct hg_target_set {
    struct hg_policies *policies;
    struct hg_target *items; /* owned array; texts live in the configuration's arena */
    size_t count;
    const struct hg_origin **origins; /* owned array */
    size_t origin_count;
    struct hg_hash_table names;        /* to the target's position */
    struct hg_hash_table suffixes;     /* to the last " #N" given to a name */
    struct hg_hash_table addresses;    /* to where it was read */
    struct hg_hash_table hosts;        /* to their number */
    struct hg_hash_table origin_index; /* to the origin's position */
    size_t host_count;
    struct hg_hidden_urls hidden_urls; /* those of targets, as they were written */
    /* Some names or tags are wrong or not set: one that is looked for may be among them. */
    bool misses_names, misses_tags;
};

/* A target as it was written. */
struct hg_target_entry {
    const char *name;    /* NULL: the address without user info */
    const char *address; /* as the name, it lives in the configuration's arena */
    /* The address as it is shown, where that is known; NULL: it is found later. */
    const char *shown_address;
    const struct hg_node *address_node;         /* NULL: it is not of a configuration */
    struct hg_source_location location;         /* of the target */
    struct hg_source_location address_location; /* for problems of the address */
    const struct hg_origin *origin;
    const struct hg_policy_base *base;
    const struct hg_layer *own;     /* NULL: no keys of its own */
    const struct hg_waiver *waiver; /* NULL: none */
    bool enabled;
};

enum hg_added { HG_ADDED, HG_REFUSED, HG_REPEATED, HG_CONFIGURED };

void hg_target_set_init(struct hg_target_set *targets, struct hg_policies *policies);
void hg_target_set_release(struct hg_target_set *targets);
/* Add a target of a configuration. Wrong addresses and names that are taken are problems. */
void hg_target_set_add_configured(struct hg_target_set *targets,
                                  const struct hg_reader *reader,
                                  const struct hg_target_entry *entry);
/* Add an address of a list or of the command line, unless it is wrong (a problem), was listed
 * before, or is known from a configuration. A name that is taken gets a number. */
enum hg_added hg_target_set_add_listed(struct hg_target_set *targets,
                                       const struct hg_reader *reader,
                                       const struct hg_target_entry *entry);
/* The secrets are known: take them out of what is shown of the targets, their names and URLs. Targets of a
 * configuration that are shown alike are a problem; an address of a list that would have another's name gets
 * a number. */
void hg_target_set_hide(struct hg_target_set *targets, const struct hg_reader *reader);
/* All are collected: free what only finds duplicates and hosts. */
void hg_target_set_complete(struct hg_target_set *targets);
/* The origin with these properties; tags and texts must live in the configuration's arena. */
const struct hg_origin *hg_target_set_origin(struct hg_target_set *targets,
                                             const struct hg_reader *reader,
                                             const struct hg_origin *origin);

#endif
