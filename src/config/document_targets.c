/* SPDX-License-Identifier: MIT */
/* document_targets: takes elements of `targets` apart: URLs, and maps with "url" or "file". */
#include "config/document_targets.h"

#include "config/secret_values.h"
#include "headgate/text.h"
#include "headgate/url.h"
#include "headgate/waiver.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "headgate/banned.h"

#define SUBJECT_SIZE    256
#define LABEL_MAX_BYTES 200
/* Of a target whose address needs a variable that is not set (RFC 6761 6.4). */
#define UNSET_ADDRESS "http://unset.invalid/"

/* What the targets of a group (NULL: none) start from. */
static const struct hg_policy_base *base_of(const struct hg_document *document,
                                            const char *group)
{
    for (size_t i = 0; i < document->group_count; i++) {
        if (strcmp(document->groups[i].group, group == NULL ? "default" : group) == 0)
            return &document->groups[i].base;
    }
    return &document->base;
}

/* An element of `targets` while it is read. */
struct element {
    const struct hg_node *node;
    struct hg_layer own;
    struct hg_target_entry entry;
    struct hg_origin origin;
    char subject[SUBJECT_SIZE];
};

static const struct hg_key *key(const char *path)
{
    return hg_keys_find(HG_KEYS_ENTRY, path);
}

static struct hg_node *get(const struct element *element, const char *path)
{
    return element->own.values[hg_key_position(key(path))];
}

static const char *scalar_text(const struct hg_node *node)
{
    return node != NULL && node->kind == HG_NODE_SCALAR ? node->text : NULL;
}

/* Messages name the target by its name, URL or list, or by its number. */
static void set_subject(const struct hg_loader *loader, struct element *element,
                        size_t number)
{
    const char *name = scalar_text(get(element, "name"));
    const char *address = scalar_text(get(element, "url"));
    const char *file = scalar_text(get(element, "file"));
    const bool is_hidden =
        name == NULL && hg_hidden_urls_apply(&loader->policies, element->entry.base,
                                             get(element, "hide_url"));
    char *redacted = name == NULL && address != NULL ? hg_url_redact(address) : NULL;
    const char *label = name != NULL ? name : redacted != NULL ? redacted : file;
    if (label == NULL || *label == '\0' || is_hidden) {
        snprintf(element->subject, sizeof element->subject, "target #%zu: ", number);
    } else {
        char *cut = hg_text_clean(label, strlen(label), LABEL_MAX_BYTES);
        snprintf(element->subject, sizeof element->subject, "target \"%s\": ", cut);
        free(cut);
    }
    free(redacted);
}

static const char *read_text(const struct hg_reader *reader,
                             const struct element *element, const char *path)
{
    struct hg_node *node = get(element, path);
    return node == NULL ? NULL : hg_value_read_text(reader, key(path), node);
}

/* NULL: none, or an invalid one, which is reported. */
static const struct hg_waiver *read_waiver(const struct hg_reader *reader,
                                           const struct element *element)
{
    const struct hg_node *map = hg_node_find(element->node, "waive");
    if (map == NULL || map->kind != HG_NODE_MAP)
        return NULL;
    struct hg_waiver *waiver = hg_arena_new(&reader->config->arena, 1, sizeof *waiver);
    *waiver = (struct hg_waiver){
        .until = read_text(reader, element, "waive.until"),
        .reason = read_text(reader, element, "waive.reason"),
        .ticket = read_text(reader, element, "waive.ticket"),
    };
    if (get(element, "waive.until") == NULL || get(element, "waive.reason") == NULL)
        hg_problems_add(reader->problems, map->location,
                        "%swaive needs \"until\" and \"reason\"", reader->subject);
    if (waiver->until == NULL || waiver->reason == NULL ||
        hg_waiver_parse_date(waiver->until, &waiver->end_us) != 0)
        return NULL;
    return waiver;
}

static bool has_unset(const struct hg_node *node)
{
    bool is_unset = node != NULL && node->is_unset;
    for (size_t i = 0; node != NULL && node->kind == HG_NODE_LIST && i < node->count; i++)
        is_unset |= node->items[i]->is_unset;
    return is_unset;
}

/* A name that is not known is the text that it comes from: nothing is missing where it is shown. */
static const char *read_name(struct hg_loader *loader, const struct hg_reader *reader,
                             const struct element *element)
{
    const struct hg_node *name = get(element, "name");
    if (name == NULL)
        return NULL;
    if (!name->is_unset)
        return read_text(reader, element, "name") == NULL
                   ? NULL
                   : hg_secret_values_show(reader, name);
    loader->targets.misses_names = true;
    return hg_arena_text(&reader->config->arena, name->text);
}

