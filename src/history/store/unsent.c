/* SPDX-License-Identifier: MIT */
/* unsent: the queue of unsent messages, as rows of the table `outbox`. */
#include "headgate/unsent.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "headgate/buf.h"
#include "headgate/memory.h"
#include "headgate/units.h"

#include "history/store/history_file.h"
#include "history/store/outbox_rows.h"

#include "headgate/banned.h"

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
        .envelope = hg_memory_copy_text(row->envelope),
        .data = hg_buf_steal(&data),
        .len = row->message.len,
    };
}

int hg_unsent_claim(struct hg_history *history, const char *channel, int64_t after,
                    int64_t now_us, struct hg_unsent *message, struct hg_error *err)
{
    struct hg_database *database = &history->database;
    struct hg_message_row row;
    *message = (struct hg_unsent){0};
    if (hg_database_begin(database, err) != 0)
        return -1;
    struct hg_criteria wanted = {.id = after,
                                 .since_ms = now_us / HG_US_PER_MS,
                                 .claim_ms = HG_OUTBOX_CLAIM_MS,
                                 .channel = channel};
    struct hg_query *query = hg_database_query(database, HG_SQL_FREE_MESSAGE, &wanted);
    if (hg_query_next(query, &row))
        read_message(&row, message);
    hg_query_end(query);
    wanted.id = message->id;
    if (message->id != 0)
        hg_database_execute(database, HG_SQL_CLAIM_MESSAGE, &wanted);
    return hg_database_commit(database, err);
}

void hg_unsent_release(struct hg_unsent *message)
{
    free(message->envelope);
    free(message->data);
    *message = (struct hg_unsent){0};
}

int hg_unsent_remove(struct hg_history *history, int64_t id, struct hg_error *err)
{
    struct hg_database *database = &history->database;
    if (hg_database_begin(database, err) != 0)
        return -1;
    hg_database_execute(database, HG_SQL_REMOVE_MESSAGE, &(struct hg_criteria){.id = id});
    return hg_database_commit(database, err);
}

int hg_unsent_return(struct hg_history *history, int64_t id, const char *envelope,
                     const char *problem, struct hg_error *err)
{
    struct hg_database *database = &history->database;
    const struct hg_message_row row = {
        .id = id, .envelope = envelope, .problem = problem};
    if (hg_database_begin(database, err) != 0)
        return -1;
    hg_database_execute(database, HG_SQL_RETURN_MESSAGE, &row);
    return hg_database_commit(database, err);
}
