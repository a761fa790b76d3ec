/* SPDX-License-Identifier: MIT */
/* tree: builds nodes from libyaml's events.
 *
 * DESIGN. Events, not libyaml's documents: depth is limited before libyaml spends quadratic
 * time on it, aliases are resolved and weighed here, and each node has its source location. Children wait
 * on one stack (`pending`) until their list or map ends. */
#include "config/tree.h"

#include "headgate/hash_table.h"
#include "config/merge.h"
#include "headgate/memory.h"
#include "headgate/text.h"

#include <stdlib.h>
#include <string.h>

#include <yaml.h>

#include "headgate/banned.h"

#define TAG_PREFIX "tag:yaml.org,2002:"

struct frame {
    struct hg_node *node;
    size_t first;    /* of its children in `pending` */
    uint64_t weight; /* of them */
};

struct nodes {
    struct hg_node **items; /* owned */
    size_t count;
};

struct builder {
    yaml_parser_t parser;
    const char *file;
    struct hg_arena *arena;
    struct hg_problems *problems;
    struct frame frames[HG_TREE_DEPTH_MAX];
    size_t depth;
    struct nodes pending;
    struct nodes anchored;
    struct hg_hash_table anchors; /* name to position in `anchored` */
    uint64_t own_count;           /* nodes written in the file */
    struct hg_node *root;
    size_t documents;
};

static void push(struct nodes *nodes, struct hg_node *node)
{
    nodes->items = hg_memory_grow(nodes->items, nodes->count, sizeof(struct hg_node *));
    nodes->items[nodes->count++] = node;
}

static struct hg_source_location location_of(const struct builder *builder,
                                             yaml_mark_t mark)
{
    return (struct hg_source_location){builder->file, (uint32_t)mark.line + 1,
                                       (uint32_t)mark.column + 1};
}

/* The location of a byte, for problems that are found before or below the scanner. */
static struct hg_source_location location_at(const char *file, const char *bytes,
                                             size_t offset)
{
    struct hg_source_location location = {file, 1, 1};
    for (size_t i = 0; i < offset; i++) {
        if (bytes[i] == '\n') {
            location.line++;
            location.column = 1;
        } else if (((unsigned char)bytes[i] & 0xC0U) != 0x80U) {
            location.column++;
        }
    }
    return location;
}

static void remember_anchor(struct builder *builder, const yaml_char_t *anchor,
                            struct hg_node *node)
{
    if (anchor == NULL)
        return;
    const char *name = hg_arena_text(builder->arena, (const char *)anchor);
    hg_hash_table_set(&builder->anchors, name, (uint32_t)builder->anchored.count);
    push(&builder->anchored, node);
}

/* Hand a finished (or aliased) node to the list or map that is open. */
static int add_child(struct builder *builder, struct hg_node *node,
                     struct hg_source_location location)
{
    if (builder->depth == 0) {
        builder->root = node;
        return 0;
    }
    struct frame *frame = &builder->frames[builder->depth - 1];
    push(&builder->pending, node);
    frame->weight += node->weight;
    if (frame->weight > HG_TREE_ALIAS_MAX + 11 * builder->own_count)
        return hg_problems_add(builder->problems, location,
                               "aliases expand to more than %d nodes", HG_TREE_ALIAS_MAX);
    return 0;
}

struct tag {
    const char *name;
    enum hg_node_kind kind;
    bool is_plain; /* not a string, with quotes or without */
};

static const struct tag tags[] = {
    {TAG_PREFIX "str", HG_NODE_SCALAR, false},  {TAG_PREFIX "int", HG_NODE_SCALAR, true},
    {TAG_PREFIX "float", HG_NODE_SCALAR, true}, {TAG_PREFIX "bool", HG_NODE_SCALAR, true},
    {TAG_PREFIX "null", HG_NODE_SCALAR, true},  {TAG_PREFIX "seq", HG_NODE_LIST, false},
    {TAG_PREFIX "map", HG_NODE_MAP, false},
};

static void apply_tag(struct builder *builder, struct hg_node *node,
                      const yaml_char_t *name)
{
    if (name == NULL)
        return;
    for (size_t i = 0; i < sizeof tags / sizeof *tags; i++) {
        if (strcmp((const char *)name, tags[i].name) == 0 && tags[i].kind == node->kind) {
            node->is_plain = tags[i].is_plain;
            return;
        }
    }
    hg_problems_add(builder->problems, node->location, "tag \"%s\" is not supported here",
                    (const char *)name);
}

