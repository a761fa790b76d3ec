/* SPDX-License-Identifier: MIT */
/* outbox: messages with events, as rows of `outbox`, `events` and `outbox_events`. */
#include "headgate/outbox.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "headgate/hash.h"
#include "headgate/memory.h"
#include "headgate/units.h"

#include "history/store/history_file.h"
#include "history/store/lines.h"
#include "history/store/outbox_rows.h"

#include "headgate/banned.h"

#define DELAY_MS     INT64_C(10000)
#define DELAY_MAX_MS INT64_C(3600000)

struct hg_criteria hg_outbox_rows_due(const char *channel, int64_t now_ms)
{
    return (struct hg_criteria){.channel = channel,
                                .since_ms = now_ms,
                                .until_ms = HG_OUTBOX_DELAY_MAX_MS,
                                .claim_ms = HG_OUTBOX_CLAIM_MS};
}

static int64_t delay_ms(int64_t attempts)
{
    int64_t delay = DELAY_MS;
    for (int64_t i = 0; i < attempts && delay < DELAY_MAX_MS; i++)
        delay *= 2;
    return delay < DELAY_MAX_MS ? delay : DELAY_MAX_MS;
}

/* A number below `max` that is always the same for an attempt of a message. */
static int64_t spread(const struct hg_message_row *row, int64_t max)
{
    uint64_t hash =
        hg_hash_add_bytes(HG_HASH_BASIS, row->message_id, strlen(row->message_id));
    hash = hg_hash_add(hash, (uint64_t)row->attempts);
    return (int64_t)((hash >> 32) % (uint64_t)max);
}

void hg_outbox_rows_postpone(struct hg_database *database, struct hg_message_row *row)
{
    const int64_t last_ms = row->at_us / HG_US_PER_MS + HG_OUTBOX_DELAY_MAX_MS;
    row->delay_ms = delay_ms(row->attempts);
    row->delay_ms += spread(row, row->delay_ms / 4);
    row->next_ms = row->next_ms < last_ms ? row->next_ms : last_ms;
    hg_database_execute(
        database, row->channel == NULL ? HG_SQL_NOTE_FAILURE_OF : HG_SQL_END_FAILURE_OF,
        row);
    hg_database_execute(database, HG_SQL_POSTPONE_MESSAGE, row);
}

void hg_outbox_rows_drop_lost(struct hg_database *database)
{
    hg_database_execute(database, HG_SQL_DROP_LOST_LINKS, &(struct hg_criteria){0});
    hg_database_execute(database, HG_SQL_DROP_LOST_EVENTS, &(struct hg_criteria){0});
}

void hg_outbox_rows_remove(struct hg_database *database, int64_t id, const char *problem,
                           int64_t now_us)
{
    const struct hg_message_row row = {.id = id, .at_us = now_us, .problem = problem};
    hg_database_execute(
        database, problem == NULL ? HG_SQL_END_FAILURE_OF : HG_SQL_NOTE_FAILURE_OF, &row);
    hg_database_execute(database, HG_SQL_REMOVE_MESSAGE, &(struct hg_criteria){.id = id});
}

struct hg_failing_channels hg_outbox_rows_failing(struct hg_database *database,
                                                  struct hg_arena *arena)
{
    struct hg_failing_channel row;
    struct hg_failing_channel *items = NULL;
    size_t count = 0;
    struct hg_query *query =
        hg_database_query(database, HG_SQL_FAILING_CHANNELS, &(struct hg_criteria){0});
    for (; hg_query_next(query, &row); count++) {
        items = hg_memory_grow(items, count, sizeof *items);
        items[count] = row;
        items[count].name = hg_arena_text(arena, row.name);
        items[count].problem = hg_arena_text(arena, row.problem);
    }
    hg_arena_take(arena, items);
    return (struct hg_failing_channels){items, count};
}

#define MINUTE_MS 60000

/* As incidents are joined to outages. */
static const char *describe_beginning(struct hg_arena *arena,
                                      const struct hg_event_row *row)
{
    struct hg_buf text;
    if (row->common == NULL)
        return NULL;
    hg_buf_init(&text);
    hg_buf_printf(&text, "%" PRId64 " %d %s", row->opened_ms / MINUTE_MS,
                  (int)row->event.cause, row->common);
    const char *kept = hg_arena_text(arena, text.data);
    hg_buf_release(&text);
    return kept;
}

static struct hg_event read_event(struct hg_arena *arena, const struct hg_event_row *row)
{
    struct hg_event event = row->event;
    event.id = hg_arena_text(arena, event.id);
    event.target = hg_arena_text(arena, event.target);
    event.url = hg_arena_text(arena, event.url);
    event.group = hg_arena_text(arena, event.group);
    event.reason = hg_arena_text(arena, event.reason);
    event.outage = hg_arena_text(arena, event.outage);
    event.tags = hg_lines_split(arena, row->tags);
    event.beginning = describe_beginning(arena, row);
    return event;
}

