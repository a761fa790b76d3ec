/* SPDX-License-Identifier: MIT */
/* document: one configuration file: its settings and its defaults; its targets: document_targets.h. */
#ifndef HEADGATE_CONFIG_DOCUMENT_H
#define HEADGATE_CONFIG_DOCUMENT_H

#include "config/loader.h"

/* What the targets of a group have in common, where `group_notify` has the group. */
struct hg_group_base {
    const char *group; /* "default" for targets without one */
    struct hg_policy_base base;
};

struct hg_document {
    const char *file;        /* as in messages */
    struct hg_reader reader; /* its folder is the file's */
    struct hg_layer settings;
    struct hg_layer defaults;
    struct hg_policy_base base;
    const struct hg_node *group_notify; /* a map; NULL: none */
    struct hg_group_base *groups;       /* in the arena of nodes */
    size_t group_count;
    const struct hg_node *targets; /* a list; NULL: none */
    const struct hg_node *written; /* the same, whatever it is */
};

/* Read the file and spread its keys. Problems are reported; the document is usable all the same.
 * `id` must be different for each document of a load. */
void hg_document_read(struct hg_document *document, struct hg_loader *loader,
                      const char *path, uint32_t id);

#endif