/* Values are single lines: the line breaks that end a block scalar ("|", ">") are not part of one. */
static size_t scalar_len(const yaml_event_t *event)
{
    const yaml_scalar_style_t style = event->data.scalar.style;
    size_t len = event->data.scalar.length;
    if (style != YAML_LITERAL_SCALAR_STYLE && style != YAML_FOLDED_SCALAR_STYLE)
        return len;
    while (len > 0 && event->data.scalar.value[len - 1] == '\n')
        len--;
    return len;
}

static int take_scalar(struct builder *builder, const yaml_event_t *event)
{
    const char *text = (const char *)event->data.scalar.value;
    const size_t len = scalar_len(event);
    struct hg_node *node = hg_node_new_scalar(
        builder->arena, location_of(builder, event->start_mark), text, len);
    node->is_plain = event->data.scalar.style == YAML_PLAIN_SCALAR_STYLE;
    builder->own_count++;
    apply_tag(builder, node, event->data.scalar.tag);
    remember_anchor(builder, event->data.scalar.anchor, node);
    if (memchr(text, '\0', len) != NULL) {
        hg_problems_add(builder->problems, node->location,
                        "a NUL character is not allowed");
        node->kind = HG_NODE_BROKEN;
    }
    return add_child(builder, node, node->location);
}

static int take_alias(struct builder *builder, const yaml_event_t *event)
{
    const char *name = (const char *)event->data.alias.anchor;
    const struct hg_source_location location = location_of(builder, event->start_mark);
    uint32_t position;
    if (hg_hash_table_find(&builder->anchors, name, &position)) {
        struct hg_node *node = builder->anchored.items[position];
        if (!node->is_open)
            return add_child(builder, node, location);
        hg_problems_add(builder->problems, location,
                        "alias \"%s\" refers to a value that contains it", name);
    } else {
        hg_problems_add(builder->problems, location,
                        "alias \"%s\" refers to an anchor that is not defined before it",
                        name);
    }
    struct hg_node *broken = hg_node_new_scalar(builder->arena, location, "", 0);
    broken->kind = HG_NODE_BROKEN;
    return add_child(builder, broken, location);
}

static int open_frame(struct builder *builder, struct hg_node *node,
                      const yaml_char_t *anchor, const yaml_char_t *tag)
{
    if (builder->depth == HG_TREE_DEPTH_MAX)
        return hg_problems_add(builder->problems, node->location,
                               "lists and maps are nested more than %d levels deep",
                               HG_TREE_DEPTH_MAX);
    builder->own_count++;
    apply_tag(builder, node, tag);
    remember_anchor(builder, anchor, node);
    node->is_open = true;
    builder->frames[builder->depth++] =
        (struct frame){.node = node, .first = builder->pending.count};
    return 0;
}

static int open_list(struct builder *builder, const yaml_event_t *event)
{
    struct hg_node *node =
        hg_node_new_list(builder->arena, location_of(builder, event->start_mark), 0);
    return open_frame(builder, node, event->data.sequence_start.anchor,
                      event->data.sequence_start.tag);
}

static int open_map(struct builder *builder, const yaml_event_t *event)
{
    struct hg_node *node =
        hg_node_new_map(builder->arena, location_of(builder, event->start_mark), 0);
    return open_frame(builder, node, event->data.mapping_start.anchor,
                      event->data.mapping_start.tag);
}

static void fill_list(struct builder *builder, struct hg_node *list,
                      struct hg_node *const *children, size_t count)
{
    if (count == 0)
        return;
    list->items = hg_arena_new(builder->arena, count, sizeof(struct hg_node *));
    list->count = (uint32_t)count;
    memcpy(list->items, children, count * sizeof(struct hg_node *));
}

static void fill_map(struct builder *builder, struct hg_node *map,
                     struct hg_node *const *children, size_t count)
{
    const size_t pair_count = count / 2;
    struct hg_pair *pairs = hg_memory_new(pair_count + 1, sizeof *pairs);
    for (size_t i = 0; i < pair_count; i++)
        pairs[i] = (struct hg_pair){children[2 * i], children[2 * i + 1]};
    hg_merge_pairs(map, pairs, pair_count, builder->arena, builder->problems);
    free(pairs);
}