/* The keys that only targets have. */
static void read_own(const struct hg_document *document, struct hg_loader *loader,
                     struct element *element)
{
    const struct hg_reader *reader = &document->reader;
    struct hg_node *tags = get(element, "tags");
    struct hg_node *enabled = get(element, "enabled");
    struct hg_node *depends_on = get(element, "depends_on");
    struct hg_texts parents; /* found by hg_dependencies_resolve(), when all are known */
    element->entry.waiver = read_waiver(reader, element);
    element->entry.name = read_name(loader, reader, element);
    element->origin.group = read_text(reader, element, "group");
    element->entry.base = base_of(document, element->origin.group);
    if (tags != NULL)
        hg_value_read(reader, key("tags"), tags, &element->origin.tags);
    loader->targets.misses_tags |= has_unset(tags);
    if (depends_on != NULL)
        hg_value_read(reader, key("depends_on"), depends_on, &parents);
    if (enabled != NULL)
        hg_value_read(reader, key("enabled"), enabled, &element->entry.enabled);
}

static bool has_policy_keys(const struct hg_layer *layer)
{
    size_t count;
    const struct hg_key *keys = hg_keys(&count);
    for (size_t i = 0; i < count; i++) {
        if (keys[i].scope == HG_KEY_POLICY && layer->values[i] != NULL)
            return true;
    }
    return false;
}

/* Report problems of the policy of what is no target (yet). */
static void check_policy(const struct hg_document *document, struct hg_loader *loader,
                         const struct element *element)
{
    const struct hg_policy_request request = {.base = element->entry.base,
                                              .own = element->entry.own};
    if (request.own != NULL)
        hg_policies_get(&loader->policies, &document->reader, &request);
}

/* The address of a target that gets one because its own is not known, and a name. */
static const char *replace_address(struct hg_loader *loader,
                                   const struct hg_reader *reader,
                                   struct element *element, const struct hg_node *url)
{
    if (element->entry.name == NULL) {
        char *safe = hg_url_redact(url->text);
        element->entry.name = hg_arena_text(&reader->config->arena, safe);
        free(safe);
        loader->targets.misses_names = true;
    }
    return UNSET_ADDRESS;
}

static void add_url(struct hg_document *document, struct hg_loader *loader,
                    struct element *element, struct hg_node *url)
{
    const struct hg_reader *reader = &document->reader;
    element->entry.address = url->is_unset ? replace_address(loader, reader, element, url)
                                           : hg_value_read_text(reader, key("url"), url);
    if (element->entry.address == NULL) {
        check_policy(document, loader, element);
        return;
    }
    element->entry.address_location = url->location;
    element->entry.address_node = url;
    if (url->variable_count > 0)
        element->entry.shown_address = hg_secret_values_show(reader, url);
    element->origin.file = document->file;
    element->origin.is_configured = true;
    element->entry.origin =
        hg_target_set_origin(&loader->targets, reader, &element->origin);
    const size_t before = loader->targets.count;
    hg_target_set_add_configured(&loader->targets, reader, &element->entry);
    if (loader->targets.count == before)
        check_policy(document, loader, element);
    else
        hg_dependencies_add(&loader->dependencies, (uint32_t)before,
                            get(element, "depends_on"));
    struct hg_segment *last = &loader->segments[loader->segment_count - 1];
    if (last->listing != NULL) {
        last = hg_loader_new_segment(loader);
        last->first = before;
    }
    last->count = loader->targets.count - last->first;
}

static void add_file(struct hg_document *document, struct hg_loader *loader,
                     struct element *element, struct hg_node *file)
{
    struct hg_reader *reader = &document->reader;
    const char *path = hg_value_read_text(reader, key("file"), file);
    const struct hg_node *name = get(element, "name");
    if (name != NULL)
        hg_problems_add(
            reader->problems, name->location,
            "%s\"name\" can't be used with \"file\": each URL of a list is its own name",
            reader->subject);
    /* Even if the list is empty. */
    check_policy(document, loader, element);
    loader->targets.misses_names |= file->is_unset;
    if (path == NULL)
        return;
    struct hg_listing *listing = hg_arena_new(&loader->nodes, 1, sizeof *listing);
    *listing = (struct hg_listing){
        .path = strcmp(path, "-") == 0 ? path : hg_value_join(reader, file, path),
        .location = file->location,
        .reader = *reader,
        .origin = element->origin,
        .base = element->entry.base,
        .waiver = element->entry.waiver,
        .depends_on = get(element, "depends_on"),
        .enabled = element->entry.enabled,
    };
    listing->reader.subject = "";
    if (element->entry.own != NULL) {
        struct hg_layer *own = hg_arena_new(&loader->nodes, 1, sizeof *own);
        *own = element->own;
        listing->own = own;
    }
    hg_loader_new_segment(loader)->listing = listing;
}

/* A URL as a key: "- https://x: {...}". */
static const struct hg_node *url_key(const struct hg_node *map)
{
    for (size_t i = 0; i < map->count; i++) {
        if (strstr(map->pairs[i].key->text, "://") != NULL)
            return map->pairs[i].key;
    }
    return NULL;
}

