/* SPDX-License-Identifier: MIT */
/* removal: what is missing in a run, and what was reported of it. */
#include "history/track/removal.h"

#include <stdlib.h>

#include "headgate/memory.h"
#include "headgate/units.h"

#include "history/store/lines.h"
#include "history/track/reported.h"

#include "headgate/banned.h"

int64_t hg_removal_find_source(struct hg_database *database, const struct hg_run *run)
{
    struct hg_source_row row = {.files = run->sources};
    if (run->sources == NULL)
        return 0;
    const struct hg_source_row wanted = row;
    return hg_database_find(database, HG_SQL_FIND_SOURCE, &wanted, &row)
               ? row.id
               : hg_database_insert(database, HG_SQL_ADD_SOURCE, &wanted);
}

/* A target that was down ends its incident so; of any other there is nothing more to say. */
static void add_event(const struct hg_news_writer *writer,
                      const struct hg_target_row *target)
{
    const int64_t now_us = writer->now_ms * HG_US_PER_MS;
    struct hg_event event = {
        .kind = HG_EVENT_REMOVED, .at_us = now_us, .since_us = now_us, .reason = ""};
    if (target->reported.is_down)
        event = hg_reported_event(&target->reported, HG_EVENT_REMOVED, writer->now_ms);
    event.target = target->name;
    event.url = target->url;
    event.group = target->group;
    event.tags = hg_lines_split(&writer->news->texts, target->tags);
    event.to = hg_lines_split(&writer->news->texts, target->channels);
    hg_news_add(writer->news, &event);
}

/* Not while they are read. An incident ends with what its event says; checks that don't come would keep it open. */
static void forget(const struct hg_news_writer *writer, const int64_t *ids, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        const struct hg_criteria wanted = {.id = ids[i], .until_ms = writer->now_ms};
        hg_database_execute(writer->database, HG_SQL_END_REMOVED, &wanted);
        hg_database_execute(writer->database, HG_SQL_FORGET_SOURCE, &wanted);
        hg_database_execute(writer->database, HG_SQL_FORGET_REPORTED, &wanted);
    }
}

static bool has_all_targets(const struct hg_run *run)
{
    return !run->is_interrupted && run->settings->groups.count == 0 &&
           run->settings->tags.count == 0;
}

void hg_removal_follow(const struct hg_news_writer *writer, const struct hg_run *run,
                       int64_t source)
{
    const struct hg_criteria wanted = {
        .source = source,
        .run = writer->run,
        .since_ms = writer->started_us / HG_US_PER_MS,
        .until_ms = writer->now_ms,
    };
    struct hg_target_row row = {0};
    int64_t *ids = NULL;
    size_t count = 0;
    if (source == 0 || !has_all_targets(run))
        return;
    struct hg_query *query =
        hg_database_query(writer->database, HG_SQL_REMOVED_TARGETS, &wanted);
    for (; hg_query_next(query, &row); row = (struct hg_target_row){0}) {
        add_event(writer, &row);
        hg_reported_release(&row.reported);
        ids = hg_memory_grow(ids, count, sizeof *ids);
        ids[count++] = row.id;
    }
    forget(writer, ids, count);
    free(ids);
}
