/* SPDX-License-Identifier: MIT */
/* unsent: the queues of unsent messages, as rows of the table `outbox`. */
#include "headgate/unsent.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "headgate/buf.h"
#include "headgate/memory.h"
#include "headgate/units.h"

#include "history/store/history_file.h"
#include "history/store/outbox_rows.h"

#include "headgate/banned.h"

#define CHANNEL_SIZE 80

/* As which channel a row is stored: "mail", and "mail:rest", which no configuration can name. */
static const char *stored_channel(const char *channel, enum hg_unsent_queue queue,
                                  char out[CHANNEL_SIZE])
{
    snprintf(out, CHANNEL_SIZE, "%s%s", channel, queue == HG_UNSENT_REST ? ":rest" : "");
    return out;
}

int hg_unsent_add(struct hg_history *history, const char *channel,
                  const struct hg_payload *payload, int64_t now_us,
                  struct hg_unsent_entry *entry, struct hg_error *err)
{
    struct hg_database *database = &history->database;
    *entry = (struct hg_unsent_entry){0};
    if (hg_database_begin(database, err) != 0)
        return -1;
    const struct hg_message_row row = {
        .channel = channel,
        .at_us = now_us,
        .envelope = payload->envelope,
        .message = {payload->data, payload->len},
    };
    const int64_t id = hg_database_insert(database, HG_SQL_ADD_MESSAGE, &row);
    hg_database_execute(
        database, HG_SQL_DROP_OLDEST_MESSAGES,
        &(struct hg_criteria){.channel = channel, .limit = HG_UNSENT_MAX});
    const int64_t dropped = hg_database_changes(database);
    if (hg_database_commit(database, err) != 0)
        return -1;
    *entry = (struct hg_unsent_entry){id, (size_t)dropped};
    return 0;
}

static void read_message(const struct hg_message_row *row, struct hg_unsent *message)
{
    struct hg_buf data;
    hg_buf_init(&data);
    hg_buf_add(&data, row->message.data, row->message.len);
    *message = (struct hg_unsent){
        .id = row->id,
        .made_us = row->at_us,
        .attempts = row->attempts,
        .message_id = hg_memory_copy_text(row->message_id),
        .envelope = hg_memory_copy_text(row->envelope),
        .data = hg_buf_steal(&data),
        .len = row->message.len,
    };
}

int hg_unsent_claim(struct hg_history *history, const struct hg_unsent_claim *claim,
                    struct hg_unsent *message, struct hg_error *err)
{
    struct hg_database *database = &history->database;
    struct hg_message_row row;
    char channel[CHANNEL_SIZE];
    struct hg_criteria wanted =
        hg_outbox_rows_due(stored_channel(claim->channel, claim->queue, channel),
                           claim->now_us / HG_US_PER_MS);
    *message = (struct hg_unsent){0};
    /* Whatever is set is longer ahead than that. */
    if (claim->is_urgent)
        wanted.until_ms = -wanted.since_ms;
    if (hg_database_begin(database, err) != 0)
        return -1;
    struct hg_query *query = hg_database_query(database, HG_SQL_DUE_MESSAGE, &wanted);
    if (hg_query_next(query, &row))
        read_message(&row, message);
    hg_query_end(query);
    wanted.id = message->id;
    if (message->id != 0) {
        message->claimed_us = claim->now_us;
        hg_database_execute(database, HG_SQL_CLAIM_MESSAGE, &wanted);
    }
    return hg_database_commit(database, err);
}

int hg_unsent_peek(struct hg_history *history, const char *channel,
                   struct hg_unsent *message, struct hg_error *err)
{
    struct hg_database *database = &history->database;
    struct hg_message_row row;
    *message = (struct hg_unsent){0};
    if (hg_database_begin(database, err) != 0)
        return -1;
    struct hg_query *query = hg_database_query(database, HG_SQL_OLDEST_MESSAGE,
                                               &(struct hg_criteria){.channel = channel});
    if (hg_query_next(query, &row))
        read_message(&row, message);
    hg_query_end(query);
    return hg_database_commit(database, err);
}

void hg_unsent_release(struct hg_unsent *message)
{
    free(message->message_id);
    free(message->envelope);
    free(message->data);
    *message = (struct hg_unsent){0};
}

static int remove_message(struct hg_history *history, int64_t id, const char *problem,
                          int64_t now_us, struct hg_error *err)
{
    struct hg_database *database = &history->database;
    if (hg_database_begin(database, err) != 0)
        return -1;
    hg_outbox_rows_remove(database, id, problem, now_us);
    return hg_database_commit(database, err);
}

int hg_unsent_remove(struct hg_history *history, int64_t id, struct hg_error *err)
{
    return remove_message(history, id, NULL, 0, err);
}

int hg_unsent_reject(struct hg_history *history, int64_t id, int64_t now_us,
                     const char *problem, struct hg_error *err)
{
    return remove_message(history, id, problem, now_us, err);
}

int hg_unsent_return(struct hg_history *history, const struct hg_unsent *message,
                     const struct hg_unsent_failure *failure, struct hg_error *err)
{
    struct hg_database *database = &history->database;
    char channel[CHANNEL_SIZE];
    struct hg_message_row row = {
        .id = message->id,
        .message_id = message->message_id,
        .channel = failure->is_partial
                       ? stored_channel(failure->channel, HG_UNSENT_REST, channel)
                       : NULL,
        .at_us = failure->now_us,
        .envelope = failure->envelope,
        .attempts = message->attempts,
        .problem = failure->problem,
        .claimed_ms = message->claimed_us / HG_US_PER_MS,
    };
    if (hg_database_begin(database, err) != 0)
        return -1;
    hg_outbox_rows_postpone(database, &row);
    return hg_database_commit(database, err);
}
