/* SPDX-License-Identifier: MIT */
/* loader: what the steps of loading a configuration share. */
#ifndef HEADGATE_CONFIG_LOADER_H
#define HEADGATE_CONFIG_LOADER_H

#include <stdbool.h>
#include <stddef.h>

#include "config/dependencies.h"
#include "config/layer.h"
#include "config/policies.h"
#include "config/target_set.h"
#include "headgate/buf.h"
#include "headgate/config.h"

/* Addresses of a list, or a single one, that wait until all configured targets are known. */
struct hg_listing {
    const char *path;                   /* of the list; NULL: a single address */
    const char *address;                /* of the single one */
    struct hg_source_location location; /* where path or address was given */
    struct hg_reader reader;
    struct hg_origin origin; /* its file is set when the list is read */
    const struct hg_policy_base *base;
    const struct hg_layer *own;     /* NULL: none */
    const struct hg_waiver *waiver; /* NULL: none */
    struct hg_node *depends_on;     /* NULL: nothing */
    bool enabled;
};

/* Targets that stand together in the input's order. */
struct hg_segment {
    size_t first;
    size_t count;
    struct hg_listing *listing; /* NULL: configured targets. Lives in `nodes` */
};

struct hg_loader {
    struct hg_reader
        reader;            /* of what stands in no file: options, variables, arguments */
    struct hg_arena nodes; /* trees and layers: gone after loading */
    struct hg_layer environment;
    struct hg_layer options;
    struct hg_policies policies;
    struct hg_target_set targets;
    struct hg_dependencies dependencies;
    struct hg_segment *segments; /* owned */
    size_t segment_count;
    size_t argument_repeats; /* addresses of the command line that were there already */
    size_t argument_known;
    bool stdin_taken;
};

/* Append a file's bytes; "-" is standard input, once. Failure is reported at `location`. */
int hg_loader_read(struct hg_loader *loader, const char *path,
                   struct hg_source_location location, struct hg_buf *bytes);
/* What a path is called in messages and reports. Lives in the configuration's arena. */
const char *hg_loader_label(struct hg_loader *loader, const char *path);
/* Note how many addresses were dropped from `label`. */
void hg_loader_note_dropped(struct hg_loader *loader, const char *label, size_t repeats,
                            size_t known);
/* The next segment of the input, empty. Valid until the next call. */
struct hg_segment *hg_loader_new_segment(struct hg_loader *loader);

#endif
