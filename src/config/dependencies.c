/* SPDX-License-Identifier: MIT */
/* dependencies: finds the targets that others depend on, and cycles among them. */
#include "config/dependencies.h"

#include "config/value.h"
#include "headgate/buf.h"
#include "headgate/memory.h"
#include "headgate/text.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "headgate/banned.h"

#define NAMES_MAX 10000 /* candidates for the nearest one */
#define CYCLE_MAX 8     /* names that a message about a cycle has */
#define NONE      UINT32_MAX

void hg_dependencies_release(struct hg_dependencies *dependencies)
{
    free(dependencies->items);
    *dependencies = (struct hg_dependencies){0};
}

void hg_dependencies_add(struct hg_dependencies *dependencies, uint32_t child,
                         struct hg_node *node)
{
    if (node == NULL || node->kind == HG_NODE_BROKEN)
        return;
    dependencies->items = hg_memory_grow(dependencies->items, dependencies->count,
                                         sizeof *dependencies->items);
    dependencies->items[dependencies->count++] =
        (struct hg_dependency){.child = child, .node = node};
}

struct resolver {
    const struct hg_reader *reader;
    const struct hg_target_set *targets; /* all */
};

static const char *name_at(const struct hg_target_set *targets, uint32_t position)
{
    return targets->items[position].name;
}

/* Once for each location: a list may have many targets. */
static void report(const struct resolver *resolver, uint32_t child, struct hg_node *node,
                   const char *text)
{
    hg_problems_add(resolver->reader->problems, node->location,
                    "target \"%.200s\": depends_on: %s",
                    name_at(resolver->targets, child), text);
    node->kind = HG_NODE_BROKEN;
}

static void report_unknown(const struct resolver *resolver, uint32_t child,
                           struct hg_node *node)
{
    const struct hg_target_set *targets = resolver->targets;
    const size_t count = targets->count < NAMES_MAX ? targets->count : NAMES_MAX;
    const char **names = hg_memory_new(count, sizeof *names);
    char text[512];
    for (size_t i = 0; i < count; i++)
        names[i] = targets->items[i].name;
    const char *nearest = hg_text_nearest(node->text, names, count);
    int len = snprintf(text, sizeof text, "no target is named \"%.200s\"", node->text);
    if (nearest != NULL)
        snprintf(text + len, sizeof text - (size_t)len, ", did you mean \"%.200s\"?",
                 nearest);
    free(names);
    report(resolver, child, node, text);
}

static void resolve_name(const struct resolver *resolver,
                         struct hg_dependency *dependency, struct hg_node *node)
{
    uint32_t parent;
    if (node->kind != HG_NODE_SCALAR)
        return;
    if (!hg_hash_table_find(&resolver->targets->names, node->text, &parent)) {
        if (!resolver->targets->misses_names)
            report_unknown(resolver, dependency->child, node);
        return;
    }
    if (parent == dependency->child) {
        report(resolver, dependency->child, node, "a target can't depend on itself");
        return;
    }
    for (uint32_t i = 0; i < dependency->count; i++) {
        if (dependency->parents[i] == parent)
            return;
    }
    dependency->parents[dependency->count++] = parent;
}

static void resolve_names(const struct resolver *resolver, struct hg_arena *nodes,
                          struct hg_dependency *dependency)
{
    struct hg_node *node = dependency->node;
    size_t count;
    struct hg_node **names = hg_node_items(&node, &count);
    dependency->parents = hg_arena_new(nodes, count + 1, sizeof *dependency->parents);
    for (size_t i = 0; i < count; i++)
        resolve_name(resolver, dependency, names[i]);
}

/* A depth-first search for cycles. `path` leads from where it began to where it is; `next` is the
 * parent to visit next, for each target on the path. */
struct search {
    const struct resolver *resolver;
    const struct hg_dependency **of; /* owned: by position; NULL: depends on none */
    uint8_t *state;                  /* owned: by position */
    uint32_t *path;                  /* owned */
    uint32_t *next;                  /* owned: by position on the path */
    size_t len;
};

enum { NEW, ON_THE_PATH, DONE };

