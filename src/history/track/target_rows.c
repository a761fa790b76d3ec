/* SPDX-License-Identifier: MIT */
/* target_rows: rows of `targets`, which hold the spans that grow. */
#include "history/track/target_rows.h"

#include "headgate/buf.h"
#include "headgate/memory.h"

#include "history/store/values.h"

#include "headgate/banned.h"

void hg_target_rows_begin(struct hg_target_rows *rows, struct hg_database *database)
{
    rows->database = database;
    hg_query_begin(&rows->find, database,
                   "SELECT id, incident, outcome, cause, maintenance, reason, begin_ms,"
                   " end_ms, checks, shortest_ms, longest_ms FROM targets"
                   " WHERE name = ?1");
    hg_query_begin(&rows->insert, database,
                   "INSERT INTO targets (name, url, tags) VALUES (?1, ?2, '')");
    hg_query_begin(&rows->update, database,
                   "UPDATE targets SET url = ?2, group_name = ?3, tags = ?4,"
                   " certificate = coalesce(?5, certificate), incident = ?6,"
                   " outcome = ?7, cause = ?8, maintenance = ?9, reason = ?10,"
                   " begin_ms = ?11, end_ms = ?12, checks = ?13, shortest_ms = ?14,"
                   " longest_ms = ?15 WHERE id = ?1");
}

int hg_target_rows_end(struct hg_target_rows *rows, struct hg_error *err)
{
    int result = hg_query_end(&rows->find, err);
    result |= hg_query_end(&rows->insert, err);
    result |= hg_query_end(&rows->update, err);
    return result;
}

static void read_state(const struct hg_query *query, struct hg_target_state *state)
{
    state->target = hg_query_integer(query, 0);
    state->incident = hg_query_integer(query, 1);
    if (!hg_query_is_null(query, 2))
        hg_state_interval_read(query, 2, &state->interval);
}

void hg_target_rows_find(struct hg_target_rows *rows, const struct hg_target *target,
                         struct hg_target_state *state)
{
    *state = (struct hg_target_state){0};
    hg_query_bind_text(&rows->find, 1, target->name);
    if (hg_query_next(&rows->find))
        read_state(&rows->find, state);
    hg_query_reset(&rows->find);
    if (state->target != 0)
        return;
    hg_query_bind_text(&rows->insert, 1, target->name);
    hg_query_bind_text(&rows->insert, 2, target->url);
    hg_query_execute(&rows->insert);
    state->target = hg_database_last_id(rows->database);
}

/* Clean texts have no line feeds. */
static void join(const struct hg_texts *texts, struct hg_buf *out)
{
    for (size_t i = 0; i < texts->count; i++)
        hg_buf_printf(out, "%s%s", i == 0 ? "" : "\n", texts->items[i]);
}

static void bind_or_null(struct hg_query *query, int position, int64_t value)
{
    if (value == 0)
        hg_query_bind_null(query, position);
    else
        hg_query_bind(query, position, value);
}

static void bind_interval(struct hg_query *update,
                          const struct hg_state_interval *interval)
{
    const int64_t values[] = {interval->outcome, interval->cause,
                              interval->is_maintenance};
    const int64_t times[] = {interval->begin_ms, interval->end_ms, interval->checks,
                             interval->shortest_ms, interval->longest_ms};
    if (interval->checks == 0) {
        for (int position = 7; position <= 15; position++)
            hg_query_bind_null(update, position);
        return;
    }
    for (int i = 0; i < 3; i++)
        hg_query_bind(update, 7 + i, values[i]);
    hg_query_bind_text(update, 10, interval->reason);
    for (int i = 0; i < 5; i++)
        hg_query_bind(update, 11 + i, times[i]);
}

void hg_target_rows_update(struct hg_target_rows *rows, const struct hg_target *target,
                           const struct hg_target_state *state, int64_t certificate)
{
    struct hg_query *update = &rows->update;
    struct hg_buf tags;

    hg_buf_init(&tags);
    join(&target->origin->tags, &tags);
    hg_query_bind(update, 1, state->target);
    hg_query_bind_text(update, 2, target->url);
    hg_query_bind_text(update, 3, target->origin->group);
    hg_query_bind_text(update, 4, tags.data);
    bind_or_null(update, 5, certificate);
    bind_or_null(update, 6, state->incident);
    bind_interval(update, &state->interval);
    hg_query_execute(update);
    hg_buf_release(&tags);
}