static void read_events(struct hg_database *database, struct hg_message *message)
{
    struct hg_event_row row;
    struct hg_event *events = NULL;
    size_t count;
    struct hg_query *query = hg_database_query(database, HG_SQL_EVENTS_OF_MESSAGE,
                                               &(struct hg_criteria){.id = message->row});
    for (count = 0; hg_query_next(query, &row); count++) {
        events = hg_memory_grow(events, count, sizeof *events);
        events[count] = read_event(&message->arena, &row);
    }
    hg_arena_take(&message->arena, events);
    message->events = events;
    message->event_count = count;
}

static void read_message(const struct hg_message_row *row, struct hg_message *message)
{
    struct hg_arena *arena = &message->arena;
    message->row = row->id;
    message->id = hg_arena_text(arena, row->message_id);
    message->run = hg_arena_text(arena, row->run);
    message->location = hg_arena_text(arena, row->location);
    message->made_us = row->at_us;
    message->attempts = row->attempts;
    message->parts = (size_t)row->parts;
}

/* Read the first message that the statement finds. */
static void find_message(struct hg_database *database, enum hg_sql sql,
                         const struct hg_criteria *wanted, struct hg_message *message)
{
    struct hg_message_row row;
    struct hg_query *query = hg_database_query(database, sql, wanted);
    if (hg_query_next(query, &row))
        read_message(&row, message);
    hg_query_end(query);
    if (message->row != 0)
        read_events(database, message);
}

int hg_outbox_claim(struct hg_history *history, const char *channel, int64_t now_us,
                    struct hg_message *message, struct hg_error *err)
{
    struct hg_database *database = &history->database;
    struct hg_criteria wanted = hg_outbox_rows_due(channel, now_us / HG_US_PER_MS);
    *message = (struct hg_message){0};
    hg_arena_init(&message->arena);
    if (hg_database_begin(database, err) != 0)
        return -1;
    find_message(database, HG_SQL_DUE_MESSAGE, &wanted, message);
    wanted.id = message->row;
    if (message->row != 0) {
        message->claimed_us = now_us;
        hg_database_execute(database, HG_SQL_CLAIM_MESSAGE, &wanted);
    }
    return hg_database_commit(database, err);
}

int hg_outbox_peek(struct hg_history *history, const char *channel,
                   struct hg_message *message, struct hg_error *err)
{
    struct hg_database *database = &history->database;
    *message = (struct hg_message){0};
    hg_arena_init(&message->arena);
    if (hg_database_begin(database, err) != 0)
        return -1;
    find_message(database, HG_SQL_OLDEST_MESSAGE,
                 &(struct hg_criteria){.channel = channel}, message);
    return hg_database_commit(database, err);
}

static int remove_message(struct hg_history *history, int64_t row, const char *problem,
                          int64_t now_us, struct hg_error *err)
{
    struct hg_database *database = &history->database;
    if (hg_database_begin(database, err) != 0)
        return -1;
    hg_outbox_rows_remove(database, row, problem, now_us);
    hg_outbox_rows_drop_lost(database);
    return hg_database_commit(database, err);
}

int hg_outbox_remove(struct hg_history *history, const struct hg_message *message,
                     struct hg_error *err)
{
    return remove_message(history, message->row, NULL, 0, err);
}

int hg_outbox_reject(struct hg_history *history, const struct hg_message *message,
                     int64_t now_us, const char *problem, struct hg_error *err)
{
    return remove_message(history, message->row, problem, now_us, err);
}

int hg_outbox_return(struct hg_history *history, const struct hg_message *message,
                     const struct hg_outbox_attempt *attempt, struct hg_error *err)
{
    struct hg_database *database = &history->database;
    struct hg_message_row row = {
        .id = message->row,
        .message_id = message->id,
        .at_us = attempt->now_us,
        .attempts = attempt->parts > message->parts ? 0 : message->attempts,
        .parts = (int64_t)attempt->parts,
        .problem = attempt->problem,
        .next_ms = attempt->not_before_us / HG_US_PER_MS,
        .claimed_ms = message->claimed_us / HG_US_PER_MS,
    };
    if (hg_database_begin(database, err) != 0)
        return -1;
    hg_outbox_rows_postpone(database, &row);
    return hg_database_commit(database, err);
}

int hg_outbox_read_state(struct hg_history *history, const char *channel,
                         struct hg_outbox_state *state, struct hg_error *err)
{
    struct hg_database *database = &history->database;
    struct hg_message_row row;
    *state = (struct hg_outbox_state){0};
    if (hg_database_begin(database, err) != 0)
        return -1;
    struct hg_query *query = hg_database_query(database, HG_SQL_WAITING_MESSAGES,
                                               &(struct hg_criteria){.channel = channel});
    while (hg_query_next(query, &row)) {
        state->count = (size_t)row.attempts;
        state->made_us = row.at_us;
        snprintf(state->problem, sizeof state->problem, "%s", row.problem);
    }
    return hg_database_commit(database, err);
}