static void report_cycle(const struct search *search, uint32_t again)
{
    struct hg_buf text;
    size_t first = search->len - 1;
    while (search->path[first] != again)
        first--;
    hg_buf_init(&text);
    hg_buf_add_text(&text, "circular dependency: ");
    for (size_t i = first; i < search->len && i < first + CYCLE_MAX; i++)
        hg_buf_printf(&text, "\"%.60s\", ",
                      name_at(search->resolver->targets, search->path[i]));
    if (search->len - first > CYCLE_MAX)
        hg_buf_printf(&text, "%zu more, ", search->len - first - CYCLE_MAX);
    hg_buf_printf(&text, "\"%.60s\"", name_at(search->resolver->targets, again));
    report(search->resolver, again, search->of[again]->node, text.data);
    hg_buf_release(&text);
}

static void enter(struct search *search, uint32_t position)
{
    search->state[position] = ON_THE_PATH;
    search->path[search->len] = position;
    search->next[search->len++] = 0;
}

/* Visit all that one target depends on. */
static void search_from(struct search *search, uint32_t position)
{
    enter(search, position);
    while (search->len > 0) {
        const uint32_t here = search->path[search->len - 1];
        const struct hg_dependency *dependency = search->of[here];
        uint32_t *next = &search->next[search->len - 1];
        if (dependency == NULL || *next == dependency->count) {
            search->state[here] = DONE;
            search->len--;
            continue;
        }
        const uint32_t parent = dependency->parents[(*next)++];
        if (search->state[parent] == ON_THE_PATH)
            report_cycle(search, parent);
        else if (search->state[parent] == NEW)
            enter(search, parent);
    }
}

static void find_cycles(const struct resolver *resolver,
                        const struct hg_dependencies *all)
{
    const size_t count = resolver->targets->count;
    struct search search = {
        .resolver = resolver,
        .of = hg_memory_new(count, sizeof(struct hg_dependency *)),
        .state = hg_memory_new(count, sizeof *search.state),
        .path = hg_memory_new(count, sizeof *search.path),
        .next = hg_memory_new(count, sizeof *search.next),
    };
    for (size_t i = 0; i < all->count; i++)
        search.of[all->items[i].child] = &all->items[i];
    for (size_t i = 0; i < all->count; i++) {
        if (search.state[all->items[i].child] == NEW)
            search_from(&search, all->items[i].child);
    }
    free(search.of);
    free(search.state);
    free(search.path);
    free(search.next);
}

void hg_dependencies_resolve(struct hg_dependencies *dependencies,
                             const struct hg_reader *reader,
                             const struct hg_target_set *all, struct hg_arena *nodes)
{
    const struct resolver resolver = {reader, all};
    for (size_t i = 0; i < dependencies->count; i++)
        resolve_names(&resolver, nodes, &dependencies->items[i]);
    if (dependencies->count > 0)
        find_cycles(&resolver, dependencies);
}

static void connect_one(struct hg_arena *arena, const struct hg_dependency *dependency,
                        struct hg_target *target, const uint32_t *selected,
                        uint32_t *missing)
{
    uint32_t *parents = hg_arena_new(arena, dependency->count + 1, sizeof *parents);
    struct hg_target_extra *extra = hg_target_new_extra(target, arena);
    for (uint32_t i = 0; i < dependency->count; i++) {
        const uint32_t parent = dependency->parents[i];
        if (selected[parent] == NONE)
            missing[parent]++;
        else
            parents[extra->parent_count++] = selected[parent];
    }
    extra->parents = parents;
}

void hg_dependencies_connect(const struct hg_dependencies *dependencies,
                             const struct hg_reader *reader,
                             const struct hg_target_set *all, struct hg_target *targets,
                             const uint32_t *selected)
{
    if (dependencies->count == 0)
        return;
    uint32_t *missing = hg_memory_new(all->count, sizeof *missing);
    for (size_t i = 0; i < dependencies->count; i++) {
        const struct hg_dependency *dependency = &dependencies->items[i];
        const uint32_t child = selected[dependency->child];
        if (child != NONE)
            connect_one(&reader->config->arena, dependency, &targets[child], selected,
                        missing);
    }
    for (uint32_t i = 0; i < all->count; i++) {
        if (missing[i] > 0)
            hg_value_note(reader,
                          "\"%.200s\" is not selected: %u target%s that depend%s on it "
                          "will not wait for it",
                          name_at(all, i), missing[i], missing[i] == 1 ? "" : "s",
                          missing[i] == 1 ? "s" : "");
    }
    free(missing);
}
