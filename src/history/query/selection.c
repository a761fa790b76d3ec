/* SPDX-License-Identifier: MIT */
/* selection: rows of targets, by name, and their targets in the configuration. */
#include "history/query/selection.h"

#include <stdlib.h>
#include <string.h>

#include "headgate/memory.h"

#include "history/store/lines.h"

#include "headgate/banned.h"

static bool has(const struct hg_texts *texts, const char *text)
{
    for (size_t i = 0; i < texts->count; i++) {
        if (strcmp(texts->items[i], text) == 0)
            return true;
    }
    return false;
}

static bool is_wanted(const struct hg_candidate *candidate,
                      const struct hg_uptime_request *request)
{
    const char *group = candidate->group == NULL ? "default" : candidate->group;
    if (request->groups.count > 0 && !has(&request->groups, group))
        return false;
    for (size_t i = 0; i < candidate->tags.count; i++) {
        if (has(&request->tags, candidate->tags.items[i]))
            return true;
    }
    return request->tags.count == 0;
}

static struct hg_candidate candidate_of(const struct hg_target_row *row,
                                        struct hg_arena *arena)
{
    return (struct hg_candidate){
        .id = row->id,
        .name = row->name,
        .url = row->url,
        .group = row->group,
        .tags = hg_lines_split(arena, row->tags),
        .certificate_end_us = row->certificate_end_us,
        .reason = row->reason == NULL ? "" : row->reason,
        .open_interval = hg_outcome_interval_of(&row->interval),
    };
}

static int compare_targets(const void *a, const void *b)
{
    const struct hg_target *const *first = a;
    const struct hg_target *const *second = b;
    return strcmp((*first)->name, (*second)->name);
}

/* Of the `len` bytes of a name. */
static const struct hg_target *find_target(const struct hg_target *const *targets,
                                           size_t count, const char *name, size_t len)
{
    size_t first = 0;
    size_t end = count;
    while (first < end) {
        const size_t middle = first + (end - first) / 2;
        const int order = strncmp(targets[middle]->name, name, len);
        if (order == 0 && targets[middle]->name[len] == '\0')
            return targets[middle];
        if (order < 0)
            first = middle + 1;
        else
            end = middle;
    }
    return NULL;
}

/* A row of a target that is checked at all its addresses, "shop [192.0.2.1]", belongs to "shop". */
static void join_targets(struct hg_selection *selection,
                         const struct hg_uptime_request *request)
{
    const size_t count = request->target_count;
    const struct hg_target **targets = hg_memory_new(count + 1, sizeof *targets);
    for (size_t i = 0; i < count; i++)
        targets[i] = &request->targets[i];
    qsort(targets, count, sizeof *targets, compare_targets);
    for (size_t i = 0; i < selection->count; i++) {
        const char *name = selection->items[i].name;
        const char *row = strstr(name, " [");
        const struct hg_target *target = find_target(targets, count, name, strlen(name));
        if (target == NULL && row != NULL && name[strlen(name) - 1] == ']')
            target = find_target(targets, count, name, (size_t)(row - name));
        selection->items[i].configured = target;
    }
    free(targets);
}

void hg_selection_load(struct hg_selection *selection, struct hg_database *database,
                       const struct hg_uptime_request *request)
{
    struct hg_target_row row = {0};
    struct hg_query *query =
        hg_database_query(database, HG_SQL_TARGETS, &(struct hg_criteria){0});
    *selection = (struct hg_selection){0};
    while (hg_query_next(query, &row)) {
        const struct hg_candidate candidate = candidate_of(&row, database->arena);
        if (!is_wanted(&candidate, request))
            continue;
        selection->items =
            hg_memory_grow(selection->items, selection->count, sizeof *selection->items);
        selection->items[selection->count++] = candidate;
    }
    join_targets(selection, request);
}

void hg_selection_release(struct hg_selection *selection)
{
    free(selection->items);
    *selection = (struct hg_selection){0};
}