static int close_frame(struct builder *builder)
{
    const struct frame *frame = &builder->frames[--builder->depth];
    struct hg_node *node = frame->node;
    const size_t count = builder->pending.count - frame->first;
    struct hg_node *const *children =
        count == 0 ? NULL : &builder->pending.items[frame->first];
    if (node->kind == HG_NODE_LIST)
        fill_list(builder, node, children, count);
    else
        fill_map(builder, node, children, count);
    node->is_open = false;
    node->weight = (uint32_t)(frame->weight + 1); /* add_child() keeps it small */
    builder->pending.count = frame->first;
    return add_child(builder, node, node->location);
}

static int take_document(struct builder *builder, const yaml_event_t *event)
{
    if (builder->documents++ == 0)
        return 0;
    return hg_problems_add(builder->problems, location_of(builder, event->start_mark),
                           "a configuration must be a single YAML document");
}

static int take_event(struct builder *builder, const yaml_event_t *event)
{
    switch (event->type) {
    case YAML_DOCUMENT_START_EVENT:
        return take_document(builder, event);
    case YAML_ALIAS_EVENT:
        return take_alias(builder, event);
    case YAML_SCALAR_EVENT:
        return take_scalar(builder, event);
    case YAML_SEQUENCE_START_EVENT:
        return open_list(builder, event);
    case YAML_MAPPING_START_EVENT:
        return open_map(builder, event);
    case YAML_SEQUENCE_END_EVENT:
    case YAML_MAPPING_END_EVENT:
        return close_frame(builder);
    case YAML_NO_EVENT:
    case YAML_STREAM_START_EVENT:
    case YAML_STREAM_END_EVENT:
    case YAML_DOCUMENT_END_EVENT:
        break;
    }
    return 0;
}

static int report_parser_problem(struct builder *builder, const char *bytes)
{
    const yaml_parser_t *parser = &builder->parser;
    /* The reader, below the scanner, knows only the offset of a forbidden character. */
    const struct hg_source_location location =
        parser->error == YAML_READER_ERROR
            ? location_at(builder->file, bytes, parser->problem_offset)
            : location_of(builder, parser->problem_mark);
    return hg_problems_add(builder->problems, location, "invalid YAML: %s",
                           parser->problem == NULL ? "unreadable" : parser->problem);
}

static int read_events(struct builder *builder, const char *bytes)
{
    for (bool is_end = false; !is_end;) {
        yaml_event_t event;
        if (yaml_parser_parse(&builder->parser, &event) == 0)
            return report_parser_problem(builder, bytes);
        const int failed = take_event(builder, &event);
        is_end = event.type == YAML_STREAM_END_EVENT;
        yaml_event_delete(&event);
        if (failed != 0)
            return -1;
    }
    return 0;
}

static int check_bytes(const char *file, const char *bytes, size_t len,
                       struct hg_problems *problems)
{
    size_t offset;
    if (len >= 2 &&
        (memcmp(bytes, "\xFE\xFF", 2) == 0 || memcmp(bytes, "\xFF\xFE", 2) == 0))
        return hg_problems_add(problems, (struct hg_source_location){file, 1, 1},
                               "must be UTF-8, got UTF-16");
    if (hg_text_is_utf8(bytes, len, &offset))
        return 0;
    return hg_problems_add(problems, location_at(file, bytes, offset),
                           "must be UTF-8, got the byte 0x%02X",
                           (unsigned)(unsigned char)bytes[offset]);
}

struct hg_node *hg_tree_read(const char *file, const char *bytes, size_t len,
                             struct hg_arena *arena, struct hg_problems *problems)
{
    if (len >= 3 && memcmp(bytes, "\xEF\xBB\xBF", 3) == 0) {
        bytes += 3;
        len -= 3;
    }
    if (check_bytes(file, bytes, len, problems) != 0)
        return NULL;
    struct builder builder = {.file = file, .arena = arena, .problems = problems};
    if (yaml_parser_initialize(&builder.parser) == 0)
        hg_memory_exhausted();
    yaml_parser_set_encoding(&builder.parser, YAML_UTF8_ENCODING);
    yaml_parser_set_input_string(&builder.parser, (const unsigned char *)bytes, len);
    const int failed = read_events(&builder, bytes);
    yaml_parser_delete(&builder.parser);
    hg_hash_table_release(&builder.anchors);
    free(builder.pending.items);
    free(builder.anchored.items);
    if (failed == 0 && builder.root == NULL)
        hg_problems_add(problems, (struct hg_source_location){file, 1, 1},
                        "expected a map of keys, but the file is empty");
    return failed == 0 ? builder.root : NULL;
}