/* The URL in "- shop: https://x" and "- shop: {url: https://x}"; NULL: it is written otherwise. */
static const struct hg_node *url_of_name(const struct hg_node *map)
{
    if (map->count != 1 || hg_keys_find(HG_KEYS_ENTRY, map->pairs[0].key->text) != NULL ||
        hg_keys_has_section(HG_KEYS_ENTRY, map->pairs[0].key->text))
        return NULL;
    const struct hg_node *value = map->pairs[0].value;
    if (value->kind == HG_NODE_MAP)
        value = hg_node_find(value, "url");
    return value != NULL && hg_node_is_scalar(value) && strstr(value->text, "://") != NULL
               ? value
               : NULL;
}

/* A target with its URL or its name as a key. */
static bool refuse_key(const struct hg_reader *reader, const struct hg_node *map,
                       size_t number)
{
    const struct hg_node *key = url_key(map);
    const struct hg_node *url = key == NULL ? url_of_name(map) : key;
    if (url == NULL)
        return false;
    char *safe = hg_url_redact(url->text);
    if (key != NULL)
        hg_problems_add(reader->problems, key->location,
                        "target #%zu: a URL is no key; write - {url: \"%.200s\"}, with "
                        "its keys beside it",
                        number, safe);
    else
        hg_problems_add(reader->problems, map->pairs[0].key->location,
                        "target #%zu: unknown key \"%.100s\"; write - {name: \"%.100s\", "
                        "url: \"%.200s\"}",
                        number, map->pairs[0].key->text, map->pairs[0].key->text, safe);
    free(safe);
    return true;
}

static void add_map(struct hg_document *document, struct hg_loader *loader,
                    struct element *element, size_t number)
{
    struct hg_reader *reader = &document->reader;
    if (refuse_key(reader, element->node, number))
        return;
    reader->subject = "";
    hg_layer_read_map(&element->own, reader, HG_KEYS_ENTRY, element->node, NULL);
    set_subject(loader, element, number);
    reader->subject = element->subject;
    struct hg_node *url = get(element, "url");
    struct hg_node *file = get(element, "file");
    read_own(document, loader, element);
    element->entry.own = has_policy_keys(&element->own) ? &element->own : NULL;
    if (url != NULL && file != NULL)
        hg_problems_add(reader->problems, element->node->location,
                        "%shas both \"url\" and \"file\"; set one of them",
                        reader->subject);
    else if (url != NULL)
        add_url(document, loader, element, url);
    else if (file != NULL)
        add_file(document, loader, element, file);
    else
        hg_problems_add(reader->problems, element->node->location,
                        "%sneeds \"url\" or \"file\"", reader->subject);
    reader->subject = "";
}

static void add_element(struct hg_document *document, struct hg_loader *loader,
                        struct hg_node *node, size_t number)
{
    struct element element = {
        .node = node,
        .entry = {.location = node->location,
                  .base = base_of(document, NULL),
                  .enabled = true},
    };
    if (node->kind == HG_NODE_MAP) {
        add_map(document, loader, &element, number);
    } else if (hg_node_is_scalar(node) || node->is_unset) {
        snprintf(element.subject, sizeof element.subject, "target #%zu: ", number);
        document->reader.subject = element.subject;
        add_url(document, loader, &element, node);
        document->reader.subject = "";
    } else if (node->kind != HG_NODE_BROKEN) {
        char got[256];
        hg_node_describe(node, got, sizeof got);
        hg_problems_add(loader->reader.problems, node->location,
                        "target #%zu: must be a URL or a map, got %s", number, got);
    }
}

/* The element's own `hide_url`: in "- NAME: {hide_url: true}", which is wrong, too. */
static const struct hg_node *own_hide_url(const struct hg_node *element)
{
    const struct hg_node *own = NULL;
    for (size_t i = 0; element->kind == HG_NODE_MAP && i < element->count; i++) {
        const struct hg_pair *pair = &element->pairs[i];
        if (strcmp(pair->key->text, "hide_url") == 0)
            return pair->value;
        if (pair->value->kind == HG_NODE_MAP)
            own = hg_node_find(pair->value, "hide_url");
    }
    return own;
}

/* Problems may repeat what is written in it. */
static void note_hidden(const struct hg_document *document, struct hg_loader *loader,
                        const struct hg_node *node)
{
    if (hg_hidden_urls_apply(&loader->policies, &document->base, own_hide_url(node)))
        hg_hidden_urls_add_targets(&loader->targets.hidden_urls, node);
}

void hg_document_add_targets(struct hg_document *document, struct hg_loader *loader)
{
    hg_loader_new_segment(loader);
    if (document->targets == NULL && document->written != NULL)
        note_hidden(document, loader, document->written);
    for (size_t i = 0; document->targets != NULL && i < document->targets->count; i++) {
        note_hidden(document, loader, document->targets->items[i]);
        add_element(document, loader, document->targets->items[i], i + 1);
    }
}
