/* SPDX-License-Identifier: MIT */
/* selection: rows of targets, by name, and what the configuration says of them. */
#include "history/query/selection.h"

#include <stdlib.h>
#include <string.h>

#include "headgate/memory.h"
#include "headgate/text.h"
#include "headgate/units.h"

#include "history/store/values.h"

#include "headgate/banned.h"

static const char sql[] =
    "SELECT targets.id, targets.name, url, group_name, tags, certificates.end_ms,"
    " outcome, cause, targets.begin_ms, targets.end_ms, checks, longest_ms, reason,"
    " shortest_ms"
    " FROM targets LEFT JOIN certificates ON certificates.id = targets.certificate"
    " ORDER BY targets.name";

/* "a\nb" */
static struct hg_texts read_tags(const char *text, struct hg_arena *arena)
{
    size_t count = text[0] == '\0' ? 0 : 1;
    for (const char *at = text; *at != '\0'; at++)
        count += *at == '\n' ? 1 : 0;
    const char **items = hg_arena_new(arena, count + 1, sizeof *items);
    for (size_t i = 0; i < count; i++) {
        const size_t len = strcspn(text, "\n");
        char *item = hg_text_clean(text, len, SIZE_MAX);
        hg_arena_take(arena, item);
        items[i] = item;
        text += len + 1;
    }
    return (struct hg_texts){items, count};
}

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

static void read_open_interval(struct hg_outcome_interval *open_interval,
                               const struct hg_query *query)
{
    const int64_t begin_ms = hg_query_moment(query, 8);
    const int64_t end_ms = hg_query_moment(query, 9);
    *open_interval = (struct hg_outcome_interval){
        .outcome = hg_query_outcome(query, 6),
        .cause = hg_query_cause(query, 7),
        .begin_us = begin_ms * HG_US_PER_MS,
        .end_us = end_ms * HG_US_PER_MS,
        .checks = hg_query_count(query, 10),
        .longest_us = hg_query_moment(query, 11) * HG_US_PER_MS,
        .shortest_us = hg_query_moment(query, 13) * HG_US_PER_MS,
    };
    hg_query_check_interval(query, begin_ms, end_ms, open_interval->checks);
}

static void read_candidate(struct hg_candidate *candidate, const struct hg_query *query,
                           struct hg_arena *arena)
{
    const bool has_results = !hg_query_is_null(query, 6);
    const char *reason = hg_query_clean(query, 12, arena);
    *candidate = (struct hg_candidate){
        .id = hg_query_integer(query, 0),
        .name = hg_query_clean_required_text(query, 1, arena),
        .url = hg_query_clean_required_text(query, 2, arena),
        .group = hg_query_clean(query, 3, arena),
        .tags = read_tags(hg_query_required_text(query, 4), arena),
        .certificate_end_us = hg_query_moment(query, 5) * HG_US_PER_MS,
        .reason = reason == NULL ? "" : reason,
    };
    if (has_results)
        read_open_interval(&candidate->open_interval, query);
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

int hg_selection_load(struct hg_selection *selection, struct hg_database *database,
                      const struct hg_uptime_request *request, struct hg_arena *arena,
                      struct hg_error *err)
{
    struct hg_query query;
    *selection = (struct hg_selection){0};
    hg_query_begin(&query, database, sql);
    while (hg_query_next(&query)) {
        struct hg_candidate candidate;
        read_candidate(&candidate, &query, arena);
        if (!is_wanted(&candidate, request))
            continue;
        selection->items =
            hg_memory_grow(selection->items, selection->count, sizeof *selection->items);
        selection->items[selection->count++] = candidate;
    }
    join_targets(selection, request);
    return hg_query_end(&query, err);
}

void hg_selection_release(struct hg_selection *selection)
{
    free(selection->items);
    *selection = (struct hg_selection){0};
}
