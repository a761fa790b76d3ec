/* SPDX-License-Identifier: MIT */
/* document: takes the top level of a configuration apart. */
#include "config/document.h"

#include "config/interpolate.h"
#include "config/tree.h"

#include <string.h>

#include "headgate/banned.h"

/* Keys of the top level that are no rows of the key table. */
static const char *const structure[] = {"version", "defaults", "targets", NULL};

/* True when `node` is of the kind; otherwise it is told, unless it was already. */
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
    if (node->kind != HG_NODE_SCALAR || strcmp(node->text, "1") != 0 || !node->is_plain)
        hg_problems_add(reader->problems, node->location, "version must be 1, got %s",
                        got);
}

static void read_root(struct hg_document *document, const struct hg_node *root)
{
    struct hg_reader *reader = &document->reader;
    if (!needs(reader, root, HG_NODE_MAP, "expected a map of keys"))
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
    const struct hg_node *targets = hg_node_find(root, "targets");
    if (targets != NULL && needs(reader, targets, HG_NODE_LIST,
                                 "targets must be a list of addresses and maps"))
        document->targets = targets;
}

static const char *folder_of(struct hg_arena *arena, const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash == NULL ? "" : hg_arena_text_n(arena, path, (size_t)(slash - path) + 1);
}

void hg_document_read(struct hg_document *document, struct hg_loader *loader,
                      const char *path, uint32_t id)
{
    struct hg_reader *reader = &document->reader;
    struct hg_buf bytes;
    hg_buf_init(&bytes);
    document->file = hg_loader_label(loader, path);
    reader->folder = folder_of(&loader->config->arena, path);
    if (hg_loader_read(loader, path, (struct hg_source_location){0}, &bytes) == 0) {
        struct hg_node *root = hg_tree_read(document->file, bytes.data, bytes.len,
                                            &loader->nodes, loader->problems);
        if (root != NULL) {
            hg_interpolate_tree(root, &loader->nodes, loader->problems);
            read_root(document, root);
        }
    }
    hg_buf_release(&bytes);
    reader->subject = "defaults: ";
    hg_policies_init_base(&document->base, reader, &document->defaults, id);
    /* Contradictions in the defaults are told even when no target uses them. */
    const struct hg_policy_request request = {.base = &document->base};
    hg_policies_get(&loader->policies, reader, &request);
    reader->subject = "";
}
