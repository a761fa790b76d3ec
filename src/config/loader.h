/* SPDX-License-Identifier: MIT */
/* loader: what the steps of loading a configuration share. */
#ifndef HEADGATE_CONFIG_LOADER_H
#define HEADGATE_CONFIG_LOADER_H

#include <stdbool.h>
#include <stddef.h>

#include "config/dependencies.h"
#include "config/layer.h"
#include "config/policies.h"
#include "config/secret_values.h"
#include "config/target_set.h"
#include "config/type_channel_names.h"
#include "headgate/buf.h"
#include "headgate/config.h"

/* The URLs of a list, or a single one, to be added when all configured targets are known. */
struct hg_listing {
    const char *path;                   /* of the list; NULL: a single URL */
    const char *address;                /* of the single one */
    struct hg_source_location location; /* of the path or URL */
    struct hg_reader reader;
    struct hg_origin origin; /* its file is set when the list is read */
    const struct hg_policy_base *base;
    const struct hg_layer *own;     /* NULL: none */
    const struct hg_waiver *waiver; /* NULL: none */
    struct hg_node *depends_on;     /* NULL: nothing */
    bool enabled;
};

/* Targets that follow each other in the order of the input. */
struct hg_segment {
    size_t first;
    size_t count;
    struct hg_listing *listing; /* NULL: configured targets. Lives in `nodes` */
};

struct hg_loader {
    struct hg_reader reader; /* for options, variables and arguments: in no file */
    struct hg_arena nodes;   /* trees and layers: released after loading */
    struct hg_layer environment;
    struct hg_layer options;
    struct hg_policies policies;
    struct hg_secret_values secret_values;
    struct hg_channel_names channel_names;
    struct hg_target_set targets;
    struct hg_dependencies dependencies;
    struct hg_segment *segments; /* owned */
    size_t segment_count;
    size_t argument_repeats; /* duplicates among the URLs of the command line */
    size_t argument_known;   /* URLs of the command line that a configuration has */
    bool stdin_taken;
};

/* Append a file's bytes; "-" is standard input, once. Failure is reported at `location`. */
int hg_loader_read(struct hg_loader *loader, const char *path,
                   struct hg_source_location location, struct hg_buf *bytes)
    __attribute__((warn_unused_result));
/* The name of a path in messages and reports, in the configuration's arena. */
const char *hg_loader_label(struct hg_loader *loader, const char *path);
/* Note how many URLs of `label` were ignored. */
void hg_loader_note_dropped(struct hg_loader *loader, const char *label, size_t repeats,
                            size_t known);
/* The next segment of the input, empty. Valid until the next call. */
struct hg_segment *hg_loader_new_segment(struct hg_loader *loader);

#endif
