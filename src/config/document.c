/* SPDX-License-Identifier: MIT */
/* document: takes the top level of a configuration apart. */
#include "config/document.h"

#include "config/interpolate.h"
#include "config/tree.h"

#include <stdio.h>
#include <string.h>

#include "headgate/banned.h"

#define SUBJECT_SIZE 256
/* Top-level keys that are not in the key table. */
static const char *const structure[] = {"version", "defaults", "group_notify", "targets",
                                        NULL};

/* Whether `node` is of the kind; reported otherwise, once. */
static bool needs(const struct hg_reader *reader, const struct hg_node *node,
                  enum hg_node_kind kind, const char *sentence)
{
    if (node->kind == kind)
        return true;
    char got[256];
    hg_node_describe(node, got, sizeof got);
    if (node->kind != HG_NODE_BROKEN)
        hg_problems_add(reader->problems, node->location, "%s, got %s", sentence, got);
    return false;
}

static void check_version(const struct hg_reader *reader, const struct hg_node *node)
{
    if (node == NULL || node->kind == HG_NODE_BROKEN)
        return;
    char got[256];
    hg_node_describe(node, got, sizeof got);
    const bool is_one = node->kind == HG_NODE_SCALAR && strcmp(node->text, "1") == 0;
    if (!is_one || !node->is_plain)
        hg_problems_add(reader->problems, node->location, "version must be 1%s, got %s",
                        is_one ? " without quotation marks" : "", got);
}

static void read_root(struct hg_document *document, const struct hg_node *root)
{
    struct hg_reader *reader = &document->reader;
    if (!needs(reader, root, HG_NODE_MAP,
               "expected a map of keys, such as targets: [URL]"))
        return;
    check_version(reader, hg_node_find(root, "version"));
    hg_layer_read_map(&document->settings, reader, HG_KEYS_TOP, root, structure);
    const struct hg_node *defaults = hg_node_find(root, "defaults");
    if (defaults != NULL &&
        needs(reader, defaults, HG_NODE_MAP, "defaults must be a map")) {
        reader->subject = "defaults: ";
        hg_layer_read_map(&document->defaults, reader, HG_KEYS_DEFAULTS, defaults, NULL);
        reader->subject = "";
    }
    const struct hg_node *group_notify = hg_node_find(root, "group_notify");
    if (group_notify != NULL &&
        needs(reader, group_notify, HG_NODE_MAP, "group_notify must be a map of groups"))
        document->group_notify = group_notify;
    const struct hg_node *targets = hg_node_find(root, "targets");
    document->written = targets;
    if (targets != NULL &&
        needs(reader, targets, HG_NODE_LIST,
              "targets must be a list of URLs and maps, such as - {name: NAME, url: "
              "URL}"))
        document->targets = targets;
}

/* Between the defaults and a target's own keys: the `notify` of its group. */
static void read_groups(struct hg_document *document, struct hg_loader *loader)
{
    const struct hg_node *map = document->group_notify;
    struct hg_reader *reader = &document->reader;
    char subject[SUBJECT_SIZE];
    if (map == NULL)
        return;
    document->groups = hg_arena_new(&loader->nodes, map->count, sizeof *document->groups);
    for (size_t i = 0; i < map->count; i++) {
        const struct hg_pair *pair = &map->pairs[i];
        struct hg_group_base *group = &document->groups[document->group_count];
        struct hg_layer own = {0};
        if (!needs(reader, pair->value, HG_NODE_MAP,
                   "group_notify: a group needs a map of keys of notify"))
            continue;
        snprintf(subject, sizeof subject, "group_notify \"%.200s\": ", pair->key->text);
        reader->subject = subject;
        hg_layer_read_section(&own, reader, HG_KEYS_DEFAULTS, pair->value, "notify.");
        *group = (struct hg_group_base){pair->key->text, document->base};
        group->base.group = (uint32_t)++document->group_count;
        hg_layer_apply(&own, reader, HG_KEY_POLICY, &group->base.policy);
        reader->subject = "";
    }
}

static const char *folder_of(struct hg_arena *arena, const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash == NULL ? "" : hg_arena_text_n(arena, path, (size_t)(slash - path) + 1);
}

static void note_unset(const struct hg_reader *reader,
                       const struct hg_unset_variable *variable)
{
    const struct hg_source_location first = variable->first;
    const bool is_one = variable->value_count == 1;
    hg_value_note(
        reader,
        "%s:%u:%u: variable \"%s\" is not set or empty: %zu setting%s not checked",
        first.file, first.line, first.column, variable->name, variable->value_count,
        is_one ? " was" : "s were");
    reader->config->has_unset = true;
}

static int replace_variables(struct hg_loader *loader, struct hg_node *root,
                             size_t file_bytes)
{
    struct hg_interpolation interpolation;
    hg_interpolation_init(&interpolation, &loader->nodes, loader->reader.problems,
                          file_bytes);
    interpolation.allows_unset = loader->reader.allows_unset;
    hg_interpolate_mark_fields(root);
    const int result = hg_interpolate_tree(&interpolation, root);
    for (size_t i = 0; i < interpolation.unset_count; i++)
        note_unset(&loader->reader, &interpolation.unset[i]);
    hg_interpolation_release(&interpolation);
    return result;
}

void hg_document_read(struct hg_document *document, struct hg_loader *loader,
                      const char *path, uint32_t id)
{
    struct hg_reader *reader = &document->reader;
    struct hg_buf bytes;
    hg_buf_init(&bytes);
    document->file = hg_loader_label(loader, path);
    reader->folder = folder_of(&loader->reader.config->arena, path);
    if (hg_loader_read(loader, path, (struct hg_source_location){0}, &bytes) == 0) {
        struct hg_node *root = hg_tree_read(document->file, bytes.data, bytes.len,
                                            &loader->nodes, loader->reader.problems);
        if (root != NULL && replace_variables(loader, root, bytes.len) == 0)
            read_root(document, root);
    }
    hg_buf_release(&bytes);
    reader->subject = "defaults: ";
    hg_policies_init_base(&document->base, reader, &document->defaults, id);
    /* Contradictions in the defaults are reported even if no target uses them. */
    const struct hg_policy_request request = {.base = &document->base};
    hg_policies_get(&loader->policies, reader, &request);
    reader->subject = "";
    read_groups(document, loader);
}