int hg_outbox_note_failure(struct hg_history *history, const char *channel,
                           const char *problem, int64_t now_us, struct hg_error *err)
{
    struct hg_database *database = &history->database;
    const struct hg_message_row row = {
        .channel = channel, .at_us = now_us, .problem = problem};
    if (hg_database_begin(database, err) != 0)
        return -1;
    hg_database_execute(database, HG_SQL_NOTE_FAILURE, &row);
    return hg_database_commit(database, err);
}

int hg_outbox_end_failure(struct hg_history *history, const char *channel,
                          struct hg_error *err)
{
    struct hg_database *database = &history->database;
    if (hg_database_begin(database, err) != 0)
        return -1;
    hg_database_execute(database, HG_SQL_END_FAILURE,
                        &(struct hg_criteria){.channel = channel});
    return hg_database_commit(database, err);
}

int hg_outbox_read_failing(struct hg_history *history, struct hg_arena *arena,
                           struct hg_failing_channels *channels, struct hg_error *err)
{
    struct hg_database *database = &history->database;
    *channels = (struct hg_failing_channels){0};
    if (hg_database_begin_reading(database, arena, err) != 0)
        return -1;
    *channels = hg_outbox_rows_failing(database, arena);
    return hg_database_end_reading(database, err);
}

/* "mail:rest" is a queue of "mail". */
static bool is_configured(const struct hg_texts *channels, const char *name)
{
    const size_t len = strcspn(name, ":");
    for (size_t i = 0; i < channels->count; i++) {
        if (strlen(channels->items[i]) == len &&
            strncmp(channels->items[i], name, len) == 0)
            return true;
    }
    return false;
}

/* Of channels that the configuration no longer has. */
static void drop_failures(struct hg_database *database, const struct hg_texts *configured,
                          struct hg_criteria *wanted, struct hg_arena *arena)
{
    const struct hg_failing_channels failing = hg_outbox_rows_failing(database, arena);
    for (size_t i = 0; i < failing.count; i++) {
        wanted->channel = failing.items[i].name;
        if (!is_configured(configured, wanted->channel))
            hg_database_execute(database, HG_SQL_DROP_FAILURE, wanted);
    }
}

/* Names of channels with messages. */
static struct hg_texts read_channels(struct hg_database *database, struct hg_arena *arena)
{
    struct hg_message_row row;
    const char **names = NULL;
    size_t count = 0;
    struct hg_query *query =
        hg_database_query(database, HG_SQL_OUTBOX_CHANNELS, &(struct hg_criteria){0});
    for (; hg_query_next(query, &row); count++) {
        names = hg_memory_grow(names, count, sizeof *names);
        names[count] = hg_arena_text(arena, row.channel);
    }
    hg_arena_take(arena, names);
    return (struct hg_texts){names, count};
}

static void drop_messages(struct hg_database *database, const struct hg_texts *channels,
                          struct hg_criteria *wanted, struct hg_arena *arena,
                          struct hg_dropped *dropped)
{
    const struct hg_texts names = read_channels(database, arena);
    struct hg_dropped_messages *items =
        hg_arena_new(arena, names.count + 1, sizeof *items);
    *dropped = (struct hg_dropped){.items = items};
    for (size_t i = 0; i < names.count; i++) {
        const bool is_ours = is_configured(channels, names.items[i]);
        wanted->channel = names.items[i];
        hg_database_execute(
            database, is_ours ? HG_SQL_DROP_STALE_MESSAGES : HG_SQL_DROP_UNTRIED_MESSAGES,
            wanted);
        const size_t count = (size_t)hg_database_changes(database);
        if (count > 0)
            items[dropped->count++] =
                (struct hg_dropped_messages){names.items[i], count, is_ours};
    }
}

int hg_outbox_drop_stale(struct hg_history *history, const struct hg_texts *channels,
                         int64_t now_us, struct hg_arena *arena,
                         struct hg_dropped *dropped, struct hg_error *err)
{
    struct hg_database *database = &history->database;
    struct hg_criteria wanted = {
        .until_ms = (now_us - HG_OUTBOX_TRIED_US) / HG_US_PER_MS,
        .since_ms = now_us / HG_US_PER_MS,
        .last_ms = (now_us - HG_OUTBOX_UNTRIED_REPORT_US) / HG_US_PER_MS,
        .claim_ms = HG_OUTBOX_CLAIM_MS,
        .limit = HG_OUTBOX_TRIED_COUNT,
    };
    *dropped = (struct hg_dropped){0};
    if (hg_database_begin(database, err) != 0)
        return -1;
    drop_messages(database, channels, &wanted, arena, dropped);
    drop_failures(database, channels, &wanted, arena);
    if (dropped->count > 0)
        hg_outbox_rows_drop_lost(database);
    return hg_database_commit(database, err);
}
